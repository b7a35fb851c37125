"""Looks: one pass of the net over the whole picture, at one scale and one turn, in tiles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from imaging.model import GRID_PX, FaceNet, FloatArray, RawFaces, RgbArray
from imaging.values import SAME_FACE_OVERLAP

FAINTEST_SCORE = 0.05  # weaker answers are noise; from here to "sure" a spot is looked at again
SURE_SCORE = 0.35
TILE_PIXELS = 360_000  # each copy of the net takes about 245 MB per million pixels: so the worker stays below 500 MB
TILE_OVERLAP_PX = 64  # larger faces are found by the coarser looks
SMALLEST_NATIVE_PX = 1280  # pictures up to here are seen enlarged by the look of that size


@dataclass(frozen=True, slots=True)
class Look:
    """One pass. side_px: the long side that the net sees (0 = as large as the picture is); quarter_turns: anticlockwise.

    Faces smaller than least_face_px, as the net sees them, count only when sure: a finer look sees them better.
    """

    side_px: int
    quarter_turns: int = 0
    least_face_px: int = 0

    def suits(self, long_side: int) -> bool:
        """Whether the look adds something for a picture of that size."""
        return self.side_px > 0 or long_side > SMALLEST_NATIVE_PX


def run_look(net: FaceNet, image: RgbArray, look: Look) -> RawFaces:
    """The faces that one look finds, one box each, in pixels of `image` (as floats; parts may lie outside)."""
    height, width = image.shape[:2]
    scale = look.side_px / max(height, width) if look.side_px else 1.0
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    shown = image if scale == 1.0 else cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    found = _run_tiles(net, np.rot90(shown, look.quarter_turns).astype(np.uint8, copy=False))
    found = one_per_face(_large_enough(found, look.least_face_px))
    boxes = turned_back(found.boxes, look.quarter_turns, *size)
    return RawFaces(boxes * np.array([width / size[0], height / size[1]] * 2, np.float32), found.scores)


def _run_tiles(net: FaceNet, image: RgbArray) -> RawFaces:
    height, width = image.shape[:2]
    places = tiles(width, height)
    answers = net.run([image[y0:y1, x0:x1] for x0, y0, x1, y1 in places], FAINTEST_SCORE)
    whole = [_uncut(found, place, width, height) for found, place in zip(answers, places, strict=True)]
    return RawFaces(np.concatenate([found.boxes for found in whole]), np.concatenate([found.scores for found in whole]))


def _uncut(found: RawFaces, place: tuple[int, int, int, int], width: int, height: int) -> RawFaces:
    """The tile's faces in pixels of the whole, without those that a seam cuts: the next tile or a coarser look has them whole."""
    x0, y0, x1, y1 = place
    boxes = found.boxes + np.array([x0, y0, x0, y0], np.float32)
    inner = np.array([x0 or -math.inf, y0 or -math.inf, x1 if x1 < width else math.inf, y1 if y1 < height else math.inf])
    kept = (boxes[:, :2] > inner[:2]).all(axis=1) & (boxes[:, 2:] < inner[2:]).all(axis=1)
    return RawFaces(boxes[kept], found.scores[kept])


def tiles(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Rectangles (x0, y0, x1, y1) of at most 0.36 million pixels that fill the picture and overlap by 64 px or more."""
    across = down = 1
    while _part(width, across) * _part(height, down) > TILE_PIXELS:
        if _part(width, across) >= _part(height, down):
            across += 1
        else:
            down += 1
    return [(x0, y0, x1, y1) for y0, y1 in _parts(height, down) for x0, x1 in _parts(width, across)]


def _part(length: int, parts: int) -> int:
    """The length of each of `parts` overlapping parts, on the net's grid where there are several."""
    if parts == 1:
        return length
    return math.ceil((length + (parts - 1) * TILE_OVERLAP_PX) / parts / GRID_PX) * GRID_PX


def _parts(length: int, parts: int) -> list[tuple[int, int]]:
    part = _part(length, parts)
    starts = [0] if parts == 1 else [round(index * (length - part) / (parts - 1)) for index in range(parts)]
    return [(start, start + part) for start in starts]


def turned_back(boxes: FloatArray, quarter_turns: int, width: int, height: int) -> FloatArray:
    """Boxes of a picture turned anticlockwise, in pixels of the upright one of `width` × `height` px."""
    x0, y0, x1, y1 = boxes.T
    match quarter_turns:  # one turn takes (x, y) to (y, width - x); this is its way back
        case 1:
            x0, y0, x1, y1 = width - y1, x0, width - y0, x1
        case 2:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        case 3:
            x0, y0, x1, y1 = y0, height - x1, y1, height - x0
    return np.stack([x0, y0, x1, y1], axis=1)


def _large_enough(found: RawFaces, least_px: int) -> RawFaces:
    sides = np.sqrt((found.boxes[:, 2] - found.boxes[:, 0]) * (found.boxes[:, 3] - found.boxes[:, 1]))
    chosen = (sides >= least_px) | (found.scores >= SURE_SCORE)
    return RawFaces(found.boxes[chosen], found.scores[chosen])


def one_per_face(found: RawFaces) -> RawFaces:
    """The best box of every face within one look."""
    kept: list[int] = []
    for index in np.argsort(-found.scores, kind="stable"):
        if not kept or overlaps(found.boxes[index], found.boxes[kept]).max() < SAME_FACE_OVERLAP:
            kept.append(int(index))
    return RawFaces(found.boxes[kept], found.scores[kept])


def overlaps(box: FloatArray, others: FloatArray | Sequence[FloatArray]) -> FloatArray:
    """Intersection over union of one box (4,) with others (n, 4)."""
    shared, area, areas = _areas(box, others)
    return np.asarray(shared / (area + areas - shared), np.float32)


def nested_share(box: FloatArray, others: Sequence[FloatArray]) -> float:
    """The largest share of the smaller box that lies in the other."""
    shared, area, areas = _areas(box, others)
    return float((shared / np.minimum(area, areas)).max())


def _areas(box: FloatArray, others: FloatArray | Sequence[FloatArray]) -> tuple[FloatArray, float, FloatArray]:
    """What the box shares with each of the others (n,), its own area, and theirs (n,)."""
    many = np.asarray(others, np.float32).reshape(-1, 4)
    wide = np.minimum(box[2], many[:, 2]) - np.maximum(box[0], many[:, 0])
    high = np.minimum(box[3], many[:, 3]) - np.maximum(box[1], many[:, 1])
    areas = (many[:, 2] - many[:, 0]) * (many[:, 3] - many[:, 1])
    return np.clip(wide, 0, None) * np.clip(high, 0, None), float((box[2] - box[0]) * (box[3] - box[1])), areas
