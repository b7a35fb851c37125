"""A clip out of memory, frame by frame, upright. What comes in is a stranger's file; only kinds that we know reach the decoder."""

from __future__ import annotations

import io
import math
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from imaging.model import RgbArray
from imaging.video_head import ClipHead, read_head
from imaging.video_values import (
    LEAST_SIDE_PX,
    MAX_CLIP_BYTES,
    MAX_CLIP_S,
    MAX_FRAMES,
    MAX_LONG_PX,
    MAX_READ_LONG_PX,
    MAX_READ_SHORT_PX,
    MAX_SHORT_PX,
    WHOLE,
    ClipMeasure,
    ClipTooLarge,
    ClipTooLong,
    ClipUnreadable,
    Pace,
    Span,
)

# The decoder may open the kinds named in the head and nothing that the file points to: no playlist, no address, no other file.
CODECS = "h264,hevc,vp8,vp9,mpeg4,h263,mjpeg"  # while the file is probed; the head names the same, and no sound is decoded at all
DECODER_OPTIONS = f"protocol_whitelist;none|format_whitelist;matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,avi|codec_whitelist;{CODECS}"
DECODER_THREADS = 2
MOST_OBLONG = 2.5  # a pixel's longer side by its shorter one: television has 1.46 at most
MOST_PASSED_OVER = 12  # frames in a row: slow motion of 240 a second has 8; without a bound a prepared file keeps the worker busy
SLACK_S = 0.5  # a recorder's last frame may be shorter or longer than the others
MISSING_S = 1.0  # sound may end so much later than the picture
JUMP_S, BEFORE_S, SAME_S = 1.0, 0.1, 0.0005  # farther ahead is jumped to; to a little before it; so near is the same moment
LEAST_SHARE = 0.9  # of the promised frames: fewer, and a part of the file is missing
_UNPROMISED = 1 << 24  # more frames than any head of ours: the decoder says so where the file says nothing

