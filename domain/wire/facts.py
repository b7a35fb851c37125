"""Facts, from the server to a device."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from domain.consent import Scope
from domain.lifecycle import EntryState
from domain.permissions import Role
from domain.wire.base import Id, Message, Name


class FactKind(StrEnum):
    """What a change is about."""

    SITE = "site"
    ROOM = "room"
    STAFF = "staff"
    CHILD = "child"
    ENTRY = "entry"


class SiteFact(Message):
    """The nursery and its settings; times are HH:MM in the site's zone."""

    id: Id
    name: Name
    timezone: str
    opens: str
    closes: str
    weekdays: tuple[Annotated[int, Field(ge=0, le=6)], ...] = (0, 1, 2, 3, 4)  # 0 = Monday
    closure_dates: tuple[str, ...] = ()  # ISO dates on which the nursery is closed all day
    grace_minutes: Annotated[int, Field(ge=0, le=240)] = 30  # before opening and after closing
    fences_hours: bool = True  # whether staff log in only in opening hours (C6); the demo is shown in the evening too
    networks: tuple[str, ...] = ()
    framework: str = "eyfs-2025"
    is_paused: bool = False  # lockdown
    paused_at: AwareDatetime | None = None
    phone: str = ""
    office_name: str = ""  # whom to ask for: the manager on duty


class RoomFact(Message):
    """A room."""

    id: Id
    name: Name


class StaffFact(Message):
    """A member of staff, as colleagues see them.

    login_version: rises whenever what opened before must not open any more: suspended, another role, another password. A key slot
    that was made under another number is void.
    """

    id: Id
    username: str
    first_name: Name
    last_name: Name
    role: Role
    is_active: bool = True
    login_version: Annotated[int, Field(ge=0)] = 0


class ChildFact(Message):
    """A child, with as little as a room needs: first name and initial, no address, never a reason for a permission."""

    id: Id
    first_name: Name
    last_initial: Annotated[str, Field(max_length=4)]
    room_id: Id
    key_person_id: Id | None
    scope: Scope
    is_voice_allowed: bool = False
    allergies: tuple[str, ...] = ()
    avatar: int = 0  # seed of the drawn portrait
    session_start: str | None = None  # today's session HH:MM; None = not in today
    session_end: str | None = None
    leaves_on: str | None = None
    from_home: int = 0  # family contributions that nobody here has seen
    last_observed_at: AwareDatetime | None = None
    last_snapshot_at: AwareDatetime | None = None
    last_next_step: str = ""


class EntryFact(Message):
    """What became of an entry that this device handed in."""

    id: Id
    state: EntryState
    reason: str = ""
    decided_by: str = ""
    decided_at: AwareDatetime | None = None


class Change(Message):
    """One change of the feed: `put` carries the fact as `body`; `tombstone` and `evict` carry none."""

    seq: int
    kind: FactKind
    id: Id
    action: Literal["put", "tombstone", "evict"]
    body: dict[str, Any] | None = None


class Changes(Message):
    """A page of the feed; `cursor` goes with the next request."""

    changes: tuple[Change, ...]
    cursor: str
    more: bool
