"""The nursery's day as the tablets keep it: its date, its closing time, and whether it is open."""

from __future__ import annotations

from datetime import date, datetime

from domain.permissions import Station
from domain.tablet_day import DayState
from server.custody.models import TabletDay
from server.registry.models import Device, Nursery
from server.registry.nursery import staff_may_log_in, the_nursery, today, zone


def closing_moment(nursery: Nursery, now: datetime) -> datetime:
    """When it closes on the day of `now`, on a day off too: tablets that were taken then come back by the same hour."""
    local = now.astimezone(zone(nursery))
    return local.replace(hour=nursery.closes.hour, minute=nursery.closes.minute, second=0, microsecond=0)


def closes_at(now: datetime) -> datetime:
    """The same, of this server's nursery."""
    return closing_moment(the_nursery(), now)


def date_of(now: datetime) -> date:
    """The day there."""
    return today(the_nursery(), now)


def day_on(date: date) -> TabletDay:
    """The row of that day; one that is not saved when nobody opened it."""
    return TabletDay.objects.select_related("opened_by", "locked_by", "second").filter(pk=date).first() or TabletDay(date=date)


def hold_day(now: datetime) -> None:
    """Lock today's row until the transaction ends: opening, closing and signing out wait for each other."""
    TabletDay.objects.select_for_update().filter(pk=date_of(now)).first()


def day_is_open(now: datetime) -> bool:
    """Whether the tablets' day was opened and not closed."""
    return TabletDay.objects.filter(pk=date_of(now), state=DayState.OPEN.value).exists()


def may_work_at(device: Device, now: datetime) -> bool:
    """Whether staff may work at that device now: in opening hours (C6); at the kiosk also until the day is closed.

    A tablet that is late is signed in and the cabinet locked at any hour (C45); nobody takes one then (`taking`).
    """
    if staff_may_log_in(the_nursery(), now):
        return True
    return device.station == Station.KIOSK.value and day_is_open(now)
