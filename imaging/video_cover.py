"""Write a covered clip: frame by frame out of the old one, covered, coded, read back and proved, and only then kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from domain.boxes import Box
from imaging.covers import random_pick
from imaging.model import FaceNet, RgbArray
from imaging.video_file import Sound
from imaging.video_gate import Allowed, LastLooks, allowed_at, unproved_at
from imaging.video_left_out import left_out, standing
from imaging.video_meant import meant
from imaging.video_pipe import written_frames
from imaging.video_read import SLACK_S, ClipReader, Frame
from imaging.video_regions import Cover, cover_frame, covers_of, regions_at
from imaging.video_sound import sound_steps
from imaging.video_values import MAX_CLIP_S, MAX_FRAMES, WHOLE, CoveredClip, DrawnRegion, FaceLeftUncoveredAt, FoundTracks, Span, Track
from imaging.video_write import covered_clip

DRAWN_AT_MOST = 3  # a drawing beside a collar may look like a face by chance; a real face is found each time
STANDING_AT_MOST = 8  # bare faces that are covered where they stand: a clip that shows more is no clip to show
TIMES_A_STEP = 25  # frames whose times alone are read in one step

T = TypeVar("T")
Steps = Generator[bool, None, T]  # goes on by one frame at a time, and comes to an answer


@dataclass(frozen=True)
class CoverOrder:
    """What is asked. tracks: as found; seen: ids of those that stay as they are; every other one is covered.

    adds_found: a face that the check finds and nobody listed is covered too, rather than told of; a seen track means one face at a time.
    """

    tracks: Sequence[Track]
    seen: Collection[int] = ()
    drawn: Sequence[DrawnRegion] = ()
    span: Span = WHOLE
    with_sound: bool = False
    adds_found: bool = False


@dataclass(frozen=True)
class Check:
    """What proves that no face is forgotten: the net, and what a complete search of these bytes found."""

    net: FaceNet
    searched: FoundTracks


class ClipCover:
    """The writing of one covered clip, frame by frame. Without a `check` no face is looked for; each frame is proved all the same.

    Holds a few frames and what is written so far. Raises FaceLeftUncoveredAt where a face is neither covered nor allowed, or where a
    written frame is not as ordered.
    """

    def __init__(self, clip: bytes, order: CoverOrder, check: Check | None, pick: Callable[[], int] = random_pick) -> None:
        self._clip, self._order, self._check, self._pick = clip, order, check, pick
        self._reader = ClipReader(clip)
        self._sound_steps = sound_steps(clip, order.span) if order.with_sound else None
        self._sound: Sound | None = None
        self._allowed = [] if check is None else _allowed(order, check.searched)
        self._added, self._standing = tuple[Track, ...](), 0
        self._done, self._written = 0.0, list[tuple[float, bytes]]()
        self._work, self.is_final = self._all_work(), False

    @property
    def progress(self) -> float:
        """How much is done, 0 to 1; never less than before."""
        self._done = 1.0 if self.is_final else max(self._done, self._reader.progress)
        return self._done

    def step(self) -> None:
        """Go on by one frame; begins anew with other drawings when one of them looks like a face."""
        if next(self._work, None) is None:
            self.is_final = True

    def finish(self) -> CoveredClip:
        """Go on to the end."""
        while not self.is_final:
            self.step()
        return self.covered()

    def covered(self) -> CoveredClip:
        """The file; only when `is_final`. Raises ClipUnreadable when the span holds no frame."""
        measure = self._reader.measure
        made = covered_clip(self._written, measure.width, measure.height, self._sound_in_place())
        return replace(made, added=self._added)

    def _sound_in_place(self) -> Sound | None:
        """The sound from the first written frame on: that is where the new clip begins."""
        if self._sound is None or not self._written:
            return self._sound
        return self._sound.since(round((self._written[0][0] - self._order.span.start_s) * 1000))

    def _all_work(self) -> Steps[None]:
        if self._sound_steps is not None:
            self._sound = yield from self._sound_steps
        times_s = yield from self._times()
        self._added = self._left_out(times_s)
        tries_left = DRAWN_AT_MOST - 1
        while not (yield from self._written_with(self._new_covers(times_s), tries_left)):
            tries_left = max(0, tries_left - 1)

    def _times(self) -> Steps[Sequence[float]]:
        """When each frame is shown; without a search it matters only for what was drawn for a part of the clip."""
        if self._check is not None:
            return self._check.searched.times_s
        if all(each.span.start_s == 0 and each.span.end_s > MAX_CLIP_S + SLACK_S for each in self._order.drawn):
            return [0.0] * MAX_FRAMES
        times_s = list[float]()
        for at_s in ClipReader(self._clip).times():
            times_s.append(at_s)
            if len(times_s) % TIMES_A_STEP == 0:
                yield True
        return times_s

    def _left_out(self, times_s: Sequence[float]) -> tuple[Track, ...]:
        if self._check is None or not self._order.adds_found:
            return ()
        return left_out(self._check.searched, self._allowed, self._new_covers(times_s), self._order.span)

    def _new_covers(self, times_s: Sequence[float]) -> list[Cover]:
        order, size = self._order, (self._reader.measure.width, self._reader.measure.height)
        ordered = covers_of(order.tracks, order.seen, order.drawn, times_s, size, self._pick)
        return [*ordered, *covers_of(self._added, (), (), times_s, size, self._pick)]

    def _written_with(self, all_covers: Sequence[Cover], tries_left: int) -> Steps[bool]:
        """Write with these drawings; False when one of them looks like a face and others may be tried, or when a face was added."""
        self._reader, self._written = ClipReader(self._clip), []
        for frame, unproved, bare in self._proofs(all_covers):
            left = unproved or bare
            if left and tries_left and _is_beside_a_drawing(left, all_covers, frame.index):
                return False
            if left and (unproved or not self._is_added(bare, frame.index)):
                raise FaceLeftUncoveredAt(frame.at_s, left)
            if left:
                return False
            yield True
        return True

    def _is_added(self, bare: Sequence[Box], frame: int) -> bool:
        """Whether the faces that the last look found bare are covered too, from now on."""
        if self._check is None or not self._order.adds_found or self._standing >= STANDING_AT_MOST:
            return False
        searched = self._check.searched
        first_id = 1 + max((track.id for track in (*searched.tracks, *self._added)), default=0)
        self._added += standing(bare, frame, searched.times_s, first_id)
        self._standing += len(bare)
        return True

    def _proofs(self, all_covers: Sequence[Cover]) -> Iterator[tuple[Frame, Sequence[Box], Sequence[Box]]]:
        """Every frame once it is written, the places that are not as ordered, and the bare faces.

        The last frame comes twice when it deserves a look of its own.
        """
        looks = None if self._check is None else self._looks(self._check, all_covers)
        frames = self._reader.frames(self._order.span)
        changed, proved = partial(_changed, all_covers), partial(_unproved, all_covers)
        for each in written_frames(frames if looks is None else looks.passed(frames), changed, proved):
            self._written.append((each.frame.at_s, each.vp8))
            yield each.frame, each.unproved, () if each.unproved or looks is None else looks.look(each.frame, each.rgb)
        if looks is not None and looks.newest is not None:
            yield looks.newest, (), looks.look_at_newest()

    def _looks(self, check: Check, all_covers: Sequence[Cover]) -> LastLooks:
        return LastLooks(check.net, check.searched.tracks, self._allowed, all_covers)


def _allowed(order: CoverOrder, searched: FoundTracks) -> Allowed:
    if order.adds_found:
        return meant(searched, order.tracks, order.seen)
    return [allowed_at(order.tracks, order.seen, frame) for frame in range(len(searched.times_s))]


def _changed(all_covers: Sequence[Cover], frame: Frame) -> RgbArray:
    return cover_frame(frame.rgb, all_covers, frame.index)


def _unproved(all_covers: Sequence[Cover], frame: Frame, written: RgbArray) -> tuple[Box, ...]:
    return unproved_at(frame.rgb, written, all_covers, frame.index)


def _is_beside_a_drawing(left: Sequence[Box], all_covers: Sequence[Cover], frame: int) -> bool:
    return any(region.shared_area(box) for region in regions_at(all_covers, frame) for box in left)
