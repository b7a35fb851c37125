"""L16: an entry that was written in an open session can be disowned by its author, and by nobody else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.wire import Outcome
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from server.journal.models import Entry
from tests.server.devices import OFFICE, Office, Tablet, new_id, staff

pytestmark = pytest.mark.usefixtures("demo")


@pytest.fixture
def tablet(demo: DemoSeed) -> Tablet:
    return Tablet()


def disown(tablet: Tablet, entry_id: str, **other: Any) -> tuple[Outcome, str]:
    result = tablet.push(tablet.operation("entry", entry_id, "disown", {"entry_id": entry_id}, **other))[0]
    return result.outcome, result.reason


def test_a_disowned_entry_is_marked_kept_and_not_approved(tablet: Tablet) -> None:
    entry_id, _ = tablet.hand_in("Amelia")
    office = Office()
    before = office.entry(entry_id)

    assert disown(tablet, entry_id) == (Outcome.APPLIED, "")
    shown = office.entry(entry_id)
    answer = office.decide(entry_id, "approve", shown.item.version)

    assert not before.is_disowned and shown.is_disowned and shown.body == before.body
    assert answer.status_code == 403 and answer.json()["code"] == "disowned" and "did not write" in answer.json()["detail"]


@pytest.mark.parametrize(("action", "other"), [("return", {}), ("remove", {"category": "other"})])
def test_it_can_be_returned_and_removed(tablet: Tablet, action: str, other: dict[str, str]) -> None:
    entry_id, _ = tablet.hand_in("Amelia")
    disown(tablet, entry_id)
    office = Office()

    assert office.decide(entry_id, action, office.entry(entry_id).item.version, reason="Not Sam's.", **other).status_code == 200


def test_a_moderator_who_looked_before_decides_anew(tablet: Tablet) -> None:
    entry_id, _ = tablet.hand_in("Amelia")
    office = Office()
    version = office.entry(entry_id).item.version
    disown(tablet, entry_id)

    assert office.decide(entry_id, "return", version, reason="Not Sam's.").json()["code"] == "entry_moved"


def test_nobody_disowns_anothers_entry(tablet: Tablet) -> None:
    entry_id, _ = tablet.hand_in("Amelia")

    assert disown(tablet, entry_id, actor=str(staff("jo.patel").id)) == (Outcome.QUARANTINED, "not_the_author")
    assert disown(tablet, entry_id, actor=new_id()) == (Outcome.QUARANTINED, "unknown_actor")
    assert not Entry.objects.get().is_disowned


def test_another_tablets_entry_is_not_there(tablet: Tablet) -> None:
    entry_id, _ = tablet.hand_in("Amelia")

    assert disown(Tablet("T-01"), entry_id) == (Outcome.DEFERRED, "entry_unknown")


def test_before_its_entry_it_waits_and_twice_it_is_once(tablet: Tablet) -> None:
    body = tablet.entry_body("Amelia")
    early = tablet.operation("entry", body["id"], "disown", {"entry_id": body["id"]})
    create = tablet.operation("entry", body["id"], "create", body)

    assert tablet.push(early)[0].outcome is Outcome.DEFERRED
    assert [result.outcome for result in tablet.push(create, early)] == [Outcome.APPLIED, Outcome.APPLIED]
    assert disown(tablet, body["id"])[0] is Outcome.APPLIED
    assert AuditEntry.objects.filter(what="entry_disowned").count() == 1


@pytest.mark.parametrize("body", [{}, {"entry_id": "x"}, {"entry_id": None}, {"entry_id": ["a"]}, {"child": "Amelia"}])
def test_any_other_body_is_quarantined(tablet: Tablet, body: dict[str, Any]) -> None:
    entry_id, _ = tablet.hand_in("Amelia")

    assert tablet.push(tablet.operation("entry", entry_id, "disown", body))[0].reason == "body"


def test_what_was_disowned_is_not_amended_any_more(tablet: Tablet) -> None:
    body = tablet.entry_body("Amelia")
    tablet.push(tablet.operation("entry", body["id"], "create", body))
    disown(tablet, body["id"])

    assert tablet.push(tablet.operation("entry", body["id"], "amend", body, base_ver=1))[0].reason == "not_amendable"


def test_a_published_one_stays_and_the_manager_is_told(tablet: Tablet) -> None:
    entry_id, _ = tablet.hand_in("Amelia")
    office = Office()
    assert office.decide(entry_id, "approve", office.entry(entry_id).item.version).status_code == 200

    disown(tablet, entry_id)

    assert Entry.objects.get().state == "published"
    assert json.loads(AuditEntry.objects.get(what="entry_disowned").detail)["state"] == "published"
    said = office.get(f"{OFFICE}/refusals").json()["sentences"]
    assert said == ["Sam Morris says that an entry of their session on T-02 is not theirs. Families can see it: look at it now"]
