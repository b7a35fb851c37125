"""Pulling a rectangle by its edges, its corners or its middle: a drawn cover, or the frame of a cut. Plain numbers, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.room.face_review.geometry import Placement, moved_box
from domain.boxes import GRID_PX, Box

REACH_PX = 24.0  # half a target, in view pixels: so far from an edge a finger still means it
CORNERS = ((True, True), (False, True), (True, False), (False, False))  # left or right, top or bottom


@dataclass(frozen=True, slots=True)
class Grip:
    """Which edges follow the finger; all four = the whole moves."""

    left: bool = False
    top: bool = False
    right: bool = False
    bottom: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the size stays."""
        return self.left and self.right


WHOLE = Grip(True, True, True, True)
END = Grip(right=True, bottom=True)
START = Grip(left=True, top=True)


def grip_at(box: Box, x: float, y: float, placement: Placement) -> Grip | None:
    """What a finger at (x, y) of the view takes hold of: a near corner or edge, the middle, or nothing outside."""
    left, top, width, height = placement.to_view(box)
    if not (left - REACH_PX <= x <= left + width + REACH_PX and top - REACH_PX <= y <= top + height + REACH_PX):
        return None
    across, down = min(REACH_PX, width / 3), min(REACH_PX, height / 3)  # a small cover keeps a middle to be moved by
    grip = Grip(left=x < left + across, top=y < top + down, right=x > left + width - across, bottom=y > top + height - down)
    return grip if grip != Grip() else WHOLE


def pulled(box: Box, grip: Grip, dx: float, dy: float, width: int, height: int, least: int = GRID_PX) -> Box:
    """The box after its grip moved by (dx, dy) picture pixels: on the grid, inside the picture, at least `least` px wide and high."""
    if grip.is_whole:
        return moved_box(box, dx, dy, width, height)
    x0 = min(snapped(box.x0 + dx, width), box.x1 - least) if grip.left else box.x0
    y0 = min(snapped(box.y0 + dy, height), box.y1 - least) if grip.top else box.y0
    x1 = max(snapped(box.x1 + dx, width), box.x0 + least) if grip.right else box.x1
    y1 = max(snapped(box.y1 + dy, height), box.y0 + least) if grip.bottom else box.y1
    return Box(max(0, x0), max(0, y0), min(width, x1), min(height, y1))


def snapped(edge: float, limit: int) -> int:
    """The nearest line of the grid inside the picture; its far edge counts as one."""
    return limit if edge >= limit - GRID_PX / 2 else max(0, round(edge / GRID_PX) * GRID_PX)


def nearest_corner(box: Box, x: float, y: float) -> tuple[Grip, float, float]:
    """The corner nearest to a point of the picture, and how far it would have to move there: the way of a drag without dragging."""

    def far(corner: tuple[bool, bool]) -> float:
        at_x, at_y = corner_of(box, *corner)
        return abs(at_x - x) + abs(at_y - y)

    is_left, is_top = min(CORNERS, key=far)
    at_x, at_y = corner_of(box, is_left, is_top)
    return Grip(left=is_left, top=is_top, right=not is_left, bottom=not is_top), x - at_x, y - at_y


def corner_of(box: Box, is_left: bool, is_top: bool) -> tuple[int, int]:
    """That corner in pixels."""
    return (box.x0 if is_left else box.x1), (box.y0 if is_top else box.y1)
