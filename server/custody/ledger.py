"""The damage ledger as kiosk and office are told it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from domain.damage import DamageKind, DeliberateState, Noticed
from domain.wire import kiosk as said
from domain.wire import people
from server.accounts.models import OfficeSession
from server.custody import damages
from server.custody.models import DamageCase, Lease, SeenLogin
from server.registry.nursery import the_nursery, zone

LogIn = tuple[UUID, datetime, UUID, str]  # device, since, staff, name


def ledger() -> people.DamageLedger:
    """All cases, open ones first."""
    cases = damages.all_cases()
    log_ins = _log_ins(cases)
    return people.DamageLedger(cases=tuple(_told(case, log_ins) for case in cases))


def told(case: DamageCase) -> people.DamageCase:
    """One case as the manager sees it."""
    return _told(case, _log_ins([case]))


def report(case: DamageCase) -> said.DamageReport:
    """A case as the kiosk shows it again."""
    return said.DamageReport(
        id=str(case.pk),
        device_id=str(case.device_id),
        device_name=case.device.name,
        kind=DamageKind(case.kind),
        text=case.text,
        noticed=Noticed(case.noticed),
        reported_at=case.reported_at,
        reported_by=case.reported_by.full_name,
        holder_name=case.lease.holder_name if case.lease else "",
        period=period_words(case.lease, case.reported_at) if case.lease else "",
        photos=tuple(str(photo.pk) for photo in case.photos.all()),
        is_open=case.is_open,
    )


def period_words(lease: Lease, seen_from: datetime) -> str:
    """ "07:31 to 15:00" in the site's zone, with the date when it was another day."""
    site = zone(the_nursery())
    since, ended = lease.since.astimezone(site), lease.ended_at.astimezone(site) if lease.ended_at else None
    date = "" if since.date() == seen_from.astimezone(site).date() else f"{since.day} {since:%B}, "
    return f"{date}{since:%H:%M} to {ended:%H:%M}" if ended else f"{date}since {since:%H:%M}"


def _told(case: DamageCase, log_ins: Sequence[LogIn]) -> people.DamageCase:
    return people.DamageCase(
        report=report(case),
        deliberate=DeliberateState(case.deliberate),
        said_by=case.said_by.full_name if case.said_by else "",
        confirmed_by=case.confirmed_by.full_name if case.confirmed_by else "",
        others_logged_in=_others(case, log_ins),
        decision=case.decision,
        charge_pence=case.charge_pence,
        appeal=case.appeal,
        decided_by=case.decided_by.full_name if case.decided_by else "",
    )


def _others(case: DamageCase, log_ins: Sequence[LogIn]) -> tuple[str, ...]:
    """Who logged in on it in that period and did not hold it (C43)."""
    lease = case.lease
    if lease is None:
        return ()
    until = lease.ended_at or timezone.now()
    names = [
        name
        for device, since, staff, name in log_ins
        if device == case.device_id and lease.since <= since <= until and staff != lease.holder_id
    ]
    return tuple(dict.fromkeys(names))


def _log_ins(cases: Sequence[DamageCase]) -> list[LogIn]:
    """Every log-in on these cases' tablets since the first of their periods: those the server opened, and those it was told of."""
    periods = [case.lease.since for case in cases if case.lease]
    if not periods:
        return []
    devices, first = {case.device_id for case in cases}, min(periods)
    opened = OfficeSession.objects.filter(device_id__in=devices, started_at__gte=first).select_related("staff")
    told = SeenLogin.objects.filter(device__in=devices, since__gte=first).select_related("staff")
    return [
        *((row.device_id, row.started_at, row.staff_id, row.staff.full_name) for row in opened),
        *((row.device_id, row.since, row.staff_id, row.staff.full_name) for row in told),
    ]
