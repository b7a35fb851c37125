"""Who is at work on this device; every read that shows children asks first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.errors import KnownError
from domain.ids import StaffId
from domain.permissions import Action, Role, Station, may
from domain.wire import StaffFact

Clock = Callable[[], datetime]  # aware, UTC


class NotAllowed(KnownError):
    """The person may not do that here."""

    def __init__(self) -> None:
        super().__init__("You cannot do that here. Ask the office.")


class Paused(KnownError):
    """The nursery has paused Daybook: a privacy fault is being looked at (L24)."""

    def __init__(self) -> None:
        super().__init__("Daybook is paused. What you wrote is kept. Use the paper sheets until the office says more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One person, logged in at one station. Author and actor of all that is done; never a choice (L16)."""

    staff_id: StaffId
    username: str
    first_name: str
    last_name: str
    role: Role
    station: Station

    @property
    def name(self) -> str:
        """How the room sees them: "Sam M."."""
        return f"{self.first_name} {self.last_name[:1]}."


def session_of(person: StaffFact, username: str, station: Station) -> Session:
    """That person at that station; `username` as they typed it."""
    return Session(
        staff_id=StaffId(person.id),
        username=username,
        first_name=person.first_name,
        last_name=person.last_name,
        role=person.role,
        station=station,
    )


def require(session: Session, action: Action) -> None:
    """Raises NotAllowed when the role may not do that at this station."""
    if not may(session.role, action, session.station):
        raise NotAllowed
