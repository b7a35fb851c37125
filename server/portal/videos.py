"""A clip for one family: with its mark in every frame, for one session, in the parts that a player asks for (C47, C48)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from domain.errors import KnownError
from server.accounts.models import Parent
from server.journal.clip_marks import marked_clip
from server.journal.family_marks import family_mark
from server.journal.pictures import is_clip
from server.journal.visible import visible_picture
from server.portal.not_found import not_found
from server.portal.pictures import private_answer, who_may_ask
from server.portal.ranges import OutsideFile, asked_part

KIND = "video/webm"


@require_safe
def video(request: HttpRequest, rendition_id: UUID) -> HttpResponse:
    """The WebM or a part of it, or the page for what is not there, as for pictures."""
    parent = who_may_ask(request, rendition_id)
    webm = own_video(parent, rendition_id) if parent else None
    return part_answer(webm, request.headers.get("Range", "")) if webm else not_found(request)


def own_video(parent: Parent, rendition_id: UUID) -> bytes | None:
    """The clip as this parent may see it now; None when there is none, or while their copy is being prepared."""
    rendition = visible_picture(parent, rendition_id)
    if rendition is None or not is_clip(rendition):
        return None
    try:
        return marked_clip(rendition, family_mark(parent.id), timezone.now())
    except KnownError:  # being covered further, or held: nothing is shown rather than too much
        return None


def part_answer(webm: bytes, asked: str) -> HttpResponse:
    """All of it, or the part that was asked for."""
    try:
        part = asked_part(asked, len(webm))
    except OutsideFile:
        answer = private_answer(b"", KIND)
        answer.status_code = 416
        answer["Content-Range"] = f"bytes */{len(webm)}"
        return answer
    answer = private_answer(webm if part is None else webm[part.start : part.stop], KIND)
    answer["Accept-Ranges"] = "bytes"
    if part is not None:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{len(webm)}"
    return answer
