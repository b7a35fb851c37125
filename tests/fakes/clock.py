"""A clock that stands still until somebody moves it."""

from __future__ import annotations

from datetime import datetime, timedelta


class FakeClock:
    """Call it for the moment; aware, UTC."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **by: float) -> None:
        """Move on by hours=, minutes=, seconds= …"""
        self.now += timedelta(**by)
