"""Proof that a covered picture is what was ordered: every region its drawing, everything else the searched original."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from domain.boxes import GRID_PX, Box, on_grid
from imaging.covers import PICKS, tile
from imaging.encode import decode_own, encode_jpeg
from imaging.keep import shrink
from imaging.model import FloatArray, RgbArray

DRAWN_LEVELS = 8.0  # of 255: how far a block's mean may be from the drawing's after coding; measured at most 5
COLOUR_REACH_PX = 2  # coded colour is half as fine: so far a cover tints what lies beside it
Mask = NDArray[np.bool_]


def unproved(original: RgbArray, written: RgbArray, regions: Sequence[Box]) -> tuple[Box, ...]:
    """Where `written` is not as ordered, in its pixels: regions that are not drawn, and blocks of 16 px that are not the original's.

    original: the searched pixels; written: those of the file that is to leave, perhaps smaller; regions: pixels of `original`, in the order
    of drawing. The original is coded the same way: JPEG codes blocks by themselves, so outside the covers both must be equal to the bit.
    """
    expected = shrink(original, max(written.shape[:2]))
    if expected.shape != written.shape:
        return (Box(0, 0, written.shape[1], written.shape[0]),)
    across, down = written.shape[1] / original.shape[1], written.shape[0] / original.shape[0]
    differs = (decode_own(encode_jpeg(expected)) != written).any(axis=2)
    for region in regions:
        _forget(differs, on_grid(region.x0, region.y0, region.x1, region.y1), across, down)
    places = [on_grid(r.x0 * across, r.y0 * down, r.x1 * across, r.y1 * down).inside(*written.shape[1::-1]) for r in regions]
    return (*_not_drawn(written, places), *_blocks(differs))


def _forget(differs: Mask, covered: Box, across: float, down: float) -> None:
    """Leave out the cover: in a smaller picture every block that it reaches, for it was drawn before the picture shrank."""
    x0, y0, x1, y1 = covered.x0 * across, covered.y0 * down, covered.x1 * across, covered.y1 * down
    mixed = 0 if across == 1 == down else 1  # px that shrinking mixes with the cover
    box = on_grid(math.floor(x0) - mixed, math.floor(y0) - mixed, math.ceil(x1) + mixed, math.ceil(y1) + mixed)
    reach = COLOUR_REACH_PX
    differs[max(0, box.y0 - reach) : box.y1 + reach, max(0, box.x0 - reach) : box.x1 + reach] = False


def _not_drawn(written: RgbArray, places: Sequence[Box]) -> list[Box]:
    """The places that show no drawing. The last drawn is on top: each is judged by what no later one hides."""
    hidden = np.zeros(written.shape[:2], bool)
    missing = []
    for place in reversed(places):
        part = slice(place.y0, place.y1), slice(place.x0, place.x1)
        shown = ~hidden[part]
        if shown.any() and not _is_drawing(written[part], shown):
            missing.append(place)
        hidden[part] = True
    return missing


def _is_drawing(part: RgbArray, shown: Mask) -> bool:
    """Whether what is shown of the part is one of the drawings of that size, in each block of it."""
    height, width = shown.shape
    if shown.all():
        means = _means(part)
        return any(np.abs(means - _drawn_means(width, height, pick)).max() <= DRAWN_LEVELS for pick in range(PICKS))
    means, shares = _means(part * shown[..., None]), _means(shown[..., None].astype(np.uint8) * np.uint8(255)) / 255
    drawn = (_means(tile(width, height, pick) * shown[..., None]) for pick in range(PICKS))
    return any((np.abs(means - each) <= DRAWN_LEVELS * shares + 1).all() for each in drawn)


@lru_cache(maxsize=1024)  # the renditions of one photo ask for the same sizes
def _drawn_means(width: int, height: int, pick: int) -> FloatArray:
    return _means(tile(width, height, pick))


def _means(image: NDArray[np.uint8]) -> FloatArray:
    """The mean of every block of 16 × 16 px, (rows, columns, channels); what a block at the edge lacks is repeated."""
    height, width = image.shape[:2]
    whole = cv2.copyMakeBorder(image, 0, -height % GRID_PX, 0, -width % GRID_PX, cv2.BORDER_REPLICATE)
    size = (whole.shape[1] // GRID_PX, whole.shape[0] // GRID_PX)
    small = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32).reshape(size[1], size[0], -1)


def _blocks(differs: Mask) -> list[Box]:
    """The blocks in which anything differs."""
    height, width = differs.shape
    places = {(int(y) // GRID_PX, int(x) // GRID_PX) for y, x in np.argwhere(differs)}
    corners = [(column * GRID_PX, row * GRID_PX) for row, column in sorted(places)]
    return [Box(x, y, x + GRID_PX, y + GRID_PX).inside(width, height) for x, y in corners]
