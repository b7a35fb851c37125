"""Carry boxes from one frame to the next by what moves inside them, and notice where a scene is cut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from imaging.model import FloatArray, RgbArray

GreyArray = NDArray[np.uint8]  # (h, w), a small copy of a frame

FLOW_SIDE_PX = 640  # long side of the small grey copies: a face of 20 px in 720p is still 10 px wide
POINTS_A_SIDE = 7  # points of a box that are followed: 7 × 7
BACK_AGAIN_PX = 1.0  # a point must come back to so near to where it began
LEAST_SHARE = 0.4  # of the points that come back; fewer, and the box is lost
MOST_SCATTER = 0.12  # of the box's side: points that go different ways do not belong to one head
MOST_GROWTH = 1.15  # from one frame to the next
CUT_LEVELS, CUT_SHARE = 24, 0.55  # a cut: so many parts of the picture change by so many levels of 255
STEP_SHRINK = 2  # the picture's step is looked for on copies so much smaller
LEAST_SURENESS, LEAST_STEP_PX = 0.3, 3.0
MOST_LEFT, BETTER_SHARE, STEP_LEVELS = 0.8, 1.5, 2.0  # of the difference; of the parts that get worse; what counts, of 255
_CUT_GRID = (32, 18)
_WINDOW_PX, _LEVELS = (15, 15), 3


def small_grey(rgb: RgbArray) -> GreyArray:
    """The grey copy on which motion is followed, 640 px long at most."""
    scale = min(1.0, FLOW_SIDE_PX / max(rgb.shape[:2]))
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return grey.astype(np.uint8, copy=False)


def is_cut(before: GreyArray, after: GreyArray) -> bool:
    """Whether another scene begins: most of the picture changes at once. A flash counts as one too, which costs a look and no more."""
    one, other = (cv2.resize(grey, _CUT_GRID, interpolation=cv2.INTER_AREA).astype(np.int16) for grey in (before, after))
    return bool((np.abs(one - other) > CUT_LEVELS).mean() > CUT_SHARE)


def carry(before: GreyArray, after: GreyArray, boxes: Sequence[FloatArray]) -> list[FloatArray | None]:
    """Where each box is on the other frame, or None where that cannot be told. boxes: (4,) floats, pixels of the grey copies."""
    if not boxes:
        return []
    points = np.concatenate([_grid(box) for box in boxes])
    there, is_there = _follow(before, after, points)
    back, is_back = _follow(after, before, there)
    astray = np.linalg.norm(back - points, axis=1)
    kept = is_there & is_back & (astray <= BACK_AGAIN_PX)
    count = POINTS_A_SIDE**2
    parts = [slice(index * count, (index + 1) * count) for index in range(len(boxes))]
    return [_moved(box, points[part], there[part], kept[part]) for box, part in zip(boxes, parts, strict=True)]


def camera_step(before: GreyArray, after: GreyArray) -> FloatArray | None:
    """How far the whole picture moved, (2,) x and y in pixels of the grey copies; None where that cannot be told or is hardly anything.

    For boxes that were lost: a camera that is swung smears every face, but the room as a whole still tells where they went.
    """
    one, other = (_for_steps(grey) for grey in (before, after))
    (x, y), sureness = cv2.phaseCorrelate(one.copy(), other.copy(), _window(one.shape))  # it fades what it is given
    is_told = sureness >= LEAST_SURENESS and max(abs(x), abs(y)) * STEP_SHRINK >= LEAST_STEP_PX
    return np.array([x, y], np.float32) * STEP_SHRINK if is_told and _explains(one, other, round(x), round(y)) else None


def _explains(one: FloatArray, other: FloatArray, x: int, y: int) -> bool:
    """Whether the difference goes, over more of the picture than it comes, when it is moved by that step: a head alone moves no room."""
    height, width = one.shape
    if abs(x) >= width // 2 or abs(y) >= height // 2:
        return False
    now = other[max(0, y) : height + min(0, y), max(0, x) : width + min(0, x)]
    then = one[max(0, -y) : height + min(0, -y), max(0, -x) : width + min(0, -x)]
    still = one[max(0, y) : height + min(0, y), max(0, x) : width + min(0, x)]
    moved, unmoved = np.abs(now - then), np.abs(now - still)
    better, worse = (moved < unmoved - STEP_LEVELS).sum(), (moved > unmoved + STEP_LEVELS).sum()
    return bool(moved.mean() < MOST_LEFT * unmoved.mean() and better > BETTER_SHARE * worse)


def _for_steps(grey: GreyArray) -> FloatArray:
    size = (max(16, grey.shape[1] // STEP_SHRINK), max(16, grey.shape[0] // STEP_SHRINK))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.float32)


@lru_cache(maxsize=2)
def _window(shape: tuple[int, int]) -> FloatArray:
    """Fades a picture out towards its edges, where what moves comes and goes."""
    return np.asarray(cv2.createHanningWindow(shape[::-1], cv2.CV_32F), np.float32)


def _grid(box: FloatArray) -> FloatArray:
    """Points inside the box, away from its edges, where the background begins."""
    x0, y0, x1, y1 = box
    along = np.linspace(0.15, 0.85, POINTS_A_SIDE)
    across, down = np.meshgrid(x0 + along * (x1 - x0), y0 + along * (y1 - y0))
    return np.stack([across.ravel(), down.ravel()], axis=1).astype(np.float32)


def _follow(before: GreyArray, after: GreyArray, points: FloatArray) -> tuple[FloatArray, NDArray[np.bool_]]:
    start = points.reshape(-1, 1, 2)
    there, status, _ = cv2.calcOpticalFlowPyrLK(before, after, start, start.copy(), winSize=_WINDOW_PX, maxLevel=_LEVELS)
    return np.asarray(there, np.float32).reshape(-1, 2), np.asarray(status).ravel() == 1


def _moved(box: FloatArray, points: FloatArray, there: FloatArray, kept: NDArray[np.bool_]) -> FloatArray | None:
    """The box moved and scaled as the middle one of its points is."""
    if kept.mean() < LEAST_SHARE:
        return None
    points, there = points[kept], there[kept]
    steps = there - points
    middle_step = np.median(steps, axis=0)
    sides = box[2:] - box[:2]
    centre = (box[:2] + box[2:]) / 2
    growth = float(np.clip(_growth(points, there), 1 / MOST_GROWTH, MOST_GROWTH))
    expected = middle_step + (points - np.median(points, axis=0)) * (growth - 1)
    scatter = np.median(np.linalg.norm(steps - expected, axis=1))
    if scatter > MOST_SCATTER * sides.max():
        return None
    new_centre = centre + middle_step + (centre - np.median(points, axis=0)) * (growth - 1)
    return np.concatenate([new_centre - sides * growth / 2, new_centre + sides * growth / 2]).astype(np.float32)


def _growth(points: FloatArray, there: FloatArray) -> float:
    """How much farther apart the points are, by the middle one of their distances."""
    half = len(points) // 2
    before = np.linalg.norm(points[:half] - points[-half:], axis=1)
    after = np.linalg.norm(there[:half] - there[-half:], axis=1)
    far = before > 1
    return float(np.median(after[far] / before[far])) if far.any() else 1.0
