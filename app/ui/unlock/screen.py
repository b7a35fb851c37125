"""What the lock screen shows, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ErrorPlace(Enum):
    """Where a sentence belongs: at the password, or above the button when no field is to blame."""

    NONE = "none"
    PASSWORD = "password"  # noqa: S105 - the name of a field
    FORM = "form"


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
    `on_network` None = not asked yet; `wait_seconds` > 0 rests the button; `waiting` None = unknown.
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

    @property
    def can_open(self) -> bool:
        """Whether there is anything to type."""
        return self.holder is not None or not self.needs_holder
