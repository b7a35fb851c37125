"""The office's calls about photo permissions: see them, write an answer down, keep a child out, and what a withdrawal did (C21, C22)."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Router

from domain.consent import Evidence
from domain.permissions import Action
from domain.wire.consents import KeepOut, RecordAnswer
from server.accounts.models import Parent, Staff
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.intake.callers import calling_lead
from server.intake.consent_sheets import child_consents, consent_list
from server.intake.problems import Refused, answer, missing
from server.journal import consenting
from server.journal.recheck_cases import recheck_list, tick_off
from server.registry.consents import SENTENCES, AnswerRefused
from server.registry.models import Child

router = Router()


@router.get("/consents")
def get_consents(request: HttpRequest) -> HttpResponse:
    """-> ConsentList."""
    calling_lead(request, Action.SEE_CONSENTS)
    return answer(consent_list())


@router.get("/consents/{child_id}")
def get_child_consents(request: HttpRequest, child_id: str) -> HttpResponse:
    """-> ChildConsents."""
    calling_lead(request, Action.SEE_CONSENTS)
    return answer(child_consents(_child(child_id)))


@router.post("/consents/{child_id}/answers")
def post_answer(request: HttpRequest, child_id: str, message: RecordAnswer) -> HttpResponse:
    """RecordAnswer -> ChildConsents. 422 with the code and sentence of the rule that forbids it."""
    device, staff = calling_lead(request, Action.RECORD_CONSENT)
    child = _child(child_id)
    try:
        _record(child, message, staff)
    except AnswerRefused as refused:
        detail = {"why": refused.code, "purpose": message.purpose.value, "answer": message.answer}
        trail.record("consent_refused", who=trail.staff_name(staff.pk), about=child.pk, device=device.pk, detail=detail)
        raise Refused(422, refused.code, SENTENCES[refused.code]) from None
    return answer(child_consents(child))


@router.post("/consents/{child_id}/keep-out")
def post_keep_out(request: HttpRequest, child_id: str, message: KeepOut) -> HttpResponse:
    """KeepOut -> ChildConsents."""
    _, staff = calling_lead(request, Action.RECORD_CONSENT)
    child = _child(child_id)
    consenting.keep_out(child, message.is_kept_out, staff, message.note, timezone.now())
    return answer(child_consents(child))


@router.get("/rechecks")
def get_rechecks(request: HttpRequest, all: Literal["0", "1"] = "0") -> HttpResponse:
    """-> RecheckList."""
    calling_lead(request, Action.SEE_CONSENTS)
    return answer(recheck_list(everything=all == "1"))


@router.post("/rechecks/{case_id}/seen")
def post_recheck_seen(request: HttpRequest, case_id: str) -> HttpResponse:
    """-> RecheckList, without what was ticked off."""
    _, staff = calling_lead(request, Action.RECORD_CONSENT)
    key = uuid_or_none(case_id)
    if key is None or not tick_off(key, staff, timezone.now()):
        raise missing()
    return answer(recheck_list(everything=False))


def _record(child: Child, message: RecordAnswer, staff: Staff) -> None:
    """Write it down. Raises AnswerRefused; an adult who is nobody's is not told from one who does not count."""
    adult = Parent.objects.filter(pk=message.adult_id).first()
    if adult is None:
        raise AnswerRefused("not_responsible")
    if message.evidence is Evidence.PORTAL:
        raise AnswerRefused("no_signature")  # that is the adult's own session, and nobody else's word
    consenting.answer(
        adult,
        child,
        message.purpose,
        message.answer,
        evidence=message.evidence,
        signed_on=message.signed_on,
        typed_name=message.typed_name,
        recorded_by=trail.staff_name(staff.pk),
        now=timezone.now(),
    )


def _child(child_id: str) -> Child:
    """Also one who has left: the family may withdraw for as long as a picture shows the child."""
    key = uuid_or_none(child_id)
    child = Child.objects.select_related("room").filter(pk=key).first() if key else None
    if child is None:
        raise missing()
    return child


def add_to(api: NinjaAPI) -> None:
    """Beside the office's other calls, under /api/office/v1."""
    api.add_router("/office/v1", router)
