"""Find faces: several looks over one picture, their boxes joined into faces, each a tier. Detect, never recognise."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from domain.boxes import Box
from imaging.hints import HINT_SCORE, hinted_tiles
from imaging.looks import SURE_SCORE, Look, covered, found_faces, hidden_share, nested_shares, overlaps, run_looks, strongest
from imaging.model import FaceNet, FloatArray, RawFaces, RgbArray
from imaging.relook import look_again
from imaging.values import FoundFace, Tier

FINEST_SURE_SCORE = 0.20  # a face to tag: sure in any look, or so much in the finest,
REPEATED_SCORE, REPEATED_LOOKS = 0.12, 3  # or so much in three
AGAIN_SURE = ((0.0, 0.50), (0.08, 0.35))  # or in the second look: (at least so much at first, so much again)
AGAIN_MAYBE = ((0.25, 0.0), (0.05, 0.20), (0.0, 0.30))  # maybe a face: the same; weaker first looks tell no face from texture
UNSEEN_MAYBE_SCORE = 0.10  # where there was no time for a second look
BESIDE_MAYBE_SCORE = 0.20  # where it would see the sure face instead
NESTED_SHARE = 0.6  # of the smaller box inside a sure face: most likely that face, seen shifted or at a wrong scale;
NESTED_MAYBE_SCORE = 0.30  # a second look would find the sure one, so the first must say so much
BESIDE_SHARE = 0.3  # from here a second look would see the sure face and is not asked
HIDDEN_SHARE = 0.75  # of a doubtful box under the cover of a stronger one: it is that face again
FINE_ENLARGEMENT = 1.5  # a picture enlarged by more shows no finer detail
MOST_LOOKED_AGAIN = 64  # spots, the strongest first: 0.3 s on two cores; most pictures have fewer than 40

# One look is not enough: upright-only recall falls to .81 for faces turned by 90° (children lie on the floor), to .63 at 135°.
FIRST_LOOKS = (Look(320, least_face_px=16), Look(640, least_face_px=13), Look(1280, least_face_px=10))
FURTHER_LOOKS = (Look(640, 1), Look(640, 2), Look(640, 3), Look(0))
HINTING_LOOKS = (FIRST_LOOKS[-1], *FURTHER_LOOKS[:-1])  # what they do not rule out, the native look sees


@dataclass
class Spot:
    """Boxes (n, 4) of several looks that mean one face, with their scores (n,): the best first."""

    boxes: FloatArray
    scores: FloatArray
    looks: list[Look]
    again: float | None = None  # what the second look gave
    shared: float = 0.0  # the share of the smaller box that it has in common with a sure face

    def mean(self) -> FloatArray:
        """The score-weighted mean box, (4,) floats."""
        return np.asarray(self.scores @ self.boxes / self.scores.sum(), np.float32)

    def is_sure(self, finest: Look | None) -> bool:
        """Whether the looks alone make it a face to tag."""
        marks = list(zip(self.looks, self.scores, strict=True))
        fine = any(look == finest and score >= FINEST_SURE_SCORE for look, score in marks)
        repeated = len({look for look, score in marks if score >= REPEATED_SCORE}) >= REPEATED_LOOKS
        return bool(self.scores[0] >= SURE_SCORE) or fine or repeated

    def tier(self, finest: Look | None) -> Tier | None:
        """A face, maybe a face, or None: texture."""
        if self.shared >= NESTED_SHARE:
            return Tier.MAYBE if self.scores[0] >= NESTED_MAYBE_SCORE else None
        if self.is_sure(finest) or self._reaches(AGAIN_SURE):
            return Tier.FACE
        if self.again is None:
            least = BESIDE_MAYBE_SCORE if self.shared >= BESIDE_SHARE else UNSEEN_MAYBE_SCORE
            return Tier.MAYBE if self.scores[0] >= least else None
        return Tier.MAYBE if self._reaches(AGAIN_MAYBE) else None

    def _reaches(self, bars: Sequence[tuple[float, float]]) -> bool:
        return self.again is not None and any(self.scores[0] >= first and self.again >= again for first, again in bars)


class Search:
    """A search that goes on, one round of looks at a time. image: (H, W, 3) uint8 RGB, the kept picture; not changed."""

    def __init__(self, net: FaceNet, image: RgbArray, looks: Sequence[Look] = (*FIRST_LOOKS, *FURTHER_LOOKS), again: bool = True) -> None:
        long_side = max(image.shape[:2])
        suitable = [look for look in looks if look.suits(long_side)]
        finest = max((look for look in suitable if not look.quarter_turns), key=lambda look: look.side_px or long_side)
        self._net, self._image = net, image
        self._finest = finest if finest.side_px <= long_side * FINE_ENLARGEMENT else None
        self._rounds = _rounds(suitable)
        self._again_waits = again
        self._hints: list[RawFaces] = []
        self._found: list[tuple[Look, RawFaces]] = []
        self._spots: list[Spot] = []

    @property
    def is_final(self) -> bool:
        """Whether every look was made."""
        return not self._rounds and not self._again_waits

    def first(self) -> None:
        """Make the looks of the first answer."""
        self.step()

    def step(self) -> None:
        """Make the next round of looks; after the last one look again at what is doubtful."""
        if self._rounds:
            self._look(self._rounds.pop(0))
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

    def _look(self, looks: Sequence[Look]) -> None:
        is_native = looks[0].side_px == 0
        places = hinted_tiles(self._hints, *self._image.shape[1::-1]) if is_native and self._hints else None
        if places == []:
            return  # no look found a trace of a face
        seen = list(zip(looks, run_looks(self._net, self._image, looks, HINT_SCORE, places), strict=True))
        self._hints += [found for look, found in seen if look in HINTING_LOOKS]
        self._found += [(look, found_faces(found, self._image, look)) for look, found in seen]
        self._spots = join(self._found)
        self._compare_with_sure()

    def _compare_with_sure(self) -> None:
        means = np.array([spot.mean() for spot in self._spots], np.float32).reshape(-1, 4)
        is_sure = np.array([spot.scores[0] >= SURE_SCORE for spot in self._spots], bool)
        if is_sure.any():
            shares = nested_shares(means, means[is_sure])
            for index in np.flatnonzero(~is_sure):
                self._spots[index].shared = float(shares[index])

    def _look_again(self) -> None:
        doubtful = [spot for spot in self._spots if spot.shared < BESIDE_SHARE and not spot.is_sure(self._finest)][:MOST_LOOKED_AGAIN]
        scores = look_again(self._net, self._image, [spot.mean() for spot in doubtful])
        for spot, score in zip(doubtful, scores, strict=True):
            spot.again = float(score)
        self._forget_shifted(sorted(doubtful, key=lambda spot: -(spot.scores[0] + (spot.again or 0.0))))

    def _forget_shifted(self, doubtful: Sequence[Spot]) -> None:
        """Of spots that one cover hides only the strongest keeps what the second look gave: the others saw its face, from the side."""
        taken = [covered(spot.mean()) for spot in self._spots if spot.is_sure(self._finest)]
        for spot in doubtful:
            hidden = hidden_share(spot.mean(), taken) if taken else 0.0
            if hidden >= HIDDEN_SHARE:
                spot.again, spot.shared = None, hidden
            elif spot.tier(self._finest) is not None:
                taken.append(covered(spot.mean()))

    def _face(self, spot: Spot, tier: Tier) -> FoundFace | None:
        """The spot as a face in whole pixels, or None when nothing of it lies inside the picture."""
        height, width = self._image.shape[:2]
        x0, y0, x1, y1 = (float(edge) for edge in spot.mean())
        try:
            box = Box(math.floor(x0), math.floor(y0), math.ceil(x1), math.ceil(y1)).inside(width, height)
        except ValueError:
            return None
        return FoundFace(box, round(max(float(spot.scores[0]), spot.again or 0.0), 3), tier)


def find_faces(net: FaceNet, image: RgbArray) -> Iterator[tuple[FoundFace, ...]]:
    """Yield the first answer, then the final one."""
    search = Search(net, image)
    search.first()
    yield search.faces()
    yield search.finish()


def _rounds(looks: Sequence[Look]) -> list[list[Look]]:
    """The looks that are made together, for every copy of the net to have work: upright ones, turned ones, and the native one."""
    upright = [look for look in looks if look.side_px and not look.quarter_turns]
    turned = [look for look in looks if look.side_px and look.quarter_turns]
    native = [look for look in looks if not look.side_px]
    return [looks for looks in (upright, turned, native) if looks]


def join(found: Sequence[tuple[Look, RawFaces]]) -> list[Spot]:
    """The boxes of all looks gathered into spots, the strongest first; each box goes to the spot that it overlaps most."""
    looks = [look for look, raw in found for _ in raw.scores]
    boxes, scores = (np.concatenate(parts) for parts in zip(*(raw for _, raw in found), strict=True))
    order = np.argsort(-scores, kind="stable")
    boxes, scores, looks = boxes[order], scores[order], [looks[index] for index in order]
    heads = strongest(boxes, scores)
    if not heads.size:
        return []
    shares = overlaps(boxes[:, None], boxes[heads])
    shares[heads[None, :] > np.arange(len(boxes))[:, None]] = 0  # no box follows a weaker one
    homes = shares.argmax(axis=1)
    members = [np.flatnonzero(homes == home) for home in range(len(heads))]
    return [Spot(boxes[each], scores[each], [looks[index] for index in each]) for each in members]
