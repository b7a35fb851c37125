"""The office's list of devices: where each is, what it last said, what it was told and what is wrong with it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F

from domain.permissions import Station
from domain.wire import CommandKind
from domain.wire.kiosk import TabletCard
from domain.wire.people import DeviceList, DeviceRow, RoomRow
from server.accounts.models import OfficeSession, Staff
from server.custody import shelf
from server.custody.board import tablet_cards
from server.custody.commands import SEALING
from server.custody.models import Command, Report
from server.intake.house_device_steps import is_asked
from server.registry.alarms import alarms_of
from server.registry.models import Device, Room

AUDIT_NOTE = "audit"  # how a device's note begins when the rows of its own audit do not hold together


def device_list(now: datetime) -> DeviceList:
    """All devices, in as many questions for sixty as for six."""
    devices = list(Device.objects.select_related("room", "destroy_asked_by").order_by("name"))
    return DeviceList(
        devices=device_rows(devices, now),
        rooms=tuple(RoomRow(id=str(room.pk), name=room.name) for room in Room.objects.order_by("position", "name")),
    )


def device_row(device: Device, now: datetime) -> DeviceRow:
    """One device, as it is now."""
    return device_rows(list(Device.objects.select_related("room", "destroy_asked_by").filter(pk=device.pk)), now)[0]


def device_rows(devices: Sequence[Device], now: datetime) -> tuple[DeviceRow, ...]:
    """These devices, in their order."""
    tablets = shelf.known([device for device in devices if device.station == Station.ROOM.value])
    cards = {known.device.pk: card for known, card in zip(tablets, tablet_cards(tablets, now), strict=True)}
    out_of_use = {known.device.pk for known in tablets if known.tablet.out_of_use}
    ids = [device.pk for device in devices]
    reports = {known.device.pk: known.report for known in tablets} | Report.objects.in_bulk(ids)
    at_work, words, alarms = _at_work(ids, reports, now), _words(ids), alarms_of(devices, now)
    return tuple(
        _row(
            device,
            card=cards.get(device.pk),
            is_out_of_use=device.pk in out_of_use,
            report=reports.get(device.pk),
            logged_in=at_work.get(device.pk, ""),
            words=words[device.pk],
            alarms=alarms.get(device.pk, ()),
            now=now,
        )
        for device in devices
    )


def _row(
    device: Device,
    *,
    card: TabletCard | None,
    is_out_of_use: bool,
    report: Report | None,
    logged_in: str,
    words: Sequence[Command],
    alarms: tuple[str, ...],
    now: datetime,
) -> DeviceRow:
    return DeviceRow(
        id=str(device.pk),
        name=device.name,
        asset_tag=device.asset_tag,
        station=Station(device.station),
        room_name=device.room.name if device.room else "",
        is_paired=device.paired_at is not None,
        is_revoked=device.revoked_at is not None,
        is_sealed=_is_sealed(words),
        is_out_of_use=is_out_of_use,
        last_seen_at=max((moment for moment in (device.last_seen_at, report.at if report else None) if moment), default=None),
        logged_in=logged_in,
        waiting=report.waiting if report else None,
        tablet=card,
        pending=next((CommandKind(word.kind) for word in reversed(words) if word.acknowledged_at is None), None),
        destroy_asked_by=device.destroy_asked_by.full_name if device.destroy_asked_by and is_asked(device, now) else "",
        alarms=(*alarms, *_audit_notes(report)),
    )


def _is_sealed(words: Sequence[Command]) -> bool:
    """Whether it has said that it is sealed, and not that it was released since."""
    done = [word.kind for word in words if word.acknowledged_at is not None and word.kind != CommandKind.END_SESSION.value]
    return bool(done) and done[-1] in SEALING


def _words(ids: Sequence[UUID]) -> dict[UUID, list[Command]]:
    """What each was told since it was paired, the oldest first."""
    found = defaultdict[UUID, list[Command]](list)
    for word in Command.objects.filter(device__in=ids, issued_at__gt=F("device__paired_at")).order_by("seq"):
        found[word.device_id].append(word)
    return found


def _at_work(ids: Sequence[UUID], reports: dict[UUID, Report | None], now: datetime) -> dict[UUID, str]:
    """Who works on each: by its session, or by its own word when it was opened without the server."""
    said = {device: report.logged_in for device, report in reports.items() if report is not None and report.logged_in is not None}
    found = {row.pk: row.full_name for row in Staff.objects.filter(pk__in=said.values())}
    names = {device: found[person] for device, person in said.items() if person in found}
    sessions = OfficeSession.objects.filter(device_id__in=ids, ended_at=None, expires_at__gt=now).select_related("staff")
    return names | {row.device_id: row.staff.full_name for row in sessions}


def _audit_notes(report: Report | None) -> tuple[str, ...]:
    if report is None:
        return ()
    return tuple(note for note in json.loads(report.notes) if note.casefold().startswith(AUDIT_NOTE))
