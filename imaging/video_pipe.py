"""Frames changed, coded, read back and proved side by side, and handed on in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np

from domain.boxes import Box
from imaging.model import RgbArray
from imaging.video_read import Frame
from imaging.video_write import FIRST_QUALITY, encode_frame, next_quality, vp8_of

THREADS = 2  # coding takes nine tenths of the time and lets other threads go on meanwhile
AHEAD = 4  # frames under way at most: fixed, so that the same clip is written with the same qualities on every machine

Change = Callable[[Frame], RgbArray]  # what is to be shown instead of the frame
Prove = Callable[[Frame, RgbArray], Sequence[Box]]  # where the written pixels are not what they should be


@dataclass(frozen=True, slots=True)
class Written:
    """One coded frame. rgb: what a player will show of it; unproved: where that is not as ordered; nothing of it may leave then."""

    frame: Frame
    rgb: RgbArray
    vp8: bytes
    unproved: tuple[Box, ...]


class Rate:
    """The quality that follows the rate: after each second another one, if the last second was too large or small enough."""

    def __init__(self) -> None:
        self.quality = FIRST_QUALITY
        self._since_s, self._bytes = 0.0, 0

    def mind(self, at_s: float, written_bytes: int) -> None:
        """Hear of one more written frame."""
        self._bytes += written_bytes
        seconds = at_s - self._since_s
        if seconds >= 1.0:
            self.quality = next_quality(self.quality, self._bytes, seconds)
            self._since_s, self._bytes = at_s, 0


def written_frames(frames: Iterable[Frame], change: Change, prove: Prove) -> Iterator[Written]:
    """Every frame as it is written. What reading, changing or coding raises comes out here, and nothing goes on behind it."""
    rate, waiting = Rate(), deque[Future[Written]]()

    def next_written() -> Written:
        written = waiting.popleft().result()
        rate.mind(written.frame.at_s, len(written.vp8))
        return written

    with ThreadPoolExecutor(THREADS, "frames") as threads:
        for frame in frames:
            waiting.append(threads.submit(_write, frame, change, prove, rate.quality))
            if len(waiting) == AHEAD:
                yield next_written()
        while waiting:
            yield next_written()


def _write(frame: Frame, change: Change, prove: Prove, quality: int) -> Written:
    webp = encode_frame(change(frame), quality)
    rgb = np.asarray(cv2.imdecode(np.frombuffer(webp, np.uint8), cv2.IMREAD_COLOR_RGB), np.uint8)
    return Written(frame, rgb, vp8_of(webp), tuple(prove(frame, rgb)))
