"""What a review says in passing hides no button, and goes at a tap."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.room.face_review.page import PicturePage
from app.ui.room.face_review.view import ReviewView
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from tests.app.ui.face_review.test_view import crowd
from tests.app.ui.walk import controls, faults_of, place


def under_toast(page: PicturePage) -> list[str]:
    """Every button of which the toast hides a part."""
    QApplication.processEvents()
    assert faults_of(page.toast) == []
    return [button.accessibleName() for button in controls(page) if place(button, page).intersects(page.toast.geometry())]


@pytest.fixture
def page(qtbot: QtBot, look: Look) -> ReviewView:
    view = ReviewView(look)
    qtbot.addWidget(view)
    view.show()
    view.show_screen(crowd())
    return view


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 150), (1024, 600, 100), (1024, 600, 150)])
def test_the_toast_hides_no_button(page: ReviewView, look: Look, width: int, height: int, percent: int, rtl: bool) -> None:
    look.choose(ThemeName.LIGHT, percent)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    page.resize(width, height)

    page.say(page.draw_hint)

    assert page.toast.isVisible() and under_toast(page) == []


def test_beside_a_sheet_it_leaves_the_sheet_bare(page: ReviewView, look: Look) -> None:
    look.choose(ThemeName.LIGHT, 150)
    page.resize(1024, 600)
    page.say(page.draw_hint)

    page.sheet.open()
    QApplication.processEvents()

    assert not page.toast.geometry().intersects(place(page.sheet.panel, page))


def test_a_tap_takes_the_toast_away(page: ReviewView) -> None:
    page.say(page.draw_hint)

    QTest.mouseClick(page.toast, Qt.MouseButton.LeftButton)

    assert not page.toast.isVisible()
