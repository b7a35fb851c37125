"""An entry goes back to its author with a reason, and comes in again reworded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.wire import EntryFact, FactKind, Outcome
from server.config.demo import DemoSeed
from server.journal.models import EntryVersion
from tests.server.devices import Office, Tablet, region

pytestmark = pytest.mark.usefixtures("demo")
REASON = "Say “a friend”."


def told(tablet: Tablet, entry_id: str) -> EntryFact:
    """What the tablet knows of the entry once it has read the feed."""
    bodies = [change.body for change in tablet.everything()[0] if change.kind is FactKind.ENTRY and change.id == entry_id]
    return EntryFact.model_validate(bodies[-1], strict=False)


def test_c16_r6_a_returned_entry_waits_in_moderation_again_with_its_pictures(demo: DemoSeed) -> None:
    tablet, office = Tablet(), Office()
    promised = tablet.rendition("Amelia", [region(names="Amelia")])
    body = tablet.entry_body("Amelia", pictures=[promised])
    tablet.push(tablet.operation("entry", body["id"], "create", body))
    tablet.upload(promised)

    office.decide(body["id"], "return", office.entry(body["id"]).item.version, reason=REASON)
    said = told(tablet, body["id"])
    assert (said.state.value, said.reason) == ("returned", REASON) and said.decided_at is not None
    assert office.queue().items == ()

    reworded = body | {"text": "Amelia fills the jug for a friend."}
    (result,) = tablet.push(tablet.operation("entry", body["id"], "amend", reworded))

    assert result.outcome is Outcome.APPLIED
    assert told(tablet, body["id"]).state.value == "waiting"
    (item,) = office.queue().items
    assert item.id == body["id"] and item.media_complete
    assert office.entry(body["id"]).body.text == "Amelia fills the jug for a friend."
    assert EntryVersion.objects.count() == 2


def test_l31_a_snapshot_may_be_reworded_on_the_next_day_and_not_be_moved_to_another(demo: DemoSeed) -> None:
    tablet, office = Tablet(), Office()
    body = tablet.entry_body("Amelia") | {"kind": "snapshot", "areas": [], "next_step": "", "wellbeing": None, "involvement": None}
    (handed_in,) = tablet.push(tablet.operation("entry", body["id"], "create", body))
    office.decide(body["id"], "return", office.entry(body["id"]).item.version, reason=REASON)
    later = {"captured_at": (datetime.now(UTC) + timedelta(days=1)).isoformat()}

    (reworded,) = tablet.push(tablet.operation("entry", body["id"], "amend", body | {"text": "Amelia pours."}) | later)
    moved = body | {"happened_at": (datetime.fromisoformat(body["happened_at"]) - timedelta(days=2)).isoformat()}
    (elsewhere,) = tablet.push(tablet.operation("entry", body["id"], "amend", moved))

    assert (handed_in.outcome, reworded.outcome) == (Outcome.APPLIED, Outcome.APPLIED)
    assert (elsewhere.outcome, elsewhere.reason) == (Outcome.QUARANTINED, "missing_happened_at")
