"""A clip at hand-in: written anew with its covers for one plan, and its tracks as the server is told them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.services.pixels import Imaging
from app.services.plans import CoverPlan, region_to_cover
from app.services.tracking import frames_in, part_of, span_of, track_of
from app.storage import tracks
from app.storage.database import Connection
from app.storage.photos import Photo
from domain.covering import Region
from domain.errors import KnownError
from domain.ids import RegionId
from domain.wire.base import MAX_MEDIA_BYTES
from domain.wire.clips import MAX_TRACKS, WireClip, WireTrack, packed
from imaging.video_values import WHOLE, ClipUnreadable, CoveredClip, DrawnRegion, Track

NOT_AS_SEARCHED = "This video was not written as it was looked at. Look at it again, then hand it in."
LONGEST_MS = 31_000  # of the message


class ClipTooMuch(KnownError):
    """The covered clip has more bytes, or more tracks, than can be sent."""

    def __init__(self) -> None:
        super().__init__("This video is too long for what is in it. Cut it shorter, then hand it in.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipAtHandIn:
    """An opened clip with the marks that it is covered by. `content` is clear: for memory only. tracks: in frames of the recording."""

    photo: Photo
    regions: tuple[Region, ...]
    content: bytes = field(repr=False)
    tracks: Mapping[RegionId, Track]
    times_s: tuple[float, ...]


def clip_at_hand_in(connection: Connection, photo: Photo, found: tuple[Region, ...], content: bytes) -> ClipAtHandIn:
    """The clip with its tracks; those outside the kept part too, for the worker may forget none."""
    followed = {id: track_of(row) for id, row in tracks.of_photo(connection, photo.id).items()}
    return ClipAtHandIn(photo=photo, regions=found, content=content, tracks=followed, times_s=tracks.times_s(connection, photo.id))


def cover_clip(
    imaging: Imaging, clip: ClipAtHandIn, plan: CoverPlan, on_progress: Callable[[float], None], stop: Callable[[], bool]
) -> CoveredClip:
    """The kept part, covered as the plan says, with its sound or without.

    Raises FaceLeftUncoveredAt, ClipStopped, ClipTooMuch, ClipUnreadable, SoundCannotBeKept.
    """
    covered_ids, span = plan.journals[0].covered_ids, span_of(clip.photo.trim)
    seen = [clip.tracks[region.id].id for region in clip.regions if region.id not in covered_ids and region.id in clip.tracks]
    covered = imaging.video_cover(
        clip.content,
        tuple(clip.tracks.values()),
        seen,
        drawn_of(clip, covered_ids),
        span=span or WHOLE,
        with_sound=plan.has_sound,
        on_progress=on_progress,
        stop=stop,
    )
    first, end = frames_in(clip.times_s, clip.photo.trim)
    if covered.frames != end - first:
        raise ClipUnreadable(NOT_AS_SEARCHED)  # its tracks would lie beside its faces
    if len(covered.webm) > MAX_MEDIA_BYTES or len(clip.regions) > MAX_TRACKS:
        raise ClipTooMuch
    return covered


def drawn_of(clip: ClipAtHandIn, covered_ids: frozenset[RegionId]) -> list[DrawnRegion]:
    """What is covered throughout: every covered region that nothing follows."""
    still = [region for region in clip.regions if region.id in covered_ids and region.id not in clip.tracks]
    return [DrawnRegion(region_to_cover(region, clip.photo.width, clip.photo.height)) for region in still]


def wire_clip(clip: ClipAtHandIn, covered: CoveredClip) -> WireClip:
    """The clip as it travels with its entry, in frames of what was handed in: the same for every journal."""
    first, end = frames_in(clip.times_s, clip.photo.trim)
    heard = clip.photo.heard
    return WireClip(
        photo_id=clip.photo.id,
        frames=covered.frames,
        duration_ms=min(LONGEST_MS, max(1, round(covered.duration_s * 1000))),
        has_sound=heard is not None,
        heard=heard or (),
        tracks=wire_tracks(clip.regions, clip.tracks, first, end),
    )


def wire_tracks(regions: Sequence[Region], followed: Mapping[RegionId, Track], first: int, end: int) -> tuple[WireTrack, ...]:
    """One track for each region, on the frames [first, end)."""
    parts = ((region, part_of(followed[region.id], first, end) if region.id in followed else None) for region in regions)
    return tuple(
        WireTrack(region_id=region.id)
        if part is None
        else WireTrack(region_id=region.id, first=part.first, reach=part.reach, boxes=packed(part.boxes))
        for region, part in parts
    )
