"""Pictures of a tablet's condition, to and from the kiosk. The bytes live in memory and, sealed, on disk; never in the clear."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from domain.permissions import Action, Station
from imaging.values import DetectorUnavailable, PictureTooLarge, PictureUnreadable
from server.audit.ids import uuid_or_none
from server.custody import photos
from server.custody.models import ConditionPhoto
from server.intake.callers import calling_at
from server.intake.kiosk_proofs import refused
from server.intake.problems import Refused, missing
from server.media.sealing import SealBroken

router = Router()


@router.put("/photos/{photo_id}")
def put_photo(request: HttpRequest, photo_id: str) -> HttpResponse:
    """A JPEG of a tablet alone -> 204."""
    device, staff = calling_at(request, Action.SEE_BOARD, Station.KIOSK)
    key = uuid_or_none(photo_id)
    if key is None:
        raise missing()
    jpeg = _body(request)
    try:
        photos.keep(key, jpeg, staff, device.pk, timezone.now())
    except photos.PersonInPicture as error:
        raise refused(request, device, "person_in_picture", error.sentence, who=staff, status=422) from None
    except (PictureUnreadable, PictureTooLarge) as error:
        raise refused(request, device, "unreadable", error.sentence, who=staff, status=422) from None
    except photos.OtherPhoto as error:
        raise refused(request, device, "other_photo", error.sentence, who=staff, status=409) from None
    except DetectorUnavailable as error:
        raise Refused(503, "not_ready", error.sentence, {"Retry-After": "2"}) from None
    return HttpResponse(status=204)


@router.get("/photos/{photo_id}")
def get_photo(request: HttpRequest, photo_id: str) -> HttpResponse:
    """-> image/jpeg, for the kiosk's memory only."""
    calling_at(request, Action.SEE_BOARD, Station.KIOSK)
    return jpeg_answer(photo_id)


def jpeg_answer(photo_id: str) -> HttpResponse:
    """The photo. Raises Refused 404, also when its file is gone or is not what was sealed."""
    key = uuid_or_none(photo_id)
    try:
        jpeg = photos.opened(key) if key else None
    except (ConditionPhoto.DoesNotExist, FileNotFoundError, SealBroken):
        jpeg = None
    if jpeg is None:
        raise missing()
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "no-store"})


def _body(request: HttpRequest) -> bytes:
    """Raises Refused 413, 415."""
    if request.content_type != "image/jpeg":
        raise Refused(415, "unreadable", "Photos come as JPEG.")
    length = request.headers.get("Content-Length", "")
    if not length.isascii() or not length.isdigit() or int(length[:12]) > photos.MAX_BYTES:
        raise Refused(413, "too_large", "This photo is too large. Take it again.")
    return request.read(photos.MAX_BYTES)
