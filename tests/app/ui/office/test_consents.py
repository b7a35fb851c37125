"""Permissions: the list with its filters, every answer in words, an answer from paper, and a child kept out of every picture."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.services.consents import FUTURE, NO_SIGNATURE, AnswerRefused, Consents
from app.services.session import NotAllowed
from app.ui.office.consents.steps import MISSING, NO_DATE, day_of
from app.ui.office.consents.view import ConsentsPage
from app.ui.office.consents.wording import EVIDENCE_WORDS, FROM_NOW, ITEMS, SCOPE_CHIPS, SCOPE_SENTENCES, permission_words
from app.ui.office.parts.paper import KEEP, document_of
from app.ui.office.rechecks.view import RechecksPage
from app.ui.office.sections import Section
from app.ui.theme.look import Look
from domain.consent import Evidence, Purpose, Scope
from domain.permissions import Role
from domain.wire.consents import RecordAnswer
from tests import cast
from tests.app.ui.office.alone import consents_alone
from tests.app.ui.office.consent_desk import MARTA, SARAH, SIGNED, MemoryConsents, adult, permissions
from tests.app.ui.office.desk import OUT_OF_REACH
from tests.app.ui.office.house import open_window, row_of, session_of
from tests.app.ui.walk import faults_of

NO_ON_PAPER = {"item": "other_journals", "says": "no", "evidence": "paper"}


def fill(page: ConsentsPage, **values: str) -> None:
    """Open the sheet and fill it in, by tapping and typing."""
    if not page.sheet.isVisible():
        page.deeds.buttons["record"].click()
    for key, value in values.items():
        if key in page.sheet.choices:
            page.sheet.choices[key].pills[value].click()
        else:
            page.sheet.fields[key].editor.setText(value)


def titles(page: ConsentsPage) -> list[str]:
    return [card.row.title for card in page.rows.cards]


def test_children_stand_by_room_with_what_wants_a_look(qtbot: QtBot, look: Look) -> None:
    page = consents_alone(qtbot, look).page

    rows = [card.row for card in page.rows.cards]
    assert [row.title for row in rows] == ["Amelia K.", "Noah B.", "Isla M.", "Ayaan S.", "Łukasz W."]
    assert [row.heading for row in rows] == ["Caterpillars", "", "", "Ladybirds", ""]
    assert [row.chip.word if row.chip else "" for row in rows] == ["", "They disagree", "Not signed", "Kept out", ""]


@pytest.mark.parametrize(
    ("key", "left"), [("all", 5), ("missing", 1), ("disagree", 1), ("out", 1)]
)  # fmt: skip
def test_a_filter_shows_its_children_and_bears_their_number(qtbot: QtBot, look: Look, key: str, left: int) -> None:
    here = consents_alone(qtbot, look)
    page = here.page

    page.pills[key].click()

    assert len(page.rows.cards) == left and page.pills[key].accessibleName().endswith(str(left))
    assert faults_of(page) == []


def test_on_a_low_window_one_button_goes_through_the_filters(qtbot: QtBot, look: Look) -> None:
    here = consents_alone(qtbot, look)
    page = here.page
    page.resize(1024, 476)
    QApplication.processEvents()
    assert not page.filters.isVisible() and page.rows.order.text() == "Show: All"

    page.rows.order.click()

    assert page.rows.order.text() == "Show: Not signed" and titles(page) == ["Isla M."]


def test_find_by_name_room_and_state(qtbot: QtBot, look: Look) -> None:
    here = consents_alone(qtbot, look)
    page = here.page
    here.key("/")

    QTest.keyClicks(page.rows.search.editor, "ladybirds kept")
    assert titles(page) == ["Ayaan S."]

    page.rows.search.editor.setText("nobody")
    assert page.rows.none.isVisible()


def test_each_adult_shows_both_answers_since_when_how_and_by_whom(qtbot: QtBot, look: Look) -> None:
    page = consents_alone(qtbot, look, cast.NOAH).page

    words = " | ".join(label.text() for label in page.adults.findChildren(QLabel) if label.isVisible())
    assert "Marta Bell" in words and "Dad · the answer counts" in words
    assert "Aunt · no parental responsibility: the answer does not count" in words
    assert "Since 3 September 2025, on paper. Written down by Ruth Adeyemi on 4 September 2025." in words
    assert "Dan Bell said no; one no is enough." in page.sentence.text()
    assert len(page.history.rows) == 6


def test_c21_the_voice_is_an_item_of_its_own(qtbot: QtBot, look: Look) -> None:
    here = consents_alone(qtbot, look, cast.AMELIA)
    page = here.page
    assert page.sentence.text().endswith("The voice may be heard in videos, wherever the face may be seen.")

    fill(page, item="voice", says="no", evidence="spoken", name="Sarah Price")
    page.sheet.button.click()

    said = ("Amelia K.", Purpose.VOICE, False, Evidence.SPOKEN, cast.NOW.date(), "Sarah Price")
    assert here.desk.asked[-1] == ("answer", said)
    assert "From now on videos in which Amelia K. is heard are silent." in " ".join(
        label.text() for label in page.told.findChildren(QLabel)
    )
    assert page.sentence.text().endswith("Videos in which Amelia K. is heard are silent.") and "May be heard" not in page.sentence.text()


def test_an_item_that_nobody_signed_says_that_it_counts_as_no(qtbot: QtBot, look: Look) -> None:
    page = consents_alone(qtbot, look, cast.ISLA).page

    words = [label.text() for label in page.adults.findChildren(QLabel)]
    assert "Never answered. It counts as no." in words
    assert "Teresa Maxwell-Fitzgerald has not signed both items" in page.sentence.text()


def test_j_and_k_walk_through_the_children(qtbot: QtBot, look: Look) -> None:
    here = consents_alone(qtbot, look)
    page = here.page
    page.setFocus()

    here.key("j")
    assert page.title.text() == "Noah B."
    here.key("k")
    assert page.title.text() == "Amelia K."


class TestWritingDown:
    def test_an_answer_on_paper_goes_as_it_was_filled_in(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look, cast.NOAH)
        page = here.page

        fill(page, adult=MARTA, **NO_ON_PAPER, date="18/11/2026", name="Marta J. Bell")
        page.sheet.button.click()

        said = ("Noah B.", Purpose.OTHER_JOURNALS, False, Evidence.PAPER, date(2026, 11, 18), "Marta J. Bell")
        assert here.desk.asked == [("answer", said)]
        assert not page.sheet.isVisible() and page.history.rows[0].cells[1].words == "Marta Bell"

    def test_yes_and_no_weigh_the_same(self, qtbot: QtBot, look: Look) -> None:
        page = consents_alone(qtbot, look).page
        page.deeds.buttons["record"].click()

        yes, no = page.sheet.choices["says"].pills.values()
        assert not yes.isChecked() and not no.isChecked()
        assert yes.height() == no.height() and yes.font() == no.font()

    def test_the_only_adult_and_today_are_filled_in(self, qtbot: QtBot, look: Look) -> None:
        page = consents_alone(qtbot, look).page
        page.deeds.buttons["record"].click()

        assert page.sheet.answer.of("adult") == SARAH and page.sheet.fields["date"].text == "19/11/2026"
        assert set(page.sheet.choices["evidence"].pills) == {"paper", "spoken"}, "nobody answers the portal for an adult"

    def test_an_adult_who_does_not_count_is_not_offered(self, qtbot: QtBot, look: Look) -> None:
        page = consents_alone(qtbot, look, cast.NOAH).page
        page.deeds.buttons["record"].click()

        assert [pill.text() for pill in page.sheet.choices["adult"].pills.values()] == ["Marta Bell", "Dan Bell"]

    def test_what_is_missing_stands_at_its_field_and_nothing_typed_is_lost(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look, cast.NOAH)
        page = here.page

        fill(page, says="no", date="tomorrow", name="Marta Bell")
        page.sheet.button.click()

        assert here.desk.asked == [] and page.sheet.fields["name"].text == "Marta Bell"
        for key in ("adult", "item", "evidence"):
            assert page.sheet.choices[key].error.sentence == MISSING[key]
        assert page.sheet.fields["date"].error == NO_DATE
        assert faults_of(page) == []

    def test_a_spoken_yes_is_refused_at_once_with_the_way_out(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look)
        page = here.page

        fill(page, says="yes", evidence="spoken")
        assert page.sheet.choices["evidence"].error.sentence == NO_SIGNATURE

        fill(page, item="own_journal", name="Sarah Price")
        page.sheet.button.click()
        assert here.desk.asked == []
        fill(page, says="no")
        assert page.sheet.choices["evidence"].error.sentence == ""

    def test_a_day_to_come_is_refused_at_the_day(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look)
        page = here.page

        fill(page, **NO_ON_PAPER, date="20/11/2026", name="Sarah Price")
        page.sheet.button.click()

        assert here.desk.asked == [] and page.sheet.fields["date"].error == FUTURE

    def test_what_only_the_server_knows_is_said_at_its_field_too(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look)
        page = here.page

        fill(page, **NO_ON_PAPER, date="1/5/2023", name="Sarah Price")
        page.sheet.button.click()

        assert page.sheet.isVisible() and page.sheet.fields["date"].error == "This day is before the child was born."
        assert page.sheet.button.is_available

    def test_out_of_reach_the_sheet_keeps_everything(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look)
        page = here.page
        fill(page, **NO_ON_PAPER, name="Sarah Price")
        here.desk.is_out_of_reach = True

        page.sheet.button.click()

        assert page.sheet.error.sentence == OUT_OF_REACH and page.sheet.fields["name"].text == "Sarah Price"
        here.desk.is_out_of_reach = False
        page.sheet.button.click()
        assert len(here.desk.asked) == 1

    def test_a_stricter_answer_says_what_happens_now_and_leads_to_its_case(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look)
        page = here.page
        fill(page, **NO_ON_PAPER, name="Sarah Price")
        page.sheet.button.click()

        assert page.told.isVisible()
        page.deeds.buttons["cases"].click()

        assert here.led == [cast.AMELIA]

    def test_an_answer_that_allows_no_less_tells_of_nothing(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look)
        page = here.page

        fill(page, item="own_journal", says="yes", evidence="paper", name="Sarah Price")
        page.sheet.button.click()

        assert not page.told.isVisible() and "cases" not in page.deeds.buttons
        assert here.said[-1].startswith("Written down.")

    def test_without_an_adult_who_counts_there_is_nothing_to_write_down(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look, cast.LUKASZ)
        page = here.page

        here.key("n")

        assert not page.sheet.isVisible() and "parental responsibility" in here.said[-1]

    @pytest.mark.parametrize(
        ("text", "day"),
        [("3/9/2025", SIGNED), ("03.09.2025", SIGNED), ("3 September 2025", SIGNED), ("31/2/2025", None), ("", None)],
    )  # fmt: skip
    def test_a_day_is_read_day_first(self, text: str, day: date | None) -> None:
        assert day_of(text) == day


class TestKeptOut:
    def test_keeping_out_says_what_follows_and_that_the_reason_stays_on_paper(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look)
        page = here.page

        page.dangers.buttons["keep-out"].click()
        assert "The reason stays on paper" in page.sheet.sentence.text()
        page.sheet.words.set_text("Folder 7, locked cabinet")
        page.sheet.button.click()

        assert here.desk.asked == [("keep out", ("Amelia K.", "Folder 7, locked cabinet"))]
        assert page.dangers.buttons == {} or not page.dangers.isVisible()
        assert "Kept out by Ruth Adeyemi" in page.sentence.text() and page.told.isVisible()
        assert "Folder 7" not in "".join(label.text() for label in page.findChildren(QLabel))

    def test_the_way_back_lets_the_signatures_count_again(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look, cast.AYAAN)
        page = here.page

        page.deeds.buttons["let-in"].click()
        assert "may be seen in the own journal and in other" in page.sheet.sentence.text()
        assert "stay covered" in page.sheet.sentence.text()
        page.sheet.button.click()

        assert here.desk.asked == [("let in", ("Ayaan S.", ""))]
        assert page.drawn.detail is not None and page.drawn.detail.chips == (SCOPE_CHIPS[Scope.ALL],)

    def test_giving_up_changes_nothing(self, qtbot: QtBot, look: Look) -> None:
        here = consents_alone(qtbot, look)
        page = here.page
        page.dangers.buttons["keep-out"].click()

        QTest.keyClick(page.sheet, Qt.Key.Key_Escape)

        assert here.desk.asked == [] and not page.sheet.isVisible()


def test_nobody_here_yet_is_said_kindly(qtbot: QtBot, look: Look) -> None:
    page = consents_alone(qtbot, look, desk=MemoryConsents(children=[])).page

    assert page.empty.isVisible()


def test_from_an_answer_to_its_case_and_f5_asks_anew(qtbot: QtBot, look: Look) -> None:
    window = open_window(qtbot, look)
    page = window.go(Section.CONSENTS)
    assert isinstance(page, ConsentsPage)
    page.dangers.buttons["keep-out"].click()
    page.sheet.button.click()
    page.deeds.buttons["cases"].click()

    cases = window.page
    assert isinstance(cases, RechecksPage) and cases.drawn.detail is not None
    assert cases.drawn.detail.line.startswith("Amelia K.")
    window.consents.cases = window.consents.cases[:1]
    window.key(Qt.Key.Key_F5)
    assert len(cases.rows.cards) == 1


def test_the_record_on_paper_has_head_scope_answers_and_history(qtbot: QtBot, look: Look) -> None:
    here = consents_alone(qtbot, look, cast.NOAH)

    here.key("p")

    words = document_of(here.sheets[0]).toPlainText()

    assert words.startswith("Hazel Lane Nursery. Printed on 19 November 2026 at 10:05 by Ruth Adeyemi.")
    for part in ("Photo permissions: Noah B., Caterpillars", "Dan Bell (Dad)", "does not count", "Face in other children’s journals", KEEP):
        assert part in words


def test_every_scope_item_and_evidence_has_its_words() -> None:
    assert set(ITEMS) == set(Purpose) and set(EVIDENCE_WORDS) == set(Evidence)
    assert set(SCOPE_CHIPS) == set(SCOPE_SENTENCES) == set(Scope) and set(FROM_NOW) == set(Scope) - {Scope.ALL}


def test_a_lone_adult_who_says_no_is_no_disagreement() -> None:
    words = permission_words(permissions(cast.ZOE, "Zoë Ö.", "Caterpillars", adult(SARAH, "Sarah Price", "Mum", True, False)))

    assert "Sarah Price said no. " in words


@pytest.mark.parametrize("role", [Role.ROOM_LEADER, Role.PRACTITIONER, Role.BANK])
def test_l9_no_call_leaves_the_machine_for_a_role_that_may_not(role: Role) -> None:
    desk = MemoryConsents(is_out_of_reach=True)
    asked = Consents(desk, session_of(row_of(cast.SAM), role))
    paper = answer_of(Evidence.PAPER, says=False)

    for call in (
        asked.consents, asked.published, lambda: asked.child_consents(cast.AMELIA), lambda: asked.rechecks(everything=True),
        lambda: asked.record_answer(cast.AMELIA, paper, cast.TODAY), lambda: asked.keep_out(cast.AMELIA, is_kept_out=True, note=""),
        lambda: asked.recheck_seen(cast.AMELIA), lambda: asked.covering_record(cast.AMELIA), lambda: asked.picture(cast.AMELIA),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            call()


def test_c21_a_spoken_yes_never_leaves_the_machine() -> None:
    desk = MemoryConsents()
    asked = Consents(desk, session_of(row_of(cast.RUTH)))

    with pytest.raises(AnswerRefused) as refused:
        asked.record_answer(cast.AMELIA, answer_of(Evidence.SPOKEN, says=True), cast.TODAY)

    assert refused.value.code == "no_signature" and desk.asked == []


def answer_of(evidence: Evidence, *, says: bool) -> RecordAnswer:
    return RecordAnswer(
        adult_id=SARAH, purpose=Purpose.OTHER_JOURNALS, answer=says, evidence=evidence, signed_on=cast.TODAY, typed_name="Sarah Price"
    )
