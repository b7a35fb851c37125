"""The last look before a picture leaves: is there a face that is neither covered nor allowed?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from domain.boxes import Box
from imaging.faces import GATE_LOOKS, Search
from imaging.model import FaceNet, RgbArray
from imaging.relook import look_again
from imaging.values import SAME_FACE_OVERLAP, Tier

COVERED_SHARE = 0.5  # of a face's box under covers: less, and a person could still be known
CERTAIN_SCORE, AGAIN_SCORE = 0.5, 0.2
PART_SHARE = 0.8  # of a found box inside an allowed face: a part of that face


def left_uncovered(net: FaceNet, image: RgbArray, regions: Sequence[Box], seen: Sequence[Box], scale: float = 1.0) -> tuple[Box, ...]:
    """The tier-1 faces in the covered `image` that nobody allowed. regions, seen: pixels of the picture before `scale` made it smaller."""
    covers, allowed = [_scaled(box, scale) for box in regions], [_scaled(box, scale) for box in seen]
    faces = [face for face in Search(net, image, GATE_LOOKS, again=False).finish() if face.tier is Tier.FACE]
    left = [face for face in faces if not _is_covered(face.box, covers) and not _is_allowed(face.box, allowed)]
    return tuple(face.box for face in left if face.score >= CERTAIN_SCORE or _is_seen_again(net, image, face.box))


def _is_seen_again(net: FaceNet, image: RgbArray, box: Box) -> bool:
    """Whether a face that is not certain stands a second look: what hangs out around a cover is often half a pattern."""
    edges = np.array([box.x0, box.y0, box.x1, box.y1], np.float32)
    return bool(look_again(net, image, [edges])[0] >= AGAIN_SCORE)


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
