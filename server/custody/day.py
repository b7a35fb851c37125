"""The tablets' day: opened with every tablet looked for, closed with every tablet accounted for and two names (C11, C45, R5)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from domain.tablet_day import DAY_STEPS, TICKED, ClosingStep, DayEvent, DayState
from domain.tablets import LOW_BATTERY_PERCENT, Place
from domain.wire.kiosk import OpenCheck
from server.accounts.models import Staff
from server.audit import trail
from server.audit.texts import plain
from server.custody import book, closing, shelf
from server.custody.board import tablet_cards
from server.custody.models import Hand, TabletDay
from server.custody.refusing import BookRefused, ReasonNeeded
from server.custody.today import date_of
from server.registry.models import Device

STATE_SENTENCES = {
    DayState.NOT_OPEN: "The day is not open.",
    DayState.OPEN: "The day is open already.",
    DayState.CLOSED: "The day is closed. Open it again with a reason.",
}
HERE = "In the cabinet when the day was opened"


class DayRefused(BookRefused):
    """The day does not move. For closing, `codes` are all the reasons."""

    def __init__(self, code: str, sentence: str, codes: tuple[str, ...] = ()) -> None:
        super().__init__(code, sentence)
        self.codes = codes or (code,)


@transaction.atomic
def open_day(checks: Sequence[OpenCheck], by: Staff, *, now: datetime, kiosk: UUID | None = None) -> str:
    """Open the day; returns the sentence for the person. A tablet that is not here was found, or is missing from now on.

    Raises DayRefused: the day is open or closed, or a tablet was not looked for.
    """
    day = _locked_day(now)
    _move(day, DayEvent.OPEN)
    shelf.hold_all()
    seen = {check.device_id: check for check in checks}
    tablets = [known for known in shelf.all_tablets() if known.place is not Place.LOST]
    forgotten = [known.device.name for known in tablets if str(known.device.pk) not in seen and known.place is not Place.OUT]
    if forgotten:
        raise DayRefused("not_looked_for", f"Look for every tablet first: {', '.join(forgotten)}.")
    for known in tablets:
        _look(known, seen.get(str(known.device.pk)), by, now, kiosk)
    day.opened_at, day.opened_by = now, by
    day.save()
    trail.record("tablet_day_opened", who=trail.staff_name(by.pk), about=day.date, device=kiosk or "")
    return _opened_sentence()


@transaction.atomic
def tick(step: ClosingStep, *, is_done: bool, by: Staff, now: datetime, kiosk: UUID | None = None) -> None:
    """Tick a step that a person looks at, or take the tick back. Raises DayRefused."""
    day = _locked_day(now)
    if day.state != DayState.OPEN.value:
        raise DayRefused("not_open", STATE_SENTENCES[DayState(day.state)])
    if step not in TICKED:
        raise DayRefused("not_ticked_by_hand", "Daybook sees this one for itself.")
    done = closing.ticked(day)
    done = done | {step} if is_done else done - {step}
    day.ticked = json.dumps(sorted(step.value for step in done))
    day.save()
    trail.record("closing_ticked", who=trail.staff_name(by.pk), about=day.date, device=kiosk or "", detail={step.value: is_done})


@transaction.atomic
def close_day(locked_by: Staff | None, second: Staff | None, *, now: datetime, kiosk: UUID | None = None) -> TabletDay:
    """Close the day and keep its report. Raises DayRefused with a sentence that names tablets and last holders."""
    day, tablets = _locked_day(now), shelf.all_tablets()
    refusals = closing.refusals(day, tablets, locked_by, second)
    if refusals:
        raise DayRefused(*refusals[0], codes=tuple(code for code, _ in refusals))
    _move(day, DayEvent.CLOSE)
    day.closed_at, day.locked_by, day.second = now, locked_by, second
    day.report = json.dumps(_report(day, tablets, now))
    day.save()
    who = trail.staff_name(locked_by.pk if locked_by else "")
    trail.record("tablet_day_closed", who=who, about=day.date, device=kiosk or "", detail={"second": str(day.second_id)})
    return day


@transaction.atomic
def reopen_day(reason: str, by: Staff, *, now: datetime, kiosk: UUID | None = None) -> None:
    """The day goes on after all; the cabinet is closed by two people again. Raises ReasonNeeded, DayRefused."""
    if not reason.strip():
        raise ReasonNeeded("Say why the day goes on.")
    day = _locked_day(now)
    _move(day, DayEvent.REOPEN)
    done = closing.ticked(day) - {ClosingStep.ON_THE_DOCK}
    day.reopened_because, day.ticked = plain(reason.strip(), 300), json.dumps(sorted(step.value for step in done))
    day.save()
    trail.record("tablet_day_reopened", who=trail.staff_name(by.pk), about=day.date, device=kiosk or "")


def called(device: Device, text: str, by: Staff, *, now: datetime, kiosk: UUID | None = None) -> Hand:
    """Write down that somebody was called about it."""
    return book.note(device, "called", by, text.strip(), now=now, kiosk=kiosk)


def _locked_day(now: datetime) -> TabletDay:
    """Today's row, held until the transaction ends."""
    TabletDay.objects.get_or_create(pk=date_of(now))
    return TabletDay.objects.select_for_update().get(pk=date_of(now))


