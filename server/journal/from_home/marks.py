"""What a reviewer says of a family's picture, and the covered picture that comes of it, by a tablet's rule and gate (R10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from domain.covering import Decision, Hold, holds
from domain.lifecycle import EntryState
from domain.wire.clips import WireClip
from domain.wire.home import HomeLook, HomeMarks
from domain.wire.home import HomePicture as WireHomePicture
from imaging.values import FaceLeftUncovered
from server.accounts.models import Staff
from server.audit import trail
from server.journal.from_home.asking import ask
from server.journal.from_home.files import FileGone, destroy, drop_rendition, original
from server.journal.from_home.regions import Answered, MarksRefused, answered_of, found_in, marks_of, merged, note_found, told_of
from server.journal.from_home.renditions import Drawn, draw, drop_unwritten, write_rendition
from server.journal.models import HomePicture

HELD = {
    Hold.NOT_LOOKED: "Daybook is still looking for faces. Wait a moment.",
    Hold.NOT_REVIEWED: "Say who is in this picture first.",
    Hold.NOBODY_FOUND: "No face was found. If no child is visible, say so; else draw a cover.",
}


def wire_picture(picture: HomePicture) -> WireHomePicture:
    """The picture as the office is told of it."""
    marks = marks_of(picture)
    return WireHomePicture(
        id=str(picture.pk),
        width=picture.width,
        height=picture.height,
        look=HomeLook(picture.look),
        regions=merged(found_in(picture), marks.regions),
        no_child_said=marks.no_child_said,
        is_reviewed=picture.reviewed_at is not None and picture.discarded_at is None,
        is_discarded=picture.discarded_at is not None,
        is_clip=picture.is_clip,
        frames=WireClip.model_validate_json(picture.clip).frames if picture.clip else 0,
    )


def shown(picture: HomePicture) -> bytes:
    """The kept picture for a reviewer's memory. Raises MarksRefused while it cannot be reviewed."""
    refuse_untimely(picture)
    try:
        return original(picture)
    except FileGone as error:
        raise MarksRefused("decided", error.sentence) from None


def refuse_untimely(picture: HomePicture) -> None:
    """Raise MarksRefused when it is decided already, left out, or not searched to the end; a failed search is begun again."""
    entry = picture.entry
    if entry is None or entry.state != EntryState.WAITING.value or picture.discarded_at is not None:
        raise MarksRefused("decided", "This picture is decided already. Open the entry anew.")
    if picture.destroyed_at is not None:
        raise MarksRefused("decided", FileGone().sentence)
    if picture.look != HomeLook.DONE.value:
        ask(picture)
        raise MarksRefused("looking", HELD[Hold.NOT_LOOKED])


def mark(picture: HomePicture, marks: HomeMarks, staff: Staff, now: datetime) -> None:
    """Take the reviewer's word and make the covered picture for the child's journal. Raises MarksRefused, DetectorUnavailable.

    Until this is done once for every picture, the entry cannot be approved; doing it again replaces what came of it before. A clip is
    covered beside the requests, and is reviewed when that is done.
    """
    refuse_untimely(picture)
    answered = answered_of(picture, marks)
    for hold in holds(looked=True, reviewed=True, no_child_said=answered.no_child_said, regions=answered.regions):
        raise MarksRefused("held", HELD[hold])
    if picture.is_clip:
        _ask_for_cover(answered, staff)
        return
    content = shown(picture)
    while True:
        decisions = answered.decisions(now)
        try:
            drawn = draw(picture, content, decisions, now)
        except FaceLeftUncovered as left:
            note_found(picture, left.boxes)
            raise MarksRefused("face_found", "One face more was found. It is marked now; look at the picture again.") from None
        try:
            if _is_written(answered, drawn, decisions, staff, now):
                return
        finally:
            drop_unwritten(picture, drawn)


@transaction.atomic
def _is_written(answered: Answered, drawn: Drawn, decisions: Sequence[Decision], staff: Staff, now: datetime) -> bool:
    """Write its rows; False when a permission changed while it was drawn. Raises MarksRefused when it was decided meanwhile."""
    fresh = locked(answered.picture)
    is_right = answered.decisions(now) == decisions
    if is_right:
        write_rendition(fresh, drawn, decisions, staff, now, marks=told_of(answered))
    return is_right


def locked(picture: HomePicture) -> HomePicture:
    """The picture, held until the transaction ends. Raises MarksRefused when it was decided meanwhile."""
    fresh = HomePicture.objects.select_for_update(of=("self",)).select_related("entry").get(pk=picture.pk)
    refuse_untimely(fresh)
    return fresh


@transaction.atomic
def _ask_for_cover(answered: Answered, staff: Staff) -> None:
    fresh = locked(answered.picture)
    drop_rendition(fresh)
    fresh.marks, fresh.reviewed_by, fresh.reviewed_at = told_of(answered).model_dump_json(), staff, None
    fresh.save(update_fields=["marks", "reviewed_by", "reviewed_at"])
    transaction.on_commit(lambda: ask(fresh))


def discard(picture: HomePicture, staff: Staff, now: datetime) -> None:
    """Leave the picture out, and destroy it. Raises MarksRefused when the entry is decided."""
    with transaction.atomic():
        fresh = HomePicture.objects.select_for_update(of=("self",)).select_related("entry").get(pk=picture.pk)
        if fresh.entry is None or fresh.entry.state != EntryState.WAITING.value:
            raise MarksRefused("decided", "This picture is decided already. Open the entry anew.")
        drop_rendition(fresh)
        fresh.discarded_at = fresh.discarded_at or now
        fresh.save(update_fields=["discarded_at"])
        trail.record("home_picture_discarded", who=trail.staff_name(staff.pk), about=fresh.pk)
    if fresh.destroyed_at is None:
        destroy(fresh, now)
