"""The office writes answers down, keeps a child out, and reads what a withdrawal did (C21, C22, R7; the day's 13:00 and 13:30)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from domain.consent import Purpose, Scope
from domain.wire.consents import ChildConsents, ConsentList, RecheckList
from server.audit.models import AuditEntry
from server.journal import consenting
from server.journal.models import RecheckCase
from server.journal.rechecking import work
from server.registry.children import end_child
from server.registry.models import ConsentAnswer
from tests.server.devices import NOBODY, OFFICE, Office, Tablet, child, staff
from tests.server.journal.rechecks import Painter, painter, parent, published, withdraw_isla

__all__ = ["painter"]
TOMORROW = str(timezone.localdate() + timedelta(days=1))
WRONG: tuple[tuple[str, dict[str, Any]], ...] = (
    ("no_signature", {"answer": True, "evidence": "portal"}),
    ("no_signature", {"evidence": "portal"}),
    ("future", {"signed_on": TOMORROW}),
    ("before_birth", {"signed_on": "2019-01-01"}),
    ("not_responsible", {"adult_id": NOBODY}),
    ("not_responsible", {"email": "amelia.parent"}),
    ("name_missing", {"typed_name": "  "}),
    ("name_missing", {"typed_name": "1"}),
)


@pytest.fixture
def office(demo: object) -> Office:
    return Office()


def record(office: Office, name: str = "Isla", email: str = "isla.parent", **other: Any) -> Any:
    message = {
        "adult_id": str(parent(email).pk),
        "purpose": "other_journals",
        "answer": False,
        "evidence": "paper",
        "signed_on": str(timezone.localdate()),
        "typed_name": "Fiona Murray",
    } | other
    return office.post(f"{OFFICE}/consents/{child(name).pk}/answers", message)


def sheet(answer: Any) -> ChildConsents:
    assert answer.status_code == 200, answer.content
    return ChildConsents.model_validate_json(answer.content)


class TestReading:
    def test_the_list_says_the_scope_who_has_not_signed_and_who_disagrees_in_few_questions(
        self, office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(14):
            answer = office.get(f"{OFFICE}/consents")

        lines = {line.name: line for line in ConsentList.model_validate_json(answer.content).children}

        assert len(lines) == 27
        assert (lines["Amelia Kowalska"].scope.value, lines["Amelia Kowalska"].unsigned) == ("all", ())
        assert lines["Noah Bennett"].they_disagree and lines["Noah Bennett"].scope.value == "own_only"
        assert lines["Amelia Kowalska"].is_voice_allowed and not lines["Noah Bennett"].is_voice_allowed
        assert lines["George Palmer"].unsigned == () and not lines["George Palmer"].is_voice_allowed, "nobody is pressed about the voice"
        assert lines["Mei-Lin Chen"].unsigned == ("Wei Chen",) and lines["Mei-Lin Chen"].scope.value == "none"

    def test_one_childs_sheet_has_each_adults_answers_and_how_they_are_known(self, office: Office) -> None:
        found = sheet(office.get(f"{OFFICE}/consents/{child('Noah').pk}"))

        adults = {adult.name: adult for adult in found.adults}
        grace, daniel = adults["Grace Bennett"].other_journals, adults["Daniel Price"].other_journals
        assert grace is not None and daniel is not None
        assert (grace.answer, daniel.answer, grace.evidence.value, grace.recorded_by) == (True, False, "portal", "Grace Bennett")
        voices = {name: adult.voice.answer for name, adult in adults.items() if adult.voice}
        assert voices == {"Grace Bennett": True, "Daniel Price": False} and not found.is_voice_allowed
        assert [row.recorded_at for row in found.history] == sorted((row.recorded_at for row in found.history), reverse=True)

    def test_a_child_who_is_not_there_is_not_found(self, office: Office) -> None:
        assert [office.get(f"{OFFICE}/consents/{key}").status_code for key in (NOBODY, "x")] == [404, 404]

    def test_a_child_who_left_is_listed_last_while_there_is_something_to_withdraw(self, office: Office) -> None:
        end_child(child("Isla"), by="staff:1")

        lines = ConsentList.model_validate_json(office.get(f"{OFFICE}/consents").content).children
        assert (lines[-1].name, lines[-1].room_name) == ("Isla Murray", "Left the nursery")

        consenting.keep_out(child("Isla"), True, staff("ruth.adeyemi"), "", timezone.now())
        lines = ConsentList.model_validate_json(office.get(f"{OFFICE}/consents").content).children
        assert "Isla Murray" not in [line.name for line in lines]


class TestWritingDown:
    @pytest.mark.usefixtures("painter")
    def test_c21_a_family_that_left_withdraws_at_the_office_from_the_journals_of_others(self, office: Office) -> None:
        rendition = published("Amelia")[0]
        end_child(child("Isla"), by="staff:1")

        assert sheet(record(office)).scope is Scope.OWN_ONLY

        work()
        assert [row.became for case in RecheckCase.objects.all() for row in case.rows.filter(rendition=rendition)] == ["covered"]

    def test_c21_a_withdrawal_on_paper_counts_at_once_and_says_who_wrote_it_down(self, office: Office) -> None:
        found = sheet(record(office))

        assert found.scope.value == "own_only"
        newest = found.history[0]
        assert (newest.answer, newest.evidence.value, newest.recorded_by, newest.adult_name) == (
            False,
            "paper",
            "Ruth Adeyemi",
            "Fiona Murray",
        )
        assert len(found.history) == len(Purpose) + 1, "rows are only added"

    def test_c21_what_was_said_withdraws_and_never_agrees(self, office: Office) -> None:
        assert sheet(record(office, evidence="spoken")).scope.value == "own_only"

        answer = record(office, answer=True, evidence="spoken")

        assert (answer.status_code, answer.json()["code"]) == (422, "no_signature")

    def test_what_is_missing_is_refused_with_a_sentence_that_names_the_field(self, office: Office) -> None:
        for code, other in WRONG:
            answer = record(office, **other)
            assert (answer.status_code, answer.json()["code"]) == (422, code), other
            assert ": " in answer.json()["detail"]

        assert ConsentAnswer.objects.filter(child=child("Isla")).count() == len(Purpose)
        assert AuditEntry.objects.filter(what="consent_refused", about=str(child("Isla").pk)).count() == len(WRONG)

    def test_a_paper_older_than_the_withdrawal_does_not_undo_it(self, office: Office) -> None:
        withdraw_isla()
        yesterday = str(timezone.localdate() - timedelta(days=1))

        answer = record(office, answer=True, signed_on=yesterday)

        assert (answer.status_code, answer.json()["code"]) == (422, "older_than_no")
        assert sheet(record(office, answer=True)).scope.value == "all", "a new form does"

    def test_c21_an_old_no_that_is_found_later_opens_no_door_to_an_old_yes(self, office: Office) -> None:
        withdraw_isla()
        today = timezone.localdate()
        sheet(record(office, answer=False, signed_on=str(today - timedelta(days=10))))

        answer = record(office, answer=True, signed_on=str(today - timedelta(days=5)))

        assert (answer.status_code, answer.json()["code"]) == (422, "older_than_no")

    def test_a_form_sent_twice_is_one_row_and_another_days_is_another(self, office: Office) -> None:
        for day in ("2026-11-02", "2026-11-02", "2026-11-03"):
            sheet(record(office, signed_on=day))

        assert ConsentAnswer.objects.filter(child=child("Isla"), evidence="paper").count() == 2

    def test_c22_keeping_out_is_none_whatever_was_signed_and_the_note_comes_back_nowhere(self, office: Office) -> None:
        path = f"{OFFICE}/consents/{child('Isla').pk}/keep-out"

        answer = office.post(path, {"is_kept_out": True, "note": "The court, 3 March"})

        found = sheet(answer)
        assert (found.scope.value, found.is_kept_out, found.kept_out_by) == ("none", True, "Ruth Adeyemi")
        assert b"court" not in answer.content + office.get(f"{OFFICE}/rechecks").content
        assert sheet(office.post(path, {"is_kept_out": False})).scope.value == "all"


class TestRechecks:
    def test_a_case_lists_its_pictures_its_tablets_and_is_ticked_off_once(self, office: Office, painter: Painter) -> None:
        published("Amelia")
        case = withdraw_isla()

        (shown,) = RecheckList.model_validate_json(office.get(f"{OFFICE}/rechecks").content).cases
        assert (shown.child_name, shown.what) == ("Isla M.", "Fiona Murray withdrew: face in other children's journals")
        assert [(row.journal_name, row.became.value) for row in shown.rows] == [("Amelia K.", "waiting")]
        assert shown.tablets == ("T-02",), "the one tablet of the room that is paired"

        work()
        assert RecheckList.model_validate_json(office.post(f"{OFFICE}/rechecks/{case.pk}/seen", {}).content).cases == ()
        everything = RecheckList.model_validate_json(office.get(f"{OFFICE}/rechecks", all="1").content).cases
        assert [(each.is_seen, each.rows[0].became.value) for each in everything] == [(True, "covered")]
        assert office.post(f"{OFFICE}/rechecks/{NOBODY}/seen", {}).status_code == 404

    def test_a_tablet_is_behind_until_it_asks_for_what_comes_after_the_change(self, office: Office) -> None:
        tablet = Tablet()
        _, cursor = tablet.everything()
        withdraw_isla()

        def behind() -> tuple[str, ...]:
            return RecheckList.model_validate_json(office.get(f"{OFFICE}/rechecks").content).cases[0].tablets

        assert behind() == ("T-02",)
        _, cursor = tablet.everything(cursor)
        assert behind() == ("T-02",), "it was told, and has not said that it kept it"
        tablet.everything(cursor)
        assert behind() == ()
