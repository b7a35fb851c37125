"""A member of staff at work on one device."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from server.accounts.models import OfficeSession, Staff

LASTS = timedelta(hours=10)  # a shift; the device locks and logs out long before


def start_session(staff: Staff, device_id: UUID, now: datetime) -> tuple[str, datetime]:
    """A new session's token, which is not kept, and its end. Older sessions end: another's on that device, theirs elsewhere (L14)."""
    OfficeSession.objects.filter(Q(device_id=device_id) | Q(staff=staff), ended_at=None).update(ended_at=now)
    token, expires_at = secrets.token_urlsafe(32), now + LASTS
    OfficeSession.objects.create(token_hash=hash_token(token), staff=staff, device_id=device_id, started_at=now, expires_at=expires_at)
    return token, expires_at


def staff_of(token: str, device_id: UUID, now: datetime) -> Staff | None:
    """Who works under that token on that device; None when it is unknown, over, another device's or its owner suspended."""
    session = (
        OfficeSession.objects.select_related("staff")
        .filter(token_hash=hash_token(token), device_id=device_id, ended_at=None, expires_at__gt=now, staff__is_active=True)
        .first()
    )
    return session.staff if session else None


def hash_token(token: str) -> str:
    """What is kept of a token (256 random bits, so no slow hash is needed): SHA-256, hex."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
