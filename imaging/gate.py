"""The last look before a picture leaves: is there a face that is neither covered nor allowed? (docs/adr/0011)

First the faces of the original, found with all looks, against what is ordered; then the written file against the order; then one look
at the written file itself.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from domain.boxes import Box, on_grid
from imaging.faces import Search
from imaging.looks import Look
from imaging.model import FaceNet, RgbArray
from imaging.proof import unproved
from imaging.relook import look_again
from imaging.values import SAME_FACE_OVERLAP, FoundFace, Tier

COVERED_SHARE = 0.5  # of a face's box under covers: less, and a person could still be known
WEAK_SCORE = 0.2  # from here a maybe, too, must have been covered or said to be no face
CERTAIN_SCORE, AGAIN_SCORE = 0.5, 0.2  # in the written picture, where a drawing beside a collar may look like half a face
KNOWN_SHARE = 0.5  # of a found face in the box that allows it; less in 3 of 1,923 finds of a second search (docs/adr/0011)
PART_SHARE = 0.8  # of a found box inside an allowed face: a part of that face
FINER_LOOK = Look(1280)
REMEMBERED = 64  # pictures: more than a hand-in has


class Searched:
    """What complete searches found, by the picture's bytes: the same bytes need not be searched for each rendition. Boxes, never pixels."""

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, tuple[FoundFace, ...]] = OrderedDict()

    def remember(self, jpeg: bytes, found: tuple[FoundFace, ...]) -> None:
        """Keep the final answer of a search with all looks."""
        self._found[hashlib.sha256(jpeg).digest()] = found
        while len(self._found) > REMEMBERED:
            self._found.popitem(last=False)

    def faces(self, net: FaceNet, jpeg: bytes, image: RgbArray) -> tuple[FoundFace, ...]:
        """The faces that no one may forget. image: the pixels of `jpeg`, searched now unless they were before.

        Maybes are among them only where the search was shown to a person: no one could have said "not a face" to the others.
        """
        found = self._found.get(hashlib.sha256(jpeg).digest())
        if found is None:
            found = tuple(face for face in Search(net, image).finish() if face.tier is Tier.FACE)
            self.remember(jpeg, found)
        return tuple(face for face in found if face.tier is Tier.FACE or face.score >= WEAK_SCORE)


def forgotten(faces: Sequence[FoundFace], regions: Sequence[Box], seen: Sequence[Box]) -> tuple[Box, ...]:
    """The found faces that the order neither covers nor allows; all in pixels of the original."""
    covers = [on_grid(box.x0, box.y0, box.x1, box.y1) for box in regions]
    return tuple(face.box for face in faces if not _is_covered(face.box, covers) and not _is_allowed(face.box, seen))


def confirmed(seen: Sequence[Box], faces: Sequence[FoundFace]) -> tuple[Box, ...]:
    """The found faces that the allowed boxes mean: of each box that with which it has most in common, where that is enough.

    A word was said of one face: who else lies in its box, or is only touched by it, is not meant.
    """
    boxes = [face.box for face in faces]
    meant = [(max(boxes, key=box.overlap), box) for box in seen] if boxes else []
    return tuple(face for face, box in meant if _is_meant(face, box))


def left_uncovered(net: FaceNet, original: RgbArray, written: RgbArray, regions: Sequence[Box], seen: Sequence[Box]) -> tuple[Box, ...]:
    """Where the written picture is not as ordered, or else the faces that it shows against the order; in its own pixels.

    original: the pixels that were searched and covered; regions, seen: in its pixels; `written` may be smaller.
    """
    return unproved(original, written, regions) or _bare(net, written, regions, seen, written.shape[1] / original.shape[1])


def _bare(net: FaceNet, image: RgbArray, regions: Sequence[Box], seen: Sequence[Box], scale: float) -> tuple[Box, ...]:
    """The tier-1 faces of one look that nobody allowed."""
    covers, allowed = [_scaled(box, scale) for box in regions], [_scaled(box, scale) for box in seen]
    faces = [face for face in Search(net, image, [FINER_LOOK], again=False).finish() if face.tier is Tier.FACE]
    left = [face for face in faces if not _is_covered(face.box, covers) and not _is_allowed(face.box, allowed)]
    return tuple(face.box for face in left if face.score >= CERTAIN_SCORE or _is_seen_again(net, image, face.box))


def _is_seen_again(net: FaceNet, image: RgbArray, box: Box) -> bool:
    """Whether a face that is not certain stands a second look: what hangs out around a cover is often half a pattern."""
    edges = np.array([box.x0, box.y0, box.x1, box.y1], np.float32)
    return bool(look_again(net, image, [edges])[0] >= AGAIN_SCORE)


def _is_meant(face: Box, box: Box) -> bool:
    return face.overlap(box) >= SAME_FACE_OVERLAP and face.shared_area(box) >= KNOWN_SHARE * face.area


def _is_covered(face: Box, covers: Sequence[Box]) -> bool:
    hidden = np.zeros((face.height, face.width), bool)
    for cover in covers:
        across = slice(max(0, cover.x0 - face.x0), max(0, cover.x1 - face.x0))
        hidden[max(0, cover.y0 - face.y0) : max(0, cover.y1 - face.y0), across] = True
    return bool(hidden.mean() >= COVERED_SHARE)


def _is_allowed(face: Box, allowed: Sequence[Box]) -> bool:
    return any(face.overlap(box) >= SAME_FACE_OVERLAP or face.shared_area(box) >= PART_SHARE * face.area for box in allowed)


def _scaled(box: Box, scale: float) -> Box:
    x0, y0 = round(box.x0 * scale), round(box.y0 * scale)
    return Box(x0, y0, max(x0 + 1, round(box.x1 * scale)), max(y0 + 1, round(box.y1 * scale)))
