"""Where the picture lies in the view: fitting, zooming, panning, and which region a tap means. Plain numbers, no Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from domain.boxes import GRID_PX, Box, on_grid
from domain.ids import RegionId

CLOSEST = 6.0  # times the fitted size: a face of 20 px fills a thumb
NEAR_PX = 24.0  # half a target: a tap this far from a small cover still means it
SMALLEST_PX = GRID_PX  # a drawn cover is at least one block of the grid


class HasCover(Protocol):
    """Anything that a tap can mean."""

    @property
    def id(self) -> RegionId:
        """The region."""

    @property
    def cover(self) -> Box:
        """The rectangle that is drawn, in pixels of the kept picture."""


Region = TypeVar("Region", bound=HasCover)


@dataclass(frozen=True, slots=True)
class Size:
    """A width and a height in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placement:
    """view = picture × scale + (left, top); all in view pixels."""

    scale: float
    left: float
    top: float

    def to_view(self, box: Box) -> tuple[float, float, float, float]:
        """The box as x, y, width, height in view pixels."""
        return (
            box.x0 * self.scale + self.left,
            box.y0 * self.scale + self.top,
            box.width * self.scale,
            box.height * self.scale,
        )

    def to_picture(self, x: float, y: float) -> tuple[float, float]:
        """The point of the picture that lies under a point of the view."""
        return (x - self.left) / self.scale, (y - self.top) / self.scale


def fit(picture: Size, view: Size) -> Placement:
    """The whole picture, as large as the view allows, centred: nothing of it may hide outside the view."""
    scale = min(view.width / picture.width, view.height / picture.height)
    return Placement(scale, (view.width - picture.width * scale) / 2, (view.height - picture.height * scale) / 2)


def zoomed(now: Placement, factor: float, x: float, y: float, *, picture: Size, view: Size) -> Placement:
    """`now` made larger by `factor` with the point under (x, y) kept in place, between the fitted size and CLOSEST times it."""
    fitted = fit(picture, view)
    scale = min(max(now.scale * factor, fitted.scale), fitted.scale * CLOSEST)
    at_x, at_y = now.to_picture(x, y)
    return settled(Placement(scale, x - at_x * scale, y - at_y * scale), picture=picture, view=view)


def panned(now: Placement, dx: float, dy: float, *, picture: Size, view: Size) -> Placement:
    """`now` pushed by (dx, dy) view pixels, no further than its edges."""
    return settled(Placement(now.scale, now.left + dx, now.top + dy), picture=picture, view=view)


def settled(now: Placement, *, picture: Size, view: Size) -> Placement:
    """`now` without a gap at one side while the picture is larger than the view, and centred where it is smaller."""
    return Placement(
        now.scale,
        along(now.left, picture.width * now.scale, view.width),
        along(now.top, picture.height * now.scale, view.height),
    )


def along(start: float, length: float, room: float) -> float:
    """The start of something `length` long within `room`: centred when it fits, else clamped."""
    return (room - length) / 2 if length <= room else min(0.0, max(room - length, start))


def showing(box: Box, now: Placement, *, picture: Size, view: Size) -> Placement:
    """`now` panned just so far that the box is centred, if the picture allows; unchanged when the box is wholly in view."""
    x, y, width, height = now.to_view(box)
    if x >= 0 and y >= 0 and x + width <= view.width and y + height <= view.height:
        return now
    return panned(now, view.width / 2 - x - width / 2, view.height / 2 - y - height / 2, picture=picture, view=view)


def meant_by(regions: Iterable[Region], x: float, y: float, placement: Placement) -> Region | None:
    """The region that a tap at (x, y) of the view means: the one whose middle is nearest among those touched or nearly touched."""
    near = [region for region in regions if gap(region.cover, x, y, placement) <= NEAR_PX]
    return min(near, key=lambda region: (gap(region.cover, x, y, placement) > 0, from_middle(region.cover, x, y, placement)), default=None)


def gap(box: Box, x: float, y: float, placement: Placement) -> float:
    """How far the point lies outside the box, in view pixels; 0 inside."""
    left, top, width, height = placement.to_view(box)
    return math.hypot(max(left - x, 0.0, x - left - width), max(top - y, 0.0, y - top - height))


def from_middle(box: Box, x: float, y: float, placement: Placement) -> float:
    """The distance from the middle of the box, in view pixels."""
    left, top, width, height = placement.to_view(box)
    return math.hypot(left + width / 2 - x, top + height / 2 - y)


def drawn_box(one: tuple[float, float], other: tuple[float, float], width: int, height: int) -> Box | None:
    """The cover between two corners in picture pixels, rounded outwards to the grid; None when it is too thin or outside to mean one."""
    x0, x1 = sorted((one[0], other[0]))
    y0, y1 = sorted((one[1], other[1]))
    if x1 - x0 < SMALLEST_PX / 2 or y1 - y0 < SMALLEST_PX / 2:
        return None
    try:
        return on_grid(x0, y0, x1, y1).inside(width, height)
    except ValueError:
        return None


def moved_box(box: Box, dx: float, dy: float, width: int, height: int) -> Box:
    """The box pushed by (dx, dy) picture pixels on the grid, wholly inside the picture and of the same size."""
    x0 = round((box.x0 + dx) / GRID_PX) * GRID_PX
    y0 = round((box.y0 + dy) / GRID_PX) * GRID_PX
    x0, y0 = min(max(0, x0), width - box.width), min(max(0, y0), height - box.height)
    return Box(x0, y0, x0 + box.width, y0 + box.height)
