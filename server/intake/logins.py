"""A member of staff logs in on a device: the password, then who, where, when and whose tablet (C6, C10, C41)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from domain.custody import login_refusal, refusal_sentence
from domain.ids import DeviceId, StaffId
from domain.permissions import Action, Role, Station, may
from domain.wire import CommandKind, FactKind, LoginAnswer, LoginRequest, PasswordChange
from server.accounts import tries
from server.accounts.models import Staff
from server.accounts.passwords import WeakPassword, account_named, choose_password, staff_with
from server.accounts.sessions import at_work_on, end_sessions_of, start_session
from server.audit import trail
from server.audit.hush import record_bounded
from server.custody.commands import SEALING, issue
from server.custody.leases import lease_rule
from server.custody.models import Command
from server.custody.today import may_work_at
from server.intake.problems import Refused
from server.media.chest import chest
from server.registry.facts import staff_fact
from server.registry.feed import announce, hold_counter
from server.registry.models import Device

SENTENCES = {
    "wrong_login": "That user name and password do not go together.",
    "suspended": "Your access is closed. Ask the manager.",
    "not_here": "You cannot log in on this device. Ask the office.",
    "sealed": "This tablet is sealed. Bring it to the office.",
    "outside_hours": "The nursery is closed. You can log in again when it opens.",
}


def log_in(device: Device, request: LoginRequest, now: datetime) -> LoginAnswer:
    """Open a session. Raises Refused: 429 while a guesser must wait, else 403; every refusal is an audit row."""
    staff = _proved(device, request.username, request.password, now)
    _check_person(device, staff, now, Action.LOG_IN)
    return _begin(device, staff, now)


def change_password(device: Device, request: PasswordChange, now: datetime) -> LoginAnswer:
    """Their own new password, and a session under it. Raises Refused as `log_in` does, and 403 for a password that will not do.

    At the kiosk, where somebody else's session runs the board, no session is opened: `session` is then empty.
    """
    staff = _proved(device, request.username, request.old, now)
    _check_person(device, staff, now, Action.CHANGE_PASSWORD)
    try:
        ended = _choose(device, staff, request, now)
    except WeakPassword as weak:
        trail.record("password_refused", who=trail.staff_name(staff.id), device=device.id, detail={"why": weak.refusal.value})
        raise Refused(403, weak.code, weak.sentence) from None
    at_work = at_work_on(device.id, now) if device.station == Station.KIOSK.value else None
    if not may(Role(staff.role), Action.LOG_IN, Station(device.station)) or (at_work is not None and at_work.pk != staff.pk):
        return LoginAnswer(staff=staff_fact(staff), share="", session="", expires_at=now)
    return _begin(device, staff, now, ended)


@transaction.atomic
def _choose(device: Device, staff: Staff, request: PasswordChange, now: datetime) -> list[Device]:
    """Keep the new password; where they were at work under the old one they are logged out. Returns those devices. Raises WeakPassword."""
    hold_counter()
    choose_password(staff, request.old, request.new)
    others = _locked_devices([key for key in end_sessions_of(staff, now) if key != device.id])
    for other in others:
        issue(other, CommandKind.END_SESSION, f"{staff.first_name} chose a new password. Log in with it.", now=now)
    announce(FactKind.STAFF, staff.pk)
    trail.record("password_changed", who=trail.staff_name(staff.id), about=staff.id, device=device.id)
    return others


def _locked_devices(ids: Sequence[UUID]) -> list[Device]:
    """Those that obey such a word, locked in one order before the audit is: who waits for both never waits in a ring."""
    rows = Device.objects.select_for_update().filter(pk__in=ids).exclude(station=Station.KIOSK.value)
    return list(rows.order_by("pk"))


def _proved(device: Device, username: str, password: str, now: datetime) -> Staff:
    """Whose name and password these are. Raises Refused; wrong ones count, and from the fifth on they cost waiting."""
    key = f"login:{device.id}:{username.casefold()}"
    wait = tries.begin(key, now)
    if wait:
        raise _slow_down(device, int(wait.total_seconds()) + 1)
    staff = staff_with(username, password)
    if staff is None:
        raise _refusal(device, None, "wrong_login", {"account": account_named(username)})
    tries.succeeded(key)
    return staff


@transaction.atomic
def _begin(device: Device, staff: Staff, now: datetime, ended: Sequence[Device] = ()) -> LoginAnswer:
    """A session; the device on which the same person was at work until now is told, and named here (L14). ended: told already."""
    started = start_session(staff, device.id, now, is_kiosk=device.station == Station.KIOSK.value)
    others = sorted(_locked_devices(started.ended_devices), key=lambda other: other.name)
    for other in others:
        issue(other, CommandKind.END_SESSION, f"{staff.full_name} logged in on {device.name}.", now=now)
    detail = {"ended_on": [str(other.id) for other in others]} if others else None
    trail.record("logged_in", who=trail.staff_name(staff.id), about=device.id, device=device.id, detail=detail)
    return LoginAnswer(
        staff=staff_fact(staff),
        share=share_of(device),
        session=started.token,
        expires_at=started.expires_at,
        ended_elsewhere=", ".join(other.name for other in (*ended, *others)),
        must_change_password=staff.must_change_password,
    )


def share_of(device: Device) -> str:
    """The server's part of what opens that device's store: 32 bytes, the same for everybody on it (ADR 0005), URL-safe base64."""
    return base64.urlsafe_b64encode(hmac.new(chest().keys.secret("share"), device.id.bytes, hashlib.sha256).digest()).decode("ascii")


def _check_person(device: Device, staff: Staff, now: datetime, action: Action) -> None:
    """Whether they may do that here and now. Raises Refused."""
    if not staff.is_active:
        raise _refusal(device, staff, "suspended")
    if not may(Role(staff.role), action, Station(device.station)):
        raise _refusal(device, staff, "not_here")
    if not may_work_at(device, now):
        raise _refusal(device, staff, "outside_hours")
    if is_told_to_seal(device):
        raise _refusal(device, staff, "sealed")
    if device.station == Station.ROOM.value:
        lease = lease_rule(device)
        held = login_refusal(lease, DeviceId(str(device.id)), StaffId(str(staff.id)), now)
        if held is not None:
            detail = {"holder": lease.holder} if lease is not None else None
            raise _refusal(device, staff, held.value, detail, refusal_sentence(held, lease))


def is_told_to_seal(device: Device) -> bool:
    """Whether the last word to it was to seal, or worse: it is obeyed here before the device hears it."""
    words = Command.objects.filter(device=device, kind__in=[*SEALING, CommandKind.RELEASE.value])
    if device.paired_at is not None:
        words = words.filter(issued_at__gt=device.paired_at)
    return words.order_by("-seq").values_list("kind", flat=True).first() in SEALING


def _refusal(device: Device, staff: Staff | None, code: str, detail: Mapping[str, object] | None = None, sentence: str = "") -> Refused:
    who = trail.staff_name(staff.id) if staff else trail.device_name(device.id)
    record_bounded("login_refused", who=who, about=device.id, device=device.id, detail={"why": code, **(detail or {})})
    return Refused(403, code, sentence or SENTENCES[code])


def _slow_down(device: Device, seconds: int) -> Refused:
    record_bounded("login_slowed", who=trail.device_name(device.id), about=device.id, device=device.id)
    return Refused(429, "slow_down", f"Too many wrong tries. Wait {seconds} seconds.", {"Retry-After": str(seconds)})
