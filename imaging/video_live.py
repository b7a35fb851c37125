"""Tracks while they grow: faces found on some frames are joined in time, carried between them, and split wherever that is unsure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from imaging.looks import SURE_SCORE, nested_share, overlaps
from imaging.model import FloatArray
from imaging.values import FoundFace, Tier

CARRY_S = 1.0  # so long a face to tag is carried on without being found again: it may be turned away, and turn back
CARRY_DOUBTFUL_S = 0.4  # a maybe, and what was found once only
HELD_S = 0.3  # so long a box stays where it was when its motion cannot be told,
GOES_ON_S = 0.1  # after it went on for so long at the speed it had
REACH = 2.0  # boxes are compared twice as wide and high: a quick head moves by its own width between two looks
SAME_OVERLAP = 0.3  # of a found box with the carried one, both so enlarged
UNSURE_OVERLAP = 0.5  # the same after the motion was lost for long, or after a long time unseen
LONG_UNSEEN_S = 0.4
RIVAL_SHARE = 0.6  # a second candidate as good as this share of the best: nobody can tell, so the track is split
NESTED_SHARE, NESTED_MAYBE_SCORE = 0.6, 0.3  # as for photos: a weak maybe within a face is most likely that face
PART_SHARE, PART_STRENGTH = 0.8, 0.6  # so much of a box inside a face found beside it, and at most so much of its score: a part of it
LONE_MAYBE_SCORE = 0.3  # a weaker maybe must be seen twice: a true face is looked at eight times a second


@dataclass(frozen=True, slots=True)
class Sighting:
    """The detector found it there. box: (4,) floats, pixels of the grey copies."""

    frame: int
    box: FloatArray
    score: float
    tier: Tier

    @property
    def area(self) -> float:
        """The box's area in square pixels of the grey copies."""
        return float((self.box[2] - self.box[0]) * (self.box[3] - self.box[1]))


@dataclass
class Live:
    """A track that still grows. boxes: one per frame from `first`; cut_before, cut_after: whether a scene's cut bounds it."""

    first: int
    boxes: list[FloatArray]
    sightings: list[Sighting]
    held_since: int | None = None
    cut_before: bool = False
    cut_after: bool = False

    @property
    def last(self) -> int:
        """The newest frame."""
        return self.first + len(self.boxes) - 1

    @property
    def tier(self) -> Tier:
        """A face to tag when one look was sure, or two took it for one."""
        faces = [sighting for sighting in self.sightings if sighting.tier is Tier.FACE]
        return Tier.FACE if len(faces) > 1 or any(sighting.score >= SURE_SCORE for sighting in faces) else Tier.MAYBE

    @property
    def strength(self) -> float:
        """The best score of all sightings."""
        return max(sighting.score for sighting in self.sightings)

    @property
    def is_believed(self) -> bool:
        """Whether it is more than one faint answer."""
        return len(self.sightings) > 1 or self.tier is Tier.FACE or self.sightings[0].score >= LONE_MAYBE_SCORE

    def step(self, carried: FloatArray | None, goes_on: bool, camera: FloatArray | None = None) -> None:
        """Go on by a frame: carried along; or, when that could not be told, as the camera went, or as fast as before and then held."""
        if carried is None and self.held_since is None:
            self.held_since = self.last + 1
        if carried is not None:
            self.held_since = None
        speed = self.boxes[-1] - self.boxes[-2] if goes_on and len(self.boxes) > 1 else 0
        speed = speed if camera is None else np.concatenate([camera, camera])
        self.boxes.append(self.boxes[-1] + speed if carried is None else carried)

    def see(self, sighting: Sighting) -> None:
        """Found again: the carried boxes since the last sighting are drawn towards the found one, the later the more."""
        since, until = self.sightings[-1].frame, sighting.frame
        drift = sighting.box - self.boxes[-1]
        for frame in range(since + 1, until + 1):
            self.boxes[frame - self.first] = self.boxes[frame - self.first] + drift * ((frame - since) / (until - since))
        self.sightings.append(sighting)
        self.held_since = None


