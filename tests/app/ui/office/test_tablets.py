"""Tablets: the board in rows, all hands, and the damage ledger with its two managers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.office.sections import Section
from app.ui.office.tablets.paper import document_of
from app.ui.office.tablets.presenter import TabletsPresenter
from app.ui.office.tablets.screen import View
from app.ui.office.tablets.steps import NotMoney, money, pence_of
from app.ui.office.tablets.view import TabletsPage
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.tablets import Standing
from tests import cast
from tests.app.ui.office.desk import OUT_OF_REACH
from tests.app.ui.office.house import Window, open_window
from tests.app.ui.office.house_desk import T06
from tests.app.ui.seen import jpeg_of
from tests.app.ui.walk import faults_of


def tablets(window: Window, view: View = View.NOW) -> TabletsPage:
    page = window.go(Section.TABLETS)
    assert isinstance(page, TabletsPage)
    page.turned.emit(int(view))
    QApplication.processEvents()
    return page


def ledger(window: Window) -> TabletsPage:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor(60, 80, 100))
    window.desk.picture = jpeg_of(image)
    return tablets(window, View.DAMAGE)


def do(page: TabletsPage, step: str, words: str, amount: str = "") -> None:
    (page.panel.deeds.buttons | page.panel.dangers.buttons)[step].click()
    if amount:
        page.sheet.fields["amount"].editor.setText(amount)
    page.sheet.words.set_text(words)
    page.sheet.button.click()


def test_the_board_stands_in_rows_and_is_asked_for_anew(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = tablets(window)
    assert [row.cells[1].words for row in page.now.rows] == ["Out", "In the cabinet", "Out of use", "Late"]
    assert page.anomalies.isVisible()

    def home(standing: Standing) -> None:
        window.desk.rows = [
            row.model_copy(update={"tablet": row.tablet.model_copy(update={"standing": standing})}) if row.id == T06 and row.tablet else row
            for row in window.desk.rows
        ]

    home(Standing.IN)
    window.station._refresh()
    assert page.now.rows[3].cells[1].words == "In the cabinet"


def test_a_head_sorts_and_find_leaves_what_bears_the_words(qtbot: QtBot, look: Look) -> None:
    page = tablets(open_window(qtbot, look))
    page.now.sortByColumn(4, page.now.horizontalHeader().sortIndicatorOrder().AscendingOrder)
    model = page.now.model()
    assert [model.data(model.index(row, 4)) for row in range(model.rowCount())] == ["22 %", "51 %", "78 %", "96 % charging"]

    QTest.keyClicks(page.search.editor, "jo patel")
    assert [row.cells[0].words for row in page.now.rows] == ["T-06"]


def test_all_hands_say_which_step_does_not_stand(qtbot: QtBot, look: Look) -> None:
    page = tablets(open_window(qtbot, look), View.HANDS)

    assert len(page.hands.rows) == 5
    assert [row.cells[4].words.startswith("Does not stand") for row in page.hands.rows] == [False, True, False, False, False]


def test_what_it_could_hold_wants_a_tablet_first_and_is_forgotten_after(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = tablets(window)
    page.gone_button.click()
    assert window.view.toast.sentence == "Choose a tablet in the table first."

    page.now.selectRow(3)
    page.gone_button.click()
    assert page.gone.isVisible() and "Amelia" in page.gone.children_words.text()
    page.gone.close_button.click()
    assert page.drawn.gone is None and page.gone.children_words.text() == ""


def test_the_sheet_goes_on_paper_with_names_and_advice(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = tablets(window)
    printed: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    assert window.station._house is not None
    presenter = window.station._house.made[Section.TABLETS][1]
    assert isinstance(presenter, TabletsPresenter)
    presenter._print = lambda title, parts: printed.append((title, parts))
    page.now.selectRow(3)
    page.gone_button.click()

    page.gone.print_button.click()

    text = document_of(*printed[0]).toPlainText()
    for words in ("If T-06 is gone", "Amelia, Noah", "72 hours", "Not sent\nnobody knows", "locked cabinet"):
        assert words in text


def test_a_case_shows_whose_period_and_the_pictures_of_the_device(qtbot: QtBot, look: Look) -> None:
    page = ledger(open_window(qtbot, look))

    case = page.drawn.case
    assert case is not None and len(case.photos) == 1
    assert {fact.label: fact.value for fact in case.facts}["Whose period"] == "Beth Lowe, 07:31 to 15:00"


def test_c43_another_log_in_in_the_period_is_said_first(qtbot: QtBot, look: Look) -> None:
    page = ledger(open_window(qtbot, look))
    page.cases.cards[1].click()

    assert page.drawn.case is not None
    assert page.drawn.case.warnings == ("Jo Patel also logged in on it in this period. Ask both before deciding.",)
    assert page.drawn.case.photos == ()


def test_c43_on_purpose_stands_only_when_the_other_manager_says_so(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = ledger(window)
    do(page, "say_deliberate", "Thrown, Beth says so herself")
    assert not page.panel.dangers.buttons["confirm_deliberate"].is_available
    assert not page.panel.deeds.buttons["close"].is_available

    other = open_window(qtbot, look, who=cast.TOM)
    other.desk.cases = window.desk.cases
    page = ledger(other)
    do(page, "confirm_deliberate", "I asked her too")

    assert other.desk.cases[0].confirmed_by == "Tom Hughes"
    assert page.drawn.case is not None and page.drawn.case.chips[1].word == "On purpose"


def test_a_charge_needs_words_and_a_real_amount(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = ledger(window)
    do(page, "decide", "", amount="a lot")
    assert page.sheet.words_error.sentence and page.sheet.fields["amount"].error
    assert window.desk.asked == []

    page.sheet.fields["amount"].editor.setText("£12.5")
    page.sheet.words.set_text("Half of the glass.")
    page.sheet.button.click()
    assert window.desk.asked == [("decide", ("Half of the glass.", 1250))]


def test_a_case_is_decided_appealed_closed_and_opened_again(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = ledger(window)
    assert not page.panel.deeds.buttons["close"].is_available
    do(page, "decide", "Nobody's fault.")
    do(page, "appeal", "None, thank you.")
    do(page, "close", "New glass is in.")
    do(page, "reopen", "The glass came off.")

    assert [step for step, _ in window.desk.asked] == ["decide", "appeal", "close", "reopen"]


def test_words_stay_when_the_server_is_away(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = ledger(window)
    window.desk.is_out_of_reach = True
    do(page, "decide", "Nobody's fault.")

    assert page.sheet.error.sentence == OUT_OF_REACH
    assert page.sheet.words.toPlainText() == "Nobody's fault."


@pytest.mark.parametrize(
    ("typed", "pence"), [("", None), ("12", 1200), ("12.5", 1250), ("£ 0.05", 5), ("12,50", 1250), ("10000", 1_000_000), ("0", 0)]
)
def test_amounts_are_read(typed: str, pence: int | None) -> None:
    assert pence_of(typed) == pence


@pytest.mark.parametrize("typed", ["a", "-1", "1.234", ".5", "10000.01", "1 2", "٣", "1e3"])
def test_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(NotMoney):
        pence_of(typed)


def test_money_is_said() -> None:
    assert (money(1250), money(0), money(None)) == ("£12.50", "no charge", "no charge")


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 100), (1280, 800, 150)])
def test_each_view_can_be_reached_and_read(qtbot: QtBot, look: Look, view: View, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    window = open_window(qtbot, look)
    window.resize(width, height)
    page = ledger(window)
    page.turned.emit(int(view))

    assert faults_of(window.view) == []


def test_the_section_mirrors_from_right_to_left(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    window.shell.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    page = tablets(window)
    QApplication.processEvents()

    row = page.now.visualRect(page.now.model().index(3, 2)).center()
    QTest.mouseClick(page.now.viewport(), Qt.MouseButton.LeftButton, pos=row)
    page.gone_button.click()

    assert page.gone.isVisible() and page.gone.title.text() == "If T-06 is gone"
    assert page.tabs.x() > page.gone_button.x()
    assert faults_of(window.view) == []
