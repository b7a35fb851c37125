"""Write a covered clip: frame by frame out of the old one, covered, coded, read back and proved, and only then kept."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from domain.boxes import Box
from imaging.covers import random_pick
from imaging.model import FaceNet, RgbArray
from imaging.video_gate import FINER_EVERY_S, LOOK_EVERY_S, allowed_at, bare_faces, forgotten_at, unproved_at
from imaging.video_read import ClipReader, Frame
from imaging.video_regions import Cover, cover_frame, covers_of, regions_at
from imaging.video_sound import sound_of
from imaging.video_values import WHOLE, ClipUnreadable, CoveredClip, DrawnRegion, FaceLeftUncoveredAt, FoundTracks, Span, Track
from imaging.video_write import FIRST_QUALITY, encode_frame, next_quality, vp8_of, webm

DRAWN_AT_MOST = 3  # a drawing beside a collar may look like a face by chance; a real face is found each time
NOTHING_LEFT = "Nothing of this video is left between the chosen start and end. Choose a longer part."


@dataclass(frozen=True)
class CoverOrder:
    """What is asked. tracks: as found; seen: ids of those that stay as they are; every other one is covered."""

    tracks: Sequence[Track]
    seen: Collection[int] = ()
    drawn: Sequence[DrawnRegion] = ()
    span: Span = WHOLE
    with_sound: bool = False


class ClipCover:
    """The writing of one covered clip, frame by frame. `searched`: what a complete search of these bytes found; nobody may forget it.

    Holds one frame and what is written so far. Raises FaceLeftUncoveredAt where a face is neither covered nor allowed.
    """

    def __init__(self, net: FaceNet, clip: bytes, order: CoverOrder, searched: FoundTracks, pick: Callable[[], int] = random_pick) -> None:
        self._net, self._clip, self._order, self._searched = net, clip, order, searched
        self._pick = pick
        self._sound = sound_of(clip, order.span) if order.with_sound else None
        self._tries = 0
        self._work: Iterator[bool] = iter(())
        self._begin()

    @property
    def progress(self) -> float:
        """How much is done, 0 to 1."""
        return min(0.99, self._at / max(1, len(self._searched.times_s))) if not self.is_final else 1.0

    def step(self) -> None:
        """Go on by one frame; begins anew with other drawings when one of them looks like a face."""
        try:
            if next(self._work, None) is None:
                self.is_final = True
        except FaceLeftUncoveredAt as left:
            self._tries += 1
            if self._tries >= DRAWN_AT_MOST or not self._is_beside_a_drawing(left):
                raise
            self._begin()

    def finish(self) -> CoveredClip:
        """Go on to the end."""
        while not self.is_final:
            self.step()
        return self.covered()

    def covered(self) -> CoveredClip:
        """The file; only when `is_final`. Raises ClipUnreadable when the span holds no frame."""
        if not self._written:
            raise ClipUnreadable(NOTHING_LEFT)
        first_s, width, height = self._written[0][0], self._searched.width, self._searched.height
        end_s = self._end_s()
        frames = [(round((at_s - first_s) * 1000), vp8) for at_s, vp8 in self._written]
        data = webm(frames, width, height, round((end_s - first_s) * 1000), self._sound)
        return CoveredClip(data, width, height, len(frames), end_s - first_s, hashlib.sha256(data).hexdigest())

    def _begin(self) -> None:
        size = (self._searched.width, self._searched.height)
        order, times_s = self._order, self._searched.times_s
        self._covers: list[Cover] = covers_of(order.tracks, order.seen, order.drawn, times_s, size, self._pick)
        self._written: list[tuple[float, bytes]] = []
        self._quality, self._stretch_s, self._stretch_bytes = FIRST_QUALITY, 0.0, 0
        self._looked_s = self._finely_s = -np.inf
        self._at, self.is_final = 0, False
        self._work = self._all_work()

    def _all_work(self) -> Iterator[bool]:
        before: Frame | None = None
        before_written: RgbArray | None = None
        for frame in ClipReader(self._clip).frames():
            self._at = frame.index
            if not self._order.span.contains(frame.at_s):
                continue
            before, before_written = frame, self._write(frame)
            if frame.at_s - self._looked_s >= LOOK_EVERY_S:
                self._look(frame, before_written)
            yield True
        if before is not None and before_written is not None and before.at_s > self._looked_s:
            self._look(before, before_written)

    def _write(self, frame: Frame) -> RgbArray:
        """Cover and code the frame; returns the written pixels, proved."""
        allowed = allowed_at(self._order.tracks, self._order.seen, frame.index)
        left = forgotten_at(self._searched.tracks, frame.index, self._covers, allowed)
        self._stop_at(frame, left)
        webp = encode_frame(cover_frame(frame.rgb, self._covers, frame.index), self._quality)
        with Image.open(io.BytesIO(webp), formats=("WEBP",)) as image:
            written = np.asarray(image.convert("RGB"))
        self._stop_at(frame, unproved_at(frame.rgb, written, self._covers, frame.index))
        vp8 = vp8_of(webp)
        self._written.append((frame.at_s, vp8))
        self._mind_the_rate(frame, len(vp8))
        return written

    def _mind_the_rate(self, frame: Frame, written_bytes: int) -> None:
        """After each second another quality, if the last second was too large or small enough."""
        self._stretch_bytes += written_bytes
        seconds = frame.at_s - self._stretch_s
        if seconds >= 1.0:
            self._quality = next_quality(self._quality, self._stretch_bytes, seconds)
            self._stretch_s, self._stretch_bytes = frame.at_s, 0

    def _look(self, frame: Frame, written: RgbArray) -> None:
        is_finer = frame.at_s - self._finely_s >= FINER_EVERY_S
        self._looked_s, self._finely_s = frame.at_s, frame.at_s if is_finer else self._finely_s
        allowed = allowed_at(self._order.tracks, self._order.seen, frame.index)
        regions = regions_at(self._covers, frame.index)
        self._stop_at(frame, bare_faces(self._net, written, is_finer, regions, allowed))

    def _stop_at(self, frame: Frame, left: Sequence[Box]) -> None:
        if left:
            raise FaceLeftUncoveredAt(frame.at_s, left)

    def _is_beside_a_drawing(self, left: FaceLeftUncoveredAt) -> bool:
        frame = self._at
        return any(region.shared_area(box) for region in regions_at(self._covers, frame) for box in left.boxes)

    def _end_s(self) -> float:
        """When the last frame ends: as long after it as it came after the one before."""
        times = [at_s for at_s, _ in self._written]
        return times[-1] + (times[-1] - times[-2] if len(times) > 1 else 0.04)
