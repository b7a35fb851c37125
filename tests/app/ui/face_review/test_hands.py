"""Fingers, mouse and keys on the picture: look closer, draw, pull larger and smaller, cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.room.face_review.canvas import PictureCanvas
from app.ui.room.face_review.geometry import Placement
from app.ui.room.face_review.grips import END, START, WHOLE, Grip, grip_at, nearest_corner, pulled
from domain.boxes import GRID_PX, Box
from domain.covering import Region, Source
from tests import cast
from tests.app.ui.face_review.conftest import Review
from tests.app.ui.seen import HEIGHT, WIDTH, has_face

ReviewOf = Callable[..., Review]
PLAIN = Placement(1.0, 0.0, 0.0)
BOX = Box(160, 160, 320, 320)


@pytest.fixture(scope="module")
def screen_of_glass() -> QPointingDevice:
    return QTest.createTouchDevice()


def pinch(device: QPointingDevice, canvas: QWidget, start: int, end: int) -> None:
    """Two fingers round the middle of the canvas, `start` px from it and then `end`."""
    middle = canvas.rect().center()

    def points(reach: int) -> tuple[QPoint, QPoint]:
        return middle - QPoint(reach, 0), middle + QPoint(reach, 0)

    one, other = points(start)
    QTest.touchEvent(canvas, device).press(0, one, canvas).press(1, other, canvas).commit()
    for step in range(1, 5):
        one, other = points(start + (end - start) * step // 4)
        QTest.touchEvent(canvas, device).move(0, one, canvas).move(1, other, canvas).commit()
    QTest.touchEvent(canvas, device).release(0, one, canvas).release(1, other, canvas).commit()


def tap(device: QPointingDevice, canvas: QWidget, at: QPoint) -> None:
    """One finger."""
    QTest.touchEvent(canvas, device).press(0, at, canvas).commit()
    QTest.touchEvent(canvas, device).release(0, at, canvas).commit()


def middle_of(canvas: PictureCanvas, box: Box) -> QPoint:
    x, y, width, height = canvas.placement.to_view(box)
    return QPoint(round(x + width / 2), round(y + height / 2))


def drawn(review: Review) -> Region:
    return next(region for region in review.stored if region.source is Source.DRAWN)


def test_two_fingers_look_closer_and_choose_nothing(three: Review, screen_of_glass: QPointingDevice) -> None:
    canvas, chosen = three.view.canvas, three.view.drawn.chosen

    pinch(screen_of_glass, canvas, 60, 180)

    assert canvas.is_closer
    assert three.view.drawn.chosen == chosen and three.view.drawn.several is None
    assert three.view.tools.closer.text() == "Whole photo"
    assert not has_face(canvas.grab().toImage())


def test_a_finger_chooses_a_face_and_drags_a_cover(three: Review, screen_of_glass: QPointingDevice) -> None:
    canvas = three.view.canvas
    tap(screen_of_glass, canvas, middle_of(canvas, three.view.drawn.marks[1].cover))
    assert three.view.drawn.chosen == three.view.drawn.marks[1].id

    three.view.tools.draw.click()
    QTest.touchEvent(canvas, screen_of_glass).press(0, QPoint(100, 300), canvas).commit()
    QTest.touchEvent(canvas, screen_of_glass).move(0, QPoint(200, 380), canvas).commit()
    QTest.touchEvent(canvas, screen_of_glass).release(0, QPoint(200, 380), canvas).commit()

    assert drawn(three).box.width >= 150


@pytest.fixture
def patient(qapp: QApplication) -> Iterator[None]:
    """Two taps make a double tap however busy the machine is."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(60_000)
    yield
    qapp.setDoubleClickInterval(before)


def test_a_double_tap_looks_closer_there_and_back(three: Review, screen_of_glass: QPointingDevice, patient: None) -> None:
    canvas = three.view.canvas
    at = QPoint(300, 380)

    for _ in range(2):
        tap(screen_of_glass, canvas, at)
    assert canvas.is_closer
    for _ in range(2):
        tap(screen_of_glass, canvas, at)
    assert not canvas.is_closer


@pytest.mark.parametrize("key", [Qt.Key.Key_Plus, Qt.Key.Key_Equal])
def test_control_and_plus_minus_and_nought_zoom_from_anywhere_on_the_page(three: Review, key: Qt.Key) -> None:
    view, control = three.view, Qt.KeyboardModifier.ControlModifier

    QTest.keyClick(view, key, control)
    assert view.canvas.is_closer
    QTest.keyClick(view, Qt.Key.Key_Minus, control)
    assert not view.canvas.is_closer
    QTest.keyClick(view, key, control)
    QTest.keyClick(view, Qt.Key.Key_0, control)
    assert not view.canvas.is_closer


