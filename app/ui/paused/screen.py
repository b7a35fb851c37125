"""What the room is told while Daybook is paused, as one value. No child, no picture, and never what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.services.pausing import Pause


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to know or to do: icon, fact, what to do."""

    icon: str
    fact: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedScreen:
    """The page. `office`: whom to ask, and since when."""

    room: str
    second: str
    steps: tuple[Step, ...]
    office: str


def paused_screen(pause: Pause, now: datetime, due: str) -> PausedScreen:
    """`now` in the site's zone; `due` HH:MM = when the tablet is to be back, "" = unknown."""
    return PausedScreen(
        room=pause.room,
        second=f"{now:%A} {now.day} {now:%B} · {now:%H:%M}",
        steps=(
            Step("camera-off", "No photos, no observations", "Nothing new is taken or sent until the fault is put right."),
            Step("file-text", "Use the paper sheets", "Meals, sleep, nappies and accidents. What you began here is kept."),
            Step("users", "Families are being told", f"{asked_of(pause)} If a parent asks, send them there."),
            Step("tablet", "Keep this tablet with you", f"Bring it back to the office as always{f', by {due}' if due else ''}."),
        ),
        office=office_line(pause),
    )


def asked_of(pause: Pause) -> str:
    """Who is telling them."""
    first = pause.office.split(" ")[0]
    return f"{first} in the office is calling them." if first else "The office is calling them."


def office_line(pause: Pause) -> str:
    """Office: Ruth Adeyemi, 01632 960 018. Paused since 15:31."""
    who = ", ".join(part for part in (pause.office, pause.phone) if part)
    since = f"Paused since {pause.since:%H:%M}." if pause.since else ""
    return " ".join(part for part in (f"Office: {who}." if who else "Ask the office.", since) if part)
