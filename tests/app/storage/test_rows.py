"""Facts, outbox, audit, notes: one question each."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from app.storage import audit, facts, notes, outbox, photos
from app.storage.database import Connection, Stale, transaction
from app.storage.photos import Photo
from domain.consent import Scope
from domain.ids import DraftId, OpId, PhotoId
from domain.life import IllegalTransition
from domain.lifecycle import OpEvent, OpState, PhotoEvent, PhotoState
from domain.wire import FactKind, Operation, OpKind
from tests import cast


def queue(connection: Connection, text: str = "x") -> Operation:
    with transaction(connection):
        return outbox.add(
            connection,
            kind=OpKind.AUDIT,
            entity_id=cast.id_of(1),
            action="note",
            actor=cast.SAM,
            captured_at=cast.NOW,
            body={"text": text},
        )


def put_child(connection: Connection, seq: int, scope: Scope) -> None:
    amelia = cast.CHILDREN[0].model_dump(mode="json")
    facts.put(connection, FactKind.CHILD, cast.AMELIA, seq, {**amelia, "scope": scope.value})


def test_r8_facts_that_nobody_confirmed_allow_nothing(connection: Connection) -> None:
    put_child(connection, 1, Scope.ALL)

    assert facts.consent(connection).scope_of(cast.AMELIA, cast.NOW) is Scope.NONE


def test_c21_the_scope_is_the_servers_newest_word(connection: Connection) -> None:
    facts.confirm(connection, cast.NOW)
    put_child(connection, 2, Scope.NONE)
    put_child(connection, 1, Scope.ALL)  # a page that was read again

    assert facts.consent(connection).scope_of(cast.AMELIA, cast.NOW) is Scope.NONE


def test_children_come_by_name_and_room(connection: Connection) -> None:
    for child in reversed(cast.CHILDREN):
        facts.put(connection, FactKind.CHILD, child.id, 1, child.model_dump(mode="json"))

    assert facts.children(connection, cast.LADYBIRDS) == ()
    assert [child.first_name for child in facts.children(connection, cast.CATERPILLARS)][:3] == ["Amelia", "Ayaan", "Isla"]


def test_a_number_is_never_given_twice_even_after_its_row_left(connection: Connection) -> None:
    first = queue(connection)
    with transaction(connection):
        outbox.advance(connection, OpId(first.op_id), OpEvent.ACKNOWLEDGE, server_seq=7)
        assert outbox.back_up(connection, 7) == 1

    assert (first.dev_seq, queue(connection).dev_seq) == (1, 2)


def test_an_operation_leaves_only_when_a_backup_holds_it(connection: Connection) -> None:
    operation = queue(connection)
    with transaction(connection):
        outbox.advance(connection, OpId(operation.op_id), OpEvent.ACKNOWLEDGE, server_seq=7)

    assert outbox.back_up(connection, 6) == 0
    assert outbox.waiting(connection) == ()
    assert outbox.push_again(connection) == 1
    assert outbox.waiting(connection) == (operation,)


def test_a_batch_is_bounded_by_bytes_and_never_empty(connection: Connection) -> None:
    for _ in range(3):
        queue(connection, "x" * 1000)

    assert len(outbox.waiting(connection, max_bytes=10)) == 1
    assert len(outbox.waiting(connection, max_bytes=3000)) == 2
    assert len(outbox.waiting(connection, limit=2)) == 2


def test_an_operation_that_needs_somebody_is_kept_and_can_be_tried_again(connection: Connection) -> None:
    operation = queue(connection)
    with transaction(connection):
        outbox.advance(connection, OpId(operation.op_id), OpEvent.REFUSE, reason="Too long.")

    queued = outbox.read(connection, OpId(operation.op_id))
    assert queued is not None and (queued.state, queued.reason) == (OpState.NEEDS_YOU, "Too long.")
    with transaction(connection):
        assert outbox.advance(connection, OpId(operation.op_id), OpEvent.RETRY) is OpState.WAITING


def test_a_step_that_the_table_does_not_hold_is_a_bug(connection: Connection) -> None:
    operation = queue(connection)

    with pytest.raises(IllegalTransition):
        outbox.advance(connection, OpId(operation.op_id), OpEvent.BACK_UP)


def test_a_photo_that_somebody_moved_first_is_stale(connection: Connection) -> None:
    photo = Photo(
        id=PhotoId(cast.id_of(5)),
        draft_id=DraftId(cast.id_of(6)),
        state=PhotoState.CAPTURED,
        file_id=None,
        taken_by=cast.SAM,
        taken_at=cast.NOW,
        width=8,
        height=6,
    )
    photos.add(connection, photo)
    photos.advance(connection, photo.id, PhotoState.CAPTURED, PhotoEvent.REVIEW, cast.NOW)

    with pytest.raises(Stale):
        photos.advance(connection, photo.id, PhotoState.CAPTURED, PhotoEvent.DISCARD, cast.NOW)


def write_three(connection: Connection) -> None:
    for what in ("one", "two", "three"):
        with transaction(connection):
            audit.append(connection, at=cast.NOW, who=cast.SAM, what=what)


def test_the_audit_of_a_quiet_device_is_whole(connection: Connection) -> None:
    assert audit.first_broken(connection) is None
    write_three(connection)
    assert audit.first_broken(connection) is None


@pytest.mark.parametrize("verb", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
def test_the_audit_is_append_only(connection: Connection, verb: str) -> None:
    write_three(connection)

    with pytest.raises(Exception, match="append-only"):
        connection.execute(verb)


@pytest.mark.parametrize(
    ("fault", "found"),
    [("UPDATE audit SET who = 'x' WHERE seq = 2", 2), ("DELETE FROM audit WHERE seq = 2", 3), ("DELETE FROM audit WHERE seq = 3", 3)],
)
def test_an_edited_a_lost_and_a_cut_off_row_are_found(connection: Connection, fault: str, found: int) -> None:
    """Somebody with the key takes the triggers away first."""
    write_three(connection)
    connection.execute("DROP TRIGGER audit_is_append_only_u")
    connection.execute("DROP TRIGGER audit_is_append_only_d")

    connection.execute(fault)

    assert audit.first_broken(connection) == found


def test_the_same_offline_reason_is_noted_once_until_it_changes(connection: Connection) -> None:
    for minute, sentence in enumerate(("No Wi-Fi.", "No Wi-Fi.", "Not our network.")):
        notes.add(connection, cast.NOW + timedelta(minutes=minute), sentence)

    assert [note.sentence for note in notes.since(connection, cast.NOW.astimezone(UTC))] == ["No Wi-Fi.", "Not our network."]
    assert notes.since(connection, cast.NOW + timedelta(hours=1)) == ()
