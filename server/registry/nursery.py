"""The nursery's own settings."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.hours import OpeningHours, is_open
from domain.wire import SiteFact
from server.registry.models import Nursery


def the_nursery() -> Nursery:
    """The nursery of this server. Raises Nursery.DoesNotExist before it was set up."""
    return Nursery.objects.get()


def zone(nursery: Nursery) -> ZoneInfo:
    """The zone of its clock."""
    return ZoneInfo(nursery.timezone)


def today(nursery: Nursery, now: datetime) -> date:
    """The day there."""
    return now.astimezone(zone(nursery)).date()


def opening_hours(nursery: Nursery) -> OpeningHours:
    """When staff may log in."""
    return OpeningHours(
        opens=nursery.opens,
        closes=nursery.closes,
        weekdays=frozenset(int(day) for day in nursery.weekdays),
        closure_dates=frozenset(date.fromisoformat(day) for day in json.loads(nursery.closure_dates)),
        grace=timedelta(minutes=nursery.grace_minutes),
    )


def staff_may_log_in(nursery: Nursery, now: datetime) -> bool:
    """Whether it is open, or keeps no fence."""
    return not nursery.fences_hours or is_open(opening_hours(nursery), now.astimezone(zone(nursery)))


def site_fact(nursery: Nursery) -> SiteFact:
    """The nursery as devices know it."""
    hours = opening_hours(nursery)
    return SiteFact(
        id=str(nursery.id),
        name=nursery.name,
        timezone=nursery.timezone,
        opens=nursery.opens.strftime("%H:%M"),
        closes=nursery.closes.strftime("%H:%M"),
        weekdays=tuple(sorted(hours.weekdays)),
        closure_dates=tuple(day.isoformat() for day in sorted(hours.closure_dates)),
        grace_minutes=nursery.grace_minutes,
        fences_hours=nursery.fences_hours,
        networks=tuple(json.loads(nursery.networks)),
        framework=nursery.framework,
        is_paused=nursery.is_paused,
        phone=nursery.phone,
        office_name=nursery.office_name,
    )
