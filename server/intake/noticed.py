"""What a tablet noticed by itself and tells later: refusals without the server, and faults that were reported on it (C6, C35, L21)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, ValidationError

from domain.wire import Message
from server.accounts.models import Staff
from server.audit import trail
from server.audit.hush import record_bounded
from server.audit.ids import uuid_or_none
from server.intake.bounds import LARGEST_NUMBER, is_in_time
from server.journal.taking_in import Quarantine
from server.registry.incidents import NOTE_LIMIT, report_fault
from server.registry.models import Device

DETAIL_LIMIT = 20  # fields; a tablet sends two or three
AHEAD = timedelta(days=1)  # what a tablet's clock may be wrong before its word of a moment is none
# What a tablet calls it, by its last word, and how it stands here. Only words of this file reach the audit: a tablet's own could be a name.
ENDINGS = {
    "refused": "refused",
    "wrong_password": "wrong_password",
    "wrong_pin": "wrong_pin",
    "locked": "pin_locked",
    "ignored": "forged_command",
    "broken": "audit_broken",
    "left": "window_left",
    "set_back": "clock_back",
}
CODES = {
    "PinWrong": "wrong_pin",
    "PasswordNeeded": "password_needed",
    "PinLocked": "pin_locked",
    **{
        code: code
        for code in (
            "clock_back",
            "ended",
            "held_by_someone_else",
            "incomplete",
            "lease_over",
            "nobody_holds_it",
            "not_here",
            "outside_hours",
            "sealed",
            "suspended",
            "unknown",
        )
    },
}
WHAT = re.compile(r"[a-z_]{1,40}\.[a-z_]{1,40}")
AUDIT_BROKEN = "audit_broken"


class Noticed(Message):
    """A row of the tablet's own audit."""

    what: Annotated[str, Field(max_length=60)]
    who: Annotated[str, Field(max_length=60)]
    at: AwareDatetime
    seq: Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
    detail: Annotated[dict[str, Any], Field(max_length=DETAIL_LIMIT)]


def notice(said: object, device: Device, now: datetime) -> None:
    """A refusal that a tablet made or noticed, kept in the audit under our own words. Raises Quarantine."""
    row = _read(said, now)
    why = _why(row.what, row.detail)
    person = known_person(row.who)
    who = trail.staff_name(person) if person else trail.device_name(device.id)
    if why == AUDIT_BROKEN:
        record_bounded("tablet_audit_broken", who=trail.device_name(device.id), about=device.id, device=device.id)
    detail = {"why": why, "at": row.at.isoformat(), "row": row.seq}
    record_bounded("tablet_refused", who=who, about=device.id, device=device.id, detail=detail)


def take_fault(text: object, actor: str, device: Device) -> None:
    """A fault that somebody reported on the tablet: an incident for the manager, its words nowhere else. Raises Quarantine."""
    if not isinstance(text, str) or len(text) > NOTE_LIMIT:
        raise Quarantine("body")
    person = known_person(actor)
    report_fault(trail.staff_name(person) if person else trail.device_name(device.id), text, device.id)


def known_person(text: str) -> str:
    """The id of one of the nursery's people, also of one who left; "" = nobody's."""
    key = uuid_or_none(text)
    return str(key) if key and Staff.objects.filter(pk=key).exists() else ""


def _read(said: object, now: datetime) -> Noticed:
    try:
        row = Noticed.model_validate(said)
    except ValidationError:
        raise Quarantine("body") from None
    if not WHAT.fullmatch(row.what):
        raise Quarantine("body")
    if not is_in_time(row.at) or row.at > now + AHEAD:
        raise Quarantine("moment")
    return row


def _why(what: str, detail: Mapping[str, Any]) -> str:
    """Our own word for it. A refused command is a forged one, whatever else is said of it."""
    area, _, ending = what.rpartition(".")
    if area == "command":
        return "forged_command"
    why = ENDINGS.get(ending, "refused")
    code = detail.get("code")
    return CODES.get(code, why) if why == "refused" and isinstance(code, str) else why
