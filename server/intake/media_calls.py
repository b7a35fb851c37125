"""Creating an upload, its state, and its receipt; the bytes themselves come through `media_views`."""

from __future__ import annotations

from datetime import datetime

from domain.wire import MediaCreate, MediaStatus, Receipt
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.intake.problems import Refused, missing
from server.journal import preparing
from server.journal.models import Rendition
from server.media import uploads
from server.media.arriving import Busy, only_writer
from server.media.models import Media
from server.registry.models import Device
from server.registry.nursery import the_nursery

BUSY = Refused(409, "busy", "This picture is being sent already.")


def media_of(device: Device, media_id: str) -> Media:
    """A picture that an entry of this device promised. Raises Refused 404, the same for another device's as for none."""
    key = uuid_or_none(media_id)
    found = Rendition.objects.select_related("media").filter(pk=key, entry__device=device).first() if key else None
    if found is None:
        raise missing("rendition_unknown")
    return found.media


def create_media(device: Device, message: MediaCreate, now: datetime) -> tuple[MediaStatus, bool]:
    """Where an upload stands, and whether it begins here. Raises Refused 409 when the promise was another."""
    media = media_of(device, message.id)
    if (message.sha256, message.bytes) != (media.sha256, media.bytes):
        trail.record("media_mismatch", who=trail.device_name(device.id), about=media.id, device=device.id)
        raise Refused(409, "mismatch", "The entry promised another picture under this id.")
    offset = settled(media, now)
    status = MediaStatus(id=str(media.id), offset=offset, bytes=media.bytes, is_complete=uploads.is_held(media))
    return status, offset == 0


def settled(media: Media, now: datetime) -> int:
    """The offset, after finishing what a crash interrupted. Raises Refused 409 while another request writes, 422 for a bad picture."""
    try:
        with only_writer(media.id):
            media.refresh_from_db()
            if not uploads.is_held(media):
                accepted(media, now, only_when_whole=True)
            return uploads.offset_of(media)
    except Busy:
        raise BUSY from None


def accepted(media: Media, now: datetime, *, only_when_whole: bool = False) -> None:
    """Take the picture in, and have it written anew soon. Raises Refused 460 for wrong bytes, 422 for a picture that is refused."""
    try:
        if only_when_whole:
            uploads.settle(media, now)
        else:
            uploads.accept(media, now)
    except uploads.WrongBytes as wrong:
        raise wrong_bytes(wrong.length) from None
    except uploads.PictureRefused:
        raise Refused(422, "picture_refused", "The server cannot keep this picture. Ask the office.") from None
    if uploads.is_held(media):
        preparing.ask(media.id)


def wrong_bytes(length: int) -> Refused:
    """The answer when bytes are not what was promised: those of the request were dropped."""
    return Refused(460, "checksum_mismatch", "The bytes were damaged on the way. Send them again.", {"Upload-Offset": str(length)})


def receipt(device: Device, media_id: str, now: datetime) -> Receipt:
    """The proof that permits the wipe. Raises Refused 404, or 409 while the picture is not held."""
    media = media_of(device, media_id)
    if not uploads.is_held(media):
        settled(media, now)
    proof = uploads.receipt_for(media, the_nursery().epoch)
    if proof is None:
        raise Refused(409, "not_complete", "The picture has not arrived whole yet.")
    return proof
