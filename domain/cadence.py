"""What is due when: an observation per child a week, a snapshot per child a day (L26, L30)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from domain.entries import week_of

SNAPSHOT_WARNING = timedelta(minutes=45)  # L30: amber from here


def is_observation_due(last_observed_at: datetime | None, now: datetime) -> bool:
    """Whether the child has no observation yet in the week of `now` (both aware, in the site's zone)."""
    return last_observed_at is None or week_of(last_observed_at.date()) < week_of(now.date())


def is_snapshot_due(last_snapshot_at: datetime | None, now: datetime) -> bool:
    """Whether the child has no snapshot yet today."""
    return last_snapshot_at is None or last_snapshot_at.date() < now.date()


def snapshot_is_urgent(session_end: time, now: datetime) -> bool:
    """Whether the child leaves within 45 minutes."""
    leaves = now.replace(hour=session_end.hour, minute=session_end.minute, second=0, microsecond=0)
    return now >= leaves - SNAPSHOT_WARNING
