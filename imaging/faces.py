"""Find faces: several looks over one picture, their boxes joined into faces, each a tier. Detect, never recognise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from domain.boxes import Box
from imaging.looks import SURE_SCORE, Look, nested_share, overlaps, run_look
from imaging.model import FaceNet, FloatArray, RawFaces, RgbArray
from imaging.relook import look_again
from imaging.values import SAME_FACE_OVERLAP, FoundFace, Tier

FINEST_SURE_SCORE = 0.20  # a face to tag: sure in any look, or so much in the finest,
REPEATED_SCORE, REPEATED_LOOKS = 0.12, 3  # or so much in three
AGAIN_SURE = ((0.0, 0.50), (0.08, 0.35))  # or in the second look: (at least so much at first, so much again)
MAYBE = ((0.12, 0.0), (0.10, 0.05), (0.0, 0.20))  # maybe a face: the same; hardly a doubt is dropped, for a bare face costs more
UNSEEN_MAYBE_SCORE = 0.10  # where there was no time for a second look
NESTED_SHARE = 0.6  # of the smaller box inside a sure face: most likely that face, seen shifted or at a wrong scale;
NESTED_MAYBE_SCORE = 0.30  # a second look would find the sure one, so the first must say so much
BESIDE_SHARE = 0.3  # from here a second look would see the sure face and is not asked
FINE_ENLARGEMENT = 1.5  # a picture enlarged by more shows no finer detail
MOST_LOOKED_AGAIN = 32  # spots, the strongest first: 0.15 s on two cores

# One look is not enough: upright-only recall falls to .81 for faces turned by 90° (children lie on the floor), to .63 at 135°.
FIRST_LOOKS = (Look(320, least_face_px=16), Look(640, least_face_px=13), Look(1280, least_face_px=10))
FURTHER_LOOKS = (Look(640, 1), Look(640, 2), Look(640, 3), Look(0))


@dataclass
class Spot:
    """Boxes of several looks that mean one face: the best first."""

    boxes: list[FloatArray]
    scores: list[float]
    looks: list[Look]
    again: float | None = None  # what the second look gave
    shared: float = 0.0  # the share of the smaller box that it has in common with a sure face

    def mean(self) -> FloatArray:
        """The score-weighted mean box, (4,) floats."""
        return np.average(self.boxes, axis=0, weights=self.scores).astype(np.float32)

    def is_sure(self, finest: Look | None) -> bool:
        """Whether the looks alone make it a face to tag."""
        marks = list(zip(self.looks, self.scores, strict=True))
        fine = any(look == finest and score >= FINEST_SURE_SCORE for look, score in marks)
        repeated = len({look for look, score in marks if score >= REPEATED_SCORE}) >= REPEATED_LOOKS
        return self.scores[0] >= SURE_SCORE or fine or repeated

    def tier(self, finest: Look | None) -> Tier | None:
        """A face, maybe a face, or None: texture."""
        if self.shared >= NESTED_SHARE:
            return Tier.MAYBE if self.scores[0] >= NESTED_MAYBE_SCORE else None
        if self.is_sure(finest) or self._reaches(AGAIN_SURE):
            return Tier.FACE
        if self.again is None:
            return Tier.MAYBE if self.scores[0] >= UNSEEN_MAYBE_SCORE else None
        return Tier.MAYBE if self._reaches(MAYBE) else None

    def _reaches(self, bars: Sequence[tuple[float, float]]) -> bool:
        return self.again is not None and any(self.scores[0] >= first and self.again >= again for first, again in bars)


class Search:
    """A search that goes on, one look at a time. image: (H, W, 3) uint8 RGB, the kept picture; not changed."""

    def __init__(self, net: FaceNet, image: RgbArray, looks: Sequence[Look] = (*FIRST_LOOKS, *FURTHER_LOOKS), again: bool = True) -> None:
        long_side = max(image.shape[:2])
        self._net, self._image = net, image
        self._looks = [look for look in looks if look.suits(long_side)]
        finest = max((look for look in self._looks if not look.quarter_turns), key=lambda look: look.side_px or long_side)
        self._finest = finest if finest.side_px <= long_side * FINE_ENLARGEMENT else None
        self._waiting = list(self._looks)
        self._again_waits = again
        self._found: list[tuple[Look, RawFaces]] = []
        self._spots: list[Spot] = []

    @property
    def is_final(self) -> bool:
        """Whether every look was made."""
        return not self._waiting and not self._again_waits

    def first(self) -> None:
        """Make the looks of the first answer."""
        for _ in FIRST_LOOKS:
            self.step()

    def step(self) -> None:
        """Make the next look; after the last one look again at what is doubtful."""
        if self._waiting:
            look = self._waiting.pop(0)
            self._found.append((look, run_look(self._net, self._image, look)))
            self._spots = join(self._found)
            self._compare_with_sure()
        elif self._again_waits:
            self._look_again()
            self._again_waits = False

    def finish(self) -> tuple[FoundFace, ...]:
        """Make all looks; returns the final answer."""
        while not self.is_final:
            self.step()
        return self.faces()

    def faces(self) -> tuple[FoundFace, ...]:
        """What was found so far, top to bottom. Before the end only faces to tag: many a maybe does not stand the second look."""
        tiers = [(spot, spot.tier(self._finest)) for spot in self._spots]
        shown = [(spot, tier) for spot, tier in tiers if tier is Tier.FACE or (tier is Tier.MAYBE and self.is_final)]
        faces = [self._face(spot, tier) for spot, tier in shown]
        return tuple(sorted((face for face in faces if face), key=lambda face: (face.box.y0, face.box.x0)))

    def _compare_with_sure(self) -> None:
        sure = [spot.mean() for spot in self._spots if spot.scores[0] >= SURE_SCORE]
        for spot in self._spots[len(sure) :] if sure else ():
            spot.shared = nested_share(spot.mean(), sure)

    def _look_again(self) -> None:
        doubtful = [spot for spot in self._spots if spot.shared < BESIDE_SHARE and not spot.is_sure(self._finest)][:MOST_LOOKED_AGAIN]
        scores = look_again(self._net, self._image, [spot.mean() for spot in doubtful])
        for spot, score in zip(doubtful, scores, strict=True):
            spot.again = float(score)

    def _face(self, spot: Spot, tier: Tier) -> FoundFace | None:
        """The spot as a face in whole pixels, or None when nothing of it lies inside the picture."""
        height, width = self._image.shape[:2]
        x0, y0, x1, y1 = (float(edge) for edge in spot.mean())
        try:
            box = Box(math.floor(x0), math.floor(y0), math.ceil(x1), math.ceil(y1)).inside(width, height)
        except ValueError:
            return None
        return FoundFace(box, round(max(spot.scores[0], spot.again or 0.0), 3), tier)


def find_faces(net: FaceNet, image: RgbArray) -> Iterator[tuple[FoundFace, ...]]:
    """Yield the first answer, then the final one."""
    search = Search(net, image)
    search.first()
    yield search.faces()
    yield search.finish()


def join(found: Sequence[tuple[Look, RawFaces]]) -> list[Spot]:
    """The boxes of all looks gathered into spots, the strongest first."""
    marks = [(float(score), box, look) for look, raw in found for box, score in zip(raw.boxes, raw.scores, strict=True)]
    spots: list[Spot] = []
    for score, box, look in sorted(marks, key=lambda mark: -mark[0]):
        shared = overlaps(box, [spot.boxes[0] for spot in spots]) if spots else np.zeros(1)
        if shared.max() >= SAME_FACE_OVERLAP:
            home = spots[int(shared.argmax())]
            home.boxes.append(box)
            home.scores.append(score)
            home.looks.append(look)
        else:
            spots.append(Spot([box], [score], [look]))
    return spots
