"""The values of one hand-in: pictures made, and the row of each rendition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.services.cropping import cut_decision
from app.services.pixels import DETECTOR
from app.services.plans import CoverPlan, JournalDecisions, region_to_cover
from app.services.session import Session
from app.storage.drafts import Draft
from app.storage.ids import new_id
from app.storage.photos import Photo
from app.storage.renditions import RenditionRow
from app.storage.vault import SealedFile
from domain.covering import RULE_VERSION, Region
from domain.ids import EntryId, RenditionId
from domain.lifecycle import RenditionState
from domain.wire import Rendition, wire_region
from domain.wire.clips import WireClip


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One covered picture, sealed: its bytes are in the vault and no longer in memory. `regions` are the marks that it was covered by.

    clip: when it moves, its tracks as they travel; the same for each of its plans.
    """

    photo: Photo
    regions: tuple[Region, ...]
    plan: CoverPlan
    sealed: SealedFile
    sha256: str
    width: int
    height: int
    clip: WireClip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One hand-in. is_wished: it was asked for before, and is done only while that wish stands."""

    draft: Draft
    made: tuple[Made, ...]
    session: Session
    at: datetime
    is_wished: bool = False

    @property
    def originals(self) -> tuple[tuple[Photo, tuple[Region, ...]], ...]:
        """Each original once, with its marks."""
        return tuple({picture.photo.id: (picture.photo, picture.regions) for picture in self.made}.values())

    @property
    def clips(self) -> tuple[WireClip, ...]:
        """Each clip once."""
        return tuple({picture.photo.id: picture.clip for picture in self.made if picture.clip is not None}.values())


def made_rendition(handed: Handed, made: Made, decided: JournalDecisions) -> RenditionRow:
    """The row of one picture in one journal. Journals with equal covers and sound share the file, never the id."""
    manifest = manifest_of(handed, made, decided)
    return RenditionRow(
        id=RenditionId(manifest.id),
        entry_id=EntryId(handed.draft.id),
        photo_id=made.photo.id,
        child_id=decided.journal,
        state=RenditionState.QUEUED,
        file_id=made.sealed.id,
        sha256=made.sha256,
        bytes=made.sealed.bytes,
        manifest=manifest,
    )


def manifest_of(handed: Handed, made: Made, decided: JournalDecisions) -> Rendition:
    """What the picture is and why it looks so, as the server is told."""
    photo = made.photo
    covers = ((each, region_to_cover(each.region, photo.width, photo.height)) for each in decided.decisions)
    regions = tuple(wire_region(*cut_decision(each, cover, photo.crop)) for each, cover in covers)
    return Rendition(
        id=new_id(handed.at),
        photo_id=photo.id,
        child_id=decided.journal,
        sha256=made.sha256,
        bytes=made.sealed.bytes,
        width=made.width,
        height=made.height,
        regions=regions,
        no_child_said=photo.no_child_said,
        reviewed_by=photo.reviewed_by or handed.session.staff_id,
        rule_version=RULE_VERSION,
        detector=DETECTOR,
        has_sound=decided.has_sound,
        crop=None if photo.crop is None else (photo.crop.x0, photo.crop.y0, photo.crop.x1, photo.crop.y1),
    )
