"""Cutting a picture where that hides somebody just as well as a cover. Boxes are pixels of the kept picture."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.boxes import GRID_PX, Box, on_grid

LEAST_SHARE = 0.4  # of the picture's area: below, a family gets a face and nothing of what the child does
LONGEST_SHAPE = 2.0  # long side to short side; a strip is no picture


@dataclass(frozen=True, slots=True)
class Offer:
    """A part of the picture to keep, and how many covers are gone with the rest."""

    box: Box
    gone: int


def offered_crop(width: int, height: int, keep: Sequence[Box], hide: Sequence[Box]) -> Offer | None:
    """The rectangle that loses most of the covers in `hide`, and the largest of those; None when cutting hides nobody well.

    keep: the covers that faces would have which some journal may show: all of each stays, hair and ears and a margin.
    hide: the covers of what no journal may show. One that lies between the kept faces stays where it is, covered.
    The rectangle lies on the 16-px grid, keeps LEAST_SHARE of the picture and is no longer than LONGEST_SHAPE (or than the picture).
    """
    if not keep or not hide:
        return None
    core = enclosing(keep).inside(width, height)
    longest = max(LONGEST_SHAPE, width / height, height / width)
    best: Offer | None = None
    for box, gone in candidates(width, height, core, hide):
        if max(box.width, box.height) > longest * min(box.width, box.height):
            continue
        if best is None or (gone, box.area) > (best.gone, best.box.area):
            best = Offer(box, gone)
    return best


def enclosing(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of them. Raises IndexError when there is none."""
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.around(box)
    return whole


def candidates(width: int, height: int, core: Box, hide: Sequence[Box]) -> Iterator[tuple[Box, int]]:
    """Every rectangle around `core`, large enough, whose edges are the picture's or a cover's, with the number of covers outside."""
    for x0 in edges(0, (round_up(box.x1) for box in hide), upto=core.x0):
        for x1 in edges(width, (round_down(box.x0) for box in hide), down_to=core.x1):
            least_px = LEAST_SHARE * width * height / (x1 - x0)
            if least_px > height:
                continue  # too narrow whatever is kept of its height: most pairs of a crowd
            beside = [box for box in hide if box.x1 > x0 and box.x0 < x1]
            above = sorted(round_up(box.y1) for box in beside)
            below = sorted(round_down(box.y0) for box in beside)
            lost = len(hide) - len(beside)
            bottoms = edges(height, below, down_to=core.y1)
            for y0 in edges(0, above, upto=core.y0):
                for y1 in bottoms:
                    if y1 - y0 < least_px:
                        continue
                    gone = lost + bisect_right(above, y0) + len(below) - bisect_left(below, y1)
                    if gone:
                        yield Box(x0, y0, x1, y1), gone


def edges(border: int, of_covers: Iterator[int] | Sequence[int], *, upto: int | None = None, down_to: int | None = None) -> list[int]:
    """The border, and the edges of covers between it and the core."""
    fitting = {edge for edge in of_covers if (upto is None or 0 < edge <= upto) and (down_to is None or down_to <= edge < border)}
    return [border, *sorted(fitting)]


def round_up(edge: int) -> int:
    """To the grid, away from the cover that ends there."""
    return -(-edge // GRID_PX) * GRID_PX


def round_down(edge: int) -> int:
    """To the grid, away from the cover that begins there."""
    return edge // GRID_PX * GRID_PX


def settled_crop(box: Box, width: int, height: int) -> Box | None:
    """A crop as it may be kept: rounded outwards to the grid, inside the picture; None when it is all of it.

    Raises ValueError when it lies outside.
    """
    crop = on_grid(box.x0, box.y0, box.x1, box.y1).inside(width, height)
    return None if crop == Box(0, 0, width, height) else crop


def is_left(cover: Box, crop: Box | None) -> bool:
    """Whether anything of the cover lies in what is kept: a face that is cut in two is still covered."""
    return crop is None or cover.shared_area(crop) > 0


def cut(box: Box, crop: Box | None) -> Box:
    """What is left of the box, counted from the corner of what is kept. Raises ValueError when nothing is left."""
    if crop is None:
        return box
    return Box(
        max(0, box.x0 - crop.x0),
        max(0, box.y0 - crop.y0),
        min(crop.width, box.x1 - crop.x0),
        min(crop.height, box.y1 - crop.y0),
    )
