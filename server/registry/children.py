"""Changes to a child's facts, each told to the tablets that it concerns."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from domain.consent import FACTS_LIFE
from domain.entries import NEXT_STEP_LIMIT, EntryKind
from domain.wire import FactKind
from server.audit import trail
from server.audit.texts import plain
from server.registry.feed import announce_child
from server.registry.models import Change, Child, Device, Room


@transaction.atomic(savepoint=False)
def note_entry(child: Child, kind: EntryKind, happened_at: datetime, next_step: str) -> None:
    """Remember when the child was last observed, so that rooms know what is due; an older entry changes nothing.

    Whoever observes a child has read what came from home: that counts anew from then.
    """
    if kind is EntryKind.OBSERVATION and _is_newer(happened_at, child.last_observed_at):
        child.last_observed_at, child.from_home = happened_at, 0
        child.last_next_step = plain(next_step, NEXT_STEP_LIMIT) or child.last_next_step
    elif kind is EntryKind.SNAPSHOT and _is_newer(happened_at, child.last_snapshot_at):
        child.last_snapshot_at = happened_at
    else:
        return
    child.save(update_fields=["last_observed_at", "last_snapshot_at", "last_next_step", "from_home"])
    announce_child(child)


@transaction.atomic
def move_child(child: Child, room: Room, *, by: str) -> None:
    """Into another room: the tablets of the old one let go of it."""
    left = child.room_id
    child.room = room
    child.save(update_fields=["room"])
    announce_child(child, left_room=left)
    trail.record("child_moved", who=by, about=child.id)


@transaction.atomic
def end_child(child: Child, *, by: str) -> None:
    """The child has left: every tablet forgets it, the family's pages close."""
    child.is_active = False
    child.save(update_fields=["is_active"])
    announce_child(child)
    trail.record("child_left", who=by, about=child.id)


def in_reach(device: Device, written_at: datetime) -> frozenset[UUID]:
    """The children about whom the device may write at that moment (L18): those of its room, and those who left it a working day before.

    A tablet without a network learns of a move that late, and what was written on it until then must not be lost.
    """
    if device.room_id is None:
        return frozenset()
    moved = Change.objects.filter(kind=FactKind.CHILD.value, left_room_id=device.room_id, at__gte=written_at - FACTS_LIFE)
    here = Child.objects.filter(room_id=device.room_id)
    return frozenset(here.values_list("id", flat=True)) | frozenset(moved.values_list("entity_id", flat=True))


def may_be_written_of(child: Child, day: date) -> bool:
    """Whether that day belongs in the child's journal: every day up to the last one, which stays so after the child has left (L7)."""
    return child.is_active if child.leaves_on is None else day <= child.leaves_on


def _is_newer(moment: datetime, known: datetime | None) -> bool:
    return known is None or moment > known
