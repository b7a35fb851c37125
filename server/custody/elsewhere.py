"""One account on two tablets: a log-in without the server is told later, and the older one ends (L14)."""

from __future__ import annotations

from datetime import datetime

from domain.wire import CommandKind
from server.accounts.models import Staff
from server.accounts.sessions import at_work_on, end_session_on, works_on
from server.custody import commands
from server.custody.models import Lease, Report
from server.registry.models import Device


def judge_log_in(device: Device, report: Report, now: datetime) -> None:
    """End the older of two log-ins of the person at work on `device`, as both tablets told them."""
    if report.logged_in is None:
        return
    staff = Staff.objects.get(pk=report.logged_in)
    others = Report.objects.filter(logged_in=report.logged_in, device__revoked_at=None).exclude(device=device).select_related("device")
    for other in others:
        older, newer = sorted((report, other), key=_since)
        if _is_theirs(newer.device, staff, now):
            _end(older.device, newer.device, staff, now)
        elif _is_theirs(older.device, staff, now):
            _end(newer.device, older.device, staff, now)


def _since(report: Report) -> datetime:
    return report.logged_in_since or report.at


def _is_theirs(device: Device, staff: Staff, now: datetime) -> bool:
    """Whether the server knows that they are at work there, or may be: its own session, or the lease. A device's word alone ends nobody."""
    return works_on(staff, device.pk, now) or Lease.objects.filter(device=device, holder=staff, ended_at=None).exists()


def _end(older: Device, newer: Device, staff: Staff, now: datetime) -> None:
    """Tell the older tablet once; until it says that it did, nothing more is said. Another person at work there is left alone."""
    at_work = at_work_on(older.pk, now)
    if at_work is not None and at_work.pk != staff.pk:
        return
    if any(command.kind is CommandKind.END_SESSION for command in commands.waiting_for(older)):
        return
    end_session_on(older.pk, now)
    commands.issue(older, CommandKind.END_SESSION, f"{staff.first_name} logged in on {newer.name}.", now=now)
