"""What a log-in gives, and what may be shown before one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.services.session import Session
from app.storage.database import Store
from app.storage.vault import Vault
from domain.permissions import Station
from domain.pins import PinStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class LockScreenFacts:
    """All that may be shown of a sealed device: no child, no count of children. `on_network` None = not asked yet.

    person: the first name of whoever locked the screen; pin: what they may type, None = the password; sealed_reason: "" = not sealed.
    """

    nursery: str
    device_name: str
    station: Station
    holder_name: str | None
    since: datetime | None
    until: datetime | None
    on_network: bool | None
    waiting: int | None
    person: str | None = None
    pin: PinStanding | None = None
    sealed_reason: str = ""
    clock_is_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A person at work, and what is open for them. `office_session` is set after a log-in at the server; the office's calls need it.

    since: the server's time; ended_elsewhere: the device on which the same person was at work until now; is_after_hours: the server let
    them in though this device's hours would not.
    """

    session: Session
    store: Store = field(repr=False)
    vault: Vault = field(repr=False)
    office_session: str | None = field(default=None, repr=False)
    since: datetime | None = None
    must_change_password: bool = False
    ended_elsewhere: str = ""
    is_after_hours: bool = False
