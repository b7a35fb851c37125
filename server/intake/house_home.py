"""The office's calls about what families send: see a picture, say who is in it, leave it out (R10)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Router

from domain.permissions import Action
from domain.wire.home import HomeMarks
from imaging.values import DetectorUnavailable
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.intake.callers import calling_lead
from server.intake.problems import Refused, answer, missing
from server.journal.from_home.clips import frame_of
from server.journal.from_home.marks import discard, mark, shown, wire_picture
from server.journal.from_home.regions import MarksRefused
from server.journal.models import HomePicture

router = Router()
CONFLICTS = frozenset({"looking", "decided"})  # it will be, or is, otherwise than the office thinks; else the marks themselves are wrong
BUSY = "The picture cannot be covered just now. Try again in a moment."


@router.get("/home-pictures/{picture_id}")
def get_home_picture(request: HttpRequest, picture_id: str, region: str = "", frame: int | None = None) -> HttpResponse:
    """The picture as it was kept, with nothing covered yet: for the reviewer's memory only, and written down.

    Of a clip one frame: that on which the region's box is, or of that number, or in the middle; the last two with every face covered.
    """
    device, staff = calling_lead(request, Action.REVIEW_HOME_PICTURES)
    picture = _picture(picture_id)
    try:
        content = shown(picture)
        jpeg = frame_of(picture, content, region, frame) if picture.is_clip else content
    except MarksRefused as error:
        raise _refused(error) from None
    except DetectorUnavailable:
        raise Refused(503, "not_ready", BUSY, {"Retry-After": "2"}) from None
    trail.record("home_picture_viewed", who=trail.staff_name(staff.pk), about=picture.pk, device=device.pk)
    return HttpResponse(jpeg, content_type="image/jpeg", headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})


@router.post("/home-pictures/{picture_id}/marks")
def post_marks(request: HttpRequest, picture_id: str, message: HomeMarks) -> HttpResponse:
    """HomeMarks -> HomePicture, once its covered picture is made."""
    _, staff = calling_lead(request, Action.REVIEW_HOME_PICTURES)
    picture = _picture(picture_id)
    try:
        mark(picture, message, staff, timezone.now())
    except MarksRefused as error:
        raise _refused(error) from None
    except DetectorUnavailable:
        raise Refused(503, "not_ready", BUSY, {"Retry-After": "2"}) from None
    return answer(wire_picture(_picture(picture_id)))


@router.post("/home-pictures/{picture_id}/discard")
def post_discard(request: HttpRequest, picture_id: str) -> HttpResponse:
    """-> HomePicture, which is destroyed."""
    _, staff = calling_lead(request, Action.REVIEW_HOME_PICTURES)
    picture = _picture(picture_id)
    try:
        discard(picture, staff, timezone.now())
    except MarksRefused as error:
        raise _refused(error) from None
    return answer(wire_picture(_picture(picture_id)))


def _picture(picture_id: str) -> HomePicture:
    """A picture that was sent. One of a draft is the family's alone: for the office it is not there."""
    key = uuid_or_none(picture_id)
    picture = HomePicture.objects.select_related("entry").filter(pk=key, entry__isnull=False).first() if key else None
    if picture is None:
        raise missing()
    return picture


def _refused(error: MarksRefused) -> Refused:
    return Refused(409 if error.code in CONFLICTS else 422, error.code, error.sentence)


def add_to(api: NinjaAPI) -> None:
    """Under /api/office/v1."""
    api.add_router("/office/v1", router)
