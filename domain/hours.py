"""When the nursery is open: staff log in only then, give or take a grace (C6, R1). Parents are not fenced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """Opening times in the site's zone; `weekdays` 0 = Monday; closure days close a whole day."""

    opens: time
    closes: time
    weekdays: frozenset[int] = frozenset(range(5))
    closure_dates: frozenset[date] = frozenset()
    grace: timedelta = timedelta(minutes=30)


def is_open(hours: OpeningHours, local: datetime) -> bool:
    """Whether staff may log in at `local` (aware, in the site's zone)."""
    if local.weekday() not in hours.weekdays or local.date() in hours.closure_dates:
        return False
    opens = local.replace(hour=hours.opens.hour, minute=hours.opens.minute, second=0, microsecond=0) - hours.grace
    closes = local.replace(hour=hours.closes.hour, minute=hours.closes.minute, second=0, microsecond=0) + hours.grace
    return opens <= local <= closes
