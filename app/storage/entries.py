"""Entries that were handed in on this device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from app.storage.database import Connection, Stale
from domain.entries import EntryKind
from domain.ids import ChildId, EntryId
from domain.wire import EntryBody


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry as it was handed in."""

    body: EntryBody
    handed_in_at: datetime


def add(connection: Connection, row: EntryRow) -> None:
    """Keep an entry, and which children it is about."""
    body, happened_at = row.body, row.body.happened_at.astimezone(UTC).isoformat()
    connection.execute(
        "INSERT INTO entry (id, kind, author, body, happened_at, handed_in_at) VALUES (?, ?, ?, ?, ?, ?)",
        (body.id, body.kind.value, body.author_id, body.model_dump_json(), happened_at, row.handed_in_at.isoformat()),
    )
    for child in body.children:
        connection.execute("INSERT INTO entry_child (entry_id, child_id, happened_at) VALUES (?, ?, ?)", (body.id, child, happened_at))


def read(connection: Connection, id: EntryId) -> EntryRow | None:
    """One entry, or None."""
    row = connection.execute("SELECT body, handed_in_at FROM entry WHERE id = ?", (id,)).fetchone()
    return None if row is None else entry_of(*row)


def replace_body(connection: Connection, body: EntryBody) -> None:
    """Put other words or pictures into an entry; its children, its moment and its author stay. Raises Stale when it is not here."""
    moved = connection.execute("UPDATE entry SET body = ? WHERE id = ?", (body.model_dump_json(), body.id))
    if moved.rowcount != 1:
        raise Stale(body.id)


def recent(connection: Connection, limit: int = 50) -> tuple[EntryRow, ...]:
    """The entries handed in last, the newest first."""
    rows = connection.execute("SELECT body, handed_in_at FROM entry ORDER BY handed_in_at DESC, rowid_ DESC LIMIT ?", (limit,))
    return tuple(entry_of(*row) for row in rows.fetchall())


def last_by_child(connection: Connection, kind: EntryKind) -> dict[ChildId, datetime]:
    """When each child's latest entry of that kind happened, of those handed in here."""
    rows = connection.execute(
        "SELECT ec.child_id, max(ec.happened_at) FROM entry_child ec JOIN entry e ON e.id = ec.entry_id WHERE e.kind = ? GROUP BY 1",
        (kind.value,),
    )
    return {ChildId(row[0]): datetime.fromisoformat(row[1]) for row in rows}


def entry_of(body: str, handed_in_at: str) -> EntryRow:
    """An entry from its row."""
    return EntryRow(body=EntryBody.model_validate_json(body), handed_in_at=datetime.fromisoformat(handed_in_at))
