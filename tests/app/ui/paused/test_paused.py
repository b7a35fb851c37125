"""L24 in the room: Daybook is paused, capture is closed, paper takes over, and the work is there when it goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.pausing import Pause, Pausing
from app.storage import outbox
from app.ui.paused.paper import NoPrinter, paper_document, print_on
from app.ui.paused.presenter import PRINTED, PausedPresenter, PausedTask, PausedWays
from app.ui.paused.screen import paused_screen
from app.ui.paused.view import TITLE, PausedView
from app.ui.room.camera_screen.view import CameraView
from app.ui.room.compose.view import ComposeView
from app.ui.room.home.view import HomeView
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from app.ui.widgets.fault import REPORT
from domain.entries import EntryKind
from domain.wire import OpKind
from tests import cast
from tests.app.ui.lanes import PromptLane
from tests.app.ui.unlock.work import LONDON, Work, told_by
from tests.app.ui.walk import faults_of

FIRST_NAMES = [child.first_name for child in cast.CHILDREN]


def paused(work: Work) -> PausedView:
    work.say_paused(True)
    return work.screen(PausedView)


def test_l24_the_page_comes_with_the_news_and_names_no_child(work: Work) -> None:
    work.station.start()
    work.home()

    paused(work)

    words = told_by(work.shell)
    assert TITLE in words
    assert "Office: Ruth Adeyemi, 01632 960 018. Paused since 10:05." in words
    assert "by 18:05" in words
    assert [name for name in FIRST_NAMES if name in words] == []


def test_l24_every_way_to_a_work_screen_ends_at_the_page(work: Work) -> None:
    draft = work.services.writing.new_draft(EntryKind.OBSERVATION, (cast.AMELIA,), work.opened.session)
    work.learn(cast.SITE.model_copy(update={"is_paused": True}))

    ways: list[Callable[[], None]] = [work.station.home, partial(work.station.camera, draft.id), partial(work.station.compose, draft.id)]
    for way in ways:
        way()
        work.screen(PausedView)
        work.rest()
        work.rest()  # what the first answer asked for has come too
        assert isinstance(work.shell.screen_now, PausedView)


def test_when_it_is_lifted_the_person_is_where_they_were_with_every_letter(work: Work) -> None:
    draft = work.services.writing.new_draft(EntryKind.OBSERVATION, (cast.AMELIA,), work.opened.session)
    work.station.compose(draft.id)
    view = work.screen(ComposeView)
    work.rest()
    view.text_typed.emit("She pours the")
    paused(work)
    work.rest()
    assert work.services.writing.open(draft.id, work.opened.session).text == "She pours the"

    work.say_paused(False)

    again = work.screen(ComposeView)
    work.qtbot.waitUntil(lambda: "She pours the" in told_by(again))


def test_the_camera_closes_and_comes_back(work: Work) -> None:
    draft = work.services.writing.new_draft(EntryKind.OBSERVATION, (cast.AMELIA,), work.opened.session)
    work.station.camera(draft.id)
    work.screen(CameraView)
    paused(work)

    work.say_paused(False)

    assert work.screen(CameraView).isVisible()


def test_a_pause_that_goes_on_is_not_shown_anew(work: Work) -> None:
    work.station.start()
    work.home()
    page = paused(work)

    work.say_paused(True)
    work.rest()

    assert work.shell.screen_now is page


def test_another_fault_is_reported_from_the_page(work: Work) -> None:
    work.station.start()
    work.home()
    page = paused(work)

    QTest.mouseClick(page.report_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(page.fault_dialog.note, "And a name too")
    QTest.mouseClick(page.fault_dialog.buttons[REPORT], Qt.MouseButton.LeftButton)

    work.qtbot.waitUntil(lambda: work.locks == ["lock"])
    reports = [each.body for each in outbox.waiting(work.opened.store.connect()) if each.kind is OpKind.AUDIT]
    assert reports == [{"fault": "And a name too"}]


def test_log_out_and_not_me_lead_away(work: Work) -> None:
    work.station.start()
    work.home()
    page = paused(work)

    QTest.mouseClick(page.log_out_button, Qt.MouseButton.LeftButton)
    page.not_me_asked.emit()

    assert (work.log_outs, work.locks) == (["out"], ["lock"])


def test_without_a_printer_the_page_says_so(work: Work) -> None:
    work.station.start()
    work.home()
    page = paused(work)

    QTest.mouseClick(page.print_button, Qt.MouseButton.LeftButton)

    work.qtbot.waitUntil(lambda: page.toast.sentence != "")
    assert page.toast.sentence in (NoPrinter().sentence, PRINTED)  # a machine that runs the tests may have a printer
    assert not isinstance(work.shell.screen_now, HomeView)


def test_the_sheets_go_to_the_printer(qtbot: QtBot, look: Look, work: Work, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheets.pdf"))
    view = PausedView(look)
    qtbot.addWidget(view)
    task = PausedTask(pause=a_pause(), session=work.opened.session, clock=work.device.clock, zone=LONDON)
    ways = PausedWays(report_fault=lambda note: None, log_out=lambda: None, lock=lambda: None, try_now=lambda: None)
    PausedPresenter(view, Pausing(work.opened.store, cast.CATERPILLARS), task, ways, PromptLane(), lambda: printer).print_sheets()

    assert view.toast.sentence == PRINTED
    assert (tmp_path / "sheets.pdf").read_bytes().startswith(b"%PDF")


def test_the_sheet_has_a_row_for_each_first_name_and_no_more_of_anybody(work: Work) -> None:
    names = Pausing(work.opened.store, cast.CATERPILLARS).first_names(work.opened.session)

    words = paper_document("Caterpillars", cast.TODAY, names).toPlainText()

    assert [name for name in FIRST_NAMES if name not in words] == []
    assert "Caterpillars, Thursday 19 November 2026" in words
    assert all(head in words for head in ("Meals", "Sleep", "Nappies", "Accidents"))
    assert not any(f"{child.first_name} {child.last_initial}" in words for child in cast.CHILDREN)
    assert not any(allergy in words for child in cast.CHILDREN for allergy in child.allergies)


def test_a_name_is_never_read_as_mark_up() -> None:
    words = paper_document("<b>Caterpillars</b>", cast.TODAY, ("<img src=x>Zoë",)).toPlainText()

    assert "<b>Caterpillars</b>" in words
    assert "<img src=x>Zoë" in words


@pytest.mark.parametrize("children", [0, 15, 40])
def test_a_large_room_takes_more_pages(children: int, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheets.pdf"))
    document = paper_document("Caterpillars", cast.TODAY, [f"Child{number}" for number in range(children)])

    print_on(printer, document)

    assert document.pageCount() == {0: 1, 15: 1, 40: 3}[children]


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("name", ThemeName)
def test_nothing_is_small_nameless_or_cut_off(
    qtbot: QtBot, look: Look, name: ThemeName, size: tuple[int, int], percent: int, rtl: bool
) -> None:
    look.choose(name, percent)
    view = PausedView(look)
    qtbot.addWidget(view)
    view.set_person("Sam", "Morris")
    view.set_connection("Offline · 3 waiting")
    view.show_screen(paused_screen(a_pause(), cast.NOW, "18:00"))
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    view.resize(*size)
    view.show()
    QApplication.processEvents()

    assert faults_of(view) == []


def a_pause() -> Pause:
    return Pause(nursery="Hazel Lane Nursery", room="Caterpillars", since=cast.NOW, office="Ruth Adeyemi", phone="01632 960 018")
