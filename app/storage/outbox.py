"""Operations that the server, or a backup of it, has not yet confirmed. A row leaves only when a backup holds it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from app.storage.database import Connection, Stale
from app.storage.ids import new_id
from app.storage.settings import Setting
from app.storage.settings import read as read_setting
from domain.ids import OpId, StaffId
from domain.life import next_state
from domain.lifecycle import OP_STEPS, OpEvent, OpState
from domain.wire import MAX_BATCH_BYTES, MAX_OPERATIONS, Operation, OpKind, operation_hash

COLUMNS = "op_id, dev_seq, kind, entity_id, action, base_ver, actor, captured_at, offset_ms, body, hash"
Action = Literal["create", "amend", "wiped", "note", "disown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """An operation and how far it has come."""

    operation: Operation
    state: OpState
    server_seq: int | None
    attempts: int
    reason: str


def add(
    connection: Connection,
    *,
    kind: OpKind,
    entity_id: str,
    action: Action,
    actor: StaffId,
    captured_at: datetime,
    body: dict[str, Any],
    base_ver: int = 0,
) -> Operation:
    """Queue what a person did, in the transaction that writes its rows."""
    op_id, dev_seq = OpId(new_id(captured_at)), next_seq(connection)
    said = {"op_id": op_id, "dev_seq": dev_seq, "kind": kind.value, "entity_id": entity_id, "action": action, "actor": actor}
    operation = Operation.model_validate(
        {
            **said,
            "base_ver": base_ver,
            "captured_at": captured_at,
            "offset_ms": int(read_setting(connection, Setting.OFFSET_MS) or 0),
            "body": body,
            "hash": operation_hash(
                op_id=op_id, dev_seq=dev_seq, kind=kind.value, entity_id=entity_id, action=action, actor=actor, body=body
            ),
        }
    )
    insert(connection, operation)
    return operation


def insert(connection: Connection, operation: Operation) -> None:
    """Write the row, waiting."""
    connection.execute(
        f"INSERT INTO outbox ({COLUMNS}, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            operation.op_id,
            operation.dev_seq,
            operation.kind.value,
            operation.entity_id,
            operation.action,
            operation.base_ver,
            operation.actor,
            operation.captured_at.isoformat(),
            operation.offset_ms,
            json.dumps(operation.body, ensure_ascii=False),
            operation.hash,
            OpState.WAITING.value,
        ),
    )


def next_seq(connection: Connection) -> int:
    """The number that the next operation gets; never one that was given before, even when its row has left."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
    return 1 if row is None else int(row[0]) + 1


def waiting(connection: Connection, *, limit: int = MAX_OPERATIONS, max_bytes: int = MAX_BATCH_BYTES) -> tuple[Operation, ...]:
    """What is to be pushed next, in order; at least one, however large it is."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM outbox WHERE state = ? ORDER BY dev_seq LIMIT ?", (OpState.WAITING.value, limit))  # noqa: S608
    batch: list[Operation] = []
    size = 0
    for row in rows.fetchall():
        operation = operation_of(row)
        size += len(operation.model_dump_json().encode())
        if batch and size > max_bytes:
            break
        batch.append(operation)
    return tuple(batch)


def attempted(connection: Connection, op_ids: Iterable[OpId]) -> None:
    """Count an attempt for each, before it is made."""
    for op_id in op_ids:
        connection.execute("UPDATE outbox SET attempts = attempts + 1 WHERE op_id = ?", (op_id,))


def advance(connection: Connection, op_id: OpId, event: OpEvent, *, server_seq: int | None = None, reason: str = "") -> OpState:
    """Move an operation one step. Raises IllegalTransition (a bug) or Stale (no such row, or someone moved it first)."""
    queued = read(connection, op_id)
    if queued is None:
        raise Stale(op_id)
    new = next_state(OP_STEPS, queued.state, event)
    moved = connection.execute(
        "UPDATE outbox SET state = ?, server_seq = coalesce(?, server_seq), reason = ? WHERE op_id = ? AND state = ?",
        (new.value, server_seq, reason, op_id, queued.state.value),
    )
    if moved.rowcount != 1:
        raise Stale(op_id)
    return new


def back_up(connection: Connection, backup_seq: int) -> int:
    """Drop the operations that a backup of the server holds; how many."""
    acknowledged = (OpState.ACKNOWLEDGED.value, backup_seq)
    return connection.execute("DELETE FROM outbox WHERE state = ? AND server_seq > 0 AND server_seq <= ?", acknowledged).rowcount


def push_again(connection: Connection) -> int:
    """The server was restored: everything that it had acknowledged waits again; how many."""
    both = (OpState.WAITING.value, OpState.ACKNOWLEDGED.value)
    return connection.execute("UPDATE outbox SET state = ?, server_seq = NULL WHERE state = ?", both).rowcount


def read(connection: Connection, op_id: OpId) -> Queued | None:
    """One operation, or None."""
    found = select(connection, "op_id = ?", op_id)
    return found[0] if found else None


def of_entity(connection: Connection, entity_id: str) -> tuple[Queued, ...]:
    """The operations about one thing, in order."""
    return select(connection, "entity_id = ?", entity_id)


def count_waiting(connection: Connection) -> int:
    """How many operations wait."""
    return int(connection.execute("SELECT count(*) FROM outbox WHERE state = ?", (OpState.WAITING.value,)).fetchone()[0])


def select(connection: Connection, where: str, value: str, *, limit: int = -1) -> tuple[Queued, ...]:
    """The operations that the condition picks, in order; -1 = all. `where` comes from this folder only."""
    rows = connection.execute(
        f"SELECT state, server_seq, attempts, reason, {COLUMNS} FROM outbox WHERE {where} ORDER BY dev_seq LIMIT ?",  # noqa: S608
        (value, limit),
    )
    return tuple(
        Queued(operation=operation_of(row[4:]), state=OpState(row[0]), server_seq=row[1], attempts=row[2], reason=row[3])
        for row in rows.fetchall()
    )


def operation_of(row: tuple[Any, ...]) -> Operation:
    """An operation from the columns of its row."""
    values = dict(zip(COLUMNS.split(", "), row, strict=True))
    return Operation.model_validate({**values, "body": json.loads(values["body"])})
