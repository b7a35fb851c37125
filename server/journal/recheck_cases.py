"""What the office is shown of stricter permissions: each change, the pictures it touched, and the tablets that do not know of it yet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from domain.consent import FACTS_LIFE
from domain.entries import title_of
from domain.permissions import Station
from domain.wire import FactKind
from domain.wire.consents import Became, RecheckList
from domain.wire.consents import RecheckCase as WireCase
from domain.wire.consents import RecheckRow as WireRow
from server.accounts.models import Staff
from server.audit import trail
from server.journal.bodies import body_of
from server.journal.models import Entry, RecheckCase, RecheckRow
from server.journal.pictures import is_clip
from server.registry.models import Change, Child, Device

LIMIT = 100  # cases; what a manager has not seen is far less


def recheck_list(*, everything: bool) -> RecheckList:
    """The cases, the newest first: those that a manager has not ticked off or whose pictures are still being covered, or all."""
    cases = RecheckCase.objects.select_related("child").order_by("-at", "-seq")
    if not everything:
        cases = cases.filter(Q(seen_at=None) | Q(rows__became=Became.WAITING.value)).distinct()
    titles: dict[UUID, str] = {}
    return RecheckList(cases=tuple(_case(case, titles) for case in cases[:LIMIT]))


def tick_off(case_id: UUID, by: Staff, now: datetime) -> bool:
    """A manager has seen it; False when there is no such case. The first tick stays."""
    ticked = RecheckCase.objects.filter(pk=case_id, seen_at=None).update(seen_by=by, seen_at=now)
    if ticked:
        trail.record("recheck_seen", who=trail.staff_name(by.pk), about=case_id)
    return bool(ticked) or RecheckCase.objects.filter(pk=case_id).exists()


def note_fetched(device: Device, seq: int) -> None:
    """The device holds the feed up to `seq`. Kept only when a stricter permission lies in between: a poll should cost no durable write."""
    if device.fetched_seq < seq and RecheckCase.objects.filter(seq__gt=device.fetched_seq, seq__lte=seq).exists():
        Device.objects.filter(pk=device.pk, fetched_seq__lt=seq).update(fetched_seq=seq)


def tablets_behind(case: RecheckCase) -> tuple[str, ...]:
    """The names of the paired room tablets that may know the child and have not fetched the change."""
    moved = Change.objects.filter(kind=FactKind.CHILD.value, entity_id=case.child_id, at__gte=case.at - FACTS_LIFE)
    rooms = {case.child.room_id, *(room for room in moved.values_list("left_room_id", flat=True) if room)}
    behind = Device.objects.filter(station=Station.ROOM.value, revoked_at=None, room_id__in=rooms, fetched_seq__lt=case.seq)
    return tuple(behind.exclude(token_hash=None).order_by("name").values_list("name", flat=True))


def _case(case: RecheckCase, titles: dict[UUID, str]) -> WireCase:
    return WireCase(
        id=str(case.pk),
        child_id=str(case.child_id),
        child_name=_name(case.child),
        what=case.what,
        at=case.at,
        rows=tuple(_row(row, titles) for row in _rows(case)),
        books=case.books,
        tablets=tablets_behind(case),
        is_seen=case.seen_at is not None,
    )


def _rows(case: RecheckCase) -> QuerySet[RecheckRow]:
    """The pictures, the newest entry first."""
    return case.rows.select_related("rendition__entry", "rendition__child").order_by(
        "-rendition__entry__happened_at", "rendition__position"
    )


def _row(row: RecheckRow, titles: dict[UUID, str]) -> WireRow:
    entry = row.rendition.entry
    return WireRow(
        rendition_id=str(row.rendition_id),
        entry_id=str(entry.pk),
        entry_title=titles.get(entry.pk) or titles.setdefault(entry.pk, _title(entry)),
        journal_name=_name(row.rendition.child),
        happened_at=entry.happened_at,
        is_clip=is_clip(row.rendition),
        is_silence=row.is_silence,
        became=Became(row.became),
        at=row.at,
    )


def _title(entry: Entry) -> str:
    return title_of(body_of(entry).words())


def _name(child: Child) -> str:
    return f"{child.first_name} {child.last_initial}"
