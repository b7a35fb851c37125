"""What the office asks of covered pictures: the entries to choose from, and the record of one. Who reads a record is written down."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from domain.permissions import Action
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.intake.callers import calling_lead
from server.intake.problems import Refused, answer, missing
from server.journal.covering_list import published
from server.journal.covering_record import covering_record
from server.journal.models import Entry

router = Router()


@router.get("/covering")
def get_covering(request: HttpRequest, before: str = "") -> HttpResponse:
    """-> PublishedList. before: only what happened earlier, ISO with an offset."""
    calling_lead(request, Action.INSPECT_COVERING)
    return answer(published(_moment(before)))


@router.get("/covering/{entry_id}")
def get_covering_record(request: HttpRequest, entry_id: str) -> HttpResponse:
    """-> CoveringRecord."""
    device, staff = calling_lead(request, Action.INSPECT_COVERING)
    key = uuid_or_none(entry_id)
    entry = Entry.objects.select_related("author", "contributor").filter(pk=key).first() if key else None
    if entry is None:
        raise missing()
    trail.record("covering_record_read", who=trail.staff_name(staff.pk), about=entry.pk, device=device.pk)
    return answer(covering_record(entry, timezone.now()))


def _moment(text: str) -> datetime | None:
    """Raises Refused 422 for what is no moment."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(422, "before", "This is no moment.") from None
    if moment.tzinfo is None:
        raise Refused(422, "before", "This is no moment.")
    return moment
