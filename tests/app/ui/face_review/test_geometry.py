from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QRectF

from app.ui.room.face_review.geometry import CLOSEST, Placement, Size, drawn_box, fit, meant_by, moved_box, panned, showing, zoomed
from app.ui.room.face_review.mark_paint import kept_inside
from domain.boxes import GRID_PX, Box
from domain.ids import RegionId

PICTURE, VIEW = Size(2048, 922), Size(804, 488)
sides = st.integers(min_value=40, max_value=4000)
points = st.floats(min_value=-50, max_value=900, allow_nan=False)


@dataclass(frozen=True)
class Spot:
    id: RegionId
    cover: Box


@given(sides, sides, sides, sides)
def test_nothing_of_the_picture_hides_outside_the_view(width: int, height: int, wide: int, tall: int) -> None:
    place = fit(Size(width, height), Size(wide, tall))

    x, y, shown_width, shown_height = place.to_view(Box(0, 0, width, height))

    assert x >= -0.01 and y >= -0.01
    assert x + shown_width <= wide + 0.01 and y + shown_height <= tall + 0.01


@given(points, points, st.floats(min_value=0.2, max_value=20))
def test_zoom_keeps_the_picture_over_the_view_and_within_its_limits(x: float, y: float, factor: float) -> None:
    fitted = fit(PICTURE, VIEW)

    place = zoomed(fitted, factor, x, y, picture=PICTURE, view=VIEW)

    assert fitted.scale <= place.scale <= fitted.scale * CLOSEST + 1e-9
    left, top, width, height = place.to_view(Box(0, 0, 2048, 922))
    assert left <= 0.01 and left + width >= VIEW.width - 0.01
    assert top <= 0.01 or height <= VIEW.height + 0.01


def test_zoom_keeps_the_point_under_the_finger() -> None:
    fitted = fit(PICTURE, VIEW)
    before = fitted.to_picture(400, 240)

    place = zoomed(fitted, 4, 400, 240, picture=PICTURE, view=VIEW)

    assert place.to_picture(400, 240) == pytest.approx(before)


def test_pan_stops_at_the_edge() -> None:
    close = zoomed(fit(PICTURE, VIEW), 4, 400, 240, picture=PICTURE, view=VIEW)

    place = panned(close, 10_000, 10_000, picture=PICTURE, view=VIEW)

    assert (place.left, place.top) == (0, 0)


def test_a_chosen_face_outside_the_view_is_brought_in() -> None:
    close = zoomed(fit(PICTURE, VIEW), 6, 0, 0, picture=PICTURE, view=VIEW)
    far = Box(1900, 800, 1960, 870)

    x, y, width, height = showing(far, close, picture=PICTURE, view=VIEW).to_view(far)

    assert x >= 0 and y >= 0 and x + width <= VIEW.width + 0.01 and y + height <= VIEW.height + 0.01


def test_a_tap_means_the_nearest_face_of_two_that_overlap() -> None:
    spots = [Spot(RegionId("left"), Box(100, 100, 200, 200)), Spot(RegionId("right"), Box(180, 100, 280, 200))]

    assert meant_by(spots, 185, 150, Placement(1, 0, 0)) is spots[0]
    assert meant_by(spots, 199, 150, Placement(1, 0, 0)) is spots[1]


def test_a_tap_beside_a_small_cover_still_means_it() -> None:
    spot = Spot(RegionId("small"), Box(100, 100, 116, 116))

    assert meant_by([spot], 135, 108, Placement(1, 0, 0)) is spot
    assert meant_by([spot], 160, 108, Placement(1, 0, 0)) is None


@given(points, points, points, points)
def test_a_drawn_cover_lies_on_the_grid_inside_the_picture(x0: float, y0: float, x1: float, y1: float) -> None:
    box = drawn_box((x0, y0), (x1, y1), 800, 600)

    if box is not None:
        assert 0 <= box.x0 < box.x1 <= 800 and 0 <= box.y0 < box.y1 <= 600
        assert box.x0 % GRID_PX == 0 and box.y0 % GRID_PX == 0


def test_two_taps_on_the_same_place_draw_nothing() -> None:
    assert drawn_box((100, 100), (102, 101), 800, 600) is None


@given(st.integers(-3000, 3000), st.integers(-3000, 3000))
def test_a_moved_cover_keeps_its_size_and_stays_in_the_picture(dx: int, dy: int) -> None:
    box = moved_box(Box(160, 160, 320, 288), dx, dy, 1600, 900)

    assert (box.width, box.height) == (160, 128)
    assert box.x0 >= 0 and box.x1 <= 1600 and box.y0 >= 0 and box.y1 <= 900


def test_a_number_or_name_at_the_picture_s_edge_is_pushed_into_sight() -> None:
    window = QRect(0, 0, 400, 300)

    assert kept_inside(QRectF(385, -15, 30, 30), window) == QRectF(368, 2, 30, 30)
    assert kept_inside(QRectF(100, 100, 30, 30), window) == QRectF(100, 100, 30, 30)
