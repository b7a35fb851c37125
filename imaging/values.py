"""What goes in and out of the worker, and what can go wrong there. Safe to import anywhere: no cv2, no Pillow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from domain.boxes import Box
from domain.errors import KnownError

MAX_SIDE_PX = 2560  # long side of the kept picture: the detector sees exactly what a parent could see
MAX_PIXELS = 100_000_000  # a phone's largest camera mode is 50 to 108 million; a decompression bomb starts above

SAME_FACE_OVERLAP = 0.3  # intersection over union from which two boxes mean one face


class Tier(IntEnum):
    """How sure the detector is. Both are covered; a maybe goes only by an explicit "not a face"."""

    FACE = 1
    MAYBE = 2


@dataclass(frozen=True, slots=True)
class FoundFace:
    """One face in pixels of the kept picture. score: 0 to 1, the best that any pass gave."""

    box: Box
    score: float
    tier: Tier


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """The captured picture, upright, sRGB, at most 2560 px: an in-memory JPEG (quality 95, 4:4:4, no metadata) for the vault to seal."""

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CoverOrder:
    """One region, in pixels, to be filled with a drawing."""

    region: Box


@dataclass(frozen=True, slots=True)
class CoveredPicture:
    """A freshly written JPEG with its covers burnt in; markers SOI, APP0, DQT, SOF, DHT, SOS, EOI only. sha256: hex, of `jpeg`."""

    jpeg: bytes
    width: int
    height: int
    sha256: str


class PictureUnreadable(KnownError):
    """The bytes are no picture that we read, or not a whole one."""


class PictureTooLarge(KnownError):
    """The picture has more pixels than any camera here makes."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__(f"This picture is too large ({width} × {height} pixels). Take it again with a smaller size.")
        self.width, self.height = width, height


class DetectorUnavailable(KnownError):
    """The worker died, was late or failed its self-test. The photo is held: never "no faces"."""

    def __init__(self, reason: str) -> None:
        super().__init__("Faces cannot be looked for just now, so this photo is kept back. Try again in a moment.")
        self.reason = reason  # for the log: no names, no pixels


class SearchStopped(KnownError):
    """Whoever asked for the faces gave up before the last pass. What was found so far is no final answer."""

    def __init__(self) -> None:
        super().__init__("The search for faces was stopped before it was finished. This photo is kept back.")


class FaceLeftUncovered(KnownError):
    """The covered picture still shows a face that nobody allowed; it must not leave the tablet. boxes: pixels of that picture."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        super().__init__("A face in this photo is neither covered nor allowed. Look at the photo again before handing it in.")
        self.boxes = tuple(boxes)
