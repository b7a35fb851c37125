"""The feed: every change of a fact takes the next number of one locked counter, in the transaction that changes the fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from domain.wire import FactKind
from server.accounts.models import Staff
from server.registry.models import Change, Child, FeedCounter, Nursery, Room
from server.registry.nursery import the_nursery, today

# One statement that counts, locks and answers: each operation of a push takes several numbers.
TAKE = "UPDATE registry_feedcounter SET seq = seq + %s WHERE id = 1 RETURNING seq"


def hold_counter() -> None:
    """Take the counter now, until the caller's transaction ends.

    Whoever writes the audit in the same transaction takes the counter first: with one order there is no deadlock.
    """
    next_seq(0)


def next_seq(count: int = 1) -> int:
    """The first of `count` new numbers. Holds the counter until the caller's transaction ends; must be called inside one.

    A reader therefore never meets a number whose predecessors are still to be committed.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [count])
        row = cursor.fetchone()
        if row is None:
            FeedCounter.objects.get_or_create(pk=1)
            cursor.execute(TAKE, [count])
            row = cursor.fetchone()
    return int(row[0]) - count + 1


def last_seq() -> int:
    """The newest number that is committed."""
    return FeedCounter.objects.filter(pk=1).values_list("seq", flat=True).first() or 0


def floor() -> int:
    """Changes up to this number were cleared away."""
    return FeedCounter.objects.filter(pk=1).values_list("floor", flat=True).first() or 0


@transaction.atomic(savepoint=False)
def announce(
    kind: FactKind, entity_id: UUID, *, room: UUID | None = None, left_room: UUID | None = None, device: UUID | None = None
) -> int:
    """Say that a fact changed; returns its number. Without a room or a device it concerns everybody."""
    seq = next_seq()
    Change.objects.create(
        seq=seq, kind=kind.value, entity_id=entity_id, room_id=room, left_room_id=left_room, device_id=device, at=timezone.now()
    )
    return seq


def announce_child(child: Child, *, left_room: UUID | None = None) -> int:
    """Say that a child's facts changed, in the room it is in and the one it left."""
    return announce(FactKind.CHILD, child.id, room=child.room_id, left_room=left_room)


@transaction.atomic
def announce_everything() -> None:
    """Say that all facts changed: after the nursery is set up or restored."""
    now = timezone.now()
    facts: list[tuple[FactKind, UUID, UUID | None]] = [(FactKind.SITE, the_nursery().id, None)]
    facts += [(FactKind.ROOM, room, None) for room in Room.objects.values_list("id", flat=True)]
    facts += [(FactKind.STAFF, staff, None) for staff in Staff.objects.values_list("id", flat=True)]
    facts += [(FactKind.CHILD, child, room) for child, room in Child.objects.values_list("id", "room_id")]
    _announce_all(facts, now)


def announce_new_day(now: datetime) -> None:
    """On the first contact of a day, say that every child's session of today is another. Later that day it only reads.

    Every poll asks: on SQLite a transaction would wait for whatever push is running, and make the next one wait.
    """
    nursery = the_nursery()
    if nursery.told_date != today(nursery, now):
        _tell_new_day(now)


@transaction.atomic
def _tell_new_day(now: datetime) -> None:
    nursery = Nursery.objects.select_for_update().get()
    day: date = today(nursery, now)
    if nursery.told_date == day:
        return
    nursery.told_date = day
    nursery.save(update_fields=["told_date"])
    children = Child.objects.filter(is_active=True).values_list("id", "room_id")
    _announce_all([(FactKind.CHILD, child, room) for child, room in children], now)


@transaction.atomic
def forget_before(seq: int) -> None:
    """Clear away changes up to `seq`; devices whose cursor is older start anew."""
    Change.objects.filter(seq__lte=seq).delete()
    FeedCounter.objects.filter(pk=1, floor__lt=seq).update(floor=seq)


def _announce_all(facts: Sequence[tuple[FactKind, UUID, UUID | None]], now: datetime) -> None:
    first = next_seq(len(facts)) if facts else 0
    Change.objects.bulk_create(
        Change(seq=first + place, kind=kind.value, entity_id=entity, room_id=room, at=now)
        for place, (kind, entity, room) in enumerate(facts)
    )
