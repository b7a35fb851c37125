"""The cases of sound.json on the function that both sides ask, and on the tablet's store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from app.storage import facts
from app.storage.database import Connection, Store, transaction
from domain.consent import ConsentFacts
from domain.sound import voices_in, who_must_be_silent
from domain.wire import ChildFact, FactKind
from tests.contract.covering import id_of
from tests.contract.sound import SoundCase, sound_cases

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CASES = sound_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rule_says(case: SoundCase) -> None:
    assert_silenced(case, case.facts(NOW))


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    store = Store(tmp_path_factory.mktemp("sound"), os.urandom(32))
    yield store.connect()
    store.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_tablets_store_says_the_same(case: SoundCase, connection: Connection) -> None:
    with transaction(connection):
        facts.clear(connection)
        for child, scope in case.scopes.items():
            fact = ChildFact(
                id=child,
                first_name="A child",
                last_initial="K",
                room_id=id_of("room"),
                key_person_id=None,
                scope=scope,
                is_voice_allowed=child in case.voices,
            )
            facts.put(connection, FactKind.CHILD, child, 1, fact.model_dump(mode="json"))
        facts.confirm(connection, NOW - case.facts_age)

    assert_silenced(case, facts.consent(connection))


def assert_silenced(case: SoundCase, known: ConsentFacts) -> None:
    assert who_must_be_silent(voices_in(case.heard, case.regions), case.journal, known, NOW) == case.silenced_by


def test_the_names_differ() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
