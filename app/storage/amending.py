"""Changing what has not left this device yet, when newer facts forbid a part of it; and which facts there are."""

from __future__ import annotations

from app.storage import entries, outbox
from app.storage.database import Connection, Stale
from domain.ids import EntryId
from domain.lifecycle import OpState
from domain.wire import EntryBody, FactKind, OpKind, operation_hash


def untried_entry(connection: Connection, entry_id: EntryId) -> outbox.Queued | None:
    """The operation that hands the entry in, while it has certainly not left this device; None when it was tried."""
    for queued in outbox.of_entity(connection, entry_id):
        # A later version never counts: the first one told the server which pictures to expect, and they are fixed since.
        is_first = queued.operation.kind is OpKind.ENTRY and queued.operation.action == "create"
        if is_first and queued.state is OpState.WAITING and queued.attempts == 0:
            return queued
    return None


def amend_entry(connection: Connection, body: EntryBody) -> None:
    """Put another body into an entry and its untried operation, in the caller's transaction. Raises Stale when it was tried."""
    queued = untried_entry(connection, EntryId(body.id))
    if queued is None:
        raise Stale(body.id)
    said = queued.operation
    new_hash = operation_hash(
        op_id=said.op_id,
        dev_seq=said.dev_seq,
        kind=said.kind.value,
        entity_id=said.entity_id,
        action=said.action,
        actor=said.actor,
        body=body.model_dump(mode="json"),
    )
    moved = connection.execute(
        "UPDATE outbox SET body = ?, hash = ? WHERE op_id = ? AND state = ? AND attempts = 0",
        (body.model_dump_json(), new_hash, said.op_id, OpState.WAITING.value),
    )
    if moved.rowcount != 1:
        raise Stale(body.id)
    entries.replace_body(connection, body)


def fact_ids(connection: Connection) -> frozenset[tuple[FactKind, str]]:
    """What the device knows of, by kind and id."""
    return frozenset((FactKind(row[0]), str(row[1])) for row in connection.execute("SELECT kind, id FROM fact"))
