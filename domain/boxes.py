"""Boxes in pixels of the kept picture, and the region that a face's cover must fill."""

from __future__ import annotations

import math
from dataclasses import dataclass

GRID_PX = 16  # a JPEG with 4:2:0 colour codes blocks of 16 × 16: a cover on the grid leaves no mixed block
FACE_TO_COVER_WIDTH = 1.5  # hair and ears identify too
FACE_TO_COVER_HEIGHT = 1.6


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """A rectangle in pixels, half-open: [x0, x1) × [y0, y1). Raises ValueError when it is empty."""

    x0: int
    y0: int
    x1: int
    y1: int

    def __post_init__(self) -> None:
        if self.x1 <= self.x0 or self.y1 <= self.y0:
            raise ValueError(f"An empty box: {self.x0}, {self.y0} to {self.x1}, {self.y1}")

    @property
    def width(self) -> int:
        """The width in pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """The height in pixels."""
        return self.y1 - self.y0

    @property
    def area(self) -> int:
        """The area in square pixels."""
        return self.width * self.height

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1

    def shared_area(self, other: Box) -> int:
        """The area in square pixels that both boxes have."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return max(0, width) * max(0, height)

    def overlap(self, other: Box) -> float:
        """Intersection over union, 0 to 1."""
        shared = self.shared_area(other)
        return shared / (self.area + other.area - shared)

    def inside(self, width: int, height: int) -> Box:
        """The part that lies inside a picture of that size. Raises ValueError when nothing does."""
        return Box(max(0, self.x0), max(0, self.y0), min(width, self.x1), min(height, self.y1))

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


def cover_region(face: Box, width: int, height: int) -> Box:
    """The region that hides `face` in a picture of `width` × `height` px: grown, then rounded outwards to the 16-px grid.

    Never smaller than the face's part inside the picture. Raises ValueError when the face lies wholly outside.
    """
    grow_x = face.width * (FACE_TO_COVER_WIDTH - 1) / 2
    grow_y = face.height * (FACE_TO_COVER_HEIGHT - 1) / 2
    return on_grid(face.x0 - grow_x, face.y0 - grow_y, face.x1 + grow_x, face.y1 + grow_y).inside(width, height)


def on_grid(x0: float, y0: float, x1: float, y1: float) -> Box:
    """The rectangle rounded outwards to the 16-px grid."""
    return Box(
        math.floor(x0 / GRID_PX) * GRID_PX,
        math.floor(y0 / GRID_PX) * GRID_PX,
        math.ceil(x1 / GRID_PX) * GRID_PX,
        math.ceil(y1 / GRID_PX) * GRID_PX,
    )
