"""Staff access: added, suspended, changed, with refusals at their fields, and a first password that is seen once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.ui.office.sections import Section
from app.ui.office.staff.steps import suggested_username
from app.ui.office.staff.view import StaffPage
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.staffing import STAFF_SENTENCES, StaffRefusal
from tests import cast
from tests.app.ui.office.desk import OUT_OF_REACH
from tests.app.ui.office.house import Window, open_window
from tests.app.ui.office.house_desk import FIRST, KIT
from tests.app.ui.walk import faults_of


def staff(window: Window, who: str = "") -> StaffPage:
    page = window.go(Section.STAFF)
    assert isinstance(page, StaffPage)
    if who:
        page.rows.row_chosen.emit(who)
    return page


def do(page: StaffPage, change: str, reason: str, role: str = "") -> None:
    (page.deeds.buttons | page.dangers.buttons)[change].click()
    page.sheet.words.set_text(reason)
    if role:
        page.sheet.choices["choice"].pills[role].click()
    page.sheet.button.click()


def add(page: StaffPage, first: str, last: str) -> None:
    page.new.click()
    page.sheet.fields["first"].editor.setText(first)
    page.sheet.fields["last"].editor.setText(last)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [("Sam", "Morris", "sam.morris"), ("Łucja", "Öz-Ünal", "lucja.oz-unal"), ("Mary Ann", "O’Neil", "mary-ann.oneil"), ("Jo", "", "jo")],
)
def test_a_user_name_is_suggested_in_plain_letters(first: str, last: str, name: str) -> None:
    assert suggested_username(first, last, frozenset()) == name


def test_a_taken_name_gets_a_number() -> None:
    assert suggested_username("Sam", "Morris", frozenset({"sam.morris", "sam.morris2"})) == "sam.morris3"


def test_the_suggestion_gives_way_to_what_is_typed(qtbot: QtBot, look: Look) -> None:
    page = staff(open_window(qtbot, look))
    add(page, "Lena", "Brandt")
    assert page.sheet.fields["username"].text == "lena.brandt"

    page.sheet.fields["username"].editor.setText("lena.b")
    page.sheet.fields["last"].editor.setText("Brandt-Roy")

    assert page.sheet.fields["username"].text == "lena.b"


def test_the_first_password_is_shown_once_and_gone_after(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = staff(window)
    add(page, "Lena", "Brandt")
    page.sheet.button.click()
    assert page.first.isVisible() and page.first.password.text() == FIRST

    QTest.keyClick(page.first, Qt.Key.Key_Escape)
    QTest.mouseClick(page.first, Qt.MouseButton.LeftButton, pos=page.first.rect().topLeft())
    assert page.first.isVisible()

    page.first.copy.click()
    assert QGuiApplication.clipboard().text() == FIRST
    page.first.done.click()

    assert not page.first.isVisible() and page.drawn.first is None
    assert QGuiApplication.clipboard().text() != FIRST
    words = [label.text() + label.accessibleName() for label in window.view.findChildren(QLabel)]
    assert not any(FIRST in each for each in words)
    assert FIRST not in repr(page.drawn)


def test_the_password_is_in_no_repr(qtbot: QtBot, look: Look) -> None:
    page = staff(open_window(qtbot, look), cast.SAM)
    do(page, "reset_password", "Forgot it")

    assert page.first.password.text() == FIRST
    assert FIRST not in repr(page.drawn)


def test_nobody_is_ever_shown_a_pin(qtbot: QtBot, look: Look) -> None:
    page = staff(open_window(qtbot, look), cast.SAM)
    do(page, "reset_pin", "Forgot it")

    assert not page.first.isVisible()
    facts = {fact.label: fact.value for fact in page.drawn.detail.facts} if page.drawn.detail else {}
    assert facts["PIN"] == "not chosen yet"


def test_a_taken_user_name_is_said_at_its_field_and_what_was_typed_stays(qtbot: QtBot, look: Look) -> None:
    page = staff(open_window(qtbot, look))
    add(page, "Sam", "Morris")
    page.sheet.fields["username"].editor.setText("sam.morris")
    page.sheet.button.click()

    assert page.sheet.fields["username"].error == "This user name is taken. Add a middle letter."
    assert page.sheet.fields["first"].text == "Sam"


def test_what_is_missing_is_said_at_each_field(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = staff(window)
    page.new.click()
    page.sheet.button.click()
    assert page.sheet.fields["first"].error and page.sheet.fields["last"].error

    add(page, "X", "Y")
    page.sheet.fields["username"].editor.setText("Ä!")
    page.sheet.button.click()
    assert "a to z" in page.sheet.fields["username"].error
    assert window.desk.asked == []


def test_l10_the_last_manager_and_yourself_cannot_be_closed(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = staff(window, cast.RUTH)

    for change in ("suspend", "end"):
        button = page.dangers.buttons[change]
        assert not button.is_available
        button.click()
    assert not page.sheet.isVisible()
    assert window.view.toast.sentence == STAFF_SENTENCES[StaffRefusal.LAST_MANAGER]


def test_l10_the_last_manager_cannot_become_something_else(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = staff(window, cast.RUTH)

    page.deeds.buttons["change_role"].click()

    assert not page.sheet.isVisible()
    assert window.view.toast.sentence == STAFF_SENTENCES[StaffRefusal.LAST_MANAGER]


def test_a_deputy_neither_changes_nor_makes_a_manager(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look, who=cast.TOM)
    page = staff(window, cast.RUTH)
    assert not page.deeds.buttons["reset_password"].is_available

    page.rows.row_chosen.emit(cast.SAM)
    do(page, "change_role", "Promoted", role="manager")

    assert page.sheet.choices["choice"].error.sentence == STAFF_SENTENCES[StaffRefusal.MANAGER_ONLY]
    assert window.desk.asked == []


def test_suspend_and_reopen_each_with_a_reason(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = staff(window, cast.SAM)
    page.dangers.buttons["suspend"].click()
    page.sheet.button.click()
    assert page.sheet.words_error.sentence == "Say why, in a few words."
    page.sheet.close_button.click()

    do(page, "suspend", "Left the keys")
    assert page.drawn.detail is not None and page.drawn.detail.chips[0].word == "Suspended"

    do(page, "reopen", "Talked it over")
    assert window.desk.asked == [
        ("suspend", ("sam.morris", None, "Left the keys")),
        ("reopen", ("sam.morris", None, "Talked it over")),
    ]


def test_who_has_left_offers_no_change(qtbot: QtBot, look: Look) -> None:
    page = staff(open_window(qtbot, look), cast.id_of(106))

    assert page.drawn.detail is not None
    assert page.drawn.detail.deeds == () and page.drawn.detail.dangers == ()
    assert page.rows.cards[-1].row.title == "Ana Silva"


def test_what_was_typed_stays_while_the_server_is_away(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = staff(window, KIT)
    window.desk.is_out_of_reach = True
    do(page, "end", "Moved away")

    assert page.sheet.error.sentence == OUT_OF_REACH
    assert page.sheet.words.toPlainText() == "Moved away"


@pytest.mark.parametrize(("width", "height", "percent"), [(1280, 800, 100), (1024, 600, 100), (1280, 800, 150)])
def test_sheets_can_be_reached_and_read(qtbot: QtBot, look: Look, width: int, height: int, percent: int) -> None:
    look.choose(ThemeName.LIGHT, percent)
    window = open_window(qtbot, look)
    window.resize(width, height)
    page = staff(window)
    add(page, "Lena", "Brandt")
    assert faults_of(window.view) == []

    page.sheet.button.click()
    assert page.first.isVisible() and faults_of(window.view) == []
