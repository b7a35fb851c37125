"""What goes in and out of the worker about clips, and what can go wrong there. Safe to import anywhere: no cv2, no Pillow."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from domain.boxes import Box
from domain.errors import KnownError
from imaging.values import Tier

MAX_CLIP_S = 30.0
MAX_LONG_PX, MAX_SHORT_PX = 1280, 720  # 720p, lying or standing: what is looked at, shown and written
MAX_READ_LONG_PX, MAX_READ_SHORT_PX = 1920, 1080  # what a family's phone may send; it is read scaled down to 720p
LEAST_SIDE_PX = 32  # smaller, and there is nothing to see or to cover
MAX_CLIP_BYTES = 64 << 20  # 17 Mbit/s for 30 s, what phones write of 1080p; the worker holds the clip once
MAX_FRAMES_PER_S = 30.0  # frames that come faster are left out, so a clip has at most 916
MAX_FRAMES = 916


@dataclass(frozen=True, slots=True)
class ClipMeasure:
    """What a clip's head says. width, height: of every frame as it is given, upright and within 720p.

    frames, duration_s: what the file promises, 0 where it promises nothing.
    """

    width: int
    height: int
    frames: int
    duration_s: float
    has_sound: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the clip in seconds, half-open: [start_s, end_s). Raises ValueError when it is empty."""

    start_s: float
    end_s: float

    def __post_init__(self) -> None:
        if not 0 <= self.start_s < self.end_s:
            raise ValueError(f"An empty span: {self.start_s} to {self.end_s} s")

    def contains(self, at_s: float) -> bool:
        """Whether the moment lies inside."""
        return self.start_s <= at_s < self.end_s


WHOLE = Span(0.0, MAX_CLIP_S + 1.0)


@dataclass(frozen=True, slots=True)
class Track:
    """One face through time. boxes: one for every frame from `first` on, pixels of the upright frame; tier: of its surest look.

    best: the frame on which it is shown to a person. reach: how many boxes at the beginning and at the end lie beyond what was followed;
    they are covered for safety, and where the face is seen they allow nothing. One face may have several tracks: a track is split
    where it might get a second face.
    """

    id: int
    tier: Tier
    first: int
    best: int
    boxes: tuple[Box, ...]
    reach: tuple[int, int] = (0, 0)

    @property
    def end(self) -> int:
        """The frame after the last."""
        return self.first + len(self.boxes)

    def box_at(self, frame: int) -> Box | None:
        """Where the face is on that frame, or None when it is not there."""
        return self.boxes[frame - self.first] if self.first <= frame < self.end else None

    def followed_at(self, frame: int) -> Box | None:
        """The same without its reach: where the face truly was."""
        before, after = self.reach
        return self.box_at(frame) if self.first + before <= frame < self.end - after else None

    def within(self, first: int, end: int) -> Track:
        """The part on the frames [first, end), counted from `first`; there must be one."""
        since, until = max(first, self.first), min(end, self.end)
        best = min(max(self.best, since), until - 1)
        boxes = self.boxes[since - self.first : until - self.first]
        before = min(len(boxes), max(0, self.first + self.reach[0] - since))
        after = min(len(boxes) - before, max(0, until - (self.end - self.reach[1])))  # a cut may leave nothing but reach
        return Track(self.id, self.tier, since - first, best - first, boxes, (before, after))


@dataclass(frozen=True, slots=True)
class FoundTracks:
    """The final answer of a search. times_s: when each frame is shown, from 0."""

    tracks: tuple[Track, ...]
    times_s: tuple[float, ...]
    width: int
    height: int

    def within(self, span: Span) -> FoundTracks:
        """The same for the clip that `span` leaves, counted from its first frame: with it a covered clip can be covered further."""
        frames = [frame for frame, at_s in enumerate(self.times_s) if span.contains(at_s)]
        if not frames:
            return FoundTracks((), (), self.width, self.height)
        first, end = frames[0], frames[-1] + 1
        tracks = tuple(track.within(first, end) for track in self.tracks if track.first < end and track.end > first)
        return FoundTracks(tracks, tuple(self.times_s[frame] - self.times_s[first] for frame in frames), self.width, self.height)


@dataclass(frozen=True, slots=True)
class DrawnRegion:
    """A region that a person drew, in pixels of the upright frame, and when it is there."""

    region: Box
    span: Span = WHOLE


@dataclass(frozen=True, slots=True)
class CoveredClip:
    """A WebM file written anew, every frame a VP8 key frame with its covers burnt in; no metadata. sha256: hex, of `webm`.

    added: the faces that were covered although no order told of them, by frames of the clip that was searched.
    """

    webm: bytes
    width: int
    height: int
    frames: int
    duration_s: float
    sha256: str
    added: tuple[Track, ...] = ()


class Pace:
    """Which frames are kept of those that come too fast. A frame may come early by one frame's time: cameras are not even."""

    def __init__(self, frames_per_s: float = MAX_FRAMES_PER_S) -> None:
        self._due_s, self._gap_s = -math.inf, 1 / frames_per_s

    def takes(self, at_s: float) -> bool:
        """Whether the frame of that moment is kept; moments come in their order."""
        if at_s < self._due_s:
            return False
        is_first = self._due_s == -math.inf
        self._due_s = self._gap_s + (at_s - self._gap_s / 2 if is_first else max(self._due_s, at_s - self._gap_s))
        return True


class ClipUnreadable(KnownError):
    """The bytes are no clip that we read, or not a whole one."""


class ClipTooLarge(KnownError):
    """The clip has more pixels or bytes than can be read here; the sentence says how many may be."""


class ClipTooLong(KnownError):
    """The clip is longer than 30 s."""

    def __init__(self) -> None:
        super().__init__("This video is longer than 30 seconds. Make it shorter and try again.")


class ClipStopped(KnownError):
    """Whoever asked gave up before the end. What was found or written so far is no answer."""

    def __init__(self) -> None:
        super().__init__("The work on this video was stopped before it was finished. The video is kept back.")


class SoundCannotBeKept(KnownError):
    """The clip has no sound, or of a kind that is neither recorded here nor carried over without decoding it."""

    def __init__(self) -> None:
        super().__init__("The sound of this video cannot be kept. Hand it in without sound.")


class FaceLeftUncoveredAt(KnownError):
    """The covered clip still shows a face that nobody allowed; it must not leave the tablet. boxes: pixels of the frame at `at_s`."""

    def __init__(self, at_s: float, boxes: Iterable[Box]) -> None:
        super().__init__(f"A face is neither covered nor allowed at {at_s:.1f} seconds. Look at the video again before handing it in.")
        self.at_s, self.boxes = at_s, tuple(boxes)
