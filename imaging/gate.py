"""The last look before a picture leaves: is there a face that is neither covered nor allowed?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from domain.boxes import Box
from imaging.faces import GATE_LOOKS, Search
from imaging.model import FaceNet, RgbArray
from imaging.values import SAME_FACE_OVERLAP, Tier

COVERED_SHARE = 0.5  # of a face's box under covers: less, and a person could still be known


def left_uncovered(net: FaceNet, image: RgbArray, regions: Sequence[Box], seen: Sequence[Box], scale: float = 1.0) -> tuple[Box, ...]:
    """The tier-1 faces in the covered `image` that nobody allowed. regions, seen: pixels of the picture before `scale` made it smaller."""
    covers, allowed = [_scaled(box, scale) for box in regions], [_scaled(box, scale) for box in seen]
    sure = [face.box for face in Search(net, image, GATE_LOOKS, again=False).finish() if face.tier is Tier.FACE]
    return tuple(box for box in sure if not _is_covered(box, covers) and not _is_allowed(box, allowed))


def _is_covered(face: Box, covers: Sequence[Box]) -> bool:
    hidden = np.zeros((face.height, face.width), bool)
    for cover in covers:
        across = slice(max(0, cover.x0 - face.x0), max(0, cover.x1 - face.x0))
        hidden[max(0, cover.y0 - face.y0) : max(0, cover.y1 - face.y0), across] = True
    return bool(hidden.mean() >= COVERED_SHARE)


def _is_allowed(face: Box, allowed: Sequence[Box]) -> bool:
    return any(face.overlap(box) >= SAME_FACE_OVERLAP for box in allowed)


def _scaled(box: Box, scale: float) -> Box:
    x0, y0 = round(box.x0 * scale), round(box.y0 * scale)
    return Box(x0, y0, max(x0 + 1, round(box.x1 * scale)), max(y0 + 1, round(box.y1 * scale)))
