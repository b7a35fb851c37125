"""One bad operation never blocks the others, and no answer loses one."""

from __future__ import annotations

import pytest

from app.storage import failures, outbox
from app.storage.outbox import Queued
from app.sync.engine import SyncEngine
from app.sync.failures import NetworkError
from app.sync.transport import Transport
from domain import wire
from domain.ids import EntryId, OpId
from domain.lifecycle import OpEvent, OpState, RenditionState
from tests.model.door import Door, Fault
from tests.model.tablet import AMELIA, ISLA, Tablet


def operation_of(tablet: Tablet, entry_id: EntryId) -> Queued:
    return outbox.of_entity(tablet.connection, entry_id)[0]


def test_an_answer_that_got_lost_changes_nothing(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    entry_id = tablet.hand_in([AMELIA])
    door.faults = lambda method, path: Fault("lose answer") if path.endswith("push") else None
    engine.cycle()
    assert operation_of(tablet, entry_id).state is OpState.WAITING

    door.faults = lambda method, path: None
    engine.cycle()

    assert operation_of(tablet, entry_id).state is OpState.ACKNOWLEDGED
    assert set(door.model.times_applied()) == {1}


def test_the_attempt_is_counted_before_it_is_made(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    entry_id = tablet.hand_in([AMELIA])
    door.faults = lambda method, path: Fault("lose request") if path.endswith("push") else None

    engine.cycle()

    assert operation_of(tablet, entry_id).attempts == 1


@pytest.mark.parametrize("outcome", [wire.Outcome.QUARANTINED, wire.Outcome.MISMATCH])
def test_one_that_the_server_keeps_aside_needs_a_person(tablet: Tablet, engine: SyncEngine, door: Door, outcome: wire.Outcome) -> None:
    bad, good = tablet.hand_in([AMELIA]), tablet.hand_in([ISLA])
    door.model.odd_results[bad] = outcome

    report = engine.cycle()

    assert report.refused == 1
    assert operation_of(tablet, bad).state is OpState.NEEDS_YOU
    assert "office" in operation_of(tablet, bad).reason
    assert "(odd)" in operation_of(tablet, bad).reason
    assert operation_of(tablet, good).state is OpState.ACKNOWLEDGED
    assert tablet.states() == [RenditionState.QUEUED, RenditionState.WIPED]


def test_one_put_off_eight_times_needs_a_person_and_is_kept(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    bad = tablet.hand_in([AMELIA])
    door.model.odd_results[bad] = wire.Outcome.DEFERRED
    for _ in range(failures.NEEDS_YOU_AFTER - 1):
        engine.cycle()
        assert operation_of(tablet, bad).state is OpState.WAITING

    engine.cycle()

    assert operation_of(tablet, bad).state is OpState.NEEDS_YOU
    assert len(tablet.vault_files()) == 1


def test_a_dead_network_counts_for_no_operation(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    entry_id = tablet.hand_in([AMELIA])
    door.faults = lambda method, path: Fault("lose request") if path.endswith("push") else None
    for _ in range(20):
        engine.cycle()

    assert operation_of(tablet, entry_id).state is OpState.WAITING
    assert failures.errors_of(tablet.connection, operation_of(tablet, entry_id).operation.op_id) == 0


def test_one_that_was_tried_again_by_a_person_goes(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    bad = tablet.hand_in([AMELIA])
    door.model.odd_results[bad] = wire.Outcome.QUARANTINED
    engine.cycle()
    door.model.odd_results.clear()

    outbox.advance(tablet.connection, OpId(operation_of(tablet, bad).operation.op_id), OpEvent.RETRY)
    engine.cycle()

    assert tablet.states() == [RenditionState.WIPED]


@pytest.mark.parametrize("status", [400, 413])
def test_a_batch_too_large_is_halved_down_to_the_bad_one(
    tablet: Tablet, engine: SyncEngine, door: Door, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    entries = [tablet.hand_in([AMELIA]) for _ in range(9)]
    bad, sizes, push = operation_of(tablet, entries[4]).operation.op_id, [], Transport.push

    def picky(self: Transport, operations: list[wire.Operation]) -> wire.PushAnswer:
        sizes.append(len(operations))
        if bad in [operation.op_id for operation in operations]:
            raise NetworkError("Too much.", permanent=True, status=status)
        return push(self, operations)

    monkeypatch.setattr(Transport, "push", picky)

    engine.cycle()

    states = [operation_of(tablet, entry).state for entry in entries]
    assert states.count(OpState.ACKNOWLEDGED) == 8
    assert states[4] is OpState.WAITING
    assert sizes[:4] == [9, 4, 5, 2]


def test_a_large_outbox_goes_in_batches_within_the_limits(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    for _ in range(7):
        tablet.hand_in([AMELIA])
    door.model.max_operations = 3

    engine.cycle()

    assert tablet.states() == [RenditionState.WIPED] * 7


def test_a_restored_server_is_told_again_what_no_backup_held(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    first = tablet.hand_in([AMELIA])
    engine.cycle()
    door.model.back_up()
    engine.cycle()
    assert outbox.of_entity(tablet.connection, first) == ()
    second = tablet.hand_in([ISLA])
    engine.cycle()

    door.model.restore()
    assert second not in door.model.rows.entries
    engine.cycle()

    assert set(door.model.rows.entries) == {first, second}
    assert sorted(door.model.rows.wiped) == sorted(rendition for rendition in door.model.rows.renditions)


def test_a_restored_servers_numbers_free_nothing_before_it_is_told_again(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    door.model.back_up()
    entry_id = tablet.hand_in([AMELIA])
    engine.cycle()
    door.model.restore()
    door.model.rows.seq += 100
    door.model.backup_seq = 10**6

    engine.cycle()

    assert entry_id in door.model.rows.entries
