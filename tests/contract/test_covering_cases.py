"""The cases of covering.json on the function that both sides ask, and on the tablet's store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.storage import facts
from app.storage.database import Connection, Store, transaction
from domain.consent import ConsentFacts, Scope
from domain.covering import SEEN, Why, decide, to_cover_further
from domain.ids import ChildId
from domain.wire import ChildFact, FactKind
from tests.contract.covering import CoveringCase, covering_cases, id_of
from tests.stores import KEY, lay_store

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CASES = covering_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rule_says(case: CoveringCase) -> None:
    assert_decides(case, case.facts(NOW))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_tablets_store_says_the_same(case: CoveringCase, connection: Connection) -> None:
    with transaction(connection):
        for number, (child, scope) in enumerate(case.scopes.items()):
            facts.put(connection, FactKind.CHILD, child, number, child_fact(child, scope).model_dump(mode="json"))
        facts.confirm(connection, NOW - case.facts_age)

    assert_decides(case, facts.consent(connection))


def assert_decides(case: CoveringCase, known: ConsentFacts) -> None:
    decisions = decide(case.journal, case.regions, known, NOW)

    assert {decision.region.id: decision.why for decision in decisions} == case.expect
    assert all(decision.is_covered == (decision.why not in SEEN) for decision in decisions)
    if case.already is not None:
        assert tuple(decision.region.id for decision in to_cover_further(case.already, decisions)) == case.further


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    lay_store(tmp_path)
    store = Store(tmp_path, KEY)
    yield store.connect()
    store.close()


def child_fact(child: ChildId, scope: Scope) -> ChildFact:
    return ChildFact(id=child, first_name="A child", last_initial="K", room_id=id_of("room"), key_person_id=None, scope=scope)


def test_every_reason_is_tried() -> None:
    assert {why for case in CASES for why in case.expect.values()} == set(Why)


def test_the_names_differ() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
