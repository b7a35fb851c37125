"""Moments and people in the words of the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.services.session import Session
from app.ui.theme.tokens import Tone
from app.ui.widgets.pills import ChipFact
from domain.permissions import Station
from domain.tablets import Standing

STATION_WORDS = {Station.ROOM: "Room tablet", Station.OFFICE: "Office PC", Station.KIOSK: "Kiosk"}
STANDING_CHIPS = {
    Standing.IN: ChipFact("In the cabinet", "house", Tone.OK),
    Standing.LOW_BATTERY: ChipFact("Low battery", "plug", Tone.WARN),
    Standing.NOT_CLEAR: ChipFact("Not clear", "hourglass", Tone.WARN),
    Standing.OUT: ChipFact("Out", "user-check", Tone.INFO),
    Standing.LATE: ChipFact("Late", "clock", Tone.BAD),
    Standing.OUT_OF_USE: ChipFact("Out of use", "ban", Tone.WARN),
    Standing.MISSING: ChipFact("Missing", "circle-help", Tone.BAD),
    Standing.LOST: ChipFact("Lost", "circle-x", Tone.BAD),
}
HAND_WORDS = {
    "sign_out": "Signed out",
    "transfer": "Handed over",
    "sign_in": "Signed in",
    "miss": "Not found",
    "find": "Found",
    "lose": "Reported gone",
    "spot_check": "Spot check",
    "damage": "Damage",
    "out_of_use": "Out of use",
    "back_in_use": "Back in use",
    "attest": "Weekly word",
    "paired": "Paired",
    "revoke": "Closed for good",
    "seal": "Sealed",
    "release": "Released",
    "end_session": "Session ended",
    "ask_destroy": "Destroying asked",
    "confirm_destroy": "Destroying confirmed",
}


def moment(at: datetime | None, zone: ZoneInfo, now: datetime, never: str = "never") -> str:
    """ "10:05" today, "yesterday 10:05", "Thursday 10:05" this week, "19 Nov 10:05" before, with the year where it is another."""
    if at is None:
        return never
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    days = (today - local.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if days == 1:
        return f"yesterday {local:%H:%M}"
    if 0 < days < 7:
        return f"{local:%A %H:%M}"
    return f"{local.day} {local:%b} {local:%H:%M}" if local.year == today.year else f"{local.day} {local:%b %Y %H:%M}"


def ago(at: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    """ "just now", "12 min ago", then the moment."""
    if at is None:
        return "never"
    past = now - at
    if timedelta(0) <= past < timedelta(minutes=2):
        return "just now"
    return f"{past // timedelta(minutes=1)} min ago" if timedelta(0) <= past < timedelta(hours=1) else moment(at, zone, now)


def things(number: int | None) -> str:
    """ "nothing", "1 thing", "3 things"; None is not known."""
    if number is None:
        return "not known"
    return "nothing" if number == 0 else "1 thing" if number == 1 else f"{number} things"


def hand_words(what: str) -> str:
    """A step in a tablet's history, in words."""
    return HAND_WORDS.get(what, what.replace("_", " ").capitalize())


def listed(names: Sequence[str]) -> str:
    """ "Ana, Beth and Tom"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def long_date(day: date) -> str:
    """ "3 September 2025"."""
    return f"{day.day} {day:%B %Y}"


def full_name(session: Session) -> str:
    """Whoever looks, in full: here a name is evidence."""
    return f"{session.first_name} {session.last_name}"


def begun(words: str) -> str:
    """The words with a capital at their beginning; the others stay as they are."""
    return words[:1].upper() + words[1:]
