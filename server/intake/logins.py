"""A member of staff logs in on a device: the password, then who, where, when and whose tablet (C6, C10, C41)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime

from domain.custody import login_refusal, refusal_sentence
from domain.ids import DeviceId, StaffId
from domain.permissions import Action, Role, Station, may
from domain.wire import LoginAnswer, LoginRequest
from server.accounts import tries
from server.accounts.models import Staff
from server.accounts.passwords import staff_with
from server.accounts.sessions import start_session
from server.audit import trail
from server.custody.leases import lease_rule
from server.intake.problems import Refused
from server.media.chest import chest
from server.registry.facts import staff_fact
from server.registry.models import Device
from server.registry.nursery import staff_may_log_in, the_nursery

SENTENCES = {
    "wrong_login": "That user name and password do not go together.",
    "suspended": "Your access is closed. Ask the manager.",
    "not_here": "You cannot log in on this device. Ask the office.",
    "outside_hours": "The nursery is closed. You can log in again when it opens.",
}


def log_in(device: Device, request: LoginRequest, now: datetime) -> LoginAnswer:
    """Open a session. Raises Refused: 429 while a guesser must wait, else 403; every refusal is an audit row."""
    key = f"login:{device.id}:{request.username.casefold()}"
    wait = tries.wait_for(key, now)
    if wait:
        raise _slow_down(device, int(wait.total_seconds()) + 1)
    staff = staff_with(request.username, request.password)
    if staff is None:
        count = tries.failed(key, now)
        raise _refusal(device, None, "wrong_login", {"tries": count})
    tries.succeeded(key)
    _check_person(device, staff, now)
    session, expires_at = start_session(staff, device.id, now)
    trail.record("logged_in", who=trail.staff_name(staff.id), about=device.id, device=device.id)
    return LoginAnswer(staff=staff_fact(staff), share=share_of(device), session=session, expires_at=expires_at)


def share_of(device: Device) -> str:
    """The server's part of what opens that device's store: 32 bytes, the same for everybody on it (ADR 0005), URL-safe base64."""
    return base64.urlsafe_b64encode(hmac.new(chest().keys.secret("share"), device.id.bytes, hashlib.sha256).digest()).decode("ascii")


def _check_person(device: Device, staff: Staff, now: datetime) -> None:
    """Whether they may log in here and now. Raises Refused."""
    if not staff.is_active:
        raise _refusal(device, staff, "suspended")
    if not may(Role(staff.role), Action.LOG_IN, Station(device.station)):
        raise _refusal(device, staff, "not_here")
    if not staff_may_log_in(the_nursery(), now):
        raise _refusal(device, staff, "outside_hours")
    if device.station == Station.ROOM.value:
        lease = lease_rule(device)
        held = login_refusal(lease, DeviceId(str(device.id)), StaffId(str(staff.id)), now)
        if held is not None:
            raise _refusal(device, staff, held.value, sentence=refusal_sentence(held, lease))


def _refusal(device: Device, staff: Staff | None, code: str, detail: dict[str, object] | None = None, sentence: str = "") -> Refused:
    who = trail.staff_name(staff.id) if staff else trail.device_name(device.id)
    trail.record("login_refused", who=who, about=device.id, device=device.id, detail={"why": code, **(detail or {})})
    return Refused(403, code, sentence or SENTENCES[code])


def _slow_down(device: Device, seconds: int) -> Refused:
    trail.record("login_slowed", who=trail.device_name(device.id), about=device.id, device=device.id)
    return Refused(429, "slow_down", f"Too many wrong tries. Wait {seconds} seconds.", {"Retry-After": str(seconds)})
