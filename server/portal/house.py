"""The nursery as every page names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from server.registry.models import Nursery
from server.registry.nursery import the_nursery, today, zone


@dataclass(frozen=True, slots=True)
class House:
    """Name, telephone number, the zone of its clock, today's date there, and whether it paused Daybook."""

    name: str
    phone: str
    zone: ZoneInfo
    today: date
    is_paused: bool


def the_house() -> House:
    """The nursery of this server; a nameless one before it was set up, so that even then pages answer."""
    now = timezone.now()
    try:
        nursery = the_nursery()
    except Nursery.DoesNotExist:
        return House("Daybook", "", ZoneInfo("Europe/London"), now.date(), is_paused=True)
    return House(nursery.name, nursery.phone, zone(nursery), today(nursery, now), nursery.is_paused)
