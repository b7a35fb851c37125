"""When the next cycle comes, and when people must hear that none succeeds."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from app.sync.reports import CycleReport

POLL_S = (15.0, 60.0)  # a lockdown or a withdrawn permission must reach a tablet within a minute
FIRST_RETRY_S = 5.0
LONGEST_RETRY_S = 300.0
SHORTEST_RETRY_S = 0.5
BANNER_AFTER = timedelta(hours=24)
TELL_MANAGER_AFTER = timedelta(hours=72)

Uniform = Callable[[float, float], float]


class Rhythm:
    """Chooses the pauses. uniform: a number between two, for the jitter that keeps six tablets from knocking at once."""

    def __init__(self, uniform: Uniform = random.uniform) -> None:
        self._uniform, self._failures = uniform, 0

    def after(self, report: CycleReport) -> float:
        """Seconds until the next cycle; it also comes at once after a hand-in and when the network changes."""
        if report.is_online:
            self._failures = 0
            return self._uniform(*POLL_S)
        self._failures += 1
        # Full jitter: anywhere between nearly nothing and a ceiling that doubles. For ever: nothing is ever given up.
        ceiling = min(LONGEST_RETRY_S, FIRST_RETRY_S * 2 ** min(self._failures - 1, 10))
        return self._uniform(SHORTEST_RETRY_S, ceiling)


class Concern(StrEnum):
    """How much people must worry that nothing was sent."""

    NONE = "none"
    BANNER = "banner"  # whoever holds the tablet sees it all the time
    MANAGER = "manager"  # and the manager hears


def concern(oldest_waiting_at: datetime | None, now: datetime) -> Concern:
    """How long the oldest thing that waits has waited; None = nothing waits."""
    if oldest_waiting_at is None or now - oldest_waiting_at < BANNER_AFTER:
        return Concern.NONE
    return Concern.BANNER if now - oldest_waiting_at < TELL_MANAGER_AFTER else Concern.MANAGER
