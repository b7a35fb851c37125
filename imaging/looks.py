"""Looks: passes of the net over the whole picture, each at one scale and one turn, in tiles that all copies of the net share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.boxes import FACE_TO_COVER_HEIGHT, FACE_TO_COVER_WIDTH
from imaging.model import GRID_PX, FaceNet, FloatArray, RawFaces, RgbArray
from imaging.values import SAME_FACE_OVERLAP

FAINTEST_SCORE = 0.03  # weaker answers are noise; from here to "sure" a spot is looked at again
SURE_SCORE = 0.35
TILE_PIXELS = 360_000  # each copy of the net takes about 245 MB per million pixels: so the worker stays below 500 MB
TILE_OVERLAP_PX = 64  # larger faces are found by the coarser looks
SEAM_PX = 24  # so near to a seam the net takes the seam for a part of what it sees; the next tile sees it whole
SMALLEST_NATIVE_PX = 1280  # pictures up to here are seen enlarged by the look of that size

Place = tuple[int, int, int, int]  # a tile: x0, y0, x1, y1 in pixels of what a look shows to the net


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

    def size(self, image: RgbArray) -> tuple[int, int]:
        """Width and height of what the net sees, before it is turned."""
        height, width = image.shape[:2]
        scale = self.side_px / max(height, width) if self.side_px else 1.0
        return max(1, round(width * scale)), max(1, round(height * scale))


def run_look(net: FaceNet, image: RgbArray, look: Look) -> RawFaces:
    """The faces that one look finds, one box each, in pixels of `image` (as floats; parts may lie outside)."""
    return found_faces(run_looks(net, image, [look])[0], image, look)


def run_looks(
    net: FaceNet, image: RgbArray, looks: Sequence[Look], least: float = FAINTEST_SCORE, places: Sequence[Place] | None = None
) -> list[RawFaces]:
    """What each look says from `least` on, many boxes for one face, in pixels of `image`. places: the tiles, if not the whole picture.

    All tiles are handed to the net at once, the largest first: look by look, one of two cores had nothing to do for a third of the time.
    """
    views = [_view(image, look) for look in looks]
    tiled = [tiles(view.shape[1], view.shape[0]) if places is None else places for view in views]
    jobs = sorted(((index, place) for index, each in enumerate(tiled) for place in each), key=lambda job: -_pixels(job[1]))
    answers = net.run([views[index][y0:y1, x0:x1] for index, (x0, y0, x1, y1) in jobs], least)
    parts: list[list[RawFaces]] = [[] for _ in looks]
    for (index, place), found in zip(jobs, answers, strict=True):
        parts[index].append(_uncut(found, place, *views[index].shape[1::-1]))
    return [_in_picture(part, image, look) for part, look in zip(parts, looks, strict=True)]


def found_faces(found: RawFaces, image: RgbArray, look: Look) -> RawFaces:
    """One box for each face of a look, those too faint or too small for it left out."""
    scale = look.size(image)[0] / image.shape[1]
    large = (sides(found.boxes) * scale >= look.least_face_px) | (found.scores >= SURE_SCORE)
    chosen = large & (found.scores >= FAINTEST_SCORE)
    boxes, scores = found.boxes[chosen], found.scores[chosen]
    kept = strongest(boxes, scores)
    return RawFaces(boxes[kept], scores[kept])


def _view(image: RgbArray, look: Look) -> RgbArray:
    """What the look shows to the net."""
    size = look.size(image)
    shown = image
    if size != image.shape[1::-1]:
        how = cv2.INTER_AREA if size[0] < image.shape[1] else cv2.INTER_LINEAR
        shown = cv2.resize(image, size, interpolation=how).astype(np.uint8, copy=False)
    return np.rot90(shown, look.quarter_turns)


def _uncut(found: RawFaces, place: Place, width: int, height: int) -> RawFaces:
    """The tile's faces in pixels of the whole, without those at a seam: the next tile or a coarser look has them whole."""
    x0, y0, x1, y1 = place
    boxes = found.boxes + np.array([x0, y0, x0, y0], np.float32)
    low = np.array([x0 or -math.inf, y0 or -math.inf])
    high = np.array([x1 if x1 < width else math.inf, y1 if y1 < height else math.inf])
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    whole = (boxes[:, :2] > low) & (boxes[:, 2:] < high) & (middles >= low + SEAM_PX) & (middles <= high - SEAM_PX)
    kept = whole.all(axis=1)
    return RawFaces(boxes[kept], found.scores[kept])