def test_an_own_cover_is_pulled_by_its_corner_and_the_size_is_undone(three: Review) -> None:
    canvas = three.view.canvas
    three.view.cover_drawn.emit(Box(320, 560, 480, 720))
    x, y, width, height = canvas.placement.to_view(drawn(three).box)
    corner = QPoint(round(x + width), round(y + height))

    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(canvas, corner + QPoint(40, 30))
    QTest.mouseMove(canvas, corner + QPoint(80, 60))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=corner + QPoint(80, 60))

    larger = drawn(three).box
    assert (larger.x0, larger.y0) == (320, 560) and larger.width > 160 and larger.height > 160
    three.view.tools.undo.click()
    assert drawn(three).box == Box(320, 560, 480, 720)


def test_an_own_cover_is_pushed_and_pulled_by_keys(three: Review) -> None:
    canvas = three.view.canvas
    three.view.cover_drawn.emit(Box(320, 560, 480, 720))

    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert drawn(three).box == Box(336, 560, 496, 720)
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert drawn(three).box == Box(336, 560, 496, 736)
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert drawn(three).box == Box(320, 560, 496, 736)


def test_a_cut_is_offered_shown_made_and_undone(three: Review) -> None:
    view = three.view
    three.name(0, cast.AMELIA)
    assert view.who.cut.isVisible() and view.who.cut.text() == "Cut it here: 2 covers are gone"

    view.who.cut.click()
    assert view.canvas.frame is not None and view.cut.isVisible()
    assert three.tablet.reviewing.photo(three.photo, three.tablet.session).crop is None  # only shown
    view.cut.cut.click()

    crop = three.tablet.reviewing.photo(three.photo, three.tablet.session).crop
    assert crop is not None and len(view.drawn.marks) == 1
    assert "Everyone" not in view.drawn.outcome and "covered" not in view.drawn.outcome
    view.tools.undo.click()
    assert three.tablet.reviewing.photo(three.photo, three.tablet.session).crop is None
    assert len(view.drawn.marks) == 3


def test_a_frame_is_chosen_by_hand_by_taps_and_by_keys(three: Review) -> None:
    view, canvas = three.view, three.view.canvas
    view.more_tools.cut.click()
    assert canvas.frame == Box(0, 0, WIDTH, HEIGHT)

    x, y, width, height = canvas.placement.to_view(canvas.frame)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x + width * 0.75), round(y + height * 0.9)))
    assert canvas.frame.x1 < WIDTH and canvas.frame.y1 < HEIGHT
    before = canvas.frame
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert canvas.frame == Box(GRID_PX, 0, before.x1, before.y1)
    QTest.keyClick(view, Qt.Key.Key_Escape)

    assert canvas.frame is None and view.side.currentWidget() is view.who


def test_what_was_cut_away_is_not_shown_and_no_face_shows_while_one_chooses(three: Review) -> None:
    view = three.view
    three.name(0, cast.AMELIA)
    view.who.cut.click()
    view.cut.cut.click()

    x, y, _, _ = view.canvas.placement.to_view(Box(1200, 300, 1300, 400))
    picture = view.canvas.grab().toImage()

    assert picture.pixelColor(round(x), round(y)) == view._look.colour("sunk")
    tapped = middle_of(view.canvas, Box(1200, 310, 1280, 390))
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=tapped)
    assert len(view.drawn.marks) == 1


def test_the_frame_warns_when_it_cuts_whoever_is_seen(three: Review) -> None:
    three.name(0, cast.AMELIA)
    three.view.more_tools.cut.click()

    three.view.frame_moved.emit(Box(240, 0, WIDTH, HEIGHT))

    assert three.view.cut.warning.text() == "A part of Amelia is cut off."


@pytest.mark.parametrize(
    ("at", "grip"),
    [
        ((165, 165), Grip(left=True, top=True)),
        ((315, 240), Grip(right=True)),
        ((240, 240), WHOLE),
        ((340, 340), END),
        ((160, 200), Grip(left=True)),
        ((400, 240), None),
    ],
)
def test_a_finger_takes_hold_of_what_is_near(at: tuple[int, int], grip: Grip | None) -> None:
    assert grip_at(BOX, *at, PLAIN) == grip


def test_a_small_cover_can_still_be_moved() -> None:
    assert grip_at(Box(160, 160, 192, 192), 176, 176, PLAIN) == WHOLE


def test_pulling_stays_on_the_grid_in_the_picture_and_above_the_least() -> None:
    assert pulled(BOX, END, 5000, 3, 801, 600) == Box(160, 160, 801, 320)
    assert pulled(BOX, END, -5000, -5000, 801, 600) == Box(160, 160, 176, 176)
    assert pulled(BOX, START, 70, -500, 801, 600, least=112) == Box(208, 0, 320, 320)
    assert pulled(BOX, WHOLE, 20, 0, 801, 600) == Box(176, 160, 336, 320)


def test_a_tap_pulls_the_nearest_corner() -> None:
    assert nearest_corner(BOX, 350, 130) == (Grip(right=True, top=True), 30, -30)
