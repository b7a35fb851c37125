"""The kiosk's proofs: the server's word, for two minutes and at one kiosk, that one person stood there; and how the kiosk is refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

from domain.permissions import Action, Role, Station, may
from server.accounts.models import Staff
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.custody.refusing import BookRefused, SignOutRefused
from server.intake.problems import Refused, missing
from server.registry.models import Device

SALT = "server.intake.kiosk_proofs"
LASTS_SECONDS = 120
OVER = "Two minutes are over. Show once more who you are."
NOT_AT_KIOSK = "Your role cannot do this at the kiosk. Ask the manager or the deputy."

# What the caller could have known from the board is a conflict; what they must add is 422; what they may not do is 403.
STATUSES = {
    "reason_needed": 422,
    "nothing_said": 422,
    "not_revoked": 422,
    "photo_missing": 422,
    "not_looked_for": 422,
    "not_ticked_by_hand": 422,
    "not_holder": 403,
}


@dataclass(frozen=True, slots=True)
class Proved:
    """Who stood there, and whether by "pin" or "password"."""

    staff: Staff
    by: str


def proof_of(device: Device, staff: Staff, by: str) -> str:
    """A proof that this person stands at this kiosk now."""
    return signing.dumps({"kiosk": str(device.pk), "staff": str(staff.pk), "by": by}, salt=SALT)


def staff_of_id(staff_id: str) -> Staff | None:
    """The person under the id that the kiosk sent."""
    key = uuid_or_none(staff_id)
    return Staff.objects.filter(pk=key).first() if key else None


def tablet_of(device_id: str) -> Device:
    """The room tablet under that id. Raises Refused 404."""
    key = uuid_or_none(device_id)
    device = Device.objects.select_related("room").filter(pk=key, station=Station.ROOM.value).first() if key else None
    if device is None:
        raise missing()
    return device


def proved(request: HttpRequest, device: Device, proof: str, action: Action = Action.TAKE_TABLET) -> Proved:
    """Whose proof it is. Raises Refused 403 (audited): over, of another kiosk or forged; suspended since; or a role that may not."""
    try:
        facts = signing.loads(proof, salt=SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        raise refused(request, device, "proof_over", OVER) from None
    staff = staff_of_id(facts["staff"])
    if staff is None or facts["kiosk"] != str(device.pk):
        raise refused(request, device, "proof_over", OVER)
    if not staff.is_active:
        raise refused(request, device, "suspended", "Your access is closed. Ask the manager.", who=staff)
    if not may(Role(staff.role), action, Station.KIOSK):
        raise refused(request, device, "not_allowed", NOT_AT_KIOSK, who=staff)
    return Proved(staff, facts["by"])


def refused(request: HttpRequest, device: Device, code: str, sentence: str, *, who: Staff | None = None, status: int = 403) -> Refused:
    """Write the refusal down, who, where and what; returns it, to be raised."""
    name = trail.staff_name(who.pk) if who else trail.device_name(device.pk)
    trail.record("kiosk_refused", who=name, about=request.path, device=device.pk, detail={"why": code})
    return Refused(status, code, sentence)


@contextmanager
def told_why(request: HttpRequest, device: Device, who: Staff) -> Iterator[None]:
    """What the book refuses becomes the answer, and a row of the audit."""
    try:
        yield
    except SignOutRefused as error:
        raise refused(request, device, error.code, error.sentence, who=who) from None
    except BookRefused as error:
        raise refused(request, device, error.code, error.sentence, who=who, status=STATUSES.get(error.code, 409)) from None
