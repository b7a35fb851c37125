"""The feed as one device is told it: a snapshot from the start, then every change in its scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from pydantic import BaseModel

from domain.lifecycle import EntryState
from domain.permissions import Station
from domain.wire import Change, Changes, EntryFact, FactKind
from server.accounts.models import Staff
from server.intake.problems import Refused
from server.journal.models import Entry
from server.journal.recheck_cases import note_fetched
from server.registry import feed, models
from server.registry.facts import child_facts, room_fact, staff_fact
from server.registry.models import Child, Device, Nursery, Room
from server.registry.nursery import site_fact, the_nursery, today

MAX_LIMIT = 1000
ORDER = (FactKind.SITE, FactKind.ROOM, FactKind.STAFF, FactKind.CHILD, FactKind.ENTRY)
TOO_OLD = "What this device knows is too old to be continued. It starts anew."


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a device is. kind None: it follows the feed after `seq`. Else it is within a snapshot begun at `seq`, after `after`."""

    epoch: str
    seq: int
    kind: FactKind | None = None
    after: str = ""

    def text(self) -> str:
        """As it travels."""
        return f"{self.epoch}.{self.seq}.{self.kind.value if self.kind else ''}.{self.after}"


def read_cursor(text: str, epoch: str) -> Cursor:
    """A device's cursor; an empty one begins a snapshot. Raises Refused 410 for another epoch's or a cleared one, 400 for nonsense."""
    if not text:
        return Cursor(epoch, feed.last_seq(), ORDER[0])
    try:
        of_epoch, seq, kind, after = text.split(".")
        cursor = Cursor(of_epoch, int(seq), FactKind(kind) if kind else None, str(UUID(after)) if after else "")
    except ValueError:
        raise Refused(400, "cursor", "This cursor was not given by this server.") from None
    if cursor.epoch != epoch or cursor.seq < feed.floor() or cursor.seq > feed.last_seq():
        raise Refused(410, "cursor_too_old", TOO_OLD)
    return cursor


def changes_for(device: Device, cursor_text: str, limit: int, now: datetime) -> Changes:
    """A page of at most `limit` changes for this device. Raises Refused."""
    feed.announce_new_day(now)
    nursery = the_nursery()
    cursor, size = read_cursor(cursor_text, str(nursery.epoch)), max(1, min(limit, MAX_LIMIT))
    day = today(nursery, now)
    if cursor.kind is None:
        note_fetched(device, cursor.seq)
    return _follow(device, cursor, size, day) if cursor.kind is None else _snapshot(device, cursor, size, day)


def scope_of_children(device: Device) -> QuerySet[Child]:
    """The children that the device may know: a room tablet its room's, the office everybody's, others none."""
    children = Child.objects.filter(is_active=True)
    if device.station == Station.OFFICE.value:
        return children
    return children.filter(room=device.room_id) if device.station == Station.ROOM.value and device.room_id else children.none()


def _follow(device: Device, cursor: Cursor, size: int, day: date) -> Changes:
    """What changed after the cursor. Facts are told as they are now, so one that changed twice in a page is told once, at its end."""
    # Read before the rows: the counter is locked until commit, so everything up to this number is there to be seen.
    end = feed.last_seq()
    rows = list(_concerning(device, cursor.seq).filter(seq__lte=end)[: size + 1])
    page, more = rows[:size], len(rows) > size
    newest = {(FactKind(row.kind), row.entity_id): row.seq for row in page}
    bodies = facts_by_kind(device, newest, day)
    changes = tuple(_change(key, seq, bodies.get(key)) for key, seq in newest.items())
    return Changes(changes=changes, cursor=Cursor(cursor.epoch, page[-1].seq if more else end).text(), more=more)


def _concerning(device: Device, seq: int) -> QuerySet[models.Change]:
    everybody = Q(room_id=None, device_id=None)
    mine = everybody | Q(device_id=device.id)
    if device.station == Station.OFFICE.value:
        mine |= Q(room_id__isnull=False)
    elif device.room_id is not None and device.station == Station.ROOM.value:
        mine |= Q(room_id=device.room_id) | Q(left_room_id=device.room_id)
    return models.Change.objects.filter(mine, seq__gt=seq).order_by("seq")


