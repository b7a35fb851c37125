"""What is served of a clip: drawn anew with all its covers, searched once, and drawn again when it must be covered further.

A face that the search finds and nobody listed is covered too, from then on (`unlisted`).

Drawing takes minutes. A request never draws: it asks (`waiting`), and until the work is done nobody is shown the clip.
"""

from __future__ import annotations

import hashlib
import threading
from datetime import datetime

from django.db import transaction

from domain.covering import Source
from domain.wire import WireRegion
from domain.wire.clips import WireTrack, unpacked
from imaging.values import Tier
from imaging.video_values import (
    ClipTooLarge,
    ClipTooLong,
    ClipUnreadable,
    CoveredClip,
    DrawnRegion,
    FaceLeftUncoveredAt,
    SoundCannotBeKept,
    Track,
)
from server.audit import trail
from server.journal import waiting
from server.journal.bodies import clip_of, regions_of
from server.journal.gate import cover_box
from server.journal.models import Rendition
from server.journal.served import (
    PictureNotReady,
    drop_files,
    forget_marked,
    found_here,
    is_covered,
    keep,
    newly_forbidden,
    note_further,
    opened,
    refresh,
    serve_from_now,
)
from server.journal.unlisted import note_tracks, tracks_here
from server.journal.voices import is_heard
from server.media import uploads
from server.media.chest import chest

POSTER_SIDE_PX = 1280
NOT_YET = "This video is being prepared. Look again in a few minutes."
_one_at_a_time = threading.Lock()


class FaceInClip(PictureNotReady):
    """The last look at the clip that the server drew still found a face that the tablet did not list. at_s: when it is seen."""

    def __init__(self, at_s: float) -> None:
        super().__init__(f"A face that nobody named was found in this video at {at_s:.1f} seconds. Return the entry to its author.")
        self.at_s = at_s


def prepare(rendition: Rendition, now: datetime) -> None:
    """Whether the clip may be shown at this moment; draws nothing. Raises PictureNotReady, FaceInClip."""
    if not _is_drawn(rendition, now):
        waiting.ask_for_drawing(rendition.pk, is_urgent=rendition.looked_at is not None)
        raise PictureNotReady(NOT_YET)


def draw(rendition: Rendition, now: datetime) -> None:
    """Draw the clip anew from the proved bytes, unless it is. Raises PictureNotReady, FaceInClip, DetectorUnavailable (later perhaps)."""
    with _one_at_a_time:
        if not _is_drawn(rendition, now):
            _draw(rendition, now)


def _is_drawn(rendition: Rendition, now: datetime) -> bool:
    """Whether what is served obeys today's facts; if not, nothing is served from now on. Raises PictureNotReady, FaceInClip."""
    refresh(rendition)
    if rendition.face_at_s is not None:
        raise FaceInClip(rendition.face_at_s)
    newly = newly_forbidden(rendition, now)
    if newly:
        note_further(rendition, newly, now)
    if not rendition.media.served_sha256:
        drop_files(rendition.media.child_id, forget_marked(rendition.media))  # of what was served before
    return bool(rendition.media.served_sha256)


def _draw(rendition: Rendition, now: datetime) -> None:
    media = rendition.media
    try:
        covered = _covered(rendition, opened(media, media.sha256))
    except (ClipUnreadable, ClipTooLarge, ClipTooLong, SoundCannotBeKept):
        uploads.refuse(media, now, "unreadable")
        raise PictureNotReady from None
    except FaceLeftUncoveredAt as left:
        _hold(rendition, left, now)
        raise FaceInClip(left.at_s) from None
    if (covered.width, covered.height, covered.frames) != (media.width, media.height, clip_of(rendition).frames):
        uploads.refuse(media, now, "size")
        raise PictureNotReady
    note_tracks(rendition, covered.added)
    poster = chest().worker.video_frame(covered.webm, poster_frame(rendition), (), max_side=POSTER_SIDE_PX)
    poster_sha256 = hashlib.sha256(poster).hexdigest()
    keep(media, poster_sha256, poster, now)
    keep(media, covered.sha256, covered.webm, now)
    try:
        serve_from_now(rendition, now, covered.sha256, poster_sha256)
    except PictureNotReady:  # a permission changed meanwhile
        waiting.ask_for_drawing(rendition.pk, is_urgent=True)
        raise


def _covered(rendition: Rendition, received: bytes) -> CoveredClip:
    """The clip with every cover that the tablet promised and the server added, and with its sound while that may be heard.

    It is searched for other faces the first time, and they are covered. Raises FaceLeftUncoveredAt when the result still shows one.
    """
    regions = {region.id: region for region in (*regions_of(rendition), *found_here(rendition))}
    tracks = [track for track in (*clip_of(rendition).tracks, *tracks_here(rendition)) if track.boxes]
    followed = [regions[track.region_id] for track in tracks]
    return chest().worker.video_cover(
        received,
        [_track(number, track, region) for number, (track, region) in enumerate(zip(tracks, followed, strict=True))],
        seen=[number for number, region in enumerate(followed) if not is_covered(rendition, region)],
        drawn=[DrawnRegion(cover_box(region, *_size(rendition))) for region in regions.values() if region.source is Source.DRAWN],
        with_sound=is_heard(rendition),
        check=rendition.looked_at is None,
        add_found=True,
    )


def _track(number: int, track: WireTrack, region: WireRegion) -> Track:
    tier = Tier.MAYBE if region.source is Source.MAYBE else Tier.FACE
    return Track(number, tier, track.first, track.first, unpacked(track.boxes), track.reach)


def poster_frame(rendition: Rendition) -> int:
    """The frame that stands for the clip: in the middle of what shows the journal's own child longest, or of the whole."""
    clip, regions = clip_of(rendition), {region.id: region for region in regions_of(rendition)}
    own = [
        (len(boxes), track.first + len(boxes) // 2)
        for track in clip.tracks
        if (boxes := unpacked(track.boxes)) and _is_own_and_seen(rendition, regions[track.region_id])
    ]
    return max(own)[1] if own else clip.frames // 2


def _is_own_and_seen(rendition: Rendition, region: WireRegion) -> bool:
    return region.child_id == str(rendition.child_id) and not is_covered(rendition, region)


@transaction.atomic
def _hold(rendition: Rendition, left: FaceLeftUncoveredAt, now: datetime) -> None:
    """Nobody is shown this clip: its own covers could not hide the face. The moderator reads why, and returns it."""
    rendition.face_at_s, rendition.looked_at = left.at_s, now
    rendition.save(update_fields=["face_at_s", "looked_at"])
    detail = {"at_s": round(left.at_s, 1), "boxes": [(box.x0, box.y0, box.x1, box.y1) for box in left.boxes]}
    trail.record("clip_held", about=rendition.pk, detail=detail)


def _size(rendition: Rendition) -> tuple[int, int]:
    return rendition.media.width, rendition.media.height
