"""Where a tablet is: its life between cabinet and hands, when it may be signed out, and what the board says of it (C10, C40 to C46)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.permissions import LEADS, Role

LOW_BATTERY_PERCENT = 30  # less does not last a session in the garden
LATE_WARNINGS = (timedelta(minutes=30), timedelta(minutes=10), timedelta(0))  # before closing (C45)
CHARGE_SHOWS_AFTER = timedelta(minutes=10)  # C46: a battery that has not risen by then is flagged


class Place(StrEnum):
    """Where a tablet is, by the book."""

    IN = "in"
    OUT = "out"
    MISSING = "missing"  # not where the book says, and looked for
    LOST = "lost"  # reported lost or stolen: revoked


class PlaceEvent(StrEnum):
    """What moves it."""

    SIGN_OUT = "sign_out"
    TRANSFER = "transfer"
    SIGN_IN = "sign_in"
    MISS = "miss"
    FIND = "find"
    LOSE = "lose"


PLACE_STEPS = {
    (Place.IN, PlaceEvent.SIGN_OUT): Place.OUT,
    (Place.OUT, PlaceEvent.TRANSFER): Place.OUT,
    (Place.OUT, PlaceEvent.SIGN_IN): Place.IN,
    (Place.IN, PlaceEvent.MISS): Place.MISSING,
    (Place.OUT, PlaceEvent.MISS): Place.MISSING,
    (Place.MISSING, PlaceEvent.FIND): Place.IN,
    (Place.IN, PlaceEvent.LOSE): Place.LOST,
    (Place.OUT, PlaceEvent.LOSE): Place.LOST,
    (Place.MISSING, PlaceEvent.LOSE): Place.LOST,
    (Place.LOST, PlaceEvent.FIND): Place.IN,  # and out of use until the office has looked at it and paired it anew
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TabletFacts:
    """What is known of a tablet. battery in percent, None = it has not said; waiting: things that it has not sent, None = unknown."""

    place: Place
    is_out_of_use: bool = False
    is_revoked: bool = False
    is_clear: bool = True
    battery: int | None = None
    holder: str | None = None
    due_at: datetime | None = None


class SignOutRefusal(StrEnum):
    """Why a tablet does not go into these hands now."""

    OUTSIDE_HOURS = "outside_hours"
    DAY_NOT_OPEN = "day_not_open"
    ALREADY_OUT = "already_out"
    OUT_OF_USE = "out_of_use"
    GONE = "gone"
    NOT_CLEAR = "not_clear"
    LOW_BATTERY = "low_battery"
    HOLDS_ANOTHER = "holds_another"
    AGREEMENT = "agreement"
    SUSPENDED = "suspended"


SIGN_OUT_SENTENCES = {
    SignOutRefusal.OUTSIDE_HOURS: "The nursery is closed. Tablets only come back now.",
    SignOutRefusal.DAY_NOT_OPEN: "Open the day first.",
    SignOutRefusal.ALREADY_OUT: "This tablet is in somebody’s hands. Sign it in first, or hand it over.",
    SignOutRefusal.OUT_OF_USE: "This tablet is out of use. Take another one.",
    SignOutRefusal.GONE: "This tablet is not here. Take another one.",
    SignOutRefusal.NOT_CLEAR: "This tablet still holds things that it has not sent. Its last holder or the office can take it.",
    SignOutRefusal.LOW_BATTERY: "Its battery is too low for a session. Take another one.",
    SignOutRefusal.HOLDS_ANOTHER: "You hold another tablet. Bring that one back first.",
    SignOutRefusal.AGREEMENT: "Sign the staff agreement first.",
    SignOutRefusal.SUSPENDED: "You cannot take a tablet just now. Ask the office.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TakerFacts:
    """What is known of whoever wants the tablet. `holds_another`: a tablet of theirs is out; last_holder: of the tablet in question."""

    role: Role
    is_active: bool
    has_signed: bool
    holds_another: bool
    was_last_holder: bool = False


def sign_out_refusals(tablet: TabletFacts, taker: TakerFacts, *, day_is_open: bool, is_in_hours: bool = True) -> tuple[SignOutRefusal, ...]:
    """Every reason why not, the tablet's before the person's; empty = it is theirs (C40). What is unknown of a battery does not refuse.

    is_in_hours: opening hours with their grace (C6); what is out comes back at any hour.
    """
    reasons = [
        (SignOutRefusal.OUTSIDE_HOURS, not is_in_hours),
        (SignOutRefusal.DAY_NOT_OPEN, not day_is_open),
        (SignOutRefusal.ALREADY_OUT, tablet.place is Place.OUT),
        (SignOutRefusal.GONE, tablet.place in (Place.MISSING, Place.LOST)),
        (SignOutRefusal.OUT_OF_USE, tablet.is_out_of_use or tablet.is_revoked),
        (SignOutRefusal.NOT_CLEAR, not tablet.is_clear and not (taker.was_last_holder or taker.role in LEADS)),
        (SignOutRefusal.LOW_BATTERY, tablet.battery is not None and tablet.battery < LOW_BATTERY_PERCENT),
        (SignOutRefusal.SUSPENDED, not taker.is_active),
        (SignOutRefusal.HOLDS_ANOTHER, taker.holds_another and taker.role is not Role.MANAGER),
        (SignOutRefusal.AGREEMENT, not taker.has_signed),
    ]
    return tuple(reason for reason, holds in reasons if holds)


class Standing(StrEnum):
    """What the board says of a tablet, in one word; the worst that is true."""

    IN = "in"
    LOW_BATTERY = "low_battery"
    NOT_CLEAR = "not_clear"  # returned, and not everything of it has been sent
    OUT = "out"
    LATE = "late"
    OUT_OF_USE = "out_of_use"
    MISSING = "missing"
    LOST = "lost"


def board_standing(tablet: TabletFacts, now: datetime) -> Standing:
    """The tablet's word on the board."""
    if tablet.place is Place.LOST:
        return Standing.LOST
    if tablet.place is Place.MISSING:
        return Standing.MISSING
    if tablet.place is Place.OUT:
        return Standing.LATE if tablet.due_at is not None and now >= tablet.due_at else Standing.OUT
    if tablet.is_out_of_use or tablet.is_revoked:
        return Standing.OUT_OF_USE
    if not tablet.is_clear:
        return Standing.NOT_CLEAR
    return Standing.LOW_BATTERY if tablet.battery is not None and tablet.battery < LOW_BATTERY_PERCENT else Standing.IN
