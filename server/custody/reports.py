"""What devices say of themselves at every contact: the latest word of each, its battery on the dock, and who was seen at work on it."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from domain.wire import DeviceReport
from server.accounts.models import Staff
from server.audit.ids import uuid_or_none
from server.audit.texts import plain
from server.custody import commands
from server.custody.models import DockReading, Report, SeenLogin
from server.registry.models import Device

NOTES_KEPT = 20
LOG_INS_A_DAY = 200  # of one person on one device
READINGS_KEPT = timedelta(days=7)  # nobody asks for longer than a tablet lies on the dock


@transaction.atomic
def note_report(device: Device, report: DeviceReport, now: datetime) -> Report:
    """Keep the report as the device's latest. Its last counts stay when it cannot count now, for its store is sealed."""
    row = Report.objects.select_for_update().filter(device=device).first() or Report(device=device)
    row.at, row.battery, row.is_charging = now, report.battery, report.is_charging
    row.logged_in, row.logged_in_since = _person(report), _no_later(report.logged_in_since, now)
    row.command_seq, row.clock_skew_s = min(report.command_seq, 1 << 53), max(-(1 << 53), min(report.clock_skew_s, 1 << 53))
    row.notes = json.dumps([plain(note, 200) for note in report.notes[:NOTES_KEPT]])
    row.can_count = report.waiting is not None
    if report.waiting is not None:
        row.waiting, row.originals, row.children = (_count(number) for number in (report.waiting, report.originals, report.children))
        row.counted_at, row.counted_idle = now, row.logged_in is None
    row.save()
    _note_battery(device, report, now)
    _note_log_in(row)
    commands.acknowledged(device, row.command_seq)
    return row


def latest(device: Device) -> Report | None:
    """The device's latest word; None = it never spoke."""
    return Report.objects.filter(device=device).first()


def _person(report: DeviceReport) -> UUID | None:
    """Who works on it, when that is one of the nursery's people."""
    found = uuid_or_none(report.logged_in) if report.logged_in else None
    return found if found and Staff.objects.filter(pk=found).exists() else None


def _no_later(since: datetime | None, now: datetime) -> datetime | None:
    """A log-in of tomorrow would be the newer one for ever."""
    return min(since, now) if since is not None else None


def _note_log_in(row: Report) -> None:
    """Remember who was seen at work, within what a day can hold: a device that invents moments fills nothing."""
    if row.logged_in is None or row.logged_in_since is None:
        return
    seen = SeenLogin.objects.filter(device=row.device, staff_id=row.logged_in)
    day = row.logged_in_since - timedelta(days=1), row.logged_in_since + timedelta(days=1)
    if not seen.filter(since=row.logged_in_since).exists() and seen.filter(since__range=day).count() < LOG_INS_A_DAY:
        SeenLogin.objects.get_or_create(device=row.device, staff_id=row.logged_in, since=row.logged_in_since)


def _count(number: int | None) -> int | None:
    return None if number is None else min(number, (1 << 31) - 1)


def _note_battery(device: Device, report: DeviceReport, now: datetime) -> None:
    """A reading for each change of the battery; the readings since a tablet came onto the dock say whether it charges."""
    if report.battery is None:
        return
    last = DockReading.objects.filter(device=device).order_by("-at", "-id").first()
    if last is None or last.percent != report.battery:
        DockReading.objects.filter(device=device, at__lt=now - READINGS_KEPT).delete()
        DockReading.objects.create(device=device, at=now, percent=report.battery)
