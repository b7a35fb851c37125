"""Whether a clip says of each of its faces where it is on every frame: without that nothing of it could be covered further."""

from __future__ import annotations

from collections.abc import Mapping

from domain.covering import Source
from domain.wire import EntryBody, Rendition
from domain.wire.clips import WireClip, WireTrack, unpacked

MAX_LONG_PX, MAX_SHORT_PX, LEAST_SIDE_PX = 1280, 720, 32  # 720p, lying or standing (docs/adr/0015)


def clips_refusal(body: EntryBody) -> str | None:
    """Why the clips of an entry may not come in; None = they may."""
    if len({clip.photo_id for clip in body.clips}) != len(body.clips):
        return "clips_doubled"
    with_sound = {clip.photo_id for clip in body.clips if clip.has_sound}
    if any(rendition.has_sound and rendition.photo_id not in with_sound for rendition in body.renditions):
        return "sound_without_clip"
    for clip in body.clips:
        renditions = [rendition for rendition in body.renditions if rendition.photo_id == clip.photo_id]
        why = clip_refusal(clip, renditions)
        if why is not None:
            return why
    return None


def clip_refusal(clip: WireClip, renditions: list[Rendition]) -> str | None:
    """Why one clip may not come in. renditions: those that show it."""
    if not renditions:
        return "clip_without_picture"
    width, height = renditions[0].width, renditions[0].height
    if not all((rendition.width, rendition.height) == (width, height) for rendition in renditions):
        return "clip_size"
    if not LEAST_SIDE_PX <= min(width, height) <= MAX_SHORT_PX or max(width, height) > MAX_LONG_PX:
        return "clip_size"
    if any(rendition.crop is not None for rendition in renditions):
        return "crop_wrong"
    tracks = {track.region_id: track for track in clip.tracks}
    if len(tracks) != len(clip.tracks) or not all(track_fits(track, clip.frames, width, height) for track in clip.tracks):
        return "tracks_wrong"
    if not all(has_its_tracks(rendition, tracks) for rendition in renditions):
        return "tracks_wrong"
    return None


def track_fits(track: WireTrack, frames: int, width: int, height: int) -> bool:
    """Whether each box of the track lies on a frame of the clip, at least in part inside it; a drawn cover has none."""
    try:
        boxes = unpacked(track.boxes)
        for box in boxes:
            box.inside(width, height)
    except ValueError:
        return False
    return track.first + len(boxes) <= frames and sum(track.reach) <= len(boxes)


def has_its_tracks(rendition: Rendition, tracks: Mapping[str, WireTrack]) -> bool:
    """Whether every face of the rendition has its track, and every track its region. A drawn cover stays throughout, and has no boxes."""
    regions = {region.id: region for region in rendition.regions}
    if not tracks.keys() <= regions.keys():
        return False
    boxes = {id: track.boxes for id, track in tracks.items()}
    return all(bool(boxes.get(id)) is (region.source is not Source.DRAWN) for id, region in regions.items())