def _change(key: tuple[FactKind, UUID], seq: int, body: BaseModel | None) -> Change:
    """A put; without a body an evict for a child (it may live on elsewhere), a tombstone for anything else."""
    kind, entity = key
    if body is not None:
        return Change(seq=seq, kind=kind, id=str(entity), action="put", body=body.model_dump(mode="json"))
    action: Literal["evict", "tombstone"] = "tombstone"
    if kind is FactKind.CHILD and Child.objects.filter(pk=entity, is_active=True).exists():
        action = "evict"
    return Change(seq=seq, kind=kind, id=str(entity), action=action)


def facts_by_kind(device: Device, wanted: Iterable[tuple[FactKind, UUID]], day: date) -> dict[tuple[FactKind, UUID], BaseModel]:
    """The present facts among `wanted` that the device may know, one question per kind."""
    ids: dict[FactKind, list[UUID]] = {kind: [] for kind in ORDER}
    for kind, entity in wanted:
        ids[kind].append(entity)
    found: dict[tuple[FactKind, UUID], BaseModel] = {}
    for kind, entities in ids.items():
        if entities:
            found |= {(kind, entity): fact for entity, fact in _facts(device, kind, all_of(device, kind).filter(pk__in=entities), day)}
    return found


def all_of(device: Device, kind: FactKind) -> QuerySet[Any]:
    """Everything of a kind that the device may know."""
    match kind:
        case FactKind.SITE:
            return Nursery.objects.all()
        case FactKind.ROOM:
            return Room.objects.all()
        case FactKind.STAFF:
            return Staff.objects.all()
        case FactKind.CHILD:
            return scope_of_children(device)
        case FactKind.ENTRY:
            return Entry.objects.filter(device=device).select_related("decided_by")


def _facts(device: Device, kind: FactKind, rows: QuerySet[Any], day: date) -> list[tuple[UUID, BaseModel]]:
    match kind:
        case FactKind.SITE:
            return [(row.id, site_fact(row)) for row in rows]
        case FactKind.ROOM:
            return [(row.id, room_fact(row)) for row in rows]
        case FactKind.STAFF:
            return [(row.id, staff_fact(row)) for row in rows]
        case FactKind.CHILD:
            return list(child_facts(rows, day).items())
        case FactKind.ENTRY:
            return [(row.id, entry_fact(row)) for row in rows]


def entry_fact(entry: Entry) -> EntryFact:
    """What became of an entry, for the tablet that handed it in."""
    return EntryFact(
        id=str(entry.id),
        state=EntryState(entry.state),
        reason=entry.reason,
        decided_by=entry.decided_by.first_name if entry.decided_by else "",
        decided_at=entry.decided_at,
    )


def _snapshot(device: Device, cursor: Cursor, size: int, day: date) -> Changes:
    """Pages over all facts in the device's scope, kind after kind, by id; then the feed from where the snapshot began.

    What changes meanwhile is told again by the feed, so a page need not agree with the one before.
    """
    kind, after, found = cursor.kind or ORDER[0], cursor.after, list[Change]()
    while True:
        rows = all_of(device, kind).order_by("pk")
        rows = rows.filter(pk__gt=UUID(after)) if after else rows
        keys = list(rows.values_list("pk", flat=True)[: size - len(found)])
        found += _puts(kind, _facts(device, kind, all_of(device, kind).filter(pk__in=keys), day), cursor.seq)
        if len(found) >= size and keys:
            return Changes(changes=tuple(found), cursor=Cursor(cursor.epoch, cursor.seq, kind, str(keys[-1])).text(), more=True)
        if kind is ORDER[-1]:
            return Changes(changes=tuple(found), cursor=Cursor(cursor.epoch, cursor.seq).text(), more=False)
        kind, after = ORDER[ORDER.index(kind) + 1], ""


def _puts(kind: FactKind, facts: Sequence[tuple[UUID, BaseModel]], seq: int) -> list[Change]:
    in_order = sorted(facts, key=lambda fact: fact[0])
    return [Change(seq=seq, kind=kind, id=str(entity), action="put", body=fact.model_dump(mode="json")) for entity, fact in in_order]
