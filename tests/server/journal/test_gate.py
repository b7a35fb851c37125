from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.boxes import Box
from domain.consent import Purpose, Scope
from domain.covering import decide
from domain.wire import Outcome, WireRegion
from server.accounts.models import Parent
from server.audit.models import AuditEntry
from server.journal.gate import cover_box, further_decisions
from server.journal.models import Rendition
from server.registry.consents import consent_facts
from server.registry.models import Child, ConsentAnswer, ParentLink, Room
from tests.contract.covering import CoveringCase, covering_cases
from tests.server.devices import Tablet, child, region

pytestmark = pytest.mark.usefixtures("demo")
NOW = datetime(2026, 11, 19, 13, tzinfo=UTC)
FRESH = [case for case in covering_cases() if case.facts_age.total_seconds() == 0 or case.facts_age.total_seconds() < 16 * 3600]


def keep_scope(child_id: str, scope: Scope, *, voice: bool = False) -> None:
    """A child with that id whose one parent gave that scope, as rows, and agreed to the voice or not."""
    row = Child.objects.create(
        id=UUID(child_id),
        first_name="Case",
        last_name="Case",
        born_on=NOW.date(),
        joined_on=NOW.date(),
        room=Room.objects.get(name="Caterpillars"),
    )
    parent = Parent.objects.create_user(f"{uuid.uuid4().hex}@example.org", first_name="P", last_name="C")
    ParentLink.objects.create(parent=parent, child=row, relation="Parent", since=NOW)
    says = {Purpose.OWN_JOURNAL: scope is not Scope.NONE, Purpose.OTHER_JOURNALS: scope is Scope.ALL, Purpose.VOICE: voice}
    for purpose, answer in says.items():
        ConsentAnswer.objects.create(
            adult=parent,
            child=row,
            purpose=purpose.value,
            answer=answer,
            evidence="paper",
            typed_name="P",
            signed_on=NOW.date(),
            signed_at=NOW,
            recorded_by="x",
        )


@pytest.mark.parametrize("case", FRESH, ids=lambda case: case.name)
def test_the_servers_own_facts_give_the_cases_answers(case: CoveringCase) -> None:
    for child_id, scope in case.scopes.items():
        keep_scope(child_id, scope)
    people = {UUID(case.journal), *(UUID(one.child) for one in case.regions if one.child)}

    decisions = decide(case.journal, case.regions, consent_facts(people, NOW), NOW)

    assert {decision.region.id: decision.why for decision in decisions} == dict(case.expect)


def hand_in(tablet: Tablet, regions: list[dict[str, Any]], journal: str = "Amelia") -> Rendition:
    promised = tablet.rendition(journal, regions=regions)
    _, result = tablet.hand_in(journal, pictures=[promised])
    assert result.outcome is Outcome.APPLIED, result
    return Rendition.objects.get(pk=promised["id"])


def disagreements() -> int:
    return AuditEntry.objects.filter(what="rule_disagreed").count()


def test_what_the_tablet_decided_rightly_is_left_as_it_is() -> None:
    rendition = hand_in(Tablet(), [region(names="Amelia"), region((200, 64, 232, 96))])

    assert json.loads(rendition.covered_further) == [] and disagreements() == 0


@pytest.mark.parametrize("name", ["Noah", "Ayaan", "Mei-Lin"])
def test_a_face_that_the_servers_facts_forbid_is_covered_further_and_written_down(name: str) -> None:
    forbidden = region((200, 64, 232, 96), names=name)

    rendition = hand_in(Tablet(), [region(names="Amelia"), forbidden])

    assert json.loads(rendition.covered_further) == [forbidden["id"]]
    row = AuditEntry.objects.get(what="rule_disagreed")
    assert name not in row.detail and forbidden["id"] in row.detail


def test_a_bare_face_that_nobody_named_is_covered_further() -> None:
    bare = region(covered=False, why="not_a_face")

    assert json.loads(hand_in(Tablet(), [bare]).covered_further) == [bare["id"]]


def test_a_face_that_the_tablet_calls_not_a_face_is_covered_when_the_detector_was_sure() -> None:
    sure = region(says="not_a_face", covered=False, why="not_a_face")
    maybe = region((200, 64, 232, 96), source="maybe", says="not_a_face", covered=False, why="not_a_face")

    assert json.loads(hand_in(Tablet(), [sure, maybe]).covered_further) == [sure["id"]]


def test_in_the_journal_of_a_child_who_is_seen_alone_only_others_are_covered() -> None:
    others = region((200, 64, 232, 96), names="Amelia")

    assert json.loads(hand_in(Tablet(), [region(names="Noah"), others], "Noah").covered_further) == [others["id"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"box": [10, 10, 10, 20]},
        {"box": [5000, 5000, 5010, 5010], "cover": [5000, 5000, 5010, 5010]},
        {"box": [-(10**30), 0, 10**30, 64]},  # a screen that draws it would fail
        {"cover": [-(10**30), 0, 10**30, 64]},
        {"says": "child", "child_id": None},
        {"says": "nothing", "child_id": str(uuid.UUID(int=7))},
    ],
)
def test_regions_that_cannot_be_are_quarantined(wrong: dict[str, Any]) -> None:
    tablet = Tablet()
    _, result = tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia", regions=[region() | wrong])])

    assert (result.outcome, result.reason) == (Outcome.QUARANTINED, "regions_wrong")


def test_two_regions_with_one_id_are_quarantined() -> None:
    tablet, one = Tablet(), region()

    assert tablet.hand_in("Amelia", pictures=[tablet.rendition("Amelia", regions=[one, one])])[1].reason == "regions_doubled"


def test_a_cover_is_never_smaller_than_the_rule_whatever_the_tablet_named() -> None:
    small = WireRegion.model_validate(region((96, 64, 160, 128), cover=[100, 70, 101, 71]))

    box = cover_box(small, 320, 240)

    assert box == Box(80, 32, 176, 160)


def test_a_cover_that_a_person_drew_is_drawn_as_it_was() -> None:
    drawn = WireRegion.model_validate(region((96, 64, 160, 128), cover=[96, 64, 160, 128], source="drawn", why="drawn"))

    assert cover_box(drawn, 320, 240) == Box(96, 64, 160, 128)


def test_what_the_server_covered_is_not_covered_twice() -> None:
    amelia, forbidden = child("Amelia"), region((200, 64, 232, 96), names="Noah")
    facts = consent_facts([amelia.id, child("Noah").id], NOW)
    regions = [WireRegion.model_validate(forbidden)]

    assert len(further_decisions(str(amelia.id), regions, (), facts, NOW)) == 1
    assert further_decisions(str(amelia.id), regions, (forbidden["id"],), facts, NOW) == ()
