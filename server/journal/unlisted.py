"""Faces that no tablet told of and the server's own search found: covered, kept apart from what was decided, and audited."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import transaction

from domain.boxes import Box, cover_region
from domain.covering import Says, Source, Why
from domain.wire import WireRegion
from domain.wire.clips import WireTrack, packed
from imaging.values import Tier
from imaging.video_values import Track
from server.audit import trail
from server.audit.ids import new_id
from server.journal.models import Rendition
from server.journal.served import found_here

SOURCES = {Tier.FACE: Source.FACE, Tier.MAYBE: Source.MAYBE}


def note_faces(rendition: Rendition, boxes: Iterable[Box]) -> None:
    """Faces of a picture, in its pixels: a mistake, or a tablet that somebody tampered with. The audit says where."""
    _note(rendition, [_region(rendition, box, Source.FACE) for box in boxes], ())


def note_tracks(rendition: Rendition, tracks: Iterable[Track]) -> None:
    """The same of a clip: each face with its place on every frame, and as a region where it is shown best."""
    followed = [(track, _region(rendition, track.boxes[track.best - track.first], SOURCES[track.tier])) for track in tracks]
    if followed:
        told = [WireTrack(region_id=region.id, first=each.first, reach=each.reach, boxes=packed(each.boxes)) for each, region in followed]
        _note(rendition, [region for _, region in followed], told)


def tracks_here(rendition: Rendition) -> tuple[WireTrack, ...]:
    """Where the faces of `found_here` are on every frame of a clip."""
    return tuple(WireTrack.model_validate(track) for track in json.loads(rendition.tracks_here))


@transaction.atomic
def _note(rendition: Rendition, regions: Iterable[WireRegion], tracks: Iterable[WireTrack]) -> None:
    regions = tuple(regions)
    rendition.found_here = json.dumps([region.model_dump(mode="json") for region in (*found_here(rendition), *regions)])
    rendition.tracks_here = json.dumps([track.model_dump(mode="json") for track in (*tracks_here(rendition), *tracks)])
    rendition.save(update_fields=["found_here", "tracks_here"])
    trail.record("face_found_here", about=rendition.pk, detail={"boxes": [region.box for region in regions]})


def _region(rendition: Rendition, face: Box, source: Source) -> WireRegion:
    cover = cover_region(face, rendition.media.width, rendition.media.height)
    return WireRegion(
        id=str(new_id()),
        box=(face.x0, face.y0, face.x1, face.y1),
        cover=(cover.x0, cover.y0, cover.x1, cover.y1),
        source=source,
        says=Says.NOTHING,
        child_id=None,
        covered=True,
        why=Why.NOBODY_SAID,
    )
