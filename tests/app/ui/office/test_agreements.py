"""The staff agreement: who has signed, and a new version beside the present one."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.office.agreements.view import AgreementsPage
from app.ui.office.sections import Section
from app.ui.theme.look import Look
from domain.wire.people import Agreements
from tests.app.ui.office.desk import OUT_OF_REACH
from tests.app.ui.office.house import Window, open_window
from tests.app.ui.office.house_desk import TEXT
from tests.app.ui.walk import faults_of


def agreements(window: Window) -> AgreementsPage:
    page = window.go(Section.AGREEMENTS)
    assert isinstance(page, AgreementsPage)
    return page


def test_it_says_who_has_signed_and_who_has_not(qtbot: QtBot, look: Look) -> None:
    page = agreements(open_window(qtbot, look))

    assert page.text.toPlainText() == TEXT and page.text.isReadOnly()
    assert (page.missing_title.text(), page.missing.text()) == ("Not signed · 1", "Kit Doyle")
    page.version_chosen.emit(1)
    assert page.missing.text() == "Everybody has signed."


def test_a_new_version_stands_beside_the_present_text_and_is_published(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = agreements(window)
    window.key("n")
    assert page.draft.toPlainText() == TEXT and page.text.isVisible()
    assert not page.publish.is_available and page.why.text() == "It is the same text as now."

    page.draft.set_text(TEXT + "\n\n5. I lock the screen.")
    page.publish.click()

    assert window.desk.asked == [("new_agreement", TEXT + "\n\n5. I lock the screen.")]
    assert page.drawn.draft is None and page.drawn.versions[0] == "Version 4"
    assert window.view.toast.sentence.startswith("Version 4 is in force.")


def test_a_draft_stays_when_the_server_is_away(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = agreements(window)
    page.write.click()
    QTest.keyClicks(page.draft, "More of it. ")
    window.desk.is_out_of_reach = True

    page.publish.click()

    assert page.error.sentence == OUT_OF_REACH
    assert page.draft.toPlainText().startswith("More of it. ") or page.draft.toPlainText().endswith("More of it. ")


def test_too_little_is_not_published_and_leaving_drops_the_draft(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = agreements(window)
    page.write.click()
    page.draft.set_text("Hm.")
    page.publish.click()
    assert window.desk.asked == [] and window.view.toast.sentence == "Write the text first."

    page.back.click()
    assert page.drawn.draft is None and not page.writing.isVisible()


def test_before_the_first_version_there_is_an_empty_place_and_a_key(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    window.desk.texts = Agreements(versions=())
    page = agreements(window)
    assert page.empty.isVisible()

    window.key("n")
    QApplication.processEvents()

    assert page.draft.isVisible() and page.draft_title.text() == "Version 1, not published yet"
    assert faults_of(window.view) == []
