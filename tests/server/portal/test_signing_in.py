"""The door: the right words open it, wrong ones say nothing about who exists, and guessing gets slower."""

from __future__ import annotations

import pytest

from server.accounts.models import FailedTries
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from tests.server.portal.conftest import Browser, Visitor
from tests.server.portal.journals import parent


def try_in(browser: Browser, email: str, password: str, where: str = "") -> object:
    return browser.post("/sign-in", {"email": email, "password": password, "next": where})


def test_the_right_words_open_the_journal(demo: DemoSeed) -> None:
    browser = Browser()

    answer = browser.post("/sign-in", {"email": "Amelia.Parent@example.org ", "password": demo.password}, follow=True)

    assert answer.redirect_chain[-1][0] == "/journal/"
    assert "Amelia" in answer.content.decode()


def test_a_wrong_password_and_a_strange_address_get_the_same_answer(demo: DemoSeed) -> None:
    wrong = Browser().post("/sign-in", {"email": "amelia.parent@example.org", "password": "no"})
    strange = Browser().post("/sign-in", {"email": "nobody@example.org", "password": "no"})

    assert (wrong.status_code, strange.status_code) == (403, 403)
    assert "That e-mail and password do not go together." in wrong.content.decode()
    assert skeleton(wrong.content, "amelia.parent") == skeleton(strange.content, "nobody")


def skeleton(page: bytes, typed: str) -> str:
    import re

    words = page.decode().replace(typed, "TYPED")
    return re.sub(r'(nonce|csrfmiddlewaretoken" value)="[^"]+"', "", words)


def test_what_was_typed_stays_but_never_the_password(demo: DemoSeed) -> None:
    page = Browser().post("/sign-in", {"email": "amelia.parent@example.org", "password": "not-this-one"}).content.decode()

    assert 'value="amelia.parent@example.org"' in page
    assert "not-this-one" not in page


def test_a_refused_sign_in_makes_an_audit_row_without_the_name(demo: DemoSeed) -> None:
    Browser().post("/sign-in", {"email": "sam.morris", "password": demo.password})

    row = AuditEntry.objects.get(what="portal_sign_in_refused")
    assert "sam" not in f"{row.who}{row.about}{row.detail}"


def test_r2_c6_staff_cannot_sign_in_here(demo: DemoSeed) -> None:
    for name in ("sam.morris", "ruth.adeyemi"):
        assert Browser().post("/sign-in", {"email": name, "password": demo.password}).status_code == 403


def test_after_five_wrong_passwords_even_the_right_one_waits(demo: DemoSeed) -> None:
    browser = Browser()
    for _ in range(5):
        last = browser.post("/sign-in", {"email": "amelia.parent@example.org", "password": "wrong"})

    right = browser.post("/sign-in", {"email": "amelia.parent@example.org", "password": demo.password})

    assert last.status_code in (403, 429)
    assert right.status_code == 429
    assert "Too many tries" in right.content.decode()
    assert "Hazel Lane Nursery" in right.content.decode()


def test_whoever_tries_many_accounts_from_one_address_is_slowed_down(demo: DemoSeed) -> None:
    browser = Browser()
    for number in range(5):
        browser.post("/sign-in", {"email": f"somebody{number}@example.org", "password": "wrong"})

    assert FailedTries.objects.exists()
    assert browser.post("/sign-in", {"email": "amelia.parent@example.org", "password": demo.password}).status_code == 429


@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "/\\elsewhere.example"])
def test_the_way_on_never_leads_out_of_the_house(demo: DemoSeed, where: str) -> None:
    answer = Browser().post("/sign-in", {"email": "amelia.parent@example.org", "password": demo.password, "next": where})

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_the_way_on_leads_to_the_page_that_was_asked_for(demo: DemoSeed) -> None:
    answer = Browser().post("/sign-in", {"email": "amelia.parent@example.org", "password": demo.password, "next": "/more/"})

    assert answer["Location"] == "/more/"


@pytest.mark.parametrize(
    ("email", "password"),
    [("", ""), ("a" * 300 + "@example.org", "x"), ("amelia.parent@example.org", "x" * 5000), ("a\x00b@example.org", "x"), ("<b>@x", "y")],
)
def test_nonsense_is_refused_like_a_wrong_password(demo: DemoSeed, email: str, password: str) -> None:
    answer = Browser().post("/sign-in", {"email": email, "password": password})

    assert answer.status_code == 403
    assert "<b>@x" not in answer.content.decode()


def test_signing_out_ends_the_session(visitor: Visitor) -> None:
    browser = visitor("amelia.parent")

    assert browser.get("/sign-out").status_code == 405
    assert browser.post("/sign-out")["Location"] == "/sign-in"
    assert browser.get("/journal/")["Location"].startswith("/sign-in")


def test_a_form_from_elsewhere_changes_nothing(visitor: Visitor) -> None:
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(parent("amelia.parent"), backend="django.contrib.auth.backends.ModelBackend")

    answer = browser.post("/sign-out")

    assert answer.status_code == 403
    assert browser.get("/journal/").status_code == 200
