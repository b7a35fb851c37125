"""The journal's pages: one for each month that has something to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format

from server.journal.models import Entry
from server.portal.words import month_words


@dataclass(frozen=True, slots=True)
class Month:
    """One page of the journal: "2026-06", "June 2026", "June", how many entries, and whether it is the open one."""

    id: str
    label: str
    name: str
    entries: int
    is_here: bool


def months_of(entries: QuerySet[Entry], zone: ZoneInfo, here: date | None) -> tuple[Month, ...]:
    """The months of these entries, newest first; `here` (any day of it) is open, the newest when None."""
    counted = entries.order_by().annotate(month=TruncMonth("happened_at", tzinfo=zone)).values_list("month").annotate(Count("id"))
    found = sorted(((moment.date(), count) for moment, count in counted), reverse=True)
    opened = here.replace(day=1) if here else found[0][0] if found else None
    return tuple(Month(f"{day:%Y-%m}", month_words(day), date_format(day, "F"), count, day == opened) for day, count in found)


def neighbours(months: Sequence[Month]) -> tuple[Month | None, Month | None]:
    """The newer and the older neighbour of the open month."""
    place = next((index for index, month in enumerate(months) if month.is_here), None)
    if place is None:
        return None, None
    return (months[place - 1] if place else None), (months[place + 1] if place + 1 < len(months) else None)


def in_month(entries: QuerySet[Entry], month: date, zone: ZoneInfo) -> QuerySet[Entry]:
    """The entries of that month by the site's clock.

    Asked of the entry's own moment: asking the journals a second time would join them again, and an entry of two children would stand
    here twice.
    """
    first = month.replace(day=1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    start, end = (datetime.combine(day, time.min, tzinfo=zone) for day in (first, after))
    return entries.filter(happened_at__gte=start, happened_at__lt=end)


def month_from(text: str) -> date | None:
    """The first day of "2026-06"; None for anything else."""
    try:
        return datetime.strptime(f"{text}-01", "%Y-%m-%d").date()  # noqa: DTZ007  (a month has no zone)
    except ValueError:
        return None
