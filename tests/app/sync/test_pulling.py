"""Facts come whole or not at all, and a feed that empties the tablet stops and asks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.storage import facts, settings
from app.storage.database import Connection
from app.storage.settings import Setting
from app.sync.engine import SyncEngine
from domain.consent import Scope
from domain.wire import Change, Changes, FactKind
from tests.model.door import Door, Fault
from tests.model.tablet import AMELIA, CHILDREN, ISLA, NOAH, ROOM, Tablet, child_fact


@pytest.fixture
def known(engine: SyncEngine, tablet: Tablet) -> Connection:
    """A store after its first pull: nine facts."""
    engine.cycle()
    assert facts.count(tablet.connection) == 9
    return tablet.connection


def test_a_changed_consent_arrives(known: Connection, engine: SyncEngine, door: Door) -> None:
    door.model.put(FactKind.CHILD, child_fact(ISLA, Scope.NONE))

    engine.cycle()

    assert facts.consent(known).scopes[ISLA] is Scope.NONE


def test_the_facts_are_as_new_as_the_last_whole_pull(known: Connection, engine: SyncEngine, tablet: Tablet, door: Door) -> None:
    first = facts.consent(known).confirmed_at
    door.model.pass_time(timedelta(hours=1))
    door.faults = lambda method, path: Fault("lose request") if "changes" in path else None
    engine.cycle()
    assert facts.consent(known).confirmed_at == first

    door.faults = lambda method, path: None
    engine.cycle()

    assert facts.consent(known).confirmed_at == door.model.now


@pytest.mark.parametrize("evict", [False, True])
def test_one_that_left_is_forgotten(known: Connection, engine: SyncEngine, door: Door, evict: bool) -> None:
    door.model.remove(FactKind.CHILD, NOAH, evict=evict)

    assert engine.cycle().is_online

    assert facts.child(known, NOAH) is None


def test_a_feed_that_removes_more_than_a_fifth_stops_and_asks(known: Connection, engine: SyncEngine, door: Door) -> None:
    cursor = settings.read(known, Setting.CURSOR)
    door.model.remove(FactKind.CHILD, NOAH)
    door.model.remove(FactKind.CHILD, AMELIA)

    report = engine.cycle()

    assert report.question is not None
    assert (report.question.removed, report.question.known) == (2, 9)
    assert (facts.count(known), settings.read(known, Setting.CURSOR)) == (9, cursor)


def test_what_was_agreed_to_is_removed_and_agreement_does_not_last(known: Connection, engine: SyncEngine, door: Door) -> None:
    for child in (NOAH, AMELIA):
        door.model.remove(FactKind.CHILD, child)
    engine.cycle()

    engine.agree_to_removal()
    engine.cycle()
    assert facts.count(known) == 7

    for child in (ISLA, CHILDREN[4]):
        door.model.remove(FactKind.CHILD, child)
    assert engine.cycle().question is not None


def test_nothing_is_sent_while_the_question_stands(known: Connection, engine: SyncEngine, tablet: Tablet, door: Door) -> None:
    for child in (NOAH, AMELIA):
        door.model.remove(FactKind.CHILD, child)
    tablet.hand_in([ISLA])

    engine.cycle()

    assert door.model.rows.applied == []


def test_removals_of_several_pages_add_up(known: Connection, engine: SyncEngine, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.model.protocol.PAGE", 1)
    for child in (NOAH, AMELIA):
        door.model.remove(FactKind.CHILD, child)

    for _ in range(3):  # asking again wears nothing down
        assert engine.cycle().question is not None

    assert facts.count(known) == 9


def test_a_cursor_too_old_gets_a_whole_snapshot(known: Connection, engine: SyncEngine, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.model.protocol.PAGE", 3)
    door.model.remove(FactKind.CHILD, NOAH)
    door.model.rows.feed = [change for change in door.model.rows.feed if change.action == "put"]  # the tombstone is forgotten too
    door.model.oldest_cursor = 10**6

    assert engine.cycle().is_online

    assert facts.child(known, NOAH) is None
    assert facts.count(known) == 8


def test_a_snapshot_that_breaks_off_leaves_the_old_facts(
    known: Connection, engine: SyncEngine, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.model.protocol.PAGE", 3)
    door.model.oldest_cursor = 10**6
    asked: list[str] = []

    def second_page_is_lost(method: str, path: str) -> Fault | None:
        asked.append(path)
        return Fault("lose request") if sum("changes" in one for one in asked) == 3 else None

    door.faults = second_page_is_lost

    assert not engine.cycle().is_online

    assert facts.count(known) == 9


def test_a_snapshot_that_would_empty_the_tablet_stops_too(known: Connection, engine: SyncEngine, door: Door) -> None:
    door.model.oldest_cursor = 10**6
    door.model.rows.feed = [change for change in door.model.rows.feed if change.kind is not FactKind.CHILD]

    report = engine.cycle()

    assert report.question is not None
    assert facts.count(known) == 9


@pytest.mark.parametrize(
    "body",
    [{"id": NOAH}, {**child_fact(NOAH, Scope.ALL).model_dump(mode="json"), "surname": "Bell"}, child_fact(ISLA, Scope.ALL).model_dump()],
)
def test_a_put_that_is_no_such_fact_is_not_kept(
    known: Connection, engine: SyncEngine, door: Door, monkeypatch: pytest.MonkeyPatch, body: dict[str, object]
) -> None:
    bad = Change(seq=99, kind=FactKind.CHILD, id=NOAH, action="put", body=body)
    monkeypatch.setattr(door.model, "changes", lambda cursor, limit: Changes(changes=(bad,), cursor="99", more=False))

    assert not engine.cycle().is_online

    noah = facts.child(known, NOAH)
    assert noah is not None
    assert (noah.scope, noah.room_id) == (Scope.OWN_ONLY, ROOM)
