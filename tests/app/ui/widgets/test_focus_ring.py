"""The ring shows while keys are used, lies 2 px outside the control, and hides at a touch."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton
from app.ui.widgets.focus_ring import GAP_PX, RING_PX, FocusRing


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    yield window


def key(window: QWidget) -> None:
    QApplication.sendEvent(handle(window), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier))


def handle(window: QWidget) -> QWindow:
    found = window.windowHandle()
    assert found is not None
    return found


def test_the_ring_follows_keys_and_hides_at_a_touch(window: QWidget, look: Look, qtbot: QtBot) -> None:
    ring = FocusRing(look, window)
    button = ActionButton(look, "Focus")
    button.setParent(window)
    button.setGeometry(100, 100, 140, 64)
    button.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    button.setFocus()

    key(window)
    button.setFocus()

    reach = RING_PX + GAP_PX
    assert ring.isVisible()
    assert ring.geometry() == QRect(100, 100, 140, 64).adjusted(-reach, -reach, reach, reach)
    at = QPointF(300, 300)
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress, at, at, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(handle(window), press)
    assert not ring.isVisible()
