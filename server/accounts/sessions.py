"""A member of staff at work on one device."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from server.accounts.models import OfficeSession, Staff

LASTS = timedelta(hours=10)  # a shift; the device locks and logs out long before


@dataclass(frozen=True, slots=True)
class StartedSession:
    """The token, which is not kept, its end, and the other devices on which the same person was at work until now (L14)."""

    token: str
    expires_at: datetime
    ended_devices: tuple[UUID, ...] = ()


@transaction.atomic
def start_session(staff: Staff, device_id: UUID, now: datetime, *, is_kiosk: bool = False) -> StartedSession:
    """A new session. Older ones end: another's on that device, theirs elsewhere (L14).

    At the kiosk it stands apart: the kiosk shows no child, so its session ends none of theirs elsewhere, and none of those ends it.
    """
    Staff.objects.select_for_update().get(pk=staff.pk)  # two log-ins at once must see each other
    _end(_open().filter(device_id=device_id), now)
    elsewhere = () if is_kiosk else _end(_open().filter(staff=staff, is_kiosk=False), now)
    token, expires_at = secrets.token_urlsafe(32), now + LASTS
    OfficeSession.objects.create(
        token_hash=hash_token(token), staff=staff, device_id=device_id, is_kiosk=is_kiosk, started_at=now, expires_at=expires_at
    )
    Staff.objects.filter(pk=staff.pk).update(last_login_at=now)
    staff.last_login_at = now
    return StartedSession(token, expires_at, elsewhere)


def end_sessions_of(staff: Staff, now: datetime) -> tuple[UUID, ...]:
    """End all their sessions, the kiosk's too; the devices on which they were at work."""
    return _end(_open().filter(staff=staff), now)


def end_session_on(device_id: UUID, now: datetime) -> None:
    """Nobody is at work on that device any more: it was brought back, or it said so itself."""
    _end(_open().filter(device_id=device_id), now)


def works_on(staff: Staff, device_id: UUID, now: datetime) -> bool:
    """Whether the server opened them a session on that device, and it is not over."""
    return _open().filter(staff=staff, device_id=device_id, expires_at__gt=now).exists()


def staff_of(token: str, device_id: UUID, now: datetime) -> Staff | None:
    """Who works under that token on that device; None when it is unknown, over, another device's or its owner suspended."""
    session = (
        OfficeSession.objects.select_related("staff")
        .filter(token_hash=hash_token(token), device_id=device_id, ended_at=None, expires_at__gt=now, staff__is_active=True)
        .first()
    )
    return session.staff if session else None


def at_work_on(device_id: UUID, now: datetime) -> Staff | None:
    """Who has a session on that device now."""
    session = _open().select_related("staff").filter(device_id=device_id, expires_at__gt=now).first()
    return session.staff if session else None


def hash_token(token: str) -> str:
    """What is kept of a token (256 random bits, so no slow hash is needed): SHA-256, hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _open() -> QuerySet[OfficeSession]:
    return OfficeSession.objects.filter(ended_at=None)


def _end(sessions: QuerySet[OfficeSession], now: datetime) -> tuple[UUID, ...]:
    """End them; the devices of those that were not over by their time."""
    live = tuple(sessions.filter(expires_at__gt=now).order_by("pk").values_list("device_id", flat=True))
    sessions.update(ended_at=now)
    return tuple(dict.fromkeys(live))
