"""C7, C20: a family's page is led away from for nobody, before the signature, and before a child is linked."""

from __future__ import annotations

import pytest

from server.config.demo import DemoSeed
from server.journal.models import Entry
from server.registry.models import Nursery, ParentLink
from tests.server.portal.conftest import Visitor
from tests.server.portal.journals import child, parent

PAGES = ["/", "/journal/", "/journal/2026-11/", "/entry/{entry}/", "/book.pdf", "/add/", "/more/"]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_led_to_the_sign_in_page(visitor: Visitor, pouring: Entry, page: str) -> None:
    answer = visitor(None).get(page.format(entry=pouring.id))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in?next=/")


@pytest.mark.parametrize("page", [*PAGES, "/children/", "/privacy-fault", "/agreement/signed", "/no-journal"])
def test_before_the_signature_every_page_leads_to_the_agreement(visitor: Visitor, pouring: Entry, page: str) -> None:
    answer = visitor("meilin.parent").get(page.format(entry=pouring.id))

    assert (answer.status_code, answer["Location"]) == (302, "/agreement")


def test_before_the_signature_not_even_a_first_name_is_shown(visitor: Visitor) -> None:
    browser = visitor("meilin.parent")

    for page in ("/agreement", "/agreement/not-now", "/who-runs-this", "/nowhere"):
        assert "Mei-Lin" not in browser.words(page)
        assert "Caterpillars" not in browser.words(page)


def test_a_new_version_of_the_agreement_closes_every_page_again(visitor: Visitor, pouring: Entry) -> None:
    from django.utils import timezone

    from server.accounts.agreements import publish_agreement

    browser = visitor("amelia.parent")
    assert browser.get("/journal/").status_code == 200

    publish_agreement(4, "A new one.", timezone.now())

    assert browser.get("/journal/")["Location"] == "/agreement"


def test_without_an_active_link_a_signed_parent_sees_no_child(visitor: Visitor, pouring: Entry) -> None:
    ParentLink.objects.filter(parent=parent("amelia.parent")).update(is_active=False)

    browser = visitor("amelia.parent")

    assert browser.get("/journal/")["Location"] == "/no-journal"
    assert "Amelia" not in browser.words("/no-journal")


def test_a_blocked_child_is_not_shown(visitor: Visitor, pouring: Entry) -> None:
    amelia = child("Amelia")
    amelia.is_blocked = True
    amelia.save()

    assert visitor("amelia.parent").get(f"/entry/{pouring.id}/")["Location"] == "/no-journal"


def test_while_the_nursery_pauses_daybook_every_page_says_so(visitor: Visitor, pouring: Entry) -> None:
    Nursery.objects.update(is_paused=True)

    browser = visitor("amelia.parent")

    assert browser.get("/journal/")["Location"] == "/paused"
    answer = browser.get("/paused")
    assert answer.status_code == 503
    assert b"01632 960142" in answer.content
    assert b"Amelia" not in answer.content


def test_with_several_children_one_is_chosen_first_and_others_are_one_tap_away(visitor: Visitor, demo: DemoSeed) -> None:
    from django.utils import timezone

    ParentLink.objects.create(parent=parent("lukasz.parent"), child=child("Zoë"), relation="Mother", since=timezone.now())
    browser = visitor("lukasz.parent")

    assert browser.get("/journal/")["Location"] == "/children/"
    page = browser.words("/children/")
    assert "Łukasz" in page
    assert "Privacy fault" in page
    answer = browser.get(f"/children/{child('Zoë').id}/", follow=True)
    assert "Zoë" in answer.content.decode()
    assert f"/children/{child('Łukasz').id}/" in answer.content.decode()


def test_a_foreign_child_cannot_be_chosen(visitor: Visitor, demo: DemoSeed) -> None:
    browser = visitor("amelia.parent")

    assert browser.get(f"/children/{child('Noah').id}/").status_code == 404


def test_a_parent_who_is_closed_out_is_nobody(visitor: Visitor, pouring: Entry) -> None:
    browser = visitor("amelia.parent")
    karolina = parent("amelia.parent")
    karolina.is_active = False
    karolina.save()

    assert browser.get("/journal/")["Location"].startswith("/sign-in")


def test_no_page_of_a_family_is_kept_by_a_browser(visitor: Visitor, pouring: Entry) -> None:
    browser = visitor("amelia.parent")

    for page in (*PAGES, "/nowhere", "/privacy-fault"):
        kept = browser.get(page.format(entry=pouring.id))["Cache-Control"]
        assert "no-store" in kept, page
        assert "private" in kept, page


def test_c50_everybody_can_read_who_runs_this_and_whom_to_phone(visitor: Visitor) -> None:
    words = visitor(None).words("/who-runs-this")

    assert Nursery.objects.get().name in words
    assert Nursery.objects.get().phone in words
