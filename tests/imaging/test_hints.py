"""The native look goes where a coarser one saw a trace of a face, and sees it whole."""

from __future__ import annotations

import numpy as np
import pytest

from imaging.hints import CELL_PX, HINT_SCORE, LARGEST_HINT_PX, hinted_tiles
from imaging.looks import TILE_PIXELS, tiles, total_pixels
from imaging.model import RawFaces

WIDTH, HEIGHT = 2560, 1920


def hints(*boxes: tuple[float, float, float, float], score: float = HINT_SCORE) -> RawFaces:
    return RawFaces(np.array(boxes, np.float32).reshape(-1, 4), np.full(len(boxes), score, np.float32))


def test_a_picture_without_a_trace_is_not_looked_at_again() -> None:
    assert hinted_tiles([hints(), hints()], WIDTH, HEIGHT) == []


@pytest.mark.parametrize(("x", "y"), [(0, 0), (127, 127), (128, 1000), (2559, 1919), (1300, 5), (2500, 700)])
def test_a_face_around_a_hint_is_seen_whole(x: int, y: int) -> None:
    box = (x - 30, y - 30, x + 30, y + 30)

    seen = hinted_tiles([hints(box)], WIDTH, HEIGHT)

    part = (max(0, box[0]), max(0, box[1]), min(WIDTH, box[2]), min(HEIGHT, box[3]))
    assert any(x0 <= part[0] and y0 <= part[1] and x1 >= part[2] and y1 >= part[3] for x0, y0, x1, y1 in seen)


def test_fainter_and_larger_boxes_are_no_hints() -> None:
    large = hints((100, 100, 100 + LARGEST_HINT_PX, 100 + LARGEST_HINT_PX), score=0.9)

    assert hinted_tiles([large, hints((500, 500, 530, 530), score=HINT_SCORE / 2)], WIDTH, HEIGHT) == []


def test_every_marked_cell_lies_in_a_tile_that_the_net_can_take() -> None:
    middles = np.random.default_rng(4).uniform((0, 0), (WIDTH, HEIGHT), (90, 2))

    seen = hinted_tiles([hints(*[(x - 9, y - 9, x + 9, y + 9) for x, y in middles])], WIDTH, HEIGHT)

    assert all(0 <= x0 < x1 <= WIDTH and 0 <= y0 < y1 <= HEIGHT and (x1 - x0) * (y1 - y0) <= TILE_PIXELS for x0, y0, x1, y1 in seen)
    assert all(any(x0 <= x < x1 and y0 <= y < y1 for x0, y0, x1, y1 in seen) for x, y in middles)
    assert total_pixels(seen) < total_pixels(tiles(WIDTH, HEIGHT))


def test_a_picture_full_of_hints_costs_no_more_than_its_usual_tiles() -> None:
    corners = [(x + 50, y + 50) for x in range(0, WIDTH, CELL_PX) for y in range(0, HEIGHT, CELL_PX)]

    seen = hinted_tiles([hints(*[(x, y, x + 20, y + 20) for x, y in corners])], WIDTH, HEIGHT)

    assert total_pixels(seen) <= total_pixels(tiles(WIDTH, HEIGHT))


@pytest.mark.parametrize(("width", "height"), [(1281, 40), (1400, 1300), (40, 1500)])
def test_small_pictures_are_never_left(width: int, height: int) -> None:
    seen = hinted_tiles([hints((width - 20, height - 20, width, height), (0, 0, 20, 20))], width, height)

    assert seen and all(0 <= x0 < x1 <= width and 0 <= y0 < y1 <= height for x0, y0, x1, y1 in seen)
