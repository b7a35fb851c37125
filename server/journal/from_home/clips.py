"""A family's clip: searched for faces through time, shown to a reviewer frame by frame, and covered as answered. Each takes minutes."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from domain.covering import Decision, Source
from domain.errors import KnownError
from domain.wire.base import MAX_MEDIA_BYTES
from domain.wire.clips import WireClip, WireTrack, packed, unpacked
from domain.wire.home import HomeLook, HomeRegion
from imaging.values import Tier
from imaging.video_values import CoveredClip, DrawnRegion, FaceLeftUncoveredAt, Track
from server.accounts.models import Staff
from server.journal.clips import POSTER_SIDE_PX, poster_frame
from server.journal.from_home.files import keep_file, original, refuse_too_many
from server.journal.from_home.marks import locked
from server.journal.from_home.regions import (
    MAX_REGIONS,
    Answered,
    MarksRefused,
    TooManyFaces,
    answered_of,
    found_in,
    home_region,
    marks_of,
    note_found,
)
from server.journal.from_home.renditions import Drawn, cover_of, drop_unwritten, regions_json, seal, write_rendition
from server.journal.models import HomeDraft, HomePicture, Rendition
from server.media.chest import chest

LOOKS_AT_MOST = 4  # that find something more
LONGEST_MS = 31_000  # of the message
FRAME_MS = 40
TIERS = {Source.FACE: Tier.FACE, Source.MAYBE: Tier.MAYBE}
SOURCES = {tier: source for source, tier in TIERS.items()}

log = logging.getLogger("daybook.from_home")


class ClipTooMuch(KnownError):
    """Covered, it has more bytes than a clip of a journal may have."""

    def __init__(self) -> None:
        super().__init__("This video is too long for what is in it. Leave it out.")


def add_clip(draft: HomeDraft, name: str, data: bytes, now: datetime) -> HomePicture:
    """Keep a clip in the draft, sealed as it came; no frame is read yet. Raises ClipUnreadable, ClipTooLarge, ClipTooLong, TooManyFiles."""
    refuse_too_many(draft, is_clip=True)
    measure = chest().worker.video_measure(data)
    return keep_file(draft, name, data, (measure.width, measure.height), now, is_clip=True)


def look_at_clip(picture: HomePicture) -> None:
    """Search it, and keep a region for each track, where it is seen best. Raises KnownError: it is held then."""
    found = chest().worker.video_tracks(original(picture))
    if len(found.tracks) > MAX_REGIONS:
        raise TooManyFaces
    regions, tracks = [], []
    for track in found.tracks:
        box = track.box_at(track.best) or track.boxes[0]
        region = home_region(box.inside(found.width, found.height), SOURCES[track.tier])
        regions.append(region.model_dump(mode="json"))
        tracks.append(WireTrack(region_id=region.id, first=track.first, reach=track.reach, boxes=packed(track.boxes)))
    duration_ms = min(LONGEST_MS, round(found.times_s[-1] * 1000) + FRAME_MS)
    clip = WireClip(photo_id=str(picture.pk), frames=len(found.times_s), duration_ms=duration_ms, tracks=tuple(tracks))
    HomePicture.objects.filter(pk=picture.pk).update(
        found=json.dumps(regions), clip=clip.model_dump_json(), width=found.width, height=found.height, look=HomeLook.DONE.value
    )


def frame_of(picture: HomePicture, content: bytes, region_id: str, number: int | None) -> bytes:
    """A JPEG of one frame: that on which the region's box is, for its small picture; else of that number, or in the middle, all covered.

    Nobody sees a face before somebody said whose it is; whoever is to say it sees each by itself.
    """
    clip = WireClip.model_validate_json(picture.clip)
    chosen = clip.frames // 2 if number is None else min(max(0, number), clip.frames - 1)
    region = next((region for region in found_in(picture) if region.id == region_id), None)
    track = next((track for track in clip.tracks if track.region_id == region_id), None)
    if region is not None and track is not None:
        return chest().worker.video_frame(content, _best_frame(picture, region, track), (), max_side=POSTER_SIDE_PX)
    tracks = _tracks(clip, {each.id: each.source for each in found_in(picture)})
    return chest().worker.video_frame(content, chosen, tuple(tracks.values()), max_side=POSTER_SIDE_PX)


def cover_clip(picture: HomePicture, now: datetime) -> None:
    """Make the covered clip of what a reviewer answered, unless somebody answered anew or decided meanwhile. Raises KnownError."""
    content, staff = original(picture), picture.reviewed_by
    if staff is None:
        return
    for _ in range(LOOKS_AT_MOST):
        answered = answered_of(picture, marks_of(picture))
        decisions = answered.decisions(now)
        try:
            covered = _covered(answered, content, decisions)
        except FaceLeftUncoveredAt as left:
            note_found(picture, left.boxes, Source.DRAWN)
            picture.refresh_from_db(fields=["found"])
            continue
        drawn = _drawn(answered, covered, decisions, now)
        try:
            if _write(answered, drawn, decisions, staff, now):
                return
        finally:
            drop_unwritten(picture, drawn)
    raise MarksRefused("held", "This video could not be covered to the end.")


def _best_frame(picture: HomePicture, region: HomeRegion, track: WireTrack) -> int:
    boxes = [box.inside(picture.width, picture.height) for box in unpacked(track.boxes)]
    same = [number for number, box in enumerate(boxes) if (box.x0, box.y0, box.x1, box.y1) == region.box]
    return track.first + (same[0] if same else len(boxes) // 2)


def _covered(answered: Answered, content: bytes, decisions: Sequence[Decision]) -> CoveredClip:
    """The silent clip with every track covered that may not be seen, and what was drawn throughout. Raises FaceLeftUncoveredAt."""
    clip = WireClip.model_validate_json(answered.picture.clip)
    by_region = {decision.region.id: decision for decision in decisions}
    tracks = _tracks(clip, {str(id): decision.region.source for id, decision in by_region.items()})
    seen = [tracks[id].id for id, decision in by_region.items() if not decision.is_covered and id in tracks]
    drawn = [cover_of(decision.region, answered.picture) for id, decision in by_region.items() if id not in tracks]
    covered = chest().worker.video_cover(content, tuple(tracks.values()), seen, [DrawnRegion(box) for box in drawn])
    if covered.frames != clip.frames or len(covered.webm) > MAX_MEDIA_BYTES:
        raise ClipTooMuch
    return covered


def _tracks(clip: WireClip, sources: Mapping[str, Source]) -> dict[str, Track]:
    """The followed faces by region, numbered in order."""
    return {
        track.region_id: Track(number, TIERS[sources[track.region_id]], track.first, track.first, unpacked(track.boxes), track.reach)
        for number, track in enumerate(clip.tracks)
    }


def _drawn(answered: Answered, covered: CoveredClip, decisions: Sequence[Decision], now: datetime) -> Drawn:
    """The sealed clip with the frame that stands for it."""
    picture = answered.picture
    clip = WireClip.model_validate_json(picture.clip)
    followed = {track.region_id for track in clip.tracks}
    still = tuple(WireTrack(region_id=decision.region.id) for decision in decisions if decision.region.id not in followed)
    told = clip.model_copy(update={"tracks": (*clip.tracks, *still)}).model_dump_json()
    own = Rendition(child_id=picture.child_id, regions=regions_json(picture, decisions), clip=told)
    poster = chest().worker.video_frame(covered.webm, poster_frame(own), (), max_side=POSTER_SIDE_PX)
    poster_sha256 = hashlib.sha256(poster).hexdigest()
    seal(picture, poster_sha256, poster, now)
    seal(picture, covered.sha256, covered.webm, now)
    return Drawn(
        sha256=covered.sha256, bytes=len(covered.webm), width=covered.width, height=covered.height, poster_sha256=poster_sha256, clip=told
    )


@transaction.atomic
def _write(answered: Answered, drawn: Drawn, decisions: Sequence[Decision], staff: Staff, now: datetime) -> bool:
    """Write its rows; False when a permission changed meanwhile, and nothing when somebody answered anew: that is waiting already."""
    fresh = locked(answered.picture)
    if answered.decisions(now) != decisions:
        return False
    if fresh.marks == answered.picture.marks:
        write_rendition(fresh, drawn, decisions, staff, now, marks=marks_of(fresh))
    return True
