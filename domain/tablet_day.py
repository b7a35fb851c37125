"""The tablets' day at the kiosk: opened with every tablet seen, closed with every tablet accounted for (C11, C37, C45, C46, R5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.tablets import LATE_WARNINGS, Place


class DayState(StrEnum):
    """Where the day stands."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    CLOSED = "closed"


class DayEvent(StrEnum):
    """What moves it."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"  # a tablet is needed after all, with a reason


DAY_STEPS = {
    (DayState.NOT_OPEN, DayEvent.OPEN): DayState.OPEN,
    (DayState.OPEN, DayEvent.CLOSE): DayState.CLOSED,
    (DayState.CLOSED, DayEvent.REOPEN): DayState.OPEN,
}


class ClosingStep(StrEnum):
    """What closing takes, in its order: the dock first, the cabinet last (R5)."""

    CHILDREN_OUT = "children_out"
    ACCIDENTS_TOLD = "accidents_told"
    TABLETS_IN = "tablets_in"
    ALL_SENT = "all_sent"
    ON_THE_DOCK = "on_the_dock"
    CABINET_LOCKED = "cabinet_locked"


TICKED = frozenset({ClosingStep.CHILDREN_OUT, ClosingStep.ACCIDENTS_TOLD, ClosingStep.ON_THE_DOCK})  # a person looks and ticks


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingTablet:
    """One tablet at closing. `is_accounted`: in, or reported missing, lost or out of use with a reason."""

    name: str
    place: Place
    last_holder: str
    is_clear: bool
    is_out_of_use: bool = False


class ClosingRefusal(StrEnum):
    """Why the day cannot close."""

    NOT_OPEN = "not_open"
    TABLET_OUT = "tablet_out"
    TABLET_MISSING = "tablet_missing"
    STEP_OPEN = "step_open"
    LOCKED_BY = "locked_by"
    SECOND_INITIAL = "second_initial"


def unaccounted(tablets: Sequence[ClosingTablet]) -> tuple[ClosingTablet, ...]:
    """The tablets that are neither in nor reported lost: out, or missing and still looked for."""
    return tuple(tablet for tablet in tablets if tablet.place in (Place.OUT, Place.MISSING))


def closing_refusals(
    state: DayState, tablets: Sequence[ClosingTablet], ticked: frozenset[ClosingStep], *, locked_by: str, second: str
) -> tuple[ClosingRefusal, ...]:
    """Every reason why the day stays open (C11). A tablet that is in and not clear does not hold it up: it is kept, and said.

    locked_by, second: staff ids, "" = nobody yet; they are two people.
    """
    reasons = [
        (ClosingRefusal.NOT_OPEN, state is not DayState.OPEN),
        (ClosingRefusal.TABLET_OUT, any(tablet.place is Place.OUT for tablet in tablets)),
        (ClosingRefusal.TABLET_MISSING, any(tablet.place is Place.MISSING for tablet in tablets)),
        (ClosingRefusal.STEP_OPEN, bool(TICKED - ticked)),
        (ClosingRefusal.LOCKED_BY, not locked_by),
        (ClosingRefusal.SECOND_INITIAL, not second or second == locked_by),
    ]
    return tuple(reason for reason, holds in reasons if holds)


def alarm_level(now: datetime, closes_at: datetime, *, any_out: bool) -> int:
    """0 = quiet; 1, 2, 3 = thirty minutes, ten minutes before closing, and from closing on, while a tablet is out (C45)."""
    if not any_out:
        return 0
    return sum(1 for before in LATE_WARNINGS if now >= closes_at - before)


def lease_end(now: datetime, closes_at: datetime, longest: timedelta = timedelta(hours=12)) -> datetime:
    """Until when a tablet signed out now is held: closing time, and never more than one working day (R8)."""
    return min(closes_at if closes_at > now else now + timedelta(hours=1), now + longest)
