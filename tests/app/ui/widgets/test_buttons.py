"""Buttons, pills, ticks and tabs act by finger and by key, and say what is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName, Tone
from app.ui.widgets.bars import BottomBar, FaultButton, PersonButton, TopBar
from app.ui.widgets.buttons import SMALL, ActionButton, IconButton, Kind
from app.ui.widgets.pills import Pill
from app.ui.widgets.tabs import Tabs
from app.ui.widgets.tick import TickRow
from tests.app.ui.walk import faults_of


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_an_available_button_asks_by_finger_space_and_enter(qtbot: QtBot, look: Look) -> None:
    button = ActionButton(look, "Hand in", "send", Kind.PRIMARY)
    shown(qtbot, button)
    asked = QSignalSpy(button.asked)

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(button, Qt.Key.Key_Return)

    assert asked.count() == 3


def test_a_button_with_something_missing_stays_focusable_and_says_it(qtbot: QtBot, look: Look) -> None:
    button = ActionButton(look, "Hand in", "send", Kind.PRIMARY)
    shown(qtbot, button)
    asked, refused = QSignalSpy(button.asked), QSignalSpy(button.refused)
    button.set_missing("Write what is happening.")

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert asked.count() == 0
    assert refused.at(0) == ["Write what is happening."]
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert button.accessibleDescription() == "Write what is happening."


def test_a_button_wakes_when_nothing_is_missing(qtbot: QtBot, look: Look) -> None:
    button = ActionButton(look, "Hand in")
    shown(qtbot, button)
    button.set_missing("Write what is happening.")

    button.set_missing("")

    assert button.is_available
    with qtbot.waitSignal(button.asked):
        button.click()


def test_every_bar_stands_the_walk_in_every_look(qtbot: QtBot, look: Look) -> None:
    for name in ThemeName:
        for percent in (100, 150):
            look.choose(name, percent)
            page = QWidget()
            row = QHBoxLayout(page)
            row.addWidget(ActionButton(look, "Take photo", "camera", Kind.PRIMARY))
            row.addWidget(ActionButton(look, "Remove", "trash-2", Kind.DANGER, SMALL))
            row.addWidget(IconButton(look, "x", "Close"))
            row.addWidget(Pill(look, "Offline · 3 waiting", "cloud-off", Tone.WARN))
            row.addWidget(TickRow(look, "Told Marta"))
            shown(qtbot, page)

            assert faults_of(page) == []


def test_the_person_button_says_who_and_asks_not_me(qtbot: QtBot, look: Look) -> None:
    button = PersonButton(look)
    button.set_person("Sam", "Morris")

    assert button.accessibleName() == "Sam M. Not me?"


def test_the_bars_have_the_heights_of_the_look(qtbot: QtBot, look: Look) -> None:
    top, bottom = TopBar(look), BottomBar(look)

    assert (top.height(), bottom.height()) == (80, 96)
    top.set_compact(True)
    bottom.set_compact(True)
    assert (top.height(), bottom.height()) == (68, 76)


def test_the_fault_button_is_called_what_it_shows(qtbot: QtBot, look: Look) -> None:
    assert FaultButton(look).accessibleName() == "Privacy fault"


def test_a_tick_is_the_whole_row(qtbot: QtBot, look: Look) -> None:
    tick = TickRow(look, "Told Marta")
    shown(qtbot, tick)

    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())

    assert tick.isChecked()
    assert tick.height() >= 48


def test_arrows_choose_the_next_tab_and_come_round(qtbot: QtBot, look: Look) -> None:
    tabs = Tabs(look, ["Amelia", "Noah", "Isla"])
    shown(qtbot, tabs)
    chosen = QSignalSpy(tabs.chosen)

    QTest.keyClick(tabs, Qt.Key.Key_Right)
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    QTest.keyClick(tabs, Qt.Key.Key_Left)

    assert [chosen.at(number)[0] for number in range(chosen.count())] == [1, 0, 2]


def test_a_filter_pill_reads_its_count(look: Look) -> None:
    assert Pill(look, "Everyone", count=14, checkable=True).accessibleName() == "Everyone 14"
