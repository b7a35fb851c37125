"""Who calls: a paired device by its token, and at the office the person at it (C10, C32)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone

from domain.permissions import Action, Role, Station, may
from domain.wire import SCHEMA
from server.accounts.models import Staff
from server.accounts.sessions import staff_of
from server.audit import trail
from server.audit.hush import record_bounded, record_seldom
from server.custody.today import may_work_at
from server.intake.problems import Refused
from server.registry.models import Device
from server.registry.pairing import device_of

SCHEMA_MIN, SCHEMA_MAX = 1, SCHEMA
KNOWN = "daybook_device"  # on the request, once its device was told
UNKNOWN = "This device is not one of the nursery's. Ask the office to pair it."
REVOKED = "This device was taken out of use. Bring it to the office."
CHOOSE_FIRST = "Choose your own password first. The one from the office opens nothing else."
NOT_HERE = {
    Station.OFFICE: "Only the manager or the deputy can do this, at the office.",
    Station.KIOSK: "You cannot do this here. Ask the manager or the deputy.",
}
TOO_OLD = "This program is too old or too new for the server. It keeps everything until it is updated."


def address_of(request: HttpRequest) -> str:
    """From where the request came."""
    return str(request.META.get("REMOTE_ADDR", ""))


def calling_device(request: HttpRequest, *, also_revoked: bool = False) -> Device:
    """The device that calls. Raises Refused 401 (audited) or 426. also_revoked: for the commands, which are told to the end."""
    known = getattr(request, KNOWN, None)
    if isinstance(known, Device):
        return known
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    device = device_of(token) if scheme == "Bearer" and token else None
    if device is None:
        record_seldom("device_unknown", who=trail.address_name(address_of(request)), about=request.path)
        raise Refused(401, "device_unknown", UNKNOWN, {"WWW-Authenticate": "Bearer"})
    if device.revoked_at is not None and not also_revoked:
        record_seldom("device_revoked_called", who=trail.device_name(device.id), about=request.path, device=device.id)
        raise Refused(401, "device_revoked", REVOKED, {"WWW-Authenticate": "Bearer"})
    schema = request.headers.get("Daybook-Schema", "")
    if not schema.isascii() or not schema.isdigit() or not SCHEMA_MIN <= int(schema[:6]) <= SCHEMA_MAX:
        raise Refused(426, "schema", TOO_OLD, {"Upgrade": f"daybook/{SCHEMA_MAX}"})
    _note_seen(device, timezone.now())
    setattr(request, KNOWN, device)
    return device


def device_first(request: HttpRequest) -> Device:
    """Asked before a message is read: a stranger is not told which fields a message has, and is written down whatever they send."""
    return calling_device(request)


def calling_staff(request: HttpRequest, device: Device) -> Staff:
    """Who works at the device now. Raises Refused 401 when nobody does, or the nursery has closed since they logged in (C6)."""
    token, now = request.headers.get("Daybook-Session", ""), timezone.now()
    staff = staff_of(token, device.id, now) if token else None
    if staff is None or not may_work_at(device, now):
        record_bounded("session_unknown", who=trail.device_name(device.id), about=request.path, device=device.id)
        raise Refused(401, "session_over", "Log in again to go on.")
    return staff


def calling_at(request: HttpRequest, action: Action, station: Station) -> tuple[Device, Staff]:
    """The device and the person of a call to that station. Raises Refused 401, or 403 (audited) when role or device may not do it.

    Who still has the password that the office gave does nothing but choose their own.
    """
    device = calling_device(request)
    staff = calling_staff(request, device)
    if device.station != station.value or not may(Role(staff.role), action, station):
        refuse_action(request, device, staff, action, station)
    if staff.must_change_password:
        detail = {"action": action.value, "why": "password_first"}
        record_bounded("action_refused", who=trail.staff_name(staff.id), about=request.path, device=device.id, detail=detail)
        raise Refused(403, "password_first", CHOOSE_FIRST)
    return device, staff


def calling_lead(request: HttpRequest, action: Action) -> tuple[Device, Staff]:
    """The device and the person of an office call; see `calling_at`."""
    return calling_at(request, action, Station.OFFICE)


def refuse_action(request: HttpRequest, device: Device, staff: Staff, action: Action, station: Station = Station.OFFICE) -> None:
    """Write the refusal down and raise it."""
    detail = {"action": action.value, "role": staff.role, "station": device.station}
    record_bounded("action_refused", who=trail.staff_name(staff.id), about=request.path, device=device.id, detail=detail)
    raise Refused(403, "not_allowed", NOT_HERE[station])


def _note_seen(device: Device, now: datetime) -> None:
    """At most once a minute: a poll should not cost a durable write."""
    if device.last_seen_at is None or (now - device.last_seen_at).total_seconds() > 60:
        Device.objects.filter(pk=device.pk).update(last_seen_at=now)
