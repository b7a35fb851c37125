"""What a stranger's numbers and moments may be: within what every database and every calendar can hold."""

from __future__ import annotations

from datetime import UTC, datetime

LARGEST_NUMBER = 1 << 53  # what every JSON reader keeps exactly
# No nursery that keeps Daybook was there before, or will be after; the calendar's own ends cannot be told in another zone.
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def is_in_time(*moments: datetime) -> bool:
    """Whether these moments can be kept, compared and told in any zone."""
    return all(EARLIEST <= moment <= LATEST for moment in moments)
