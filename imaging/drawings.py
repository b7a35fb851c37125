"""The friendly drawings of a cover, as outlines in a unit square: flower, leaf, star, teddy on a disc, in six pastel themes."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Outline = NDArray[np.float64]  # (n, 2) x, y; the disc's middle is 0, 0 and its radius 1
Colour = tuple[int, int, int]  # RGB


class Paint(Enum):
    """Which of a theme's colours fills an outline."""

    DISC = auto()
    MARK = auto()
    CREAM = auto()
    DARK = auto()


class Theme(NamedTuple):
    """The colours of one cover: the tile that fills the region, the lighter disc, the stronger mark, and the small parts."""

    tile: Colour
    disc: Colour
    mark: Colour
    cream: Colour = (255, 246, 216)
    dark: Colour = (92, 72, 74)

    def colour(self, paint: Paint) -> Colour:
        """The colour of that paint."""
        return {Paint.DISC: self.disc, Paint.MARK: self.mark, Paint.CREAM: self.cream, Paint.DARK: self.dark}[paint]


THEMES = (
    Theme(tile=(255, 220, 199), disc=(255, 237, 225), mark=(255, 154, 108)),  # peach
    Theme(tile=(203, 234, 214), disc=(229, 246, 235), mark=(85, 177, 131)),  # mint
    Theme(tile=(203, 225, 247), disc=(229, 240, 252), mark=(93, 159, 237)),  # sky
    Theme(tile=(225, 212, 244), disc=(241, 234, 251), mark=(168, 126, 240)),  # lilac
    Theme(tile=(250, 230, 174), disc=(254, 244, 216), mark=(231, 173, 37)),  # butter
    Theme(tile=(248, 210, 219), disc=(253, 232, 237), mark=(245, 113, 150)),  # rose
)

Drawing = tuple[tuple[Outline, Paint], ...]  # painted in this order


def disc() -> Drawing:
    """The lighter disc under every drawing."""
    return ((_oval(0, 0, 1, 1), Paint.DISC),)


def flower() -> Drawing:
    """Six round petals and a cream middle."""
    petals = [_oval(0.4 * np.cos(turn), 0.4 * np.sin(turn), 0.3, 0.3) for turn in np.arange(6) * np.pi / 3]
    return (*((petal, Paint.MARK) for petal in petals), (_oval(0, 0, 0.45, 0.45), Paint.MARK), (_oval(0, 0, 0.25, 0.25), Paint.CREAM))


def leaf() -> Drawing:
    """A pointed leaf with a stalk and two veins."""
    tip, stalk = (0.6, -0.56), (-0.56, 0.54)
    blade = np.concatenate(
        [
            _curve(tip, (-0.05, -0.6), (-0.6, -0.45), (-0.5, 0.48)),
            _curve((-0.5, 0.48), (-0.05, 0.62), (0.72, 0.4), tip),
        ]
    )
    veins = (_stroke(stalk, (0.14, -0.14)), _stroke((-0.1, 0.1), (-0.08, -0.2)), _stroke((-0.14, 0.14), (0.24, 0.12)))
    return ((blade, Paint.MARK), *((vein, Paint.DISC) for vein in veins))


def star() -> Drawing:
    """Five points, rounded."""
    turns = -np.pi / 2 + np.arange(10) * np.pi / 5
    radius = np.where(np.arange(10) % 2 == 0, 0.8, 0.42)
    corners = np.stack([radius * np.cos(turns), radius * np.sin(turns)], axis=1)
    return ((_rounded(corners, 0.22), Paint.MARK),)


def teddy() -> Drawing:
    """A bear: round ears, round head, muzzle, nose and two dots. Nothing of it could be taken for a child."""
    ears = [(_oval(side * 0.44, -0.42, size, size), paint) for side in (-1, 1) for size, paint in ((0.24, Paint.MARK), (0.12, Paint.DISC))]
    dots = [(_oval(side * 0.23, -0.04, 0.06, 0.07), Paint.DARK) for side in (-1, 1)]
    face = [(_oval(0, 0.05, 0.62, 0.56), Paint.MARK), (_oval(0, 0.24, 0.27, 0.21), Paint.DISC)]
    return (*ears, *face, *dots, (_oval(0, 0.17, 0.1, 0.075), Paint.DARK))


MARKS: tuple[Callable[[], Drawing], ...] = (flower, leaf, star, teddy)


def _oval(x: float, y: float, wide: float, high: float) -> Outline:
    turns = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    return np.stack([x + wide * np.cos(turns), y + high * np.sin(turns)], axis=1)


def _curve(start: tuple[float, float], pull: tuple[float, float], pull_end: tuple[float, float], end: tuple[float, float]) -> Outline:
    """Points of a cubic Bézier curve."""
    along = np.linspace(0, 1, 24)[:, None]
    a, b, c, d = (np.array(point) for point in (start, pull, pull_end, end))
    return np.asarray((1 - along) ** 3 * a + 3 * (1 - along) ** 2 * along * b + 3 * (1 - along) * along**2 * c + along**3 * d)


def _stroke(start: tuple[float, float], end: tuple[float, float], thickness: float = 0.1) -> Outline:
    """A line with round ends."""
    a, b = np.array(start), np.array(end)
    angle = np.arctan2(*(b - a)[::-1])
    half = np.linspace(np.pi / 2, 3 * np.pi / 2, 12) + angle
    cap = np.stack([np.cos(half), np.sin(half)], axis=1) * thickness / 2
    return np.concatenate([a + cap, b - cap])


def _rounded(corners: Outline, share: float) -> Outline:
    """The polygon with each corner cut by a curve that begins `share` of the way along its sides."""
    along = np.linspace(0, 1, 10)[:, None]
    before, after = np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0)
    parts = []
    for corner, left, right in zip(corners, before, after, strict=True):
        start, end = corner + (left - corner) * share, corner + (right - corner) * share
        parts.append((1 - along) ** 2 * start + 2 * (1 - along) * along * corner + along**2 * end)
    return np.concatenate(parts)