def _move(day: TabletDay, event: DayEvent) -> None:
    state = DayState(day.state)
    new = DAY_STEPS.get((state, event))
    if new is None:
        raise DayRefused(state.value, STATE_SENTENCES[state])
    day.state = new.value


def _look(known: shelf.Known, check: OpenCheck | None, by: Staff, now: datetime, kiosk: UUID | None) -> None:
    """What the opening person saw of one tablet, in the book."""
    device, where = known.device, check.where.strip() if check else ""
    is_found = check is not None and (check.is_here or bool(where))
    if known.place is Place.IN and not (check and check.is_here):
        book.miss(device, by, now=now, text="Not in the cabinet when the day was opened", kiosk=kiosk)
    if known.place is Place.OUT and is_found:
        version = known.tablet.version
        book.sign_in(device, by, version=version, now=now, slot=None, reason=where or HERE, kiosk=kiosk)
    elif is_found and not (known.place is Place.IN and check and check.is_here):
        book.find(device, by, where or HERE, now=now, kiosk=kiosk)


def _opened_sentence() -> str:
    """That it is open, which tablets are missing, and which one to leave on the dock."""
    tablets = shelf.all_tablets()
    missing = [known.device.name for known in tablets if known.place is Place.MISSING]
    low = [(known.device.name, known.report.battery) for known in tablets if known.place is Place.IN and known.report and _is_low(known)]
    parts = ["The day is open."]
    parts += [f"Missing: {', '.join(missing)}. Look for it, or report it lost."] if missing else []
    parts += [f"{name} has only {battery} %: leave it on the dock." for name, battery in low]
    return " ".join(parts)


def _is_low(known: shelf.Known) -> bool:
    battery = known.report.battery if known.report else None
    return battery is not None and battery < LOW_BATTERY_PERCENT and not known.tablet.out_of_use


def _report(day: TabletDay, tablets: Sequence[shelf.Known], now: datetime) -> Mapping[str, object]:
    """The day in one page: names of staff and tablets only."""
    hands = Hand.objects.filter(at__gte=day.opened_at or now).select_related("who", "device").order_by("at", "id")
    return {
        "date": day.date.isoformat(),
        "opened_by": day.opened_by.full_name if day.opened_by else "",
        "opened_at": day.opened_at.isoformat() if day.opened_at else "",
        "closed_at": now.isoformat(),
        "locked_by": day.locked_by.full_name if day.locked_by else "",
        "second": day.second.full_name if day.second else "",
        "tablets": [
            {"name": card.name, "standing": card.standing.value, "slot": card.slot, "waiting": card.waiting, "note": card.note}
            for card in tablet_cards(tablets, now)
        ],
        "hands": [
            {
                "at": row.at.isoformat(),
                "what": row.what,
                "who": row.who.full_name if row.who else "",
                "tablet": row.device.name,
                "text": row.text,
                "stands": row.stands,
            }
            for row in hands
        ],
    }
