"""The bar of sections: only what the role may do is drawn, each has its key, and what is typed stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.house import House
from app.services.session import NotAllowed
from app.ui.office.agreements.view import AgreementsPage
from app.ui.office.devices.view import DevicesPage
from app.ui.office.parts.ask_sheet import AskSheet
from app.ui.office.refusals.view import RefusalsPage
from app.ui.office.sections import Section
from app.ui.office.tablets.view import TabletsPage
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from domain.permissions import Role
from domain.staffing import StaffChange
from domain.wire.people import StaffStep
from tests import cast
from tests.app.ui.office.desk import desk_of, office_entry
from tests.app.ui.office.house import open_window, row_of, session_of
from tests.app.ui.office.house_desk import MemoryDesk
from tests.app.ui.walk import faults_of

SIZES = [(1280, 800, 100), (1024, 600, 100), (1280, 800, 150), (1600, 900, 100)]


def test_a_manager_sees_every_section_with_its_key(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)

    buttons = window.view.bar.sections.buttons
    assert list(buttons) == list(Section)
    assert [button.key for button in buttons.values()] == [str(number) for number in range(1, 10)]
    assert buttons[Section.MODERATION].text() == "Moderation · 1"


def test_without_a_house_desk_there_is_moderation_alone(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look, with_house=False)

    assert window.view.bar.sections.buttons == {}
    window.key("2")
    assert window.view.section is Section.MODERATION


def test_a_role_that_may_not_sees_no_section(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look, who=cast.SAM)

    assert window.view.bar.sections.buttons == {}
    window.view.section_asked.emit(Section.STAFF)
    assert window.view.section is Section.MODERATION


@pytest.mark.parametrize("role", [Role.ROOM_LEADER, Role.PRACTITIONER, Role.BANK])
def test_l9_no_call_leaves_the_machine_for_a_role_that_may_not(role: Role) -> None:
    desk = MemoryDesk(row_of(cast.SAM))
    house = House(desk, session_of(row_of(cast.SAM), role))
    step = StaffStep(change=StaffChange.SUSPEND, reason="x")
    row = row_of(cast.JO)

    for call in (
        house.devices, house.staff, house.board, house.all_hands, house.damage, house.agreements,
        lambda: house.refusals(everything=True), lambda: house.seen(1), lambda: house.publish("x" * 30),
        lambda: house.staff_step(row, (), step), lambda: house.new_code(cast.TABLET), lambda: house.gone(cast.TABLET),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            call()
    assert desk.asked == []


def test_keys_lead_to_sections_and_rest_in_a_field(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)

    window.key("5")
    assert window.view.section is Section.DEVICES
    window.key("/")
    window.key("4")
    page = window.page
    assert isinstance(page, DevicesPage)
    assert window.page is page and page.rows.search.editor.text() == "4"

    window.key(Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.page, RefusalsPage)


def test_moderations_letters_rest_on_the_other_sections(qtbot: QtBot, look: Look) -> None:
    moderation = desk_of(office_entry(1, cast.AMELIA))
    window = open_window(qtbot, look, desk=moderation)
    window.go(Section.AGREEMENTS)

    window.key("a")
    window.key("r")

    assert moderation.asked == []


def test_keys_rest_under_a_sheet(qtbot: QtBot, look: Look) -> None:
    moderation = desk_of(office_entry(1, cast.AMELIA))
    window = open_window(qtbot, look, desk=moderation)
    window.key("?")

    QTest.keyClicks(window.view.keys_sheet, "a")

    assert moderation.asked == []


def test_what_is_typed_in_a_section_stays_while_another_is_looked_at(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = window.go(Section.AGREEMENTS)
    assert isinstance(page, AgreementsPage)
    page.write.click()
    QTest.keyClicks(page.draft, "5. More.")

    window.go(Section.DEVICES)
    window.go(Section.AGREEMENTS)

    assert "5. More." in page.draft.toPlainText()


def test_a_disowned_entry_says_so_and_cannot_be_approved(qtbot: QtBot, look: Look) -> None:
    entry = office_entry(1, cast.AMELIA).model_copy(update={"is_disowned": True})
    moderation = desk_of(entry)
    window = open_window(qtbot, look, desk=moderation)

    window.key("a")

    assert moderation.asked == []
    assert window.view.subject.disowned.isVisible()
    assert "did not write it" in window.view.why.text()
    assert window.view.give_back.is_available


def test_after_the_end_nothing_is_drawn_and_no_name_is_held(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = window.go(Section.TABLETS)
    assert isinstance(page, TabletsPage)
    page.now.selectRow(0)
    page.gone_button.click()

    window.station.end()

    assert window.station._house is not None
    presenter = window.station._house.made[Section.TABLETS][1]
    assert getattr(presenter, "_state").gone is None  # noqa: B009 - what the memory holds


@pytest.mark.parametrize("section", list(Section))
@pytest.mark.parametrize(("width", "height", "percent"), SIZES)
def test_everything_can_be_reached_read_and_named(
    qtbot: QtBot, look: Look, section: Section, width: int, height: int, percent: int
) -> None:
    look.choose(ThemeName.LIGHT, percent)
    window = open_window(qtbot, look)
    window.resize(width, height)

    window.go(section)

    assert faults_of(window.view) == []


@pytest.mark.parametrize("section", [section for section in Section if section is not Section.MODERATION])
def test_out_of_reach_from_the_start_is_no_blank_page(qtbot: QtBot, look: Look, section: Section) -> None:
    window = open_window(qtbot, look)
    window.desk.is_out_of_reach = window.consents.is_out_of_reach = True
    page = window.go(section)

    banner = getattr(page, "banner")  # noqa: B009
    assert banner.isVisible() and banner.button.isVisible()
    window.desk.is_out_of_reach = window.consents.is_out_of_reach = False
    banner.button.click()
    QApplication.processEvents()

    assert not banner.isVisible()
    assert faults_of(window.view) == []


def test_c37_the_office_says_before_it_locks_too(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    window.station._idle.warn()
    assert window.station._idle.bar.isVisible()
    window.station.end()
    assert not window.station._idle.bar.isVisible()


def test_a_toast_stands_beside_a_sheet_and_not_under_it(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    window.go(Section.DEVICES)
    window.key("n")
    window.view.say("The line is copied.")
    sheet = window.page.findChild(AskSheet)
    assert sheet is not None and sheet.isVisible()
    toast = window.view.toast.geometry()
    assert toast.right() < sheet.panel.mapTo(window.view, QPoint(0, 0)).x()
