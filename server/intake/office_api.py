"""What the office station asks: the queue, an entry, its pictures, and the moderator's decision."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Router

from domain.lifecycle import EntryState
from domain.moderation import RemovalCategory
from domain.permissions import Action
from domain.wire import DecisionAnswer, DecisionRequest
from imaging.values import DetectorUnavailable
from server.accounts.models import Staff
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.intake.callers import calling_lead
from server.intake.faults import FaultReport, report_from
from server.intake.problems import Refused, answer, missing
from server.journal.clips import FaceInClip
from server.journal.models import Entry, Rendition
from server.journal.moderating import DecisionRefused, EntryMoved, UndoOver, decide
from server.journal.pictures import PictureNotReady, is_clip, served_bytes
from server.journal.queueing import office_entry, queue
from server.registry.models import Device

router = Router()


@router.get("/queue")
def get_queue(request: HttpRequest) -> HttpResponse:
    """-> Queue."""
    calling_lead(request, Action.SEE_QUEUE)
    return answer(queue())


@router.get("/entries/{entry_id}")
def get_entry(request: HttpRequest, entry_id: str) -> HttpResponse:
    """-> OfficeEntry."""
    calling_lead(request, Action.SEE_QUEUE)
    return answer(office_entry(_entry(entry_id), timezone.now()))


@router.get("/media/{rendition_id}")
def get_picture(request: HttpRequest, rendition_id: str) -> HttpResponse:
    """The picture or clip as its family would get it now, for the office's memory only."""
    _, staff = calling_lead(request, Action.SEE_QUEUE)
    key = uuid_or_none(rendition_id)
    rendition = Rendition.objects.select_related("media").filter(pk=key).first() if key else None
    if rendition is None:
        raise missing()
    try:
        content = served_bytes(rendition)
    except FaceInClip as error:
        raise Refused(409, "face_found", error.sentence) from None
    except PictureNotReady as error:
        raise Refused(409, "not_ready", error.sentence) from None
    except DetectorUnavailable:
        raise Refused(503, "not_ready", PictureNotReady().sentence, {"Retry-After": "2"}) from None
    trail.record("picture_viewed", who=trail.staff_name(staff.id), about=rendition.pk)
    kind = "video/webm" if is_clip(rendition) else "image/jpeg"
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "no-store"})


@router.post("/entries/{entry_id}/decision")
def post_decision(request: HttpRequest, entry_id: str, message: DecisionRequest) -> HttpResponse:
    """DecisionRequest -> DecisionAnswer."""
    device, staff = calling_lead(request, Action.MODERATE)
    entry = _entry(entry_id)
    state = _decided(entry, device, staff, message)
    return answer(DecisionAnswer(state=state, version=entry.revision))


@router.post("/fault")
def fault(request: HttpRequest, message: FaultReport) -> HttpResponse:
    """A privacy fault that the office was told of."""
    device, staff = calling_lead(request, Action.REPORT_FAULT)
    report_from(device, staff, message)
    return HttpResponse(status=204)


def _entry(entry_id: str) -> Entry:
    key: UUID | None = uuid_or_none(entry_id)
    entry = Entry.objects.select_related("author").filter(pk=key).first() if key else None
    if entry is None:
        raise missing()
    return entry


def _decided(entry: Entry, device: Device, staff: Staff, message: DecisionRequest) -> EntryState:
    """The new state. Raises Refused 403 with the rule's sentence (audited), 409 when the entry moved, 422 for an unknown category."""
    try:
        category = RemovalCategory(message.category) if message.category else None
    except ValueError:
        raise Refused(422, "category", "Choose one of the reasons in the list.") from None
    try:
        return decide(entry, message.action, message.version, staff, timezone.now(), reason=message.reason, category=category)
    except DecisionRefused as error:
        why = [reason.value for reason in error.reasons]
        detail = {"action": message.action, "why": why}
        trail.record("decision_refused", who=trail.staff_name(staff.id), about=entry.pk, device=device.id, detail=detail)
        raise Refused(403, why[0], error.sentence) from None
    except (EntryMoved, UndoOver) as error:
        raise Refused(409, "entry_moved" if isinstance(error, EntryMoved) else "undo_over", error.sentence) from None


def add_to(api: NinjaAPI) -> None:
    """Under /api/office/v1."""
    api.add_router("/office/v1", router)
