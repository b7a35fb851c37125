"""How the program was started, and on which device."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from app.keys.device_secret import KeyStore
from app.services.session import Clock
from app.sync.network import NetworkPolicy
from app.ui.camera import FrameSource
from domain.permissions import Station

LONDON = ZoneInfo("Europe/London")  # until the site's own zone is known: every nursery of this program is in the UK (C51)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the program was started. `network` None = the manager's list decides. has_real_clock: nobody moves it but the world."""

    station: Station
    folder: Path
    key_store: Callable[[], KeyStore]
    frames: Callable[[int], FrameSource]
    clock: Clock
    network: NetworkPolicy | None = None
    zone: ZoneInfo = LONDON
    has_real_clock: bool = False
