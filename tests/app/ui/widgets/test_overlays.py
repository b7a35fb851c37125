"""Sheets, dialogs, toasts and fields."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName, Tone
from app.ui.widgets.buttons import Kind
from app.ui.widgets.dialog import Choice, Dialog
from app.ui.widgets.fault import REPORT, FaultDialog
from app.ui.widgets.field import Field
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.toast import UNDO_SECONDS, Toast
from tests.app.ui.walk import faults_of

TOP_PX = 80


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    yield window


def stop_dialog(look: Look, window: QWidget) -> Dialog:
    choices = [Choice("discard", "Discard this photo", "trash-2", Kind.PRIMARY), Choice("cover", "Cover him and go on", "brush")]
    text = "Nothing of it is kept when you discard it."
    return Dialog(
        look, window, title="Ayaan cannot be in a photo.", text=text, icon="camera-off", tone=Tone.BAD, choices=choices, top_px=TOP_PX
    )


def test_a_dialog_leaves_the_top_bar_free(window: QWidget, look: Look) -> None:
    dialog = stop_dialog(look, window)

    dialog.open()

    assert dialog.geometry().top() == TOP_PX
    assert window.childAt(QPoint(1200, 40)) is None


def test_the_first_way_out_is_primary_and_the_last_is_the_wrong_tap(window: QWidget, look: Look) -> None:
    dialog = stop_dialog(look, window)

    kinds = [button.kind for button in dialog.buttons.values()]

    assert list(dialog.buttons) == ["discard", "cover", "wrong"]
    assert kinds == [Kind.PRIMARY, Kind.SECONDARY, Kind.SECONDARY]


def test_escape_is_the_wrong_tap(qtbot: QtBot, window: QWidget, look: Look) -> None:
    dialog = stop_dialog(look, window)
    dialog.open()

    with qtbot.waitSignal(dialog.chosen) as heard:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert heard.args == ["wrong"]
    assert not dialog.isVisible()


def test_a_tap_beside_a_dialog_does_nothing(qtbot: QtBot, window: QWidget, look: Look) -> None:
    dialog = stop_dialog(look, window)
    dialog.open()

    QTest.mouseClick(dialog, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

    assert dialog.isVisible()


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
def test_a_dialog_cuts_nothing_off(window: QWidget, look: Look, size: tuple[int, int], percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    window.resize(*size)
    dialog = stop_dialog(look, window)
    dialog.open()
    QApplication.processEvents()

    assert faults_of(window) == []
    assert dialog.rect().contains(dialog.panel_rect())


def test_tab_stays_inside_a_sheet(qtbot: QtBot, window: QWidget, look: Look) -> None:
    outside = QPushButton("outside", window)
    outside.show()
    sheet = Sheet(look, window, "What goes on", TOP_PX)
    sheet.open()

    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget() or sheet, Qt.Key.Key_Tab)

    focused = QApplication.focusWidget()
    assert focused is not None
    assert sheet.isAncestorOf(focused)


@pytest.mark.parametrize("way", ["cross", "outside", "escape"])
def test_a_sheet_closes_three_ways_and_hands_the_focus_back(qtbot: QtBot, window: QWidget, look: Look, way: str) -> None:
    before = QPushButton("before", window)
    before.show()
    before.setFocus()
    sheet = Sheet(look, window, "What goes on", TOP_PX)
    sheet.open()
    closed = QSignalSpy(sheet.closed)

    if way == "cross":
        QTest.mouseClick(sheet.close_button, Qt.MouseButton.LeftButton)
    elif way == "outside":
        QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 300))
    else:
        QTest.keyClick(sheet, Qt.Key.Key_Escape)

    assert closed.count() == 1
    assert before.hasFocus()


def test_a_toast_expires_after_eight_seconds(window: QWidget, look: Look) -> None:
    toast = Toast(look, window)
    undone, expired = QSignalSpy(toast.undone), QSignalSpy(toast.expired)
    toast.say("Lunch written down for 12")

    for _ in range(UNDO_SECONDS):
        toast.tick()

    assert (undone.count(), expired.count()) == (0, 1)
    assert not toast.isVisible()


def test_undo_is_told_once_and_nothing_expires_after_it(qtbot: QtBot, window: QWidget, look: Look) -> None:
    toast = Toast(look, window)
    undone, expired = QSignalSpy(toast.undone), QSignalSpy(toast.expired)
    toast.say("Lunch written down for 12")

    QTest.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)

    assert (undone.count(), expired.count()) == (1, 0)
    assert not toast.timer.isActive()


def test_a_focused_toast_waits(window: QWidget, look: Look) -> None:
    toast = Toast(look, window)
    toast.say("Lunch written down for 12")
    toast.undo_button.setFocus()

    for _ in range(UNDO_SECONDS * 2):
        toast.tick()

    assert toast.isVisible()


def test_a_new_toast_lets_the_old_one_expire(window: QWidget, look: Look) -> None:
    toast = Toast(look, window)
    expired = QSignalSpy(toast.expired)
    toast.say("One")

    toast.say("Two")

    assert expired.count() == 1
    assert toast.isVisible()


def test_a_fault_may_be_told_without_words(qtbot: QtBot, window: QWidget, look: Look) -> None:
    dialog = FaultDialog(look, window, TOP_PX)
    dialog.open()

    with qtbot.waitSignal(dialog.reported) as heard:
        QTest.mouseClick(dialog.buttons[REPORT], Qt.MouseButton.LeftButton)

    assert heard.args == [""]


def test_the_wrong_tap_reports_nothing(qtbot: QtBot, window: QWidget, look: Look) -> None:
    dialog = FaultDialog(look, window, TOP_PX)
    reported = QSignalSpy(dialog.reported)
    dialog.open()
    QTest.keyClicks(dialog.note, "I see Noah")

    dialog.buttons["wrong"].click()

    assert reported.count() == 0


def test_an_error_keeps_what_was_typed(qtbot: QtBot, look: Look) -> None:
    field = Field(look, "Address")
    qtbot.addWidget(field)
    QTest.keyClicks(field.editor, "office@hazel-lane.example")

    field.set_error("This address is shared. Use the person’s own, or say why.")

    assert field.text == "office@hazel-lane.example"
    assert field.editor.accessibleDescription() == field.error


def test_show_shows_the_letters_and_hides_them_again(qtbot: QtBot, look: Look) -> None:
    field = Field(look, "Password", secret=True)
    qtbot.addWidget(field)
    field.show()
    field.set_text("secret")

    field.show_button.click()
    assert (field.editor.displayText(), field.show_button.text()) == ("secret", "Hide")

    field.show_button.click()
    assert field.editor.displayText() == "••••••"


@pytest.mark.parametrize("toast_first", [True, False])
def test_a_toast_stands_beside_an_open_sheet(window: QWidget, look: Look, toast_first: bool) -> None:
    sheet, toast = Sheet(look, window, "On this tablet", TOP_PX), Toast(look, window)
    steps = [lambda: toast.say("Handed in. It goes to the office when the nursery is reached."), sheet.open]
    for step in steps if toast_first else steps[::-1]:
        step()

    assert toast.geometry().right() < sheet.panel_rect().left()
    assert faults_of(toast) == []
    assert window.childAt(toast.geometry().center()) in (toast, *toast.findChildren(QWidget))

    sheet.shut()

    assert toast.geometry().center().x() == pytest.approx(window.rect().center().x(), abs=1)


def test_a_toast_lies_on_a_sheet_that_leaves_no_room(window: QWidget, look: Look) -> None:
    sheet, toast = Sheet(look, window, "On this tablet", TOP_PX, 900), Toast(look, window)
    toast.say("Handed in.")

    sheet.open()

    assert window.childAt(toast.geometry().center()) in (toast, *toast.findChildren(QWidget))