@dataclass
class LiveTracks:
    """All tracks: those that grow and those that ended. times_s: of the frames so far, kept by the owner."""

    times_s: list[float]
    living: list[Live] = field(default_factory=list)
    ended: list[Live] = field(default_factory=list)

    def step(self, carried: Sequence[FloatArray | None], size: tuple[int, int], camera: FloatArray | None = None) -> bool:
        """Go on by a frame; returns whether a look is wanted, because a motion was lost.

        size: width and height of the grey copies; camera: how far the whole picture moved, if it did.
        """
        for live, box in zip(self.living, carried, strict=True):
            live.step(box, live.held_since is None or self._since(live.held_since, live.last) <= GOES_ON_S, camera)
        is_lost = any(live.held_since == live.last for live in self.living)
        self._end(lambda live: _is_outside(live.boxes[-1], size))
        self._end(lambda live: live.held_since is not None and self._since(live.held_since, live.last) > HELD_S)
        return is_lost

    def cut(self) -> None:
        """Another scene begins with the next frame: nothing goes on."""
        for live in self.living:
            live.cut_after = True
        self._end(lambda live: True)

    def see(self, frame: int, faces: Sequence[FoundFace], scale: float, starts: bool, after_cut: bool = False) -> None:
        """Join what a look found on the newest frame. scale: pixels of the grey copies per pixel of the frame.

        starts: whether a maybe, too, may begin a track: only a thorough look tells a maybe from texture.
        """
        seen = _without_parts([_sighting(frame, face, scale) for face in faces])
        matches, split = self._matched(seen)
        for live, sighting in matches:
            live.see(sighting)
        self._end(lambda live: any(live is other for other in split))
        taken = {id(sighting) for _, sighting in matches}
        for sighting in seen:
            if id(sighting) not in taken and (sighting.tier is Tier.FACE or (starts and not self._is_nested(sighting))):
                self.living.append(Live(frame, [sighting.box], [sighting], cut_before=after_cut))
        self._end(self._is_unseen)

    def _matched(self, seen: Sequence[Sighting]) -> tuple[list[tuple[Live, Sighting]], list[Live]]:
        """Who was found again, and the tracks that end because two could be meant. The nearest pairs first, each with rivals in view."""
        matches: list[tuple[Live, Sighting]] = []
        split: list[Live] = []
        shared = self._shared(seen)
        for row, column in _by_size(shared):
            live, sighting, best = self.living[row], seen[column], float(shared[row, column])
            if best < SAME_OVERLAP:
                break
            if any(live is other for other in (*split, *(done for done, _ in matches))) or any(sighting is other for _, other in matches):
                continue
            rows, columns = self._rivals(seen, shared, row, column)
            if rows or columns or (best < UNSURE_OVERLAP and self._is_doubtful(live)):
                split += [live, *(self.living[index] for index in rows)]
            else:
                matches.append((live, sighting))
        return [match for match in matches if not any(match[0] is other for other in split)], split

    def _shared(self, seen: Sequence[Sighting]) -> FloatArray:
        """How much each track's box (rows) has in common with each found one (columns), 0 to 1, both enlarged."""
        found = [_enlarged(sighting.box) for sighting in seen]
        rows = [overlaps(_enlarged(live.boxes[-1]), found) for live in self.living]
        return np.stack(rows) if rows and found else np.zeros((len(rows), len(found)), np.float32)

    def _rivals(self, seen: Sequence[Sighting], shared: FloatArray, row: int, column: int) -> tuple[list[int], list[int]]:
        """Other tracks (rows) and found boxes (columns) that could as well be meant; a faint one is no rival of a strong one."""
        bar = RIVAL_SHARE * float(shared[row, column])
        strength = [min(1.0, other.strength / self.living[row].strength) for other in self.living]
        score = [min(1.0, other.score / seen[column].score) for other in seen]
        rows = [index for index in range(len(self.living)) if index != row and shared[index, column] * strength[index] >= bar]
        return rows, [index for index in range(len(seen)) if index != column and shared[row, index] * score[index] >= bar]

    def _is_doubtful(self, live: Live) -> bool:
        is_lost = live.held_since is not None and self._since(live.held_since, live.last) > GOES_ON_S
        return is_lost or self._since(live.sightings[-1].frame, live.last) > LONG_UNSEEN_S

    def _is_nested(self, sighting: Sighting) -> bool:
        faces = [live.boxes[-1] for live in self.living if live.tier is Tier.FACE]
        return sighting.score < NESTED_MAYBE_SCORE and bool(faces) and nested_share(sighting.box, faces) >= NESTED_SHARE

    def _is_unseen(self, live: Live) -> bool:
        limit_s = CARRY_S if live.tier is Tier.FACE and len(live.sightings) > 1 else CARRY_DOUBTFUL_S
        return self._since(live.sightings[-1].frame, live.last) > limit_s

    def _since(self, frame: int, until: int) -> float:
        return self.times_s[until] - self.times_s[frame]

    def _end(self, is_over: Callable[[Live], bool]) -> None:
        over = [is_over(live) for live in self.living]
        self.ended += [live for live, ends in zip(self.living, over, strict=True) if ends]
        self.living = [live for live, ends in zip(self.living, over, strict=True) if not ends]


def _sighting(frame: int, face: FoundFace, scale: float) -> Sighting:
    box = face.box
    return Sighting(frame, np.array([box.x0, box.y0, box.x1, box.y1], np.float32) * scale, face.score, face.tier)


def _without_parts(seen: Sequence[Sighting]) -> list[Sighting]:
    """Without the mouths and collars that a turned look takes for a face: they lie within the face that they belong to."""

    def is_part(sighting: Sighting) -> bool:
        strong = [other.box for other in seen if sighting.score <= PART_STRENGTH * other.score and sighting.area < other.area]
        return bool(strong) and nested_share(sighting.box, strong) >= PART_SHARE

    return [sighting for sighting in seen if not is_part(sighting)]


def _by_size(values: FloatArray) -> Iterator[tuple[int, int]]:
    """Row and column of every value, the largest first."""
    for place in np.argsort(-values, axis=None, kind="stable"):
        row, column = np.unravel_index(place, values.shape)
        yield int(row), int(column)


def _enlarged(box: FloatArray) -> FloatArray:
    """The box, twice as wide and high around its middle."""
    centre, half = (box[:2] + box[2:]) / 2, (box[2:] - box[:2]) / 2 * REACH
    return np.concatenate([centre - half, centre + half])


def _is_outside(box: FloatArray, size: tuple[int, int]) -> bool:
    """Whether nothing of the box is in the picture any more."""
    return bool(box[2] <= 1 or box[3] <= 1 or box[0] >= size[0] - 1 or box[1] >= size[1] - 1)
