"""The kiosk's board: every tablet, everybody who may take one, the closing list and what is out of the ordinary. No child is on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from domain.permissions import Role
from domain.tablet_day import DayState, alarm_level
from domain.tablets import LOW_BATTERY_PERCENT, Place, Standing, board_standing
from domain.wire.kiosk import Board, BoardCall, StaffOnBoard, TabletCard
from server.accounts.house_agreements import who_signed
from server.accounts.models import OfficeSession, Staff
from server.accounts.pins import has_pin
from server.custody import damages, shelf
from server.custody.attesting import attest_is_due
from server.custody.closing import closing_lines
from server.custody.histories import last_seen
from server.custody.models import DamageCase, Hand, TabletDay
from server.custody.today import closing_moment, day_on
from server.registry.alarms import alarms_of
from server.registry.models import Nursery
from server.registry.nursery import the_nursery, today, zone

TRIED = {"sign_out": "tried to take", "transfer": "tried to take over", "sign_in": "tried to bring back"}


def board(now: datetime) -> Board:
    """The board at this moment, in as many questions for sixty tablets as for six."""
    nursery, tablets = the_nursery(), shelf.all_tablets()
    day, closes_at = day_on(today(nursery, now)), closing_moment(nursery, now)
    hands = _hands_of_day(nursery, now)
    is_out = any(known.place is Place.OUT for known in tablets)
    return Board(
        now=now.astimezone(UTC),
        nursery_name=nursery.name,
        timezone=nursery.timezone,
        opens=nursery.opens.strftime("%H:%M"),
        closes=nursery.closes.strftime("%H:%M"),
        closes_at=closes_at.astimezone(UTC),
        day=DayState(day.state),
        opened_by=day.opened_by.full_name if day.opened_by else "",
        closed_by=day.locked_by.full_name if day.locked_by and day.state == DayState.CLOSED.value else "",
        tablets=tablet_cards(tablets, now),
        staff=_staff(tablets),
        steps=closing_lines(tablets, day, closes_at, now),
        calls=tuple(BoardCall(at=row.at, text=row.text) for row in hands if row.what == "called"),
        anomalies=_anomalies(hands, tablets, nursery, day, now),
        alarm=alarm_level(now, closes_at, any_out=is_out),
        is_paused=nursery.is_paused,
        phone=nursery.phone,
        attest_due=attest_is_due(now),
    )


def tablet_cards(tablets: Sequence[shelf.Known], now: datetime) -> tuple[TabletCard, ...]:
    """The cards of these tablets."""
    ids = [known.device.pk for known in tablets]
    cases = damages.open_cases(ids)
    at_work = set(OfficeSession.objects.filter(device_id__in=ids, ended_at=None, expires_at__gt=now).values_list("device_id", flat=True))
    ready = [known.device.name for known in tablets if board_standing(known.facts(), now) is Standing.IN]
    return tuple(_card(known, cases.get(known.device.pk), known.device.pk in at_work, ready, now) for known in tablets)


def on_board(staff: Staff, *, has_signed: bool, holds: UUID | None = None) -> StaffOnBoard:
    """A person who can be tapped."""
    return StaffOnBoard(
        id=str(staff.pk),
        first_name=staff.first_name,
        last_name=staff.last_name,
        role=Role(staff.role),
        has_pin=has_pin(staff),
        has_signed=has_signed,
        holds=str(holds) if holds else None,
    )


def _card(known: shelf.Known, case: DamageCase | None, is_at_work: bool, ready: Sequence[str], now: datetime) -> TabletCard:
    facts, report, tablet = known.facts(), known.report, known.tablet
    held = known.lease if known.place is Place.OUT else None
    standing = board_standing(facts, now)
    return TabletCard(
        device_id=str(known.device.pk),
        name=known.device.name,
        room_name=known.device.room.name if known.device.room else "",
        standing=standing,
        version=tablet.version,
        slot=tablet.slot,
        battery=facts.battery,
        is_charging=report.is_charging if report else None,
        is_rising=known.is_rising(now),
        holder_id=str(held.holder_id) if held else None,
        holder_name=_had_it(known),
        since=held.since if held else None,
        due_at=held.until if held else None,
        last_seen_at=last_seen(known),
        waiting=report.waiting if report else None,
        is_session_open=is_at_work or (report is not None and report.logged_in is not None),
        note=_note(known, case, standing, ready),
        damage_id=str(case.pk) if case else None,
    )


def _had_it(known: shelf.Known) -> str:
    """Who holds it; of one that is missing or lost, who held it last."""
    return known.last.holder_name if known.last and known.place is not Place.IN else ""


def _note(known: shelf.Known, case: DamageCase | None, standing: Standing, ready: Sequence[str]) -> str:
    """One line: what is wrong with it, and what to take instead."""
    if case is not None:
        return f"{case.text[:80]}, {case.reported_at:%A}"
    if known.tablet.out_of_use:
        return known.tablet.out_of_use
    if standing is Standing.NOT_CLEAR:
        return _not_clear(known)
    if standing is Standing.LOW_BATTERY:
        others = " or ".join(ready[:2])
        return f"Take {others} instead" if others else f"Less than {LOW_BATTERY_PERCENT} %: let it charge"
    return ""


def _not_clear(known: shelf.Known) -> str:
    report = known.report
    waiting = (report.waiting or 0) + (report.originals or 0) if report else 0
    return f"{waiting} not sent yet" if waiting else "Waits for its word that everything is sent"


def _staff(tablets: Sequence[shelf.Known]) -> tuple[StaffOnBoard, ...]:
    people = list(Staff.objects.filter(is_active=True).order_by("first_name", "last_name"))
    signed = who_signed([person.pk for person in people])
    holds = {known.lease.holder_id: known.device.pk for known in tablets if known.lease and known.place is Place.OUT}
    return tuple(on_board(person, has_signed=person.pk in signed, holds=holds.get(person.pk)) for person in people)


def _hands_of_day(nursery: Nursery, now: datetime) -> list[Hand]:
    """Today's calls, and what was tried and does not stand."""
    midnight = datetime.combine(today(nursery, now), time(), tzinfo=zone(nursery))
    rows = Hand.objects.filter(at__gte=midnight, at__lt=midnight + timedelta(days=1)).select_related("who", "device")
    return list((rows.filter(what="called") | rows.filter(stands=False)).order_by("at", "id"))


def _anomalies(hands: Sequence[Hand], tablets: Sequence[shelf.Known], nursery: Nursery, day: TabletDay, now: datetime) -> tuple[str, ...]:
    """Two kiosks at once, what tablets say of themselves, what their numbers tell, and a day that was left open."""
    site = zone(nursery)
    crossed = [
        f"{row.at.astimezone(site):%H:%M}: {row.who.full_name if row.who else 'Somebody'} {TRIED.get(row.what, row.what)} "
        f"{row.device.name} at another kiosk. {row.text}"
        for row in hands
        if not row.stands
    ]
    said = [f"{known.device.name}: {note}" for known in tablets if known.report for note in json.loads(known.report.notes)]
    alarms = alarms_of([known.device for known in tablets], now)
    told = [f"{known.device.name}: {sentence}" for known in tablets for sentence in alarms.get(known.device.pk, ())]
    before = TabletDay.objects.filter(date__lt=day.date, state=DayState.OPEN.value).order_by("-date").first()
    left = [f"{before.date:%A} {before.date.day} {before.date:%B} was never closed."] if before else []
    return (*crossed, *said, *told, *left)