EMPTY = "This file is empty. Record the video again."
NOT_READABLE = "This video is of a kind that cannot be read here. Save it as MP4 (H.264) and try again, or record another."
NOT_WHOLE = "This video is damaged or not whole. Record or copy it again."
ODD_PIXELS = "This video's pixels are not square, which cannot be shown rightly here. Record it again with another setting."
TOO_FAST = "This video has more pictures in a second than can be read here. Record it again with another setting."
TOO_SMALL = "This video's picture is too small. Record it again with a larger size."
TOO_MANY_PIXELS = (
    "This video's picture is too large ({} × {}). At most 1920 × 1080 can be read here: record or save it with that size or less."
)
TOO_MANY_BYTES = "This video's file is too large ({} MB). At most {} MB can be read here: make it shorter, or save it with a smaller size."


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. index: counted from 0 among the frames that are kept; at_s: from the first frame; rgb: (H, W, 3) uint8, upright."""

    index: int
    at_s: float
    rgb: RgbArray


class ClipBytes(io.BytesIO):
    """A clip's bytes for the decoder, which dies of an exception: a place before their beginning is answered by -1 and nothing moves."""

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a place of the bytes; C code asks, so there is an answer to everything."""
        try:
            return super().seek(offset, whence)
        except (ValueError, OverflowError):
            return -1


class ClipReader:
    """An open clip. Frames come in their order, one at a time; the same bytes give the same frames each time.

    Raises ClipUnreadable, ClipTooLarge, ClipTooLong at once where the head tells, else while reading.
    """

    def __init__(self, data: bytes) -> None:
        self._head = _judged_head(data)
        stream: Any = ClipBytes(data)  # OpenCV takes it; its stubs know only its own reader
        with _decoder_options():
            self._capture = cv2.VideoCapture(stream, cv2.CAP_FFMPEG, _parameters())
        if not self._capture.isOpened():
            raise ClipUnreadable(NOT_WHOLE)
        self.measure = self._measured()
        self._count, self._first_s, self._last_s, self._read = 0, 0.0, -math.inf, 0
        self._pace = Pace()

    @property
    def progress(self) -> float:
        """How much of the clip is read, 0 to 1."""
        by_time = (self._last_s - self._first_s) / self._head.duration_s if self._count and self._head.duration_s else 0.0
        return min(1.0, max(by_time, self._count / (self.measure.frames or MAX_FRAMES)))

    def frames(self, span: Span = WHOLE) -> Iterator[Frame]:
        """Every kept frame inside `span`. Raises ClipUnreadable at the end when frames were promised and did not come."""
        for at_s in self.times():
            if span.contains(at_s):
                yield Frame(self._count - 1, at_s, self._pixels())

    def times(self) -> Iterator[float]:
        """When each kept frame is shown; the pixels are not fetched. Raises as `frames` does."""
        while self._grab():
            yield self._last_s - self._first_s
        self._prove_whole()

    @property
    def at(self) -> int:
        """The number of the newest frame that was read, -1 before the first."""
        return self._count - 1

    def frame(self, index: int) -> Frame:
        """One frame, the newest or a later one; those before it are passed over. Raises ClipUnreadable when there are fewer."""
        if index < self.at:
            raise ValueError("A reader goes forwards only")
        while self.at < index:
            if not self._grab():
                raise ClipUnreadable(NOT_WHOLE)
        return Frame(index, self._last_s - self._first_s, self._pixels())

    def go_to(self, index: int, at_s: float) -> Frame | None:
        """The frame of that number and moment, as a complete reading gave them, forwards or back without reading all between.

        None where the decoder lands elsewhere. A reader that went so gives no frames by their number any more.
        """
        if not self._count and not self._grab():
            return None
        if not 0 <= at_s - (self._last_s - self._first_s) <= JUMP_S:
            self._capture.set(cv2.CAP_PROP_POS_MSEC, max(0.0, self._first_s + at_s - BEFORE_S) * 1000)
            self._last_s = -math.inf
        while self._last_s - self._first_s < at_s - SAME_S:
            if not self._capture.grab():
                return None
            self._last_s = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        self._count = index + 1
        is_there = self._last_s - self._first_s <= at_s + SAME_S
        return Frame(index, self._last_s - self._first_s, self._pixels()) if is_there else None

    def _grab(self) -> bool:
        """Go to the next frame that is kept."""
        passed_over = 0
        while self._capture.grab():
            at_s = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            self._read += 1
            if not math.isfinite(at_s) or (self._count and at_s < self._last_s):
                raise ClipUnreadable(NOT_WHOLE)
            if not (self._head.is_ours or self._pace.takes(at_s)):  # what was written here is read frame for frame
                passed_over += 1
                if passed_over > MOST_PASSED_OVER:
                    raise ClipUnreadable(TOO_FAST)
                continue
            self._first_s = at_s if not self._count else self._first_s
            self._last_s, self._count = at_s, self._count + 1
            if at_s - self._first_s > MAX_CLIP_S + SLACK_S or self._count > MAX_FRAMES:
                raise ClipTooLong
            return True
        return False

    def _pixels(self) -> RgbArray:
        is_there, frame = self._capture.retrieve()
        if not is_there:
            raise ClipUnreadable(NOT_WHOLE)
        return self._rgb(np.asarray(frame, np.uint8))

    def _rgb(self, bgr: RgbArray) -> RgbArray:
        width, height = self._read_size
        if bgr.shape != (height, width, 3):
            raise ClipUnreadable(NOT_WHOLE)  # the size changes on the way
        shown = (self.measure.width, self.measure.height)
        if shown != self._read_size:
            bgr = cv2.resize(bgr, shown, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
        return cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)

    def _prove_whole(self) -> None:
        if not self._count or self._read < self.measure.frames * LEAST_SHARE:
            raise ClipUnreadable(NOT_WHOLE)
        missing_s = self._head.duration_s - (self._last_s - self._first_s)
        if missing_s > max(MISSING_S, 2 * self._head.duration_s / self._read):
            raise ClipUnreadable(NOT_WHOLE)

    def _measured(self) -> ClipMeasure:
        width, height = (round(self._capture.get(side)) for side in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        self._read_size = (width, height)
        if max(width, height) > MAX_READ_LONG_PX or min(width, height) > MAX_READ_SHORT_PX:
            raise ClipTooLarge(TOO_MANY_PIXELS.format(width, height))
        shown = shown_size(*self._squared(width, height))
        if min(shown) < LEAST_SIDE_PX:
            raise ClipUnreadable(TOO_SMALL)
        promised = self._capture.get(cv2.CAP_PROP_FRAME_COUNT)
        frames = round(promised) if self._head.counts_frames and 0 < promised < _UNPROMISED else 0
        return ClipMeasure(*shown, frames, self._head.duration_s, self._head.has_sound)

    def _squared(self, width: int, height: int) -> tuple[float, float]:
        """The size with square pixels; those of old phones and of some messengers' copies are oblong. Raises ClipUnreadable."""
        wide, high = self._capture.get(cv2.CAP_PROP_SAR_NUM), self._capture.get(cv2.CAP_PROP_SAR_DEN)
        if not wide or not high or wide == high:
            return width, height
        is_turned = round(self._capture.get(cv2.CAP_PROP_ORIENTATION_META)) % 180 == 90
        oblong = high / wide if is_turned else wide / high
        if not 1 / MOST_OBLONG <= oblong <= MOST_OBLONG:
            raise ClipUnreadable(ODD_PIXELS)
        return width * oblong, height


def shown_size(width: float, height: float) -> tuple[int, int]:
    """Width and height of a clip's frames as they are looked at, shown and written: those of the file, or within 720p."""
    scale = min(1.0, MAX_LONG_PX / max(1, width, height), MAX_SHORT_PX / max(1, min(width, height)))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _judged_head(data: bytes) -> ClipHead:
    if not data:
        raise ClipUnreadable(EMPTY)
    if len(data) > MAX_CLIP_BYTES:
        raise ClipTooLarge(TOO_MANY_BYTES.format(-(-len(data) // 1_000_000), MAX_CLIP_BYTES // 1_000_000))
    head = read_head(data)
    if head is None or head.is_encrypted or not head.is_known:
        raise ClipUnreadable(NOT_READABLE)
    if head.duration_s > MAX_CLIP_S + SLACK_S:
        raise ClipTooLong
    return head


def _parameters() -> list[int]:
    return [cv2.CAP_PROP_HW_ACCELERATION, int(cv2.VIDEO_ACCELERATION_NONE), cv2.CAP_PROP_N_THREADS, DECODER_THREADS]


@contextmanager
def _decoder_options() -> Iterator[None]:
    """The options reach FFmpeg through the environment only; no one else in the worker reads it."""
    os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"] = DECODER_OPTIONS
    try:
        yield
    finally:
        del os.environ["OPENCV_FFMPEG_CAPTURE_OPTIONS"]
