from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from tests import cast
from tests.app.ui.compose.conftest import FACES, Desk
from tests.app.ui.walk import faults_of

DeskOf = Callable[..., Desk]
TEXT = "Amelia fills the yellow jug at the water tray. She poured the water slowly into the red bowl and says “all gone!”"


def resized(desk: Desk, width: int, height: int) -> Desk:
    desk.view.resize(width, height)
    QApplication.processEvents()
    return desk


@pytest.mark.parametrize(
    ("width", "height", "percent"), [(1280, 800, 100), (1280, 800, 150), (1024, 600, 100), (1024, 600, 150), (1600, 900, 100)]
)
def test_everything_can_be_reached_read_and_named(desk_of: DeskOf, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    desk = resized(desk_of(cast.AMELIA, cast.NOAH, text=TEXT, photo=FACES), width, height)

    assert faults_of(desk.view) == []


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 600)])
def test_everything_that_is_missing_can_be_read(desk_of: DeskOf, width: int, height: int) -> None:
    desk = resized(desk_of(cast.AMELIA, photo=FACES, reviewed=False), width, height)
    desk.view.hand_in.click()
    QApplication.processEvents()

    assert faults_of(desk.view) == []


def test_on_a_small_tablet_the_side_is_a_sheet(desk_of: DeskOf) -> None:
    desk = resized(desk_of(cast.AMELIA, text=TEXT), 1024, 600)
    assert not desk.view.areas.isVisible()

    desk.view.more.click()
    QApplication.processEvents()

    assert desk.view.areas.isVisible()
    assert faults_of(desk.view.side_sheet) == []

    desk.view.side_sheet.shut()
    resized(desk, 1280, 800)
    assert desk.view.areas.isVisible() and not desk.view.more.isVisible()


def test_the_page_mirrors_from_right_to_left(desk_of: DeskOf, qapp: QApplication) -> None:
    desk = desk_of(cast.AMELIA, text=TEXT)
    desk.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()

    assert desk.view.side.x() < desk.view.card.x()
    assert faults_of(desk.view) == []


def test_tab_leaves_the_text(desk_of: DeskOf) -> None:
    desk = desk_of(cast.AMELIA)

    assert desk.view.text.tabChangesFocus() and desk.view.step.tabChangesFocus()
