"""Boxes and the region that a cover must fill."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.boxes import GRID_PX, Box, cover_region

WIDTH, HEIGHT = 2560, 1707
edges = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), st.integers(1, 600), st.integers(1, 600))


def test_an_empty_box_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        Box(10, 10, 10, 20)


@given(edges)
def test_a_cover_region_never_shrinks_below_the_face_and_lies_on_the_grid(edge: tuple[int, int, int, int]) -> None:
    x, y, w, h = edge
    face = Box(x, y, x + w, y + h)

    region = cover_region(face, WIDTH, HEIGHT)

    visible = face.inside(WIDTH, HEIGHT)
    assert region.around(visible) == region
    assert all(side % GRID_PX == 0 or side in (WIDTH, HEIGHT) for side in (region.x0, region.y0, region.x1, region.y1))
    assert 0 <= region.x0 < region.x1 <= WIDTH
    assert 0 <= region.y0 < region.y1 <= HEIGHT


def test_a_cover_region_takes_hair_and_ears_too() -> None:
    region = cover_region(Box(1000, 1000, 1100, 1100), WIDTH, HEIGHT)

    assert region == Box(960, 960, 1136, 1136)


@given(edges, edges)
def test_overlap_is_symmetric_and_one_only_for_equal_boxes(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> None:
    a, b = (Box(x, y, x + w, y + h) for x, y, w, h in (one, other))

    assert a.overlap(b) == b.overlap(a)
    assert (a.overlap(b) == 1) == (a == b)
