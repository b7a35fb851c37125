"""What a reviewer says of a family's picture, and the covered picture that comes of it, by a tablet's rule and gate (R10)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from domain.boxes import Box
from domain.covering import Decision, Hold, Region, Says, Source, decide, holds
from domain.errors import KnownError
from domain.ids import ChildId, RegionId
from domain.lifecycle import EntryState
from domain.wire.home import HomeLook, HomeMarks, HomeRegion
from domain.wire.home import HomePicture as WireHomePicture
from imaging.values import CoveredPicture, FaceLeftUncovered
from server.accounts.models import Staff
from server.audit import trail
from server.journal.from_home_files import FileGone, destroy, drop_rendition, original
from server.journal.from_home_looking import ask, home_region
from server.journal.from_home_renditions import draw, write_rendition
from server.journal.models import HomePicture
from server.registry.consents import consent_facts
from server.registry.models import Child

HELD = {
    Hold.NOT_LOOKED: "Daybook is still looking for faces. Wait a moment.",
    Hold.NOT_REVIEWED: "Say who is in this picture first.",
    Hold.NOBODY_FOUND: "No face was found. If no child is visible, say so; else draw a cover.",
}


class MarksRefused(KnownError):
    """The marks are not taken. code: as the office's program knows it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answered:
    """One picture with the word of a person on every region."""

    picture: HomePicture
    regions: tuple[Region, ...]
    no_child_said: bool

    def decisions(self, now: datetime) -> tuple[Decision, ...]:
        """What the rule says of every region for the child's journal, by the permissions of this moment."""
        people = {self.picture.child_id, *(UUID(region.child) for region in self.regions if region.child is not None)}
        return decide(ChildId(str(self.picture.child_id)), self.regions, consent_facts(people, now), now)


def wire_picture(picture: HomePicture) -> WireHomePicture:
    """The picture as the office is told of it."""
    marks = _marks(picture)
    return WireHomePicture(
        id=str(picture.pk),
        width=picture.width,
        height=picture.height,
        look=HomeLook(picture.look),
        regions=_merged(_found(picture), marks.regions),
        no_child_said=marks.no_child_said,
        is_reviewed=picture.reviewed_at is not None and picture.discarded_at is None,
        is_discarded=picture.discarded_at is not None,
        is_clip=picture.is_clip,
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
        ask(picture.pk)
        raise MarksRefused("looking", HELD[Hold.NOT_LOOKED])


def mark(picture: HomePicture, marks: HomeMarks, staff: Staff, now: datetime) -> None:
    """Take the reviewer's word and make the covered picture for the child's journal. Raises MarksRefused, DetectorUnavailable.

    Until this is done once for every picture, the entry cannot be approved; doing it again replaces what came of it before.
    """
    content = shown(picture)
    answered = _answered(picture, marks)
    for hold in holds(looked=True, reviewed=True, no_child_said=answered.no_child_said, regions=answered.regions):
        raise MarksRefused("held", HELD[hold])
    while True:
        decisions = answered.decisions(now)
        try:
            covered = draw(picture, content, decisions, now)
        except FaceLeftUncovered as left:
            _note_found(picture, left.boxes)
            raise MarksRefused("face_found", "One face more was found. It is marked now; look at the picture again.") from None
        if _write(answered, covered, decisions, staff, now):
            return


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


def _answered(picture: HomePicture, marks: HomeMarks) -> Answered:
    """The marks as the rule knows them. Raises MarksRefused for regions that nobody found, and children who are not here."""
    found = _found(picture)
    known = {region.id for region in found}
    own = [region for region in marks.regions if region.id not in known]
    if any(region.source is not Source.DRAWN for region in own) or len({region.id for region in marks.regions}) != len(marks.regions):
        raise MarksRefused("regions", "These marks belong to another picture. Open the entry anew.")
    try:
        regions = tuple(_region(region, picture) for region in _merged(found, marks.regions))
    except ValueError:
        raise MarksRefused("regions", "A mark lies outside the picture, or names no child. Open the entry anew.") from None
    named = {region.child for region in regions if region.child is not None}
    if Child.objects.filter(pk__in=named, is_active=True).count() != len(named):
        raise MarksRefused("child", "Choose a child who is at the nursery now.")
    return Answered(picture, regions, marks.no_child_said)


def _region(region: HomeRegion, picture: HomePicture) -> Region:
    """As the rule knows it. Raises ValueError for a child without a word, and a box that is empty or outside."""
    child = ChildId(str(UUID(region.child_id))) if region.child_id is not None else None
    box = Box(*region.box).inside(picture.width, picture.height)
    return Region(id=RegionId(region.id), box=box, source=region.source, says=region.says, child=child)


def _merged(found: Sequence[HomeRegion], told: Sequence[HomeRegion]) -> tuple[HomeRegion, ...]:
    """What was found, each where and as sure as the search saw it, with what was said of it; then what the reviewer drew."""
    said = {region.id: region for region in told}
    known = {region.id for region in found}
    answered = [
        region.model_copy(update={"says": said[region.id].says, "child_id": said[region.id].child_id}) if region.id in said else region
        for region in found
    ]
    drawn = [region.model_copy(update={"says": Says.NOTHING, "child_id": None}) for region in told if region.id not in known]
    return (*answered, *drawn)


@transaction.atomic
def _note_found(picture: HomePicture, boxes: Sequence[Box]) -> None:
    fresh = HomePicture.objects.select_for_update().get(pk=picture.pk)
    regions = (*_found(fresh), *(home_region(box, Source.FACE) for box in boxes))
    fresh.found = json.dumps([region.model_dump(mode="json") for region in regions])
    fresh.save(update_fields=["found"])
    trail.record("face_found_here", about=picture.pk, detail={"boxes": [region.box for region in regions[-len(boxes) :]]})


def _write(answered: Answered, covered: CoveredPicture, decisions: tuple[Decision, ...], staff: Staff, now: datetime) -> bool:
    """Write the rows of what was drawn; False when a permission changed meanwhile. Raises MarksRefused."""
    with transaction.atomic():
        fresh = HomePicture.objects.select_for_update(of=("self",)).select_related("entry").get(pk=answered.picture.pk)
        refuse_untimely(fresh)
        if answered.decisions(now) != decisions:
            return False
        drop_rendition(fresh)
        fresh.rendition = write_rendition(fresh, covered, decisions, staff, now, no_child_said=answered.no_child_said)
        told = HomeMarks(regions=tuple(_told(region) for region in answered.regions), no_child_said=answered.no_child_said)
        fresh.marks, fresh.reviewed_by, fresh.reviewed_at = told.model_dump_json(), staff, now
        fresh.save(update_fields=["rendition", "marks", "reviewed_by", "reviewed_at"])
        trail.record("home_picture_reviewed", who=trail.staff_name(staff.pk), about=fresh.pk, detail={"regions": len(decisions)})
    return True


def _told(region: Region) -> HomeRegion:
    box = region.box
    return HomeRegion(id=region.id, box=(box.x0, box.y0, box.x1, box.y1), source=region.source, says=region.says, child_id=region.child)


def _found(picture: HomePicture) -> tuple[HomeRegion, ...]:
    return tuple(HomeRegion.model_validate(region) for region in json.loads(picture.found))


def _marks(picture: HomePicture) -> HomeMarks:
    return HomeMarks.model_validate_json(picture.marks) if picture.marks else HomeMarks(regions=())
