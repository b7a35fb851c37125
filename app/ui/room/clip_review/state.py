"""What the presenter knows of a video under review: what it knows of any picture, and which moment is shown. Plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from app.services.clips import ClipUnderReview
from app.services.reviewing import CoveredPreview, PhotoUnderReview
from app.ui.room.clip_review.moments import are_apart
from app.ui.room.face_review.state import ReviewState
from domain.covering import Region, Says
from domain.ids import ChildId, RegionId


@dataclass(frozen=True, slots=True)
class ShownFrame:
    """A frame as it came: its number, which regions were left open in it, and the picture."""

    number: int
    show: frozenset[RegionId]
    picture: QImage


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipState(ReviewState):
    """All that can change while one video is reviewed. `photo` is the video without its moments, its faces in order of appearance.

    at: the frame that is asked for; `shown` is the one that came. looked: how far the search is, 0 to 1. silenced: for whose families
    the sound goes nowhere, and which children forbid it there, as it is stored.
    """

    clip: ClipUnderReview | None = None
    silenced: Mapping[ChildId, tuple[ChildId, ...]] = field(default_factory=dict)
    at: int = 0
    shown: ShownFrame | None = None
    looked: float = 0.0
    is_playing: bool = False

    @property
    def wanted(self) -> frozenset[RegionId]:
        """What the next frame is to leave open: what the family sees, or who was named and may be seen, and what is no face."""
        if self.family_child is not None:
            return seen_in(self.family)
        return frozenset(region.id for region in self.regions if region.says in (Says.CHILD, Says.NOT_A_FACE))


def seen_in(family: CoveredPreview | None) -> frozenset[RegionId]:
    """The faces that a family sees; none before that is known."""
    return frozenset(face.region.id for face in family.faces if not face.is_covered) if family is not None else frozenset()


def photo_of(clip: ClipUnderReview) -> PhotoUnderReview:
    """The video as the review of any picture knows it."""
    tracks = clip.tracks
    return PhotoUnderReview(
        photo_id=clip.photo_id,
        draft_id=clip.draft_id,
        jpeg=b"",
        width=clip.width,
        height=clip.height,
        regions=tuple(sorted(clip.regions, key=lambda region: tracks[region.id].first if region.id in tracks else 0)),
        look=clip.look,
        no_child_said=clip.no_child_said,
        may_say_no_child=clip.may_say_no_child,
        state=clip.state,
    )


def elsewhere(state: ClipState, child: ChildId, faces: Sequence[Region]) -> tuple[Region, ...]:
    """Others with that name that are seen at the same moment as one of these faces: nobody is in two places at once."""
    if state.clip is None:
        return ()
    tracks = state.clip.tracks
    here = [tracks[face.id] for face in faces if face.id in tracks]
    return tuple(
        other
        for other in state.regions
        if other.child == child and other not in faces and other.id in tracks and any(are_apart(track, tracks[other.id]) for track in here)
    )
