"""A permission that is withdrawn while a picture waits: held, covered further, and only then sent. Never uncovered."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.storage import entries, outbox, renditions
from app.storage.renditions import RenditionRow
from app.storage.space import DiskFull
from app.storage.vault import FOLDER_NAME
from app.sync.engine import SyncEngine
from app.sync.recheck import Recheck, Rechecked
from domain.consent import Scope
from domain.covering import Why
from domain.lifecycle import RenditionState
from domain.wire import EntryBody, FactKind, operation_hash
from tests.model.door import Door, Fault
from tests.model.tablet import AMELIA, AYAAN, ISLA, NOAH, Tablet, child_fact


def withdraw(door: Door, scope: Scope = Scope.NONE) -> None:
    door.model.put(FactKind.CHILD, child_fact(ISLA, scope))


def only(tablet: Tablet) -> RenditionRow:
    (row,) = renditions.in_state(tablet.connection, *RenditionState)
    return row


def test_a_withdrawal_before_the_push_covers_further_here(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA], faces=[AMELIA, ISLA, NOAH])
    before = only(tablet)
    assert [region.covered for region in before.manifest.regions] == [False, False, True]
    withdraw(door)

    report = engine.cycle()

    after = only(tablet)
    assert report.covered_further == 1
    assert [region.covered for region in after.manifest.regions] == [False, True, True]
    assert after.manifest.regions[1].why is Why.NO_PERMISSION
    assert after.sha256 != before.sha256
    assert door.model.holds(after.id, after.sha256)
    assert door.model.rows.covered_here == set()


def test_the_entry_and_its_operation_say_the_same_as_the_picture(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    entry_id = tablet.hand_in([AMELIA], faces=[AMELIA, ISLA])
    withdraw(door)

    engine.cycle()

    manifest = only(tablet).manifest
    entry, said = entries.read(tablet.connection, entry_id), outbox.of_entity(tablet.connection, entry_id)[0].operation
    assert entry is not None
    assert entry.body.renditions == (manifest,)
    assert EntryBody.model_validate(said.body) == entry.body
    assert said.hash == operation_hash(
        op_id=said.op_id,
        dev_seq=said.dev_seq,
        kind=said.kind.value,
        entity_id=said.entity_id,
        action=said.action,
        actor=said.actor,
        body=said.body,
    )


def test_a_picture_that_cannot_be_covered_now_is_held_with_its_entry(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    entry_id = tablet.hand_in([AMELIA], faces=[AMELIA, ISLA])
    tablet.hand_in([NOAH], faces=[NOAH])
    withdraw(door)
    tablet.pictures.is_broken = True

    report = engine.cycle()

    assert (report.held, tablet.states()) == (1, [RenditionState.HELD, RenditionState.WIPED])
    assert entry_id not in door.model.rows.entries
    row = renditions.of_entry(tablet.connection, entry_id)[0]
    assert (row.hold_reason != "", row.last_error != "") == (True, True)

    tablet.pictures.is_broken = False
    engine.cycle()

    assert tablet.states() == [RenditionState.WIPED, RenditionState.WIPED]
    assert door.model.rows.renditions[row.id].regions[1].covered


def test_a_held_picture_is_released_when_the_permission_is_back(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA], faces=[AMELIA, ISLA])
    tablet.pictures.is_broken = True
    withdraw(door)
    engine.cycle()
    withdraw(door, Scope.ALL)

    engine.cycle()

    assert tablet.states() == [RenditionState.WIPED]
    assert not any(region.covered for region in next(iter(door.model.rows.renditions.values())).regions)


def test_once_tried_the_manifest_stays_and_the_server_covers(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA], faces=[AMELIA, ISLA])
    before = only(tablet)
    door.faults = lambda method, path: Fault("lose answer") if path.endswith("push") else None
    engine.cycle()
    door.faults = lambda method, path: None
    withdraw(door)

    engine.cycle()

    assert only(tablet).sha256 == before.sha256
    assert tablet.states() == [RenditionState.WIPED]
    door.model.cover_further(door.model.rows.renditions[before.id])
    assert {rendition for rendition, _ in door.model.rows.covered_here} == {before.id}


def test_a_permission_given_later_never_uncovers(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA], faces=[AMELIA, AYAAN])
    door.model.put(FactKind.CHILD, child_fact(AYAAN, Scope.ALL))

    engine.cycle()

    assert next(iter(door.model.rows.renditions.values())).regions[1].covered


def test_old_files_go_with_their_last_journal(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA, ISLA], faces=[AMELIA])
    assert tablet.keys() == 1
    door.model.put(FactKind.CHILD, child_fact(AMELIA, Scope.OWN_ONLY))

    engine.cycle(stop=lambda: tablet.keys() > 1)
    assert tablet.keys() == 2
    engine.cycle()

    assert (tablet.states(), tablet.vault_files(), tablet.keys()) == ([RenditionState.WIPED] * 2, [], 0)


def test_a_child_that_is_on_no_list_any_more_is_covered(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA], faces=[AMELIA, ISLA])
    door.model.remove(FactKind.CHILD, ISLA, evict=True)

    engine.cycle()

    assert only(tablet).manifest.regions[1].covered


def test_an_entry_handed_in_meanwhile_waits_until_it_was_decided_again(
    tablet: Tablet, engine: SyncEngine, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.cycle()
    late: list[str] = []
    real = Recheck.run

    def with_a_hand_in_right_after(recheck: Recheck, stop: Callable[[], bool]) -> Rechecked:
        result = real(recheck, stop)
        if not late:
            late.append(tablet.hand_in([AMELIA], faces=[AMELIA, ISLA]))  # it decided before the withdrawal came
        return result

    monkeypatch.setattr(Recheck, "run", with_a_hand_in_right_after)
    withdraw(door)
    engine.cycle()
    assert late[0] not in door.model.rows.entries

    engine.cycle()

    assert door.model.rows.entries[late[0]].renditions[0].regions[1].covered
    assert tablet.states() == [RenditionState.WIPED]


def test_a_full_disk_holds_one_picture_sends_the_others_and_leaves_no_file_behind(
    tablet: Tablet, engine: SyncEngine, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet.hand_in([AMELIA], faces=[AMELIA, ISLA])
    tablet.hand_in([NOAH], faces=[NOAH])
    withdraw(door)

    def no_room(*everything: object, **named: object) -> None:
        raise DiskFull

    monkeypatch.setattr(renditions, "replace_picture", no_room)
    report = engine.cycle()

    assert (report.is_online, report.held) == (True, 1)
    assert sorted(tablet.states()) == [RenditionState.HELD, RenditionState.WIPED]
    assert len(list((tablet.store.folder / FOLDER_NAME).iterdir())) == 1
