"""What was found in a family's picture, what a reviewer said of it, and both together as the rule knows them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from domain.boxes import Box
from domain.covering import Decision, Region, Says, Source, decide
from domain.errors import KnownError
from domain.ids import ChildId, RegionId
from domain.wire.home import HomeMarks, HomeRegion
from server.audit import trail
from server.audit.ids import new_id
from server.journal.models import HomePicture
from server.registry.consents import consent_facts
from server.registry.models import Child

MAX_REGIONS = 400  # of a message


class MarksRefused(KnownError):
    """The marks are not taken. code: as the office's program knows it."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class TooManyFaces(MarksRefused):
    """Nobody could mark them all."""

    def __init__(self) -> None:
        super().__init__("held", "More faces were found than can be marked. Leave this picture out.")


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


def home_region(box: Box, source: Source) -> HomeRegion:
    """A region of the server's own search."""
    return HomeRegion(id=str(new_id()), box=(box.x0, box.y0, box.x1, box.y1), source=source)


def found_in(picture: HomePicture) -> tuple[HomeRegion, ...]:
    """What the server's search found in it."""
    return tuple(HomeRegion.model_validate(region) for region in json.loads(picture.found))


def marks_of(picture: HomePicture) -> HomeMarks:
    """What a reviewer said of it; nothing when nobody did."""
    return HomeMarks.model_validate_json(picture.marks) if picture.marks else HomeMarks(regions=())


def answered_of(picture: HomePicture, marks: HomeMarks) -> Answered:
    """The marks as the rule knows them. Raises MarksRefused for regions that nobody found, and children who are not here."""
    found = found_in(picture)
    known = {region.id for region in found}
    own = [region for region in marks.regions if region.id not in known]
    if any(region.source is not Source.DRAWN for region in own) or len({region.id for region in marks.regions}) != len(marks.regions):
        raise MarksRefused("regions", "These marks belong to another picture. Open the entry anew.")
    if len(known) + len(own) > MAX_REGIONS:
        raise MarksRefused("regions", f"There are more than {MAX_REGIONS} marks. Draw fewer and larger covers, or leave this picture out.")
    try:
        regions = tuple(_region(region, picture) for region in merged(found, marks.regions))
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


def merged(found: Sequence[HomeRegion], told: Sequence[HomeRegion]) -> tuple[HomeRegion, ...]:
    """What was found, each where and as sure as the search saw it, with what was said of it; then what the reviewer drew."""
    said = {region.id: region for region in told}
    known = {region.id for region in found}
    answered = [
        region.model_copy(update={"says": said[region.id].says, "child_id": said[region.id].child_id}) if region.id in said else region
        for region in found
    ]
    drawn = [region.model_copy(update={"says": Says.NOTHING, "child_id": None}) for region in told if region.id not in known]
    return (*answered, *drawn)


def told_of(answered: Answered) -> HomeMarks:
    """The answer as it is kept."""
    return HomeMarks(regions=tuple(_home(region) for region in answered.regions), no_child_said=answered.no_child_said)


def _home(region: Region) -> HomeRegion:
    box = region.box
    return HomeRegion(id=region.id, box=(box.x0, box.y0, box.x1, box.y1), source=region.source, says=region.says, child_id=region.child)


@transaction.atomic
def note_found(picture: HomePicture, boxes: Sequence[Box], source: Source = Source.FACE) -> None:
    """Keep the faces that a last look found; a clip's are drawn over for its whole length, for nothing follows them.

    Raises TooManyFaces.
    """
    fresh = HomePicture.objects.select_for_update().get(pk=picture.pk)
    regions = (*found_in(fresh), *(home_region(box, source) for box in boxes))
    if len(regions) > MAX_REGIONS:
        raise TooManyFaces
    fresh.found = json.dumps([region.model_dump(mode="json") for region in regions])
    fresh.save(update_fields=["found"])
    trail.record("face_found_here", about=picture.pk, detail={"boxes": [region.box for region in regions[-len(boxes) :]]})
