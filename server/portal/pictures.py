"""A picture, or the frame that stands for a clip: its bytes exist in memory only, for one session, and only after the one door opened.

C47, C48. A clip itself: `videos`.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from domain.errors import KnownError
from server.accounts.models import Parent
from server.audit import trail
from server.journal.family_marks import family_mark
from server.journal.pictures import poster_bytes
from server.journal.visible import visible_picture
from server.media.chest import chest
from server.portal.not_found import not_found
from server.portal.picture_links import is_good_link
from server.portal.visits import Standing, visit_of


@require_safe
def picture(request: HttpRequest, rendition_id: UUID) -> HttpResponse:
    """The JPEG, or the page for what is not there: for a strange address, another session, another family, another time."""
    parent = who_may_ask(request, rendition_id)
    jpeg = marked_picture(parent, rendition_id) if parent else None
    return private_answer(jpeg, "image/jpeg") if jpeg else not_found(request)


def who_may_ask(request: HttpRequest, rendition_id: UUID) -> Parent | None:
    """The parent of this session, when the address was made for it; whether that picture is theirs is asked at the door."""
    visit = visit_of(request)
    if visit.standing is not Standing.IN or visit.parent is None:
        return None
    if not is_good_link(request, rendition_id):
        trail.record("picture_refused", who=trail.parent_name(visit.parent.id), about=rendition_id)
        return None
    return visit.parent


def own_picture(parent: Parent, rendition_id: UUID) -> bytes | None:
    """The bytes as this parent may see them now; None when there are none."""
    rendition = visible_picture(parent, rendition_id)
    if rendition is None:
        return None
    try:
        return poster_bytes(rendition)
    except KnownError:  # not arrived, refused, or the drawing process is down: nothing is shown rather than too much
        return None


def marked_picture(parent: Parent, rendition_id: UUID) -> bytes | None:
    """The same with this family's mark in its pixels, so that a saved copy still says whose it is (C48)."""
    jpeg = own_picture(parent, rendition_id)
    try:
        return chest().worker.mark(jpeg, family_mark(parent.id)).jpeg if jpeg else None
    except KnownError:  # without the mark it is not shown
        return None


def printed_picture(parent: Parent, rendition_id: UUID, max_side: int) -> bytes | None:
    """The same, made smaller for paper by the imaging process; `max_side` in px."""
    jpeg = own_picture(parent, rendition_id)
    try:
        return chest().worker.cover(jpeg, [], [], check=False, max_side=max_side).jpeg if jpeg else None
    except KnownError:
        return None


def private_answer(content: bytes, kind: str) -> HttpResponse:
    """A picture or clip that no cache keeps, no other site embeds and no browser takes for anything else."""
    answer = HttpResponse(content, content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Content-Disposition"] = "inline"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