def _in_picture(parts: Sequence[RawFaces], image: RgbArray, look: Look) -> RawFaces:
    """The tiles' boxes together, turned back and brought to the picture's scale."""
    width, height = look.size(image)
    boxes = turned_back(np.concatenate([part.boxes for part in parts]), look.quarter_turns, width, height)
    scale = np.array([image.shape[1] / width, image.shape[0] / height] * 2, np.float32)
    return RawFaces(boxes * scale, np.concatenate([part.scores for part in parts]))


def tiles(width: int, height: int) -> list[Place]:
    """Rectangles (x0, y0, x1, y1) of at most 0.36 million pixels that fill the picture and overlap by 64 px or more."""
    across = down = 1
    while _part(width, across) * _part(height, down) > TILE_PIXELS:
        if _part(width, across) >= _part(height, down):
            across += 1
        else:
            down += 1
    return [(x0, y0, x1, y1) for y0, y1 in _parts(height, down) for x0, x1 in _parts(width, across)]


def total_pixels(places: Sequence[Place]) -> int:
    """How much the net has to see."""
    return sum(_pixels(place) for place in places)


def _pixels(place: Place) -> int:
    x0, y0, x1, y1 = place
    return (x1 - x0) * (y1 - y0)


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


def strongest(boxes: FloatArray, scores: FloatArray) -> NDArray[np.intp]:
    """Which boxes (n, 4) mean no face that a stronger one means already, the strongest first."""
    waiting = np.argsort(-scores, kind="stable")
    kept: list[int] = []
    while waiting.size:
        kept.append(int(waiting[0]))
        waiting = waiting[1:][overlaps(boxes[waiting[0]], boxes[waiting[1:]]) < SAME_FACE_OVERLAP]
    return np.array(kept, np.intp)


def sides(boxes: FloatArray) -> FloatArray:
    """The side of a square as large as each box, (n,)."""
    return np.sqrt((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))


def overlaps(box: FloatArray, others: FloatArray | Sequence[FloatArray]) -> FloatArray:
    """Intersection over union of one box (4,) with others (n, 4), or of many (m, 1, 4) with others."""
    shared, area, areas = _areas(box, others)
    return np.asarray(shared / (area + areas - shared), np.float32)


def nested_share(box: FloatArray, others: Sequence[FloatArray]) -> float:
    """The largest share of the smaller box that lies in the other."""
    return float(nested_shares(box[None], np.asarray(others, np.float32))[0])


def nested_shares(boxes: FloatArray, others: FloatArray) -> FloatArray:
    """For each box (m, 4) the largest share of the smaller of two that it has in common with one of the others (n, 4)."""
    shared, area, areas = _areas(boxes[:, None], others)
    return np.asarray((shared / np.minimum(area, areas)).max(axis=1), np.float32)


def covered(box: FloatArray) -> FloatArray:
    """What the cover of a face's box hides at least, (4,)."""
    middle, reach = (box[:2] + box[2:]) / 2, (box[2:] - box[:2]) / 2 * np.array([FACE_TO_COVER_WIDTH, FACE_TO_COVER_HEIGHT], np.float32)
    return np.concatenate([middle - reach, middle + reach])


def hidden_share(box: FloatArray, covers: Sequence[FloatArray]) -> float:
    """The largest share of the box that lies under one of the covers."""
    shared, area, _ = _areas(box, covers)
    return float((shared / area).max())


def _areas(box: FloatArray, others: FloatArray | Sequence[FloatArray]) -> tuple[FloatArray, FloatArray, FloatArray]:
    """What the box shares with each of the others (n,), its own area, and theirs (n,)."""
    many = np.asarray(others, np.float32).reshape(-1, 4)
    wide = np.minimum(box[..., 2], many[:, 2]) - np.maximum(box[..., 0], many[:, 0])
    high = np.minimum(box[..., 3], many[:, 3]) - np.maximum(box[..., 1], many[:, 1])
    area = (box[..., 2] - box[..., 0]) * (box[..., 3] - box[..., 1])
    return np.maximum(wide, 0) * np.maximum(high, 0), area, (many[:, 2] - many[:, 0]) * (many[:, 3] - many[:, 1])
