"""The kiosk's proofs: the server's word, for two minutes and at one kiosk, that one person stood there; and how the kiosk is refused."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from domain.permissions import Action, Role, Station, may
from server.accounts.models import Staff
from server.audit import trail
from server.audit.hush import record_bounded
from server.audit.ids import uuid_or_none
from server.custody.refusing import BookRefused, SignOutRefused
from server.intake.models import UsedProof
from server.intake.problems import Refused, missing
from server.registry.models import Device

SALT = "server.intake.kiosk_proofs"
LASTS_SECONDS = 120
RENEWED_SECONDS = 600  # to read the agreement and to choose a PIN: after that the person shows once more who they are
SPENT_FOR = timedelta(hours=1)  # longer than any proof lives
USED = "That was done already. Show once more who you are."
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
    """Who stood there, whether by "pin" or "password", since when (Unix time), and the mark that this showing is spent under."""

    staff: Staff
    by: str
    since: float
    mark: str


def proof_of(device: Device, staff: Staff, by: str, *, renews: Proved | None = None) -> str:
    """A proof that this person stands at this kiosk now.

    One that renews another is spent with it, and lives no longer than ten minutes from the showing. `login_version`: what was proved
    with a password or in a role that is no more proves nothing.
    """
    facts = {
        "kiosk": str(device.pk),
        "staff": str(staff.pk),
        "by": by,
        "since": renews.since if renews else timezone.now().timestamp(),
        "mark": renews.mark if renews else secrets.token_urlsafe(12),
        "version": staff.login_version,
    }
    return signing.dumps(facts, salt=SALT)


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
        by, since, mark, version = (facts[name] for name in ("by", "since", "mark", "version"))
    except (signing.BadSignature, KeyError):  # a server that was updated a minute ago signed fewer facts
        raise refused(request, device, "proof_over", OVER) from None
    staff = staff_of_id(facts["staff"])
    is_stale = timezone.now().timestamp() - since > RENEWED_SECONDS
    if staff is None or is_stale or facts["kiosk"] != str(device.pk):
        raise refused(request, device, "proof_over", OVER)
    if staff.is_active and staff.login_version != version:
        raise refused(request, device, "proof_over", OVER, who=staff)
    if not staff.is_active:
        raise refused(request, device, "suspended", "Your access is closed. Ask the manager.", who=staff)
    if not may(Role(staff.role), action, Station.KIOSK):
        raise refused(request, device, "not_allowed", NOT_AT_KIOSK, who=staff)
    return Proved(staff, by, since, mark)


def refused(request: HttpRequest, device: Device, code: str, sentence: str, *, who: Staff | None = None, status: int = 403) -> Refused:
    """Write the refusal down, who, where and what; returns it, to be raised."""
    name = trail.staff_name(who.pk) if who else trail.device_name(device.pk)
    record_bounded("kiosk_refused", who=name, about=request.path, device=device.pk, detail={"why": code})
    return Refused(status, code, sentence)


@contextmanager
def spending(request: HttpRequest, device: Device, people: Sequence[Proved], about: object = "") -> Iterator[None]:
    """A showing is good for one step: the same one may be asked again, for an answer can be lost; another one is refused.

    A step that was not taken gives it back. Raises Refused 403 (audited).
    """
    step, now = f"{request.path}|{about}", timezone.now()
    UsedProof.objects.filter(at__lt=now - SPENT_FOR).delete()
    fresh = []
    try:
        for person in people:
            row, is_new = UsedProof.objects.get_or_create(mark=person.mark, defaults={"step": step, "at": now})
            fresh += [row.pk] if is_new else []
            if row.step != step:
                raise refused(request, device, "proof_over", USED, who=person.staff)
        yield
    except Exception:
        UsedProof.objects.filter(pk__in=fresh).delete()
        raise


@contextmanager
def told_why(request: HttpRequest, device: Device, who: Staff) -> Iterator[None]:
    """What the book refuses becomes the answer, and a row of the audit."""
    try:
        yield
    except SignOutRefused as error:
        raise refused(request, device, error.code, error.sentence, who=who) from None
    except BookRefused as error:
        raise refused(request, device, error.code, error.sentence, who=who, status=STATUSES.get(error.code, 409)) from None
