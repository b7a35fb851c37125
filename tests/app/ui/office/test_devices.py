"""Devices: paired, closed and destroyed in two hands, always with a reason."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.office.devices.pairing_sheet import modules_of
from app.ui.office.devices.presenter import ASK_EVERY_S
from app.ui.office.devices.view import DevicesPage
from app.ui.office.sections import Section
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.pairing import read_pairing
from domain.permissions import Station
from tests import cast
from tests.app.ui.lanes import HeldToldLane
from tests.app.ui.office.desk import OUT_OF_REACH
from tests.app.ui.office.house import Window, open_window
from tests.app.ui.office.house_desk import NEW, T02, T06
from tests.app.ui.walk import faults_of


def devices(window: Window) -> DevicesPage:
    page = window.go(Section.DEVICES)
    assert isinstance(page, DevicesPage)
    return page


def titles(page: DevicesPage) -> list[str]:
    return [card.row.title for card in page.rows.cards]


def do(page: DevicesPage, step: str, reason: str) -> None:
    """Press a step's button and fill in its sheet."""
    (page.deeds.buttons | page.dangers.buttons)[step].click()
    page.sheet.words.set_text(reason)
    page.sheet.button.click()


def pair(page: DevicesPage, name: str = "T-07") -> None:
    page.new.click()
    QTest.keyClicks(page.sheet.fields["name"].editor, name)
    page.sheet.choices["room"].pills[cast.CATERPILLARS].click()
    page.sheet.button.click()


def test_alarms_stand_first_and_other_orders_can_be_had(qtbot: QtBot, look: Look) -> None:
    page = devices(open_window(qtbot, look))
    assert titles(page)[0] == "T-06"
    assert page.alarms.isVisible()

    page.rows.order.click()
    assert titles(page) == ["Kiosk by the door", "Office PC", "T-02", "T-03", "T-05", "T-06"]


