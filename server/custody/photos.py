"""Pictures of a tablet's condition: of the device alone, written anew, refused when anybody is in them, and sealed (C42)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from domain.errors import KnownError
from imaging.values import PictureUnreadable, Tier
from server.accounts.models import Staff
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.custody.models import ConditionPhoto, DamageCase, Hand
from server.custody.refusing import BookRefused
from server.media.chest import chest
from server.media.keys import derive

MAX_BYTES = 2 << 20
MAX_SIDE_PX = 1600  # a crack is seen at this size; nobody needs to read a screen
JPEG_START = b"\xff\xd8\xff"


class PersonInPicture(KnownError):
    """Somebody's face is in it, or something that looks like one."""

    def __init__(self) -> None:
        super().__init__("Somebody is in this picture. Take it again with the tablet alone.")


class OtherPhoto(KnownError):
    """Another picture was kept under this id before."""

    def __init__(self) -> None:
        super().__init__("This photo was sent before. Take it again.")


def keep(photo_id: UUID, jpeg: bytes, taken_by: Staff, kiosk: UUID, now: datetime) -> None:
    """Keep a condition photo; sent twice it is kept once.

    Raises PictureUnreadable, PictureTooLarge, PersonInPicture, OtherPhoto, DetectorUnavailable (later perhaps).
    """
    sent = hashlib.sha256(jpeg).hexdigest()
    before = ConditionPhoto.objects.filter(pk=photo_id).first()
    if before is not None:
        if before.sent_sha256 != sent:
            raise OtherPhoto
        return
    clean = _written_anew(jpeg)
    digest = hashlib.sha256(clean).hexdigest()
    chest().blobs.put(photo_id, _key(photo_id), digest, [clean], now)
    row = {"sha256": digest, "sent_sha256": sent, "taken_by": taken_by, "kiosk": kiosk, "at": now}
    _, is_new = ConditionPhoto.objects.get_or_create(pk=photo_id, defaults=row)
    if is_new:
        trail.record("condition_photo_kept", who=trail.staff_name(taken_by.pk), about=photo_id, device=kiosk)


def opened(photo_id: UUID) -> bytes:
    """The clear JPEG, for memory only. Raises ConditionPhoto.DoesNotExist, FileNotFoundError, SealBroken."""
    photo = ConditionPhoto.objects.get(pk=photo_id)
    return chest().blobs.open(photo.pk, _key(photo.pk), photo.sha256)


def attach(ids: Iterable[str], *, kiosk: UUID | None, hand: Hand | None = None, case: DamageCase | None = None) -> None:
    """Hang photos on a step or a case. Raises BookRefused for one that has not arrived from that kiosk, or hangs elsewhere."""
    for text in ids:
        key = uuid_or_none(text)
        loose = ConditionPhoto.objects.filter(pk=key, kiosk=kiosk, hand=None, case=None) if key and kiosk else None
        if loose is None or not loose.update(hand=hand, case=case):
            raise BookRefused("photo_missing", "A photo has not arrived. Take it again.")


def _written_anew(jpeg: bytes) -> bytes:
    """The picture decoded and written as a new file, after a look for faces. A doubtful spot alone is a reflection in the glass."""
    if not jpeg.startswith(JPEG_START):
        raise PictureUnreadable("This file is not a photo that Daybook can read. Take it again.")
    worker = chest().worker
    kept = worker.keep(jpeg, MAX_SIDE_PX)
    if any(face.tier is Tier.FACE for face in worker.find(kept.jpeg)):
        raise PersonInPicture
    return worker.rewrite(kept.jpeg).jpeg


def _key(photo_id: UUID) -> bytes:
    """The photo's own key, from the house's."""
    return derive(chest().keys.secret("house"), b"daybook condition photo", photo_id.bytes)
