"""Entries with their pictures, as a device hands them in."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from domain.boxes import Box
from domain.covering import Decision, Region, Says, Source, Why
from domain.entries import CLIPS_LIMIT, EntryKind, EntryText
from domain.ids import ChildId, RegionId
from domain.wire.base import MAX_MEDIA_BYTES, Id, Message, Sha256
from domain.wire.clips import WireClip


class WireRegion(Message):
    """A region of a picture as it was decided for one journal; box in pixels of the rendition, half-open."""

    id: Id
    box: tuple[int, int, int, int]
    cover: tuple[int, int, int, int]  # the region that is or would be filled
    source: Source
    says: Says
    child_id: Id | None
    covered: bool
    why: Why

    def region(self) -> Region:
        """The region as the rules know it."""
        child = ChildId(self.child_id) if self.child_id is not None else None
        return Region(id=RegionId(self.id), box=Box(*self.box), source=self.source, says=self.says, child=child)


def wire_region(decision: Decision, cover: Box) -> WireRegion:
    """A decided region as a message."""
    region, box = decision.region, decision.region.box
    return WireRegion(
        id=region.id,
        box=(box.x0, box.y0, box.x1, box.y1),
        cover=(cover.x0, cover.y0, cover.x1, cover.y1),
        source=region.source,
        says=region.says,
        child_id=region.child,
        covered=decision.is_covered,
        why=decision.why,
    )


class Rendition(Message):
    """One covered picture or clip for one journal: what the bytes must be, and why they look so.

    crop: the part of the original that was kept (half-open, its pixels); the regions count from its corner. None = all of it.
    has_sound: of a clip, whether everybody who is heard may be heard in this journal (`domain.sound`).
    """

    id: Id
    photo_id: Id
    child_id: Id  # the journal it belongs to
    sha256: Sha256
    bytes: Annotated[int, Field(gt=0, le=MAX_MEDIA_BYTES)]
    width: Annotated[int, Field(gt=0, le=20000)]
    height: Annotated[int, Field(gt=0, le=20000)]
    regions: Annotated[tuple[WireRegion, ...], Field(max_length=400)]
    no_child_said: bool
    reviewed_by: Id
    rule_version: int
    detector: str  # name and version of what looked
    crop: tuple[int, int, int, int] | None = None
    has_sound: bool = False


class EntryBody(Message):
    """An observation or snapshot as it is handed in, or what a family sent; `author_id` is a member of staff, or the parent."""

    id: Id
    kind: EntryKind
    children: Annotated[tuple[Id, ...], Field(min_length=1, max_length=30)]
    author_id: Id
    happened_at: AwareDatetime
    title: Annotated[str, Field(max_length=80)] = ""
    text: Annotated[str, Field(max_length=4000)]
    next_step: Annotated[str, Field(max_length=600)] = ""
    framework: str
    areas: tuple[str, ...] = ()
    wellbeing: Annotated[int, Field(ge=1, le=5)] | None = None
    involvement: Annotated[int, Field(ge=1, le=5)] | None = None
    renditions: Annotated[tuple[Rendition, ...], Field(max_length=400)] = ()
    clips: Annotated[tuple[WireClip, ...], Field(max_length=CLIPS_LIMIT)] = ()  # which of the pictures move, and how

    def words(self) -> EntryText:
        """What a person wrote and tapped, as the rules know it."""
        return EntryText(
            kind=self.kind,
            children=tuple(ChildId(child) for child in self.children),
            happened_at=self.happened_at,
            title=self.title,
            text=self.text,
            next_step=self.next_step,
            areas=self.areas,
            wellbeing=self.wellbeing,
            involvement=self.involvement,
        )

    @property
    def photos(self) -> int:
        """How many photos and clips the entry has; each may go into several journals."""
        return len({rendition.photo_id for rendition in self.renditions})

    def clip_of(self, photo_id: str) -> WireClip | None:
        """The clip with that id; None for a picture that does not move."""
        return next((clip for clip in self.clips if clip.photo_id == photo_id), None)


class WipeBody(Message):
    """A tablet's word that a rendition's key is destroyed and its file unlinked."""

    id: Id  # the rendition
    sha256: Sha256
    wiped_at: AwareDatetime