def test_find_looks_through_names_tags_rooms_and_people(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = devices(window)

    for words, left in (("hl-0043", ["T-03"]), ("sam", ["T-02"]), ("kiosk", ["Kiosk by the door"]), ("nobody here", [])):
        page.rows.search.editor.setText(words)
        assert titles(page) == left
    assert page.rows.none.isVisible()


def test_j_and_k_walk_and_the_hands_of_each_come(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = devices(window)
    page.rows.row_chosen.emit(T02)

    assert page.drawn.detail is not None and page.drawn.detail.title == "T-02"
    assert [row.cells[1].words for row in page.hands.rows] == ["Signed out", "Signed out", "Signed in", "Handed over"]
    assert page.hands.rows[1].cells[3].words.startswith("Does not stand")


def test_every_step_wants_a_reason_and_says_what_follows(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = devices(window)
    page.rows.row_chosen.emit(T02)

    for step in ("end_session", "seal", "release", "out_of_use", "revoke", "ask_destroy"):
        (page.deeds.buttons | page.dangers.buttons)[step].click()
        assert page.sheet.sentence.text().endswith(".")
        page.sheet.button.click()
        assert page.sheet.words_error.sentence == "Say why, in a few words."
        page.sheet.close_button.click()
    assert window.desk.asked == []


def test_a_step_is_taken_with_its_reason_and_is_shown_as_told(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = devices(window)
    page.rows.row_chosen.emit(T02)

    do(page, "seal", "Left in the garden")

    assert window.desk.asked == [("seal", "Left in the garden")]
    assert not page.sheet.isVisible()
    assert window.view.toast.sentence == "T-02 is sealed at its next contact."
    assert page.told.isVisible()
    assert "release" in page.deeds.buttons and "seal" not in page.deeds.buttons


def test_what_was_typed_stays_when_the_server_is_away(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = devices(window)
    window.desk.is_out_of_reach = True

    do(page, "revoke", "Not seen since Tuesday")

    assert page.sheet.isVisible() and page.sheet.words.toPlainText() == "Not seen since Tuesday"
    assert page.sheet.words_error.sentence == OUT_OF_REACH
    window.desk.is_out_of_reach = False
    page.sheet.button.click()
    assert window.desk.asked == [("revoke", "Not seen since Tuesday")]


def test_a_second_tap_waits_for_the_first(qtbot: QtBot, look: Look) -> None:
    net = HeldToldLane()
    window = open_window(qtbot, look, net=net)
    net.run_all()
    page = devices(window)
    net.run_all()
    do(page, "revoke", "Gone")
    page.sheet.button.click()
    page.sheet.button.click()
    net.run_all()

    assert [step for step, _ in window.desk.asked] == ["revoke"]


def test_destroying_takes_two_managers(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = devices(window)
    do(page, "ask_destroy", "Stolen")

    own = page.dangers.buttons["confirm_destroy"]
    assert not own.is_available
    own.click()
    assert not page.sheet.isVisible()
    assert window.view.toast.sentence == "You asked for it. The other manager confirms it."

    other = open_window(qtbot, look, who=cast.TOM)
    other.desk.rows = window.desk.rows
    page = devices(other)
    page.rows.row_chosen.emit(T06)
    do(page, "confirm_destroy", "The police have it")
    assert other.desk.asked == [("confirm_destroy", "The police have it")]


def test_a_new_device_shows_a_line_that_can_be_read_again(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = devices(window)

    pair(page)

    assert page.pairing.isVisible() and page.drawn.pairing is not None
    assert page.drawn.pairing.left == "10 min 00 s left"
    page.pairing.copy.click()
    assert read_pairing(QGuiApplication.clipboard().text()).code == "K7QM-2XWD-0001"
    asked = window.desk.asked[0][1]
    assert getattr(asked, "station") is Station.ROOM and getattr(asked, "room_id") == cast.CATERPILLARS  # noqa: B009


def test_name_and_room_are_asked_at_their_fields(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = devices(window)
    page.new.click()

    page.sheet.button.click()
    assert page.sheet.fields["name"].error and page.sheet.choices["room"].error.sentence

    QTest.keyClicks(page.sheet.fields["name"].editor, "T-02")
    page.sheet.choices["station"].pills["kiosk"].click()
    page.sheet.button.click()
    assert page.sheet.fields["name"].error == "Another device bears this name."
    assert page.sheet.fields["name"].text == "T-02"


def test_the_line_runs_out_and_another_one_can_be_had(qtbot: QtBot, look: Look) -> None:
    now = [cast.NOW]

    def clock() -> datetime:
        return now[0]

    window = open_window(qtbot, look, clock=clock)
    page = devices(window)
    pair(page)
    now[0] += timedelta(minutes=9, seconds=30)
    page.pairing.timer.timeout.emit()
    assert page.pairing.left.text() == "0 min 30 s left"
    now[0] += timedelta(minutes=1)
    page.pairing.timer.timeout.emit()
    assert page.pairing.left.text() == "This code is over. Make a new one."
    assert not page.pairing.code.isVisible()

    window.desk.now = now[0]
    page.pairing.another.click()
    assert page.pairing.code.isVisible() and page.drawn.pairing is not None
    assert page.drawn.pairing.line.endswith("0002")


def test_the_sheet_says_when_the_device_is_paired_and_forgets_the_line(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = devices(window)
    pair(page)
    window.desk.rows = [row.model_copy(update={"is_paired": True}) if row.id == NEW else row for row in window.desk.rows]
    for _ in range(ASK_EVERY_S):
        page.pairing.ticked.emit()

    assert page.pairing.title.text() == "T-07 is paired" and not page.pairing.code.isVisible()
    page.pairing.close_button.click()
    assert page.drawn.pairing is None and page.pairing.line.text() == ""
    assert not page.pairing.timer.isActive()


def test_the_code_on_the_screen_is_the_line(qtbot: QtBot, look: Look) -> None:
    look.choose(ThemeName.DARK)
    page = devices(open_window(qtbot, look))
    pair(page)
    assert page.drawn.pairing is not None
    rows = modules_of(page.drawn.pairing.line)
    image = page.pairing.code.grab().toImage()
    side = min(image.width(), image.height()) // (len(rows) + 8)
    left, top = (image.width() - side * len(rows)) // 2, (image.height() - side * len(rows)) // 2

    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            seen = image.pixelColor(left + x * side + side // 2, top + y * side + side // 2).lightness()
            assert (seen < 60) is bool(dark)


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 100), (1280, 800, 150)])
def test_sheets_can_be_reached_and_read(qtbot: QtBot, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    window = open_window(qtbot, look)
    window.resize(width, height)
    page = devices(window)
    page.dangers.buttons["ask_destroy"].click()
    page.sheet.button.click()
    assert faults_of(window.view) == []
    page.sheet.close_button.click()

    pair(page)
    assert faults_of(window.view) == []
