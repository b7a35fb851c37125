"""What time it is, for rules that somebody may want to get round by setting the clock (C6, R8).

Three sources: the server's time, whenever it was heard; a clock that nobody can set, which runs on while the device sleeps; and the
latest moment that is known to have passed, which survives a restart. The clock on the wall counts only where these are silent.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import AwareDatetime

from app.keys.kept import Frozen, Kept

FILE_NAME = "clock.json"
TOLERATED = timedelta(minutes=5)  # a clock that is put right by a little is nobody's trick
KEPT_EVERY = timedelta(seconds=30)

Ticks = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The moment that was believed when the unsettable clock stood at `ticks_s`."""

    at: datetime
    ticks_s: float


@dataclass(frozen=True, slots=True)
class Judged:
    """What time it is, as far as one can know; `is_set_back`: the clock says a time that has long passed."""

    now: datetime
    is_set_back: bool


def judged(reckoning: Reckoning, ticks_s: float, last_seen: datetime | None) -> Judged:
    """The time by a reckoning. Time never runs back behind `last_seen`; a clock further behind than TOLERATED was set back."""
    reckoned = reckoning.at + timedelta(seconds=ticks_s - reckoning.ticks_s)
    if last_seen is None:
        return Judged(reckoned, is_set_back=False)
    return Judged(max(reckoned, last_seen), is_set_back=reckoned < last_seen - TOLERATED)


class ClockFile(Frozen):
    """What survives a restart. offset_s: server time minus this device's clock, as last heard.

    lease: the mark of the custody that was heard then, so that an older lease.json cannot be laid in its place; None = not noted yet.
    """

    last_seen: AwareDatetime | None = None
    offset_s: float = 0.0
    lease: str | None = None


class Timekeeper:
    """The time that rules go by. `clock`: on the wall, aware, UTC; `ticks`: seconds that nobody can set, None = the wall's own."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], ticks: Ticks | None = None) -> None:
        self._kept = Kept(folder / FILE_NAME, ClockFile())
        self._clock, self._ticks = clock, ticks or (lambda: clock().timestamp())
        self._reckoning = Reckoning(clock() + timedelta(seconds=self._kept.value.offset_s), self._ticks())

    def now(self) -> datetime:
        """Server time, as near as this device can tell."""
        return self._judged().now

    def is_set_back(self) -> bool:
        """Whether the clock was set back since this device last knew the time; only contact with the server puts it right."""
        return self._judged().is_set_back

    def hear(self, server_time: datetime, lease: str | None = None) -> None:
        """The server said what time it is: all doubt is over, in both directions. lease: the mark of the custody that it told."""
        self._reckoning = Reckoning(server_time, self._ticks())
        self._kept.update(last_seen=server_time, offset_s=(server_time - self._clock()).total_seconds(), lease=lease)

    @property
    def lease(self) -> str | None:
        """The mark of the custody that was heard last; None = nothing is known of it."""
        return self._kept.value.lease

    @property
    def knows_nothing(self) -> bool:
        """Whether no moment was ever noted here, or somebody took the note away."""
        return self._kept.value.last_seen is None

    def keep(self) -> None:
        """Note that this moment has passed, so that a restart with an earlier clock is found; at most one write in KEPT_EVERY."""
        now, last = self.now(), self._kept.value.last_seen
        if last is None or now - last >= KEPT_EVERY:
            self._kept.update(last_seen=now)

    def earliest(self) -> datetime:
        """The earlier of the clock on the wall and the time as it is known: what must not be destroyed before its time goes by this."""
        return min(self._clock(), self.now())

    def skew_s(self) -> int:
        """This device's own clock minus the server's time, in seconds."""
        return round((self._clock() - self.now()).total_seconds())

    def _judged(self) -> Judged:
        return judged(self._reckoning, self._ticks(), self._kept.value.last_seen)


def boot_seconds() -> float:
    """Seconds since the device was switched on, its sleep included; nobody can set them."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
