"""The sheet of an entry that the office sent back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.room.needs_you import AGAIN
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.entries import EntryKind
from tests.app.ui.lanes import HeldToldLane
from tests.app.ui.returned.conftest import REASON, TEXT, Room
from tests.app.ui.walk import faults_of, place

LONG = "Please leave the other child’s name out, and say what Amelia does next, in the words that she uses herself. " * 3


def test_c16_the_author_sees_why_and_her_own_words(room: Room, look: Look) -> None:
    room.needs_you(look).look_at(room.returned())

    assert room.sheet.title.text() == "The office sent it back"
    assert (room.sheet.reason.text(), room.sheet.text.toPlainText()) == (REASON, TEXT)
    assert room.sheet.about.text() == "Observation · Amelia K. · Thursday 19 November, 10:05"
    assert not room.sheet.text.hasFocus()  # a keyboard on the screen would hide the reason


def test_c16_reworded_and_handed_in_again(room: Room, look: Look) -> None:
    entry_id = room.returned()
    room.needs_you(look).look_at(entry_id)
    sheet = room.sheet
    sheet.text.selectAll()

    QTest.keyClicks(sheet.text, "She pours the water.")
    sheet.hand_in.click()

    assert room.text_of(entry_id) == "She pours the water."
    assert not sheet.isVisible()
    assert (room.said, room.woken) == ([AGAIN], ["now"])


def test_c25_hints_are_marked_in_the_text_and_said_in_words(room: Room, look: Look) -> None:
    room.needs_you(look).look_at(room.returned())
    sheet = room.sheet
    assert len(sheet.text.extraSelections()) == 2
    assert sheet.hint.change.text() == "Change to “pours”"

    sheet.hint.change.click()

    assert "She pours the water over Zoë" in sheet.text.toPlainText()
    assert sheet.hint.keep.text() == "Keep “Zoë”"


def test_c25_a_word_can_be_kept(room: Room, look: Look) -> None:
    room.needs_you(look).look_at(room.returned(text="She poured it."))
    room.sheet.hint.keep.click()

    assert not room.sheet.hint.isVisible() and room.sheet.text.toPlainText() == "She poured it."


def test_c16_what_is_missing_is_said_at_its_field_until_it_is_written(room: Room, look: Look) -> None:
    entry_id = room.returned()
    room.needs_you(look).look_at(entry_id)
    sheet = room.sheet
    sheet.text.clear()

    sheet.hand_in.click()

    assert sheet.text_error.sentence == "Write what is happening. One line is enough."
    assert sheet.isVisible() and room.text_of(entry_id) == TEXT
    assert faults_of(sheet) == []
    QTest.keyClicks(sheet.text, "She")
    assert sheet.text_error.sentence == ""


def test_c16_a_next_step_that_is_too_long_is_brought_before_the_eyes(room: Room, look: Look) -> None:
    room.host.resize(1024, 600)
    room.needs_you(look).look_at(room.returned())
    sheet = room.sheet
    sheet.step.set_text("x" * 700)

    sheet.hand_in.click()
    QApplication.processEvents()

    assert "600" in sheet.step_error.sentence and not sheet.step_error.visibleRegion().isEmpty()
    assert sheet.step.hasFocus()


def test_c16_what_was_typed_stays_when_it_fails(room: Room, look: Look) -> None:
    entry_id = room.returned()
    room.needs_you(look).look_at(entry_id)
    sheet = room.sheet
    sheet.text.set_text("She pours.")
    room.pause()

    sheet.hand_in.click()

    assert sheet.message.sentence.startswith("Daybook is paused.")
    assert sheet.text.toPlainText() == "She pours." and room.text_of(entry_id) == TEXT
    assert sheet.hand_in.is_available and not sheet.text.isReadOnly()


def test_c16_a_closed_sheet_keeps_what_was_typed_for_the_next_time(room: Room, look: Look) -> None:
    needs_you, entry_id = room.needs_you(look), room.returned()
    needs_you.look_at(entry_id)
    room.sheet.text.set_text("She pours.")
    QTest.keyClicks(room.sheet.step, "Cups.")
    room.sheet.shut()

    needs_you.look_at(entry_id)

    assert (room.sheet.text.toPlainText(), room.sheet.step.toPlainText()) == ("She pours.", "Cups.")


def test_c16_it_is_handed_in_once_however_often_it_is_tapped(room: Room, look: Look) -> None:
    entry_id, room.lane = room.returned(), HeldToldLane()
    room.needs_you(look).look_at(entry_id)
    room.lane.run_all()
    sheet = room.sheet

    sheet.hand_in.click()
    sheet.hand_in.click()

    assert len(room.lane.waiting) == 1
    assert sheet.hand_in.text() == "Handing it in" and sheet.text.isReadOnly()
    room.lane.run_all()
    assert room.said == [AGAIN]


def test_what_fails_behind_a_closed_sheet_is_said(room: Room, look: Look) -> None:
    entry_id, room.lane = room.returned(), HeldToldLane()
    room.needs_you(look).look_at(entry_id)
    room.lane.run_all()
    room.sheet.hand_in.click()
    room.pause()

    room.sheet.shut()
    room.lane.run_all()

    assert room.said[0].startswith("Daybook is paused.")


def test_l31_a_snapshot_has_no_next_step(room: Room, look: Look) -> None:
    room.needs_you(look).look_at(room.returned(EntryKind.SNAPSHOT))

    assert not room.sheet.step_box.isVisible() and not room.sheet.step_label.isVisible()
    room.sheet.hand_in.click()
    assert room.said == [AGAIN]


@pytest.mark.parametrize("theme", [ThemeName.LIGHT, ThemeName.DARK, ThemeName.CONTRAST])
@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 100), (1280, 800, 150), (1024, 600, 150)])
def test_everything_can_be_reached_read_and_named(room: Room, look: Look, width: int, height: int, percent: int, theme: ThemeName) -> None:
    look.choose(theme, percent)
    room.host.resize(width, height)
    room.needs_you(look).look_at(room.returned(reason=LONG))

    assert faults_of(room.sheet) == []


def test_the_sheet_mirrors_from_right_to_left(room: Room, look: Look) -> None:
    room.host.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    room.needs_you(look).look_at(room.returned())

    assert faults_of(room.sheet) == []
    assert room.sheet.panel.x() < room.host.width() // 2
    assert place(room.sheet.close_button, room.host).x() < place(room.sheet.title, room.host).x()


def test_a_long_text_is_scrolled_by_the_sheet_and_the_line_being_written_is_in_sight(qtbot: QtBot, room: Room, look: Look) -> None:
    room.host.resize(1024, 600)
    room.needs_you(look).look_at(room.returned(text="She pours the water into the red bowl. " * 60))
    sheet = room.sheet
    sheet.text.setFocus()

    QTest.keyClicks(sheet.text, " And again." * 20)

    qtbot.waitUntil(lambda: sheet.text.viewport().visibleRegion().contains(sheet.text.cursorRect()))  # layouts settle in several turns
    assert sheet.text.verticalScrollBar().maximum() == 0
