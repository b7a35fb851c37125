"""New ids for the server's own rows."""

from __future__ import annotations

import os
import uuid

from django.utils import timezone

from domain.ids import RANDOM_BYTES, uuid7


def new_id() -> uuid.UUID:
    """A UUIDv7 of now."""
    return uuid.UUID(uuid7(timezone.now(), os.urandom(RANDOM_BYTES)))


def uuid_or_none(text: str) -> uuid.UUID | None:
    """The id that a stranger sent, or None when it is none. Callers answer both cases, no id and an unknown one, alike."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError):
        return None
