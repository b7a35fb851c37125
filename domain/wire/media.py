"""Picture bytes, and the receipt that permits the wipe."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from domain.wire.base import MAX_MEDIA_BYTES, Id, Message, Sha256, canonical


class MediaCreate(Message):
    """The tablet is about to upload the bytes of a rendition that an applied entry named."""

    id: Id
    sha256: Sha256
    bytes: Annotated[int, Field(gt=0, le=MAX_MEDIA_BYTES)]


class MediaStatus(Message):
    """How many bytes the server holds of it."""

    id: Id
    offset: int
    bytes: int
    is_complete: bool


class Receipt(Message):
    """The server's proof that it holds the bytes durably; this alone permits the wipe. Signed over `receipt_bytes`."""

    media_id: Id
    sha256: Sha256
    bytes: int
    stored_at: AwareDatetime
    epoch: Id
    copies: Annotated[int, Field(ge=1)]
    signature: str


def receipt_bytes(*, media_id: str, sha256: str, bytes: int, stored_at: datetime, epoch: str, copies: int) -> bytes:
    """The bytes that the server signs for a receipt."""
    return canonical(["receipt", media_id, sha256, bytes, stored_at.isoformat(), epoch, copies])
