"""C20: what belongs to others answers exactly as what was never there."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from server.audit.models import AuditEntry
from server.journal.models import Entry
from tests.server.portal.conftest import DAY, Visitor
from tests.server.portal.journals import child, write

MISSING = uuid.UUID("01980000-0000-7000-8000-000000000000")


@pytest.fixture
def foreign(pouring: Entry) -> Entry:
    return write("Noah", at=DAY, title="Noah alone")


@pytest.mark.parametrize("email", ["amelia.parent", "isla.parent"])
def test_a_foreign_entry_and_a_missing_one_are_the_same_bytes(visitor: Visitor, foreign: Entry, email: str) -> None:
    browser = visitor(email)

    there, nowhere = browser.get(f"/entry/{foreign.id}/"), browser.get(f"/entry/{MISSING}/")

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.content == nowhere.content
    assert headers(there) == headers(nowhere)


def headers(answer: object) -> dict[str, str]:
    return dict(answer.headers.items())  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["/picture/{}.jpg", "/picture/{}.jpg?t=x", "/children/{}/"])
def test_foreign_pictures_and_children_answer_like_missing_ones(visitor: Visitor, foreign: Entry, address: str) -> None:
    browser = visitor("amelia.parent")
    other = foreign.renditions.get().id if "picture" in address else child("Noah").id

    assert browser.get(address.format(other)).content == browser.get(address.format(MISSING)).content


def test_a_foreign_entry_costs_as_many_questions_as_a_missing_one(visitor: Visitor, foreign: Entry) -> None:
    browser = visitor("amelia.parent")

    asked = []
    for entry_id in (foreign.id, MISSING, foreign.id, MISSING):
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/entry/{entry_id}/")
        asked.append([re.sub(r"'[^']*'|\b[0-9a-f]{32}\b|\d+", "?", query["sql"]) for query in queries])

    # The third miss of a session adds the alarm's audit row, whatever was asked for.
    assert asked[0] == asked[1]


@pytest.mark.parametrize("address", ["/entry/17/", "/nowhere", "/entry/{}", "/journal/x/y/z/", "/admin/"])
def test_an_address_that_means_nothing_gets_the_same_page(visitor: Visitor, foreign: Entry, address: str) -> None:
    browser = visitor("amelia.parent")
    answer = browser.get(address.format(MISSING), follow=True)

    assert answer.status_code == 404
    assert answer.content == browser.get(f"/entry/{MISSING}/").content


def test_the_page_shows_the_way_back_and_keeps_the_privacy_fault(visitor: Visitor, foreign: Entry) -> None:
    page = visitor("amelia.parent").words(f"/entry/{foreign.id}/")

    assert "We cannot find this page." in page
    assert "Back to the journal" in page
    assert "Privacy fault" in page
    assert "Noah" not in page
    assert "permission" not in page


def test_for_nobody_the_page_holds_nothing_of_a_family(visitor: Visitor, foreign: Entry) -> None:
    page = visitor(None).words("/nowhere")

    assert "Nothing on this peg" in page
    assert "Journal" not in page


def test_the_office_hears_of_the_third_address_that_leads_nowhere(visitor: Visitor, foreign: Entry) -> None:
    browser = visitor("amelia.parent")

    for _ in range(2):
        browser.get(f"/entry/{foreign.id}/")
    assert not AuditEntry.objects.filter(what="addresses_guessed").exists()
    browser.get(f"/entry/{foreign.id}/")

    assert AuditEntry.objects.filter(what="addresses_guessed").count() == 1


def test_an_address_of_the_device_protocol_answers_as_a_problem(visitor: Visitor, foreign: Entry) -> None:
    answer = visitor(None).get("/api/device/v1/nowhere")

    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_forged_change_is_refused_and_kept_in_the_audit(visitor: Visitor, pouring: Entry) -> None:
    """C17: parents cannot edit what others wrote."""
    browser = visitor("amelia.parent")

    for send in (browser.post, browser.put, browser.patch, browser.delete):
        assert send(f"/entry/{pouring.id}/").status_code == 405
    assert AuditEntry.objects.filter(what="change_refused", about=f"/entry/{pouring.id}/").count() == 4
