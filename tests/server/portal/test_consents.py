"""C21, C22: a parent sees and changes the own answers alone, in the same two steps either way."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.utils import timezone

from domain.consent import FORM_VERSION, Purpose, Scope
from server.accounts.agreements import current_agreement, sign
from server.accounts.models import Parent
from server.audit.models import AuditEntry
from server.journal.consenting import keep_out
from server.journal.models import RecheckCase
from server.registry.consents import permission_of, record_answer, scope_of
from server.registry.models import ConsentAnswer, ParentLink
from tests.server.devices import staff
from tests.server.portal.conftest import Browser, Visitor
from tests.server.portal.journals import child, parent

WRONG = (
    ({"name": ""}, "Type your full name. It is your signature."),
    ({"name": "7"}, "Type your full name. It is your signature."),
    ({"name": "x" * 121}, "Shorten your name to 120 characters."),
    ({"version": "0", "name": "<script>alert(1)</script>"}, "The words of the form are new since you opened it."),
    ({"child": "01a20067-5aac-7dd0-853f-bf64740ad64b"}, "Another child’s pages were opened meanwhile."),
)
FORM = {"item": "other_journals", "says": "no", "version": str(FORM_VERSION), "name": "Fiona Murray"}


def send(browser: Browser, of: str = "Isla", **other: str) -> Any:
    return browser.post("/consents/", {**FORM, "child": str(child(of).pk), **other})


def main_of(page: str) -> str:
    """The content alone."""
    return page[page.index("<main") : page.index("</main>")]


def plain(page: str) -> str:
    """The content as it is read, in one line."""
    return " ".join(re.sub(r"<[^>]+>", "", main_of(page)).split())


class TestPage:
    def test_every_item_says_the_answer_what_it_means_and_since_when(self, visitor: Visitor) -> None:
        browser = visitor("isla.parent")

        page = plain(browser.words("/consents/"))

        assert page.count("Yes, you agreed") == len(Purpose)
        assert "Staff take pictures and short videos of Isla for this journal." in page
        assert "When Isla plays in a group, the other families may see Isla’s face." in page
        assert "Videos in which Isla is heard may keep their sound, wherever Isla’s face may be seen." in page
        assert page.count("Since ") == len(Purpose) and "Typing your name" not in page
        assert 'href="/consents/"' in browser.words("/more/") and "no-store" in browser.get("/consents/")["Cache-Control"]

    def test_a_no_is_grey_and_its_button_is_like_the_other(self, visitor: Visitor) -> None:
        page = main_of(visitor("noah.parent2").words("/consents/"))

        assert '<span class="chip chip-quiet">' in page and "chip-bad" not in page
        assert page.count('<a class="button" href="/consents/?item=') == len(Purpose)

    def test_c21_withdrawing_and_agreeing_take_the_same_steps_with_the_same_buttons(self, visitor: Visitor) -> None:
        browser = visitor("noah.parent2")

        agree, withdraw = (
            main_of(browser.words(f"/consents/?item={item}&says={says}"))
            for item, says in (("other_journals", "yes"), ("own_journal", "no"))
        )

        for page in (agree, withdraw):
            assert page.count('<div class="consent-send"><button class="button">') == 1
            assert page.count('name="name"') == 1 and "Leave it as it is" in page and "button-main" not in page
        assert "If you agree" in agree and "If you withdraw" in withdraw

    def test_c21_each_of_two_parents_sees_the_own_answer_alone(self, visitor: Visitor) -> None:
        grace, daniel = (plain(visitor(email).words("/consents/")) for email in ("noah.parent", "noah.parent2"))

        assert grace.count("Yes, you agreed") == len(Purpose) and "No, not agreed" not in grace
        assert daniel.count("No, not agreed") == 2  # other children's journals, the voice
        assert not any(name in grace for name in ("Daniel", "Price")) and not any(name in daniel for name in ("Grace", "Bennett"))

    def test_what_the_other_parent_answers_changes_no_byte_of_the_page(self, visitor: Visitor) -> None:
        browser = visitor("noah.parent")
        before = main_of(browser.words("/consents/"))

        record_answer(
            parent("noah.parent2"), child("Noah"), Purpose.OTHER_JOURNALS, True, typed_name="Daniel", recorded_by="x", now=timezone.now()
        )

        assert main_of(browser.words("/consents/")) == before

    def test_c22_kept_out_is_neither_shown_nor_explained(self, visitor: Visitor) -> None:
        browser = visitor("isla.parent")
        before = main_of(browser.words("/consents/"))

        keep_out(child("Isla"), True, staff("ruth.adeyemi"), "The court, 3 March", timezone.now())

        assert main_of(browser.words("/consents/")) == before

    def test_an_answer_from_paper_says_so(self, visitor: Visitor) -> None:
        record_answer(
            parent("isla.parent"), child("Isla"), Purpose.OTHER_JOURNALS, False, typed_name="Fiona", recorded_by="x", now=timezone.now()
        )

        assert ", on paper" in plain(visitor("isla.parent").words("/consents/"))

    def test_a_yes_without_the_own_journal_says_that_it_has_no_effect(self, visitor: Visitor) -> None:
        browser = visitor("isla.parent")
        send(browser, item="own_journal")

        assert plain(browser.words("/consents/")).count("It has no effect while") == 2

    def test_words_in_the_address_that_are_none_open_nothing(self, visitor: Visitor) -> None:
        browser = visitor("isla.parent")

        for query in ("item=x&says=no", "item=other_journals&says=yes", "item=other_journals&says=maybe", "says=no"):
            assert 'method="post"' not in main_of(browser.words(f"/consents/?{query}")), query


class TestAnswering:
    def test_a_withdrawal_counts_at_once_and_is_kept_with_the_typed_name(self, visitor: Visitor) -> None:
        browser = visitor("isla.parent")

        answer = send(browser)

        assert answer.status_code == 302 and scope_of(child("Isla").pk) is Scope.OWN_ONLY
        row = ConsentAnswer.objects.latest("id")
        assert (row.answer, row.evidence, row.typed_name, row.form_version) == (False, "portal", "Fiona Murray", FORM_VERSION)
        assert row.recorded_by == f"parent:{parent('isla.parent').pk}" and row.signed_on == timezone.localdate()
        page = plain(browser.words("/consents/"))
        assert "Withdrawn. From now on Isla’s face is covered in other children’s pictures." in page
        assert RecheckCase.objects.count() == 1

        assert send(browser, says="yes").status_code == 302 and scope_of(child("Isla").pk) is Scope.ALL

    def test_a_form_that_is_sent_twice_is_one_answer(self, visitor: Visitor) -> None:
        browser = visitor("isla.parent")

        assert [send(browser).status_code for _ in range(2)] == [302, 302]

        assert ConsentAnswer.objects.filter(child=child("Isla")).count() == len(Purpose) + 1 and RecheckCase.objects.count() == 1
        assert AuditEntry.objects.filter(what="consent_recorded", about=str(child("Isla").pk)).count() == 1

    def test_what_is_missing_is_said_what_was_typed_stays_and_nothing_changes(self, visitor: Visitor) -> None:
        browser = visitor("isla.parent")

        for other, sentence in WRONG:
            answer = send(browser, **other)
            page = answer.content.decode()
            assert answer.status_code == 400 and sentence in page and "Nothing is changed yet" in page
            assert f'value="{other.get("name", "Fiona Murray").replace("<", "&lt;").replace(">", "&gt;")}"' in page
            assert "<script>alert" not in page

        assert scope_of(child("Isla").pk) is Scope.ALL

    def test_a_form_of_another_child_answers_for_nobody(self, visitor: Visitor) -> None:
        answer = send(visitor("amelia.parent"), of="Isla")

        assert answer.status_code == 400
        assert not ConsentAnswer.objects.filter(adult=parent("amelia.parent"), answer=False).exists()

    def test_what_is_no_item_and_no_answer_leads_nowhere(self, visitor: Visitor) -> None:
        browser = visitor("isla.parent")

        assert [send(browser, **other).status_code for other in ({"item": "sun_cream"}, {"says": "perhaps"})] == [404, 404]

    def test_another_site_cannot_answer(self, demo: object) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(parent("isla.parent"), backend="django.contrib.auth.backends.ModelBackend")

        answer = browser.post("/consents/", {**FORM, "child": str(child("Isla").pk)}, secure=True)

        assert answer.status_code == 403 and scope_of(child("Isla").pk) is Scope.ALL


class TestWhose:
    def aunt(self) -> Parent:
        aunt = Parent.objects.create_user("aunt@example.org", first_name="Ada", last_name="Murray")
        ParentLink.objects.create(parent=aunt, child=child("Isla"), relation="Aunt", has_responsibility=False, since=timezone.now())
        agreement = current_agreement()
        assert agreement is not None
        sign(aunt, agreement, "Ada Murray", timezone.now())
        return aunt

    def test_r7_an_adult_without_responsibility_reads_a_calm_sentence_and_cannot_answer(self, visitor: Visitor) -> None:
        self.aunt()
        browser = visitor("aunt")

        page = plain(browser.words("/consents/"))
        answer = send(browser)

        assert "nothing is asked of you here" in page and "agreed" not in page
        assert answer.status_code == 403 and scope_of(child("Isla").pk) is Scope.ALL
        assert AuditEntry.objects.filter(what="consent_refused").count() == 1

    def test_nobody_and_the_unsigned_are_led_to_where_they_go_on(self, visitor: Visitor) -> None:
        assert visitor(None).get("/consents/")["Location"].startswith("/sign-in")
        assert visitor("meilin.parent").get("/consents/")["Location"] == "/agreement"
        assert visitor("meilin.parent").post("/consents/", FORM)["Location"] == "/agreement"

    def test_after_the_agreement_the_journal_points_to_what_is_unanswered_until_it_is(self, visitor: Visitor) -> None:
        browser = visitor("meilin.parent")
        browser.post("/agreement", {"version": "3", "agreed": "on", "name": "Wei Chen"})
        assert "May Mei-Lin be in pictures?" in plain(browser.words("/journal/"))
        assert plain(browser.words("/consents/")).count("Until you answer, it counts as no.") == len(Purpose)

        for item, says in (("own_journal", "yes"), ("other_journals", "no")):
            assert send(browser, "Mei-Lin", item=item, says=says, name="Wei Chen").status_code == 302

        assert "May Mei-Lin be in pictures?" not in plain(browser.words("/journal/"))  # nobody is pressed about the voice
        assert scope_of(child("Mei-Lin").pk) is Scope.OWN_ONLY
        assert plain(browser.words("/consents/")).count("Until you answer, it counts as no.") == 1

    def test_c21_a_voice_is_agreed_to_and_withdrawn_like_a_face(self, visitor: Visitor) -> None:
        browser = visitor("isla.parent")

        panel = plain(browser.words("/consents/?item=voice&says=no"))
        answer = send(browser, item="voice")

        assert "From now on every video in which Isla is heard is silent, in this journal too." in panel
        assert answer.status_code == 302 and not permission_of(child("Isla").pk).is_voice_allowed
        assert "From now on every video in which Isla is heard is silent." in plain(browser.words("/consents/"))
        assert scope_of(child("Isla").pk) is Scope.ALL
