"""From what a locked device knows to what its screen shows: pure functions."""

from __future__ import annotations

from datetime import datetime

from app.services.session import Session
from app.services.unlocking import LockScreenFacts
from app.ui.unlock.screen import Face, HolderLine, Shut, UnlockScreen
from domain.permissions import Station
from domain.pins import PinStanding

NOON, EVENING = 12, 17
NOBODY = "It is signed out at the office, to one person. Then it opens here."
TODAY = "Your password once, then a PIN for today."
PIN_USED_UP = "Five wrong PINs. Now only your password opens it."


def screen_of(facts: LockScreenFacts, now: datetime, session: Session | None = None, *, by_password: bool = False) -> UnlockScreen:
    """The lock screen of those facts; `now` in the site's zone. `session`: whose work is locked; `by_password`: not by PIN."""
    needs_holder = facts.station is Station.ROOM
    shut = shut_of(facts)
    holder = holder_of(facts, now) if needs_holder else None
    return UnlockScreen(
        nursery=facts.nursery,
        number=number_of(facts.device_name),
        clock=f"{now:%H:%M}",
        greeting=hello_of(facts, holder, now, session),
        holder=holder,
        needs_holder=needs_holder,
        on_network=facts.on_network,
        waiting=facts.waiting,
        user_name=session.username if session else "",
        face=face_of(facts, session, by_password=by_password),
        subtitle=subtitle_of(facts, holder),
        initials=f"{session.first_name[:1]}{session.last_name[:1]}".upper() if session else "",
        has_pin=session is not None and facts.pin is PinStanding.PIN,
        shut=shut,
        is_sealed=bool(facts.sealed_reason),
        is_kiosk=facts.station is Station.KIOSK,
    )


def face_of(facts: LockScreenFacts, session: Session | None, *, by_password: bool) -> Face:
    """By PIN only the person whose work is locked; a device that is shut opens for nobody."""
    if shut_of(facts) is not None:
        return Face.SHUT
    return Face.PIN if session is not None and facts.pin is PinStanding.PIN and not by_password else Face.PASSWORD


def shut_of(facts: LockScreenFacts) -> Shut | None:
    """Why nobody can open it now; the office's word before everything else."""
    if facts.sealed_reason:
        return Shut("This tablet is closed", facts.sealed_reason, f"Return it to {facts.nursery}.")
    if facts.pin is PinStanding.LOCKED:
        return Shut(
            "Too many wrong PINs", "After ten, this tablet stays locked.", "Take it to the kiosk or the office. They can release it."
        )
    if facts.clock_is_back:
        return Shut(
            "This tablet’s clock has gone back",
            "It does not open until it has heard the right time.",
            "Take it near the office, on the nursery’s network, and tap Look again.",
        )
    return None


def subtitle_of(facts: LockScreenFacts, holder: HolderLine | None) -> str:
    """The second line of the password's form."""
    if facts.station is not Station.ROOM:
        return "Your password opens it."
    return NOBODY if holder is None else TODAY


def hello_of(facts: LockScreenFacts, holder: HolderLine | None, now: datetime, session: Session | None) -> str:
    """Hello again to whose work is locked; else by the time of day."""
    if session is not None:
        return f"Hello again, {session.first_name}"
    return "Nobody holds this tablet" if facts.station is Station.ROOM and holder is None else greeting_of(holder, now)


def holder_of(facts: LockScreenFacts, now: datetime) -> HolderLine | None:
    """Who holds the tablet, from when to when."""
    if facts.holder_name is None or facts.since is None or facts.until is None:
        return None
    since, until = (moment.astimezone(now.tzinfo) for moment in (facts.since, facts.until))
    return HolderLine(facts.holder_name, facts.holder_name.split(" ")[0], f"since {since:%H:%M}, until {until:%H:%M}")


def greeting_of(holder: HolderLine | None, now: datetime) -> str:
    """Good morning, Sam."""
    part = "morning" if now.hour < NOON else "afternoon" if now.hour < EVENING else "evening"
    return f"Good {part}, {holder.first_name}" if holder else f"Good {part}"


def number_of(device_name: str) -> str:
    """The number of a device for its tile: "T-02" is 2; a name without digits gives its first letters."""
    digits = "".join(letter for letter in device_name if letter.isdigit()).lstrip("0")
    return digits[-3:] or device_name[:2].upper()


def elsewhere_sentence(device_name: str) -> str:
    """To somebody whose work on another device ended when they logged in here; "" = there was none (L14)."""
    return f"You were also logged in on {device_name}. That has ended. Was it not you? Tell the office." if device_name else ""
