"""What the lock screen shows, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ErrorPlace(Enum):
    """Where a sentence belongs: at the password, or above the button when no field is to blame."""

    NONE = "none"
    PASSWORD = "password"  # noqa: S105 - the name of a field
    FORM = "form"


class Face(Enum):
    """What the right half asks for."""

    PASSWORD = "password"  # noqa: S105 - the name of a form
    PIN = "pin"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Shut:
    """Why it opens for nobody just now: the fact, the reason or nothing, and what to do."""

    title: str
    text: str
    way: str


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Who holds this tablet. `span` is "since 07:25, until 18:00"."""

    name: str
    first_name: str
    span: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockScreen:
    """Everything on the lock screen. No child's name, face or count of children can be put into it.

    `number` is the device's number on its tile; `needs_holder`: a room tablet opens for nobody while nobody holds it;
    `on_network` None = not asked yet; `wait_seconds` > 0 rests the button; `waiting` None = unknown. `shut` is there when `face` is SHUT,
    and then no person is named; `notice` says what happened while nobody looked, until somebody has read it.
    """

    nursery: str
    number: str
    clock: str
    greeting: str
    holder: HolderLine | None
    needs_holder: bool
    on_network: bool | None
    waiting: int | None
    user_name: str = ""
    is_busy: bool = False
    error: str = ""
    error_place: ErrorPlace = ErrorPlace.NONE
    wait_seconds: int = 0
    face: Face = Face.PASSWORD
    subtitle: str = "Your password opens it."
    initials: str = ""
    pin_error: str = ""
    has_pin: bool = False
    shut: Shut | None = None
    is_sealed: bool = False
    is_kiosk: bool = False
    notice: str = ""

    @property
    def can_open(self) -> bool:
        """Whether there is anything to type."""
        return self.holder is not None or not self.needs_holder
