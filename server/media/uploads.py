"""From arriving bytes to a picture or clip that the server holds durably, and the receipt that says so."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from domain.lifecycle import MediaEvent, MediaState
from domain.wire import Receipt
from server.audit import trail
from server.media import jpeg, webm
from server.media.arriving import Arriving
from server.media.chest import chest
from server.media.lives import advance
from server.media.models import Media


class WrongBytes(Exception):
    """The bytes are not those that were promised; those of this request (or all, `length` 0) were dropped."""

    def __init__(self, length: int) -> None:
        super().__init__(str(length))
        self.length = length


class PictureRefused(Exception):
    """These are the promised bytes, and they are no picture that may be kept."""


def arriving(media: Media) -> Arriving:
    """What has come of the picture."""
    return Arriving(chest().arriving, media.id, chest().keys.child(media.child_id))


def is_held(media: Media) -> bool:
    """Whether the server holds the picture."""
    return media.state == MediaState.RECEIVED.value


def offset_of(media: Media) -> int:
    """How many bytes the server has."""
    return media.bytes if is_held(media) else arriving(media).length()


def receive(media: Media, pieces: Iterable[bytes], checksum: bytes, size: int) -> int:
    """Add one request's `size` bytes; returns the new length. checksum: SHA-256 of these bytes. Raises WrongBytes.

    When the connection breaks on the way (fewer bytes, or an OSError from `pieces`), what arrived stays and is not checked yet:
    the whole is, at its end.
    """
    part, digest = arriving(media), hashlib.sha256()
    before = part.length()

    def hashed() -> Iterable[bytes]:
        for piece in pieces:
            digest.update(piece)
            yield piece

    length = part.append(hashed())
    if length - before == size and digest.digest() != checksum:
        part.cut_to(before)
        raise WrongBytes(before)
    return length


def accept(media: Media, now: datetime) -> None:
    """Take the whole picture in, durably. Raises WrongBytes (start again) or PictureRefused (audited, never served)."""
    part = arriving(media)
    try:
        content = part.content()
    except ValueError:
        content = b""  # rotten on the disk: as good as not sent
    if hashlib.sha256(content).hexdigest() != media.sha256:
        part.drop()
        raise WrongBytes(0)
    if not _has_right_shape(media, content):
        refuse(media, now, "shape")
        part.drop()
        raise PictureRefused
    chest().blobs.put(media.child_id, chest().keys.child(media.child_id), media.sha256, [content], now)
    _prove(media, now)
    part.drop()


def settle(media: Media, now: datetime) -> None:
    """Finish what a crash interrupted between the last byte and the row, or find the bytes of a restored database in the store."""
    if not is_held(media) and not find_again(media, now) and arriving(media).length() == media.bytes:
        accept(media, now)


def find_again(media: Media, now: datetime) -> bool:
    """After the database was restored: whether the bytes still lie in the store, which was not; they count as received then."""
    if media.state != MediaState.EXPECTED.value:
        return is_held(media)
    if not chest().blobs.verify(media.child_id, chest().keys.child(media.child_id), media.sha256):
        return False
    _prove(media, now)
    return True


def refuse(media: Media, now: datetime, why: str) -> None:
    """Nothing of these bytes is ever served."""
    with transaction.atomic():
        if media.state != MediaState.REFUSED.value:
            advance(media, MediaEvent.REFUSE, now)
        trail.record("picture_refused", about=media.id, detail={"why": why})


def receipt_for(media: Media, epoch: UUID) -> Receipt | None:
    """The proof that the bytes are held; None while they are not. The row was committed after the bytes were durable and read again."""
    if not is_held(media) or media.stored_at is None:
        return None
    return chest().signing.receipt(
        media_id=str(media.id),
        sha256=media.sha256,
        size=media.bytes,
        stored_at=media.stored_at.astimezone(UTC),
        epoch=str(epoch),
        copies=chest().blobs.copies,
    )


def _prove(media: Media, now: datetime) -> None:
    with transaction.atomic():
        advance(media, MediaEvent.PROVE, now)
        media.stored_at = now
        media.save(update_fields=["stored_at"])


def _has_right_shape(media: Media, content: bytes) -> bool:
    size_of = webm.size_of if media.is_clip else jpeg.size_of
    try:
        return size_of(content) == (media.width, media.height)
    except jpeg.WrongShape:
        return False
