"""After a change: what became of the pictures, what cannot be called back, and a manager's tick."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.ui.office.rechecks.state import BECAME, FACTS
from app.ui.office.rechecks.view import RechecksPage
from app.ui.office.sections import Section
from app.ui.theme.look import Look
from domain.wire.consents import Became
from tests import cast
from tests.app.ui.office.alone import changes_alone
from tests.app.ui.office.consent_desk import CASE_ONE, CASE_TWO, MemoryConsents, some_cases, touched
from tests.app.ui.office.desk import OUT_OF_REACH, desk_of, office_entry
from tests.app.ui.office.house import Window, open_window
from tests.app.ui.walk import faults_of


def badge(window: Window) -> str:
    return window.view.bar.sections.buttons[Section.CHANGES].text()


def test_c21_a_clip_that_lost_its_sound_is_not_called_covered(qtbot: QtBot, look: Look) -> None:
    desk = MemoryConsents()
    rows = (touched(1, Became.WAITING, is_clip=True, is_silence=True), touched(2, Became.COVERED, is_clip=True, is_silence=True))
    desk.cases = [desk.cases[0].model_copy(update={"what": "Dan Bell withdrew: voice in videos", "rows": rows})]

    page = changes_alone(qtbot, look, desk).page

    assert [row.cells[3].words for row in page.table.rows] == ["Being silenced", "Silent"]
    assert page.drawn.detail is not None and page.drawn.detail.chips[0].word == "Being silenced"
    facts = {fact.label: fact.value for fact in page.drawn.detail.facts}
    assert (facts["Covered further"], facts["Being changed"], facts["Made silent"]) == ("0", "1", "1")


def test_who_changed_what_and_what_became_of_every_picture(qtbot: QtBot, look: Look) -> None:
    page = changes_alone(qtbot, look).page

    assert page.title.text() == "Dan Bell withdrew: face in other children’s journals"
    assert [row.cells[3].words for row in page.table.rows] == ["Taken off", "Being covered", "Covered", "Not shown"]
    assert page.table.rows[1].cells[1].words == "Zoë Ö., clip"
    assert page.drawn.detail is not None
    facts = {fact.label: fact.value for fact in page.drawn.detail.facts}
    assert facts["Covered further"] == facts["Taken off"] == "1"
    assert facts["Memory books"] == "2 were saved before. A saved book cannot be called back."
    assert facts["Tablets"].startswith("T-02 and T-04 have not fetched it yet.")


def test_ticking_off_takes_the_case_away_and_counts_down(qtbot: QtBot, look: Look) -> None:
    here = changes_alone(qtbot, look)
    page = here.page

    here.key("s")

    assert here.desk.asked == [("seen", CASE_ONE)]
    assert [card.row.id for card in page.rows.cards] == [CASE_TWO] and here.led[-1] == 1
    page.everything.click()
    assert [card.row.id for card in page.rows.cards] == [CASE_ONE, CASE_TWO]
    page.rows.row_chosen.emit(CASE_ONE)
    assert "seen" not in page.deeds.buttons
    assert faults_of(page) == []


def test_the_last_tick_leaves_a_kind_empty_page(qtbot: QtBot, look: Look) -> None:
    here = changes_alone(qtbot, look, MemoryConsents(cases=some_cases()[1:]))
    page = here.page

    page.deeds.buttons["seen"].click()

    assert page.empty.isVisible() and here.led[-1] == 0


def test_a_tick_that_did_not_arrive_says_so(qtbot: QtBot, look: Look) -> None:
    here = changes_alone(qtbot, look)
    page = here.page
    here.desk.is_out_of_reach = True

    page.deeds.buttons["seen"].click()

    assert here.said[-1] == OUT_OF_REACH and page.deeds.buttons["seen"].is_available


def test_it_asks_again_by_itself_while_something_is_being_covered(qtbot: QtBot, look: Look) -> None:
    here = changes_alone(qtbot, look)
    page = here.page
    assert here.presenter.again.isActive()

    done = tuple(touched(number, Became.COVERED) for number in (1, 2))
    here.desk.cases = [case.model_copy(update={"rows": done}) for case in here.desk.cases]
    here.presenter.again.stop()
    here.presenter.again.timeout.emit()

    assert [row.cells[3].words for row in page.table.rows] == ["Covered", "Covered"]
    assert not here.presenter.again.isActive()


def test_a_page_that_is_not_looked_at_does_not_ask_again(qtbot: QtBot, look: Look) -> None:
    here = changes_alone(qtbot, look)
    here.page.hide()
    here.desk.cases = []

    here.presenter.again.timeout.emit()

    assert here.led == [2]


def test_a_pulled_picture_opens_its_entry_in_moderation(qtbot: QtBot, look: Look) -> None:
    entry = office_entry(2, cast.AMELIA, title="Leaves")
    rows = (touched(1, Became.PULLED, entry_id=entry.item.id, entry_title="Leaves"),)
    case = some_cases()[0].model_copy(update={"rows": rows})
    window = open_window(qtbot, look, desk=desk_of(office_entry(1, cast.AMELIA), entry), consents=MemoryConsents(cases=[case]))
    assert badge(window) == "Changes · 1", "before the section is opened"
    page = window.go(Section.CHANGES)
    assert isinstance(page, RechecksPage)

    page.deeds.buttons[f"open {entry.item.id}"].click()

    assert window.view.section is Section.MODERATION
    assert window.view.drawn.subject is not None and window.view.drawn.subject.title == "Leaves"


def test_nothing_touched_says_so(qtbot: QtBot, look: Look) -> None:
    case = some_cases()[0].model_copy(update={"rows": (), "books": 0, "tablets": ()})
    page = changes_alone(qtbot, look, MemoryConsents(cases=[case])).page

    assert not page.table.isVisible() and page.note.isVisible()
    assert not page.alarms.isVisible() and not page.told.isVisible()


def test_away_is_a_banner_and_what_is_known_stays(qtbot: QtBot, look: Look) -> None:
    here = changes_alone(qtbot, look)
    page = here.page
    here.desk.is_out_of_reach = True

    here.presenter.refresh()

    assert page.banner.isVisible() and page.table.isVisible()


def test_after_the_end_nothing_is_asked_and_no_name_is_held(qtbot: QtBot, look: Look) -> None:
    here = changes_alone(qtbot, look)

    here.presenter.close()

    assert not here.presenter.again.isActive() and here.presenter._state.known is None


def test_every_outcome_has_its_words() -> None:
    assert set(BECAME) == set(FACTS) == set(Became)
