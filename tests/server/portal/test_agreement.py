"""C7, C49: the signature is a typed name, a moment and the hash of the version that was on the screen."""

from __future__ import annotations

import pytest
from django.utils import timezone

from server.accounts.agreements import current_agreement, publish_agreement
from server.accounts.models import Agreement, Signature
from server.audit.models import AuditEntry
from tests.server.portal.conftest import Visitor
from tests.server.portal.journals import parent

FORM = {"version": "3", "agreed": "on", "name": "Wei Chen"}


def signature() -> Signature | None:
    return Signature.objects.filter(parent=parent("meilin.parent")).first()


def test_the_page_comes_with_an_unticked_box_and_an_empty_name(visitor: Visitor) -> None:
    page = visitor("meilin.parent").words("/agreement")

    assert "checked" not in page
    assert 'name="name" id="id_name" autocomplete="name" maxlength="120" required value=""' in page
    assert "I would rather not sign" in page
    assert page.count("<h2>") == 6  # the five promises, and the signature


def test_signing_keeps_name_moment_and_hash_and_opens_the_journal(visitor: Visitor) -> None:
    browser, before = visitor("meilin.parent"), timezone.now()

    answer = browser.post("/agreement", FORM, follow=True)

    signed, current = signature(), current_agreement()
    assert signed is not None
    assert current is not None
    assert (signed.typed_name, signed.text_sha256, signed.agreement.version) == ("Wei Chen", current.sha256, 3)
    assert signed.signed_at >= before
    assert "Mei-Lin" in answer.content.decode()
    assert "Nothing here yet" in answer.content.decode()
    assert AuditEntry.objects.filter(what="agreement_signed").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"agreed": ""}, "Tick that you have read the agreement."),
        ({"name": "  "}, "Type your full name. It is your signature."),
        ({"name": "1"}, "Type your full name. It is your signature."),
        ({"name": "x" * 121}, "Shorten your name to 120 characters."),
        ({"version": "2"}, "The agreement is new since you opened it."),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_is_signed(visitor: Visitor, change: dict[str, str], sentence: str) -> None:
    form = {name: value for name, value in {**FORM, **change}.items() if value}

    answer = visitor("meilin.parent").post("/agreement", form)

    assert answer.status_code == 400
    assert answer.content.decode().count(sentence) == 2  # in the summary and at the field
    assert signature() is None


def test_a_version_that_was_published_meanwhile_is_not_signed_unread(visitor: Visitor) -> None:
    browser = visitor("meilin.parent")
    publish_agreement(4, "Another text.", timezone.now())

    answer = browser.post("/agreement", FORM)

    assert "Another text." in answer.content.decode()
    assert signature() is None


def test_a_name_with_a_script_in_it_stays_text(visitor: Visitor) -> None:
    browser = visitor("meilin.parent")
    browser.post("/agreement", {**FORM, "name": "<script>alert(1)</script>"})

    page = browser.words("/agreement/signed")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_who_would_rather_not_sign_is_heard_and_signed_out(visitor: Visitor) -> None:
    browser = visitor("meilin.parent")
    assert browser.get("/agreement/not-now").status_code == 200

    answer = browser.post("/agreement/not-now")

    assert "You did not sign" in answer.content.decode()
    assert AuditEntry.objects.filter(what="agreement_declined").exists()
    assert browser.get("/journal/")["Location"].startswith("/sign-in")


def test_what_was_signed_can_be_read_again(visitor: Visitor) -> None:
    page = visitor("amelia.parent").words("/agreement/signed")

    assert "Karolina Kowalska" in page
    assert "This agreement is between you and the nursery." in page


def test_without_any_published_agreement_nothing_is_shown(visitor: Visitor) -> None:
    Signature.objects.all().delete()
    Agreement.objects.all().delete()

    browser = visitor("amelia.parent")

    assert browser.get("/journal/")["Location"] == "/agreement"
    assert "Not open yet" in browser.words("/agreement")


def test_a_signed_parent_is_not_asked_again(visitor: Visitor) -> None:
    assert visitor("amelia.parent").get("/agreement")["Location"] == "/journal/"


def test_nobody_cannot_sign(visitor: Visitor) -> None:
    assert visitor(None).post("/agreement", FORM)["Location"] == "/sign-in"
