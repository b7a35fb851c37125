"""The family's mark in every frame of a clip: whoever passes it on passes on whose copy it was (C48)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from domain.boxes import Box
from imaging import watermark
from imaging.model import RgbArray
from imaging.video_gate import unproved_at
from imaging.video_pipe import written_frames
from imaging.video_read import ClipReader, Frame
from imaging.video_sound import sound_of
from imaging.video_values import WHOLE, CoveredClip, FaceLeftUncoveredAt
from imaging.video_write import covered_clip


class ClipMark:
    """The writing of one marked clip, frame by frame. The clip is a covered one, which the family may see; its sound comes along."""

    def __init__(self, clip: bytes, words: str) -> None:
        self._reader = ClipReader(clip)
        measure = self._reader.measure
        self._band = Band(words, measure.width, measure.height)
        self._sound = sound_of(clip, WHOLE) if measure.has_sound else None
        self._written = list[tuple[float, bytes]]()
        self._work, self.is_final = self._all_work(), False

    @property
    def progress(self) -> float:
        """How much is done, 0 to 1."""
        return 1.0 if self.is_final else self._reader.progress

    def step(self) -> None:
        """Go on by one frame."""
        if next(self._work, None) is None:
            self.is_final = True

    def finish(self) -> CoveredClip:
        """Go on to the end."""
        while not self.is_final:
            self.step()
        return self.covered()

    def covered(self) -> CoveredClip:
        """The file; only when `is_final`."""
        measure = self._reader.measure
        return covered_clip(self._written, measure.width, measure.height, self._sound)

    def _all_work(self) -> Iterator[bool]:
        for each in written_frames(self._reader.frames(), self._changed, self._unproved):
            if each.unproved:
                raise FaceLeftUncoveredAt(each.frame.at_s, each.unproved)
            self._written.append((each.frame.at_s, each.vp8))
            yield True

    def _changed(self, frame: Frame) -> RgbArray:
        return self._band.over(frame.rgb)

    def _unproved(self, frame: Frame, written: RgbArray) -> tuple[Box, ...]:
        return unproved_at(self._band.over(frame.rgb), written, (), frame.index)


class Band:
    """The mark as photos have it, drawn once for all frames of a size.

    What it leaves of a picture is known from what it makes of a black and of a white one; frames are then mixed at its place alone.
    """

    def __init__(self, words: str, width: int, height: int) -> None:
        black = watermark.mark(np.zeros((height, width, 3), np.uint8), words)
        white = watermark.mark(np.full((height, width, 3), 255, np.uint8), words)
        rows, columns = (np.flatnonzero((white < 255).any(axis=(axis, 2))) for axis in (1, 0))
        self._place = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
        self._added = black[self._place].astype(np.uint32)
        self._left = white[self._place].astype(np.uint32) - self._added

    def over(self, image: RgbArray) -> RgbArray:
        """A copy with the mark. image: (H, W, 3) uint8 RGB."""
        marked = image.copy()
        marked[self._place] = self._added + (marked[self._place] * self._left + 127) // 255
        return marked
