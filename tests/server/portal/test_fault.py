"""The Privacy fault: on every page once the agreement is signed; it is heard, and the session ends."""

from __future__ import annotations

import pytest

from server.audit.models import AuditEntry
from server.journal.models import Entry
from server.registry.models import Incident
from tests.server.portal.conftest import Visitor
from tests.server.portal.journals import parent


@pytest.mark.parametrize("page", ["/journal/", "/entry/{}/", "/more/", "/nowhere", "/agreement/signed", "/privacy-fault"])
def test_it_is_one_tap_away(visitor: Visitor, pouring: Entry, page: str) -> None:
    assert 'href="/privacy-fault"' in visitor("amelia.parent").words(page.format(pouring.id))


@pytest.mark.parametrize("note", ["", "I can see another child."])
def test_a_report_reaches_the_office_and_ends_the_session(visitor: Visitor, pouring: Entry, note: str) -> None:
    browser = visitor("amelia.parent")

    answer = browser.post("/privacy-fault", {"note": note})

    incident = Incident.objects.get()
    assert (incident.note, incident.reported_by) == (note, f"parent:{parent('amelia.parent').id}")
    assert "another child" not in AuditEntry.objects.get(what="privacy_fault").detail
    assert "Thank you. We have it." in answer.content.decode()
    assert browser.get("/journal/")["Location"].startswith("/sign-in")


def test_a_text_that_is_too_long_stays_with_the_sentence(visitor: Visitor) -> None:
    answer = visitor("amelia.parent").post("/privacy-fault", {"note": "x" * 2001})

    assert answer.status_code == 400
    assert "Shorten it to 2000 characters. It has 2001." in answer.content.decode()
    assert "x" * 2001 in answer.content.decode()
    assert not Incident.objects.exists()


@pytest.mark.parametrize(("email", "way"), [(None, "/sign-in"), ("meilin.parent", "/agreement")])
def test_nobody_and_the_unsigned_see_nothing_that_they_could_report(visitor: Visitor, email: str | None, way: str) -> None:
    assert visitor(email).post("/privacy-fault", {"note": "x"})["Location"] == way
    assert not Incident.objects.exists()
