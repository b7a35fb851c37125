"""Tab goes line by line, also over what came later, and mirrors with the layout."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.reading_order import controls_of, go_on

PLACES = {"last": (0, 200), "second": (200, 4), "third": (0, 100), "first": (0, 0)}  # made in this order


class Room(QWidget):
    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on((self,), forward=forward)


@pytest.fixture
def room(qtbot: QtBot, look: Look) -> Iterator[Room]:
    room = Room()
    qtbot.addWidget(room)
    room.resize(600, 400)
    for name, (x, y) in PLACES.items():
        button = ActionButton(look, name)
        button.setParent(room)
        button.setGeometry(x, y, 150, 64)
    room.show()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()
    yield room


def walked(room: Room, key: Qt.Key) -> list[str]:
    names = []
    for _ in PLACES:
        QTest.keyClick(room, key)
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
    return names


def test_tab_reads_line_by_line(room: Room) -> None:
    assert walked(room, Qt.Key.Key_Tab) == ["first", "second", "third", "last"]


def test_back_tab_goes_the_other_way(room: Room) -> None:
    assert walked(room, Qt.Key.Key_Backtab) == ["last", "third", "second", "first"]


def test_right_to_left_starts_at_the_right(room: Room) -> None:
    room.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    assert [control.accessibleName() for control in controls_of(room)][:2] == ["second", "first"]


def test_what_is_hidden_is_left_out(room: Room) -> None:
    controls_of(room)[1].hide()

    assert walked(room, Qt.Key.Key_Tab)[:2] == ["first", "third"]
