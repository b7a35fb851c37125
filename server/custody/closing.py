"""The closing list: what is done, what stands in the way, and the sentence that refuses to close (C11, C45, C46)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from domain.tablet_day import (
    TICKED,
    ClosingRefusal,
    ClosingStep,
    ClosingTablet,
    DayState,
    alarm_level,
    closing_refusals,
    unaccounted,
)
from domain.tablets import Place
from domain.wire.kiosk import ClosingLine
from server.accounts.models import Staff
from server.custody.models import TabletDay
from server.custody.shelf import Known

TITLES = {
    ClosingStep.CHILDREN_OUT: "Children signed out",
    ClosingStep.ACCIDENTS_TOLD: "Accident cards handed over",
    ClosingStep.TABLETS_IN: "All tablets in",
    ClosingStep.ALL_SENT: "Photos sent and removed",
    ClosingStep.ON_THE_DOCK: "On the dock, lights on",
    ClosingStep.CABINET_LOCKED: "Cabinet locked",
}


def ticked(day: TabletDay) -> frozenset[ClosingStep]:
    """What a person ticked."""
    return frozenset(ClosingStep(step) for step in json.loads(day.ticked))


def closing_tablet(known: Known) -> ClosingTablet:
    """As the rules know it."""
    return ClosingTablet(
        name=known.device.name,
        place=known.place,
        last_holder=known.last.holder_name if known.last else "",
        is_clear=known.is_clear,
        is_out_of_use=bool(known.tablet.out_of_use),
    )


def closing_lines(tablets: Sequence[Known], day: TabletDay, closes_at: datetime, now: datetime) -> tuple[ClosingLine, ...]:
    """The list in its order, with the words beside each step."""
    gone = unaccounted([closing_tablet(known) for known in tablets])
    waiting = [known.device.name for known in tablets if not known.is_clear and known.place is not Place.LOST]
    docked = [known for known in tablets if known.place is Place.IN]
    dark = [known.device.name for known in docked if known.is_rising(now) is False]
    done = ticked(day)
    is_near = alarm_level(now, closes_at, any_out=bool(gone)) > 0
    is_closed = day.state == DayState.CLOSED.value
    facts = {
        ClosingStep.CHILDREN_OUT: ("look into every room", ClosingStep.CHILDREN_OUT in done, False),
        ClosingStep.ACCIDENTS_TOLD: ("each told at the door", ClosingStep.ACCIDENTS_TOLD in done, False),
        ClosingStep.TABLETS_IN: (_still_out(gone), not gone, is_near),
        ClosingStep.ALL_SENT: (f"waits for {_listed(waiting)}" if waiting else "everything is sent", not waiting, False),
        ClosingStep.ON_THE_DOCK: (_dock_words(docked, dark), ClosingStep.ON_THE_DOCK in done, bool(dark)),
        ClosingStep.CABINET_LOCKED: (_lock_words(day), is_closed, False),
    }
    return tuple(
        ClosingLine(step=step, title=TITLES[step], detail=detail, is_done=is_done, is_stuck=is_stuck and not is_done)
        for step, (detail, is_done, is_stuck) in facts.items()
    )


def refusals(day: TabletDay, tablets: Sequence[Known], locked_by: Staff | None, second: Staff | None) -> tuple[tuple[str, str], ...]:
    """Every reason why the day stays open: (code, sentence with tablets and last holders)."""
    states = [closing_tablet(known) for known in tablets]
    found = closing_refusals(
        DayState(day.state),
        states,
        ticked(day),
        locked_by=str(locked_by.pk) if locked_by else "",
        second=str(second.pk) if second else "",
    )
    return tuple((refusal.value, _sentence(refusal, states, ticked(day))) for refusal in found)


def _sentence(refusal: ClosingRefusal, tablets: Sequence[ClosingTablet], done: frozenset[ClosingStep]) -> str:
    out = ", ".join(_with_holder(tablet) for tablet in tablets if tablet.place is Place.OUT)
    missing = ", ".join(_with_holder(tablet) for tablet in tablets if tablet.place is Place.MISSING)
    undone = ", ".join(TITLES[step] for step in ClosingStep if step in TICKED - done)
    return {
        ClosingRefusal.NOT_OPEN: "The day is not open.",
        ClosingRefusal.TABLET_OUT: f"Still out: {out}. Sign it in, or report it lost.",
        ClosingRefusal.TABLET_MISSING: f"Missing: {missing}. Find it, or report it lost.",
        ClosingRefusal.STEP_OPEN: f"Not ticked yet: {undone}.",
        ClosingRefusal.LOCKED_BY: "Who locked the cabinet? That person shows who they are.",
        ClosingRefusal.SECOND_INITIAL: "A second person looks at the cabinet and shows who they are.",
    }[refusal]


def _with_holder(tablet: ClosingTablet) -> str:
    return f"{tablet.name} (last with {tablet.last_holder})" if tablet.last_holder else tablet.name


def _still_out(gone: Sequence[ClosingTablet]) -> str:
    out, missing = (_listed([tablet.name for tablet in gone if tablet.place is place]) for place in (Place.OUT, Place.MISSING))
    parts = [f"{out} still out" if out else "", f"{missing} missing" if missing else ""]
    return ", ".join(part for part in parts if part) or "every one is in"


def _dock_words(docked: Sequence[Known], dark: Sequence[str]) -> str:
    if dark:
        return f"{_listed(dark)} not charging"
    slots = sorted(known.tablet.slot for known in docked if known.tablet.slot is not None)
    return f"slots {', '.join(str(slot) for slot in slots)}" if slots else "nothing on the dock yet"


def _lock_words(day: TabletDay) -> str:
    if day.state == DayState.CLOSED.value and day.locked_by and day.second:
        return f"{day.locked_by.full_name}, {day.second.full_name}"
    return "two names"


def _listed(names: Sequence[str]) -> str:
    """ "T-02", "T-02 and T-06", "T-02, T-04 and T-06"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
