"""Covers: opaque friendly tiles over regions of a picture. A cover is a function of its size and a random pick, of nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import cv2
import numpy as np

from domain.boxes import Box, on_grid
from imaging.drawings import MARKS, THEMES, Drawing, Theme, disc
from imaging.model import RgbArray

PICKS = len(THEMES) * len(MARKS)  # every theme with every mark
DISC_SHARE = 0.92  # of the tile's shorter side
LEAST_DRAWING_PX = 24  # below, a plain tile: a drawing would be a smudge
_SUBPIXEL_BITS = 4


def random_pick() -> int:
    """A pick by the operating system's chance: never by child or face, for a cover that stays would be a pseudonym."""
    return int.from_bytes(os.urandom(8)) % PICKS


def cover(image: RgbArray, regions: Sequence[Box], pick: Callable[[], int] = random_pick) -> RgbArray:
    """A copy of `image` in which nothing of what lay inside `regions` is left; parts outside the picture are cut off.

    image: (H, W, 3) uint8 RGB. Regions are rounded outwards to the 16-px grid: no JPEG block mixes a cover with the picture.
    """
    height, width = image.shape[:2]
    covered = image.copy()
    for region in regions:
        box = on_grid(region.x0, region.y0, region.x1, region.y1).inside(width, height)
        covered[box.y0 : box.y1, box.x0 : box.x1] = tile(box.width, box.height, pick())
    return covered


def cover_smaller(image: RgbArray, regions: Sequence[Box], max_side: int, pick: Callable[[], int] = random_pick) -> RgbArray:
    """The covered picture with a long side of at most `max_side` px, covers crisp.

    Covered before it shrinks, so that no covered pixel is mixed into its surroundings; then drawn once more, for hard edges.
    """
    height, width = image.shape[:2]
    scale = max_side / max(width, height)
    if scale >= 1:
        return cover(image, regions, pick)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(cover(image, regions, pick), size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    across, down = size[0] / width, size[1] / height
    return cover(small, [on_grid(r.x0 * across, r.y0 * down, r.x1 * across, r.y1 * down) for r in regions], pick)


def tile(width: int, height: int, pick: int) -> RgbArray:
    """The opaque cover of that size: pastel to its hard edges, a disc and a mark in the middle. pick: 0 to PICKS - 1."""
    theme, mark = THEMES[pick % len(THEMES)], MARKS[pick // len(THEMES) % len(MARKS)]
    canvas = np.full((height, width, 3), theme.tile, np.uint8)
    if min(width, height) >= LEAST_DRAWING_PX:
        for drawing in (disc(), mark()):
            _paint(canvas, drawing, theme)
    return canvas


def _paint(canvas: RgbArray, drawing: Drawing, theme: Theme) -> None:
    """Fill the drawing's outlines; soft edges lie well inside the tile."""
    height, width = canvas.shape[:2]
    radius = min(width, height) * DISC_SHARE / 2
    for outline, paint in drawing:
        points = (outline * radius + (width / 2 - 0.5, height / 2 - 0.5)) * (1 << _SUBPIXEL_BITS)
        cv2.fillPoly(canvas, [np.round(points).astype(np.int32)], theme.colour(paint), cv2.LINE_AA, _SUBPIXEL_BITS)
