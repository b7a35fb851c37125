"""Refusals: sentences on top, each try below, and "Seen"."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.office.refusals.view import RefusalsPage
from app.ui.office.sections import Section
from app.ui.theme.look import Look
from tests.app.ui.office.desk import OUT_OF_REACH
from tests.app.ui.office.house import Window, open_window
from tests.app.ui.walk import faults_of


def refusals(window: Window) -> RefusalsPage:
    page = window.go(Section.REFUSALS)
    assert isinstance(page, RefusalsPage)
    return page


def test_sentences_first_then_who_device_what_why_when_and_how_often(qtbot: QtBot, look: Look) -> None:
    page = refusals(open_window(qtbot, look))

    assert page.digest.text().startswith("Jo Patel tried 3 times")
    words = [cell.words for cell in page.table.rows[1].cells]
    assert words == ["yesterday 22:25", "jo.patel", "T-06", "Log in", "Outside opening hours.", "3 times"]


def test_seen_marks_up_to_what_was_shown(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = refusals(window)

    window.key("s")

    assert window.desk.asked == [("seen", 3)]
    assert page.digest.text() == "Nothing new since you last looked."
    assert not page.seen.is_available
    window.key("s")
    assert len(window.desk.asked) == 1
    assert faults_of(window.view) == []


def test_what_was_seen_before_can_be_shown_again(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = refusals(window)
    window.key("s")
    assert page.table.rows == ()

    page.everything.click()

    assert len(page.table.rows) == 3


def test_find_and_order(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = refusals(window)
    window.key("/")
    QTest.keyClicks(page.search.editor, "log in jo")
    assert [row.cells[1].words for row in page.table.rows] == ["Sam Morris", "jo.patel"]

    page.table.sortByColumn(5, Qt.SortOrder.AscendingOrder)
    model = page.table.model()
    assert model.data(model.index(0, 5)) == "3 times"


def test_seen_that_did_not_arrive_says_so(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = refusals(window)
    window.desk.is_out_of_reach = True

    page.seen.click()

    assert window.view.toast.sentence == OUT_OF_REACH
    assert page.seen.is_available
