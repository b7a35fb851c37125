"""What all sections with a list have in common: stepping through it, keeping the chosen one, and a sheet that is refused."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.ui.office.parts.screen import Stage
from app.ui.office.parts.state import stage_of
from app.ui.office.sections import Section
from app.ui.office.staff.state import StaffState
from app.ui.office.staff.view import StaffPage
from app.ui.theme.look import Look
from tests import cast
from tests.app.ui.lanes import HeldToldLane
from tests.app.ui.office.desk import OUT_OF_REACH
from tests.app.ui.office.house import open_window
from tests.app.ui.office.house_desk import some_staff

KNOWN = StaffState(staff=tuple(some_staff()))
FIRST, SECOND, *_, LAST = KNOWN.shown_ids


@pytest.mark.parametrize(
    ("chosen", "way", "there"), [(FIRST, 1, SECOND), (FIRST, -1, FIRST), (LAST, 1, LAST), ("", 1, FIRST), ("gone", -1, FIRST)]
)
def test_a_step_leads_to_the_neighbour_and_past_no_end(chosen: str, way: int, there: str) -> None:
    assert StaffState(staff=KNOWN.staff, chosen=chosen).neighbour(way) == there


def test_an_empty_list_has_no_neighbour_and_no_first() -> None:
    empty = StaffState(staff=())

    assert (empty.neighbour(1), empty.kept_or_first().chosen) == ("", "")


def test_the_chosen_one_stays_while_it_is_known_else_the_first_is_chosen() -> None:
    assert StaffState(staff=KNOWN.staff, chosen=LAST).kept_or_first().chosen == LAST
    assert StaffState(staff=KNOWN.staff, chosen="gone").kept_or_first().chosen == FIRST


def test_nothing_known_is_loading_and_nothing_there_is_empty() -> None:
    assert (stage_of(None, None), stage_of(None, ()), stage_of(KNOWN.staff, KNOWN.staff)) == (Stage.LOADING, Stage.EMPTY, Stage.READY)


def test_what_refuses_a_sheet_that_was_closed_meanwhile_is_said(qtbot: QtBot, look: Look) -> None:
    lane = HeldToldLane()
    window = open_window(qtbot, look, net=lane)
    page = window.go(Section.STAFF)
    assert isinstance(page, StaffPage)
    lane.run_all()
    page.rows.row_chosen.emit(cast.SAM)
    page.dangers.buttons["suspend"].click()
    page.sheet.words.set_text("Left her keys")
    page.sheet.button.click()
    page.sheet.given_up.emit()

    window.desk.is_out_of_reach = True
    lane.run_all()

    assert window.view.toast.sentence == OUT_OF_REACH
