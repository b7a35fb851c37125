"""Covered pictures, one per journal, from hand-in until only their row is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.storage.database import Connection, Stale
from domain.ids import ChildId, EntryId, PhotoId, RenditionId
from domain.life import next_state
from domain.lifecycle import RENDITION_STEPS, RenditionEvent, RenditionState
from domain.wire import Receipt, Rendition

COLUMNS = "id, entry_id, photo_id, child_id, state, hold_reason, file_id, sha256, bytes, manifest, receipt, attempts, last_error"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenditionRow:
    """One covered picture. `file_id` may be shared with renditions whose covers are equal; None once it is wiped."""

    id: RenditionId
    entry_id: EntryId
    photo_id: PhotoId
    child_id: ChildId
    state: RenditionState
    hold_reason: str = ""
    file_id: str | None
    sha256: str
    bytes: int
    manifest: Rendition
    receipt: Receipt | None = None
    attempts: int = 0
    last_error: str = ""


def add(connection: Connection, row: RenditionRow) -> None:
    """Keep a new rendition."""
    receipt = None if row.receipt is None else row.receipt.model_dump_json()
    connection.execute(
        f"INSERT INTO rendition ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            row.id,
            row.entry_id,
            row.photo_id,
            row.child_id,
            row.state.value,
            row.hold_reason,
            row.file_id,
            row.sha256,
            row.bytes,
            row.manifest.model_dump_json(),
            receipt,
            row.attempts,
            row.last_error,
        ),
    )


def read(connection: Connection, id: RenditionId) -> RenditionRow:
    """One rendition. Raises KeyError when there is none."""
    found = select(connection, "id = ?", id)
    if not found:
        raise KeyError(id)
    return found[0]


def in_state(connection: Connection, *states: RenditionState) -> tuple[RenditionRow, ...]:
    """Every rendition in one of these states, the oldest first."""
    places = ", ".join("?" for _ in states)
    return select(connection, f"state IN ({places})", *(state.value for state in states))


def of_entry(connection: Connection, entry_id: EntryId) -> tuple[RenditionRow, ...]:
    """The renditions of an entry."""
    return select(connection, "entry_id = ?", entry_id)


def advance(
    connection: Connection, id: RenditionId, state: RenditionState, event: RenditionEvent, at: datetime, *, hold_reason: str = ""
) -> RenditionState:
    """Move a rendition one step and log it; `hold_reason` is kept while it is held. Raises IllegalTransition (a bug) or Stale."""
    new = next_state(RENDITION_STEPS, state, event)
    moved = connection.execute(
        "UPDATE rendition SET state = ?, hold_reason = ? WHERE id = ? AND state = ?", (new.value, hold_reason, id, state.value)
    )
    if moved.rowcount != 1:
        raise Stale(id)
    connection.execute("INSERT INTO rendition_step VALUES (?, ?, ?, ?)", (id, state.value, new.value, at.isoformat()))
    return new


def set_receipt(connection: Connection, id: RenditionId, receipt: Receipt) -> None:
    """Keep the server's proof."""
    connection.execute("UPDATE rendition SET receipt = ? WHERE id = ?", (receipt.model_dump_json(), id))


def attempted(connection: Connection, id: RenditionId) -> None:
    """Count an attempt, before it is made."""
    connection.execute("UPDATE rendition SET attempts = attempts + 1, last_error = '' WHERE id = ?", (id,))


def failed(connection: Connection, id: RenditionId, sentence: str) -> None:
    """Keep why the last attempt failed."""
    connection.execute("UPDATE rendition SET last_error = ? WHERE id = ?", (sentence, id))


def replace_picture(connection: Connection, id: RenditionId, *, file_id: str, sha256: str, bytes: int, manifest: Rendition) -> None:
    """Put a picture that is covered further in the place of the old one; the caller destroys the old file's key if nobody shares it."""
    connection.execute(
        "UPDATE rendition SET file_id = ?, sha256 = ?, bytes = ?, manifest = ? WHERE id = ?",
        (file_id, sha256, bytes, manifest.model_dump_json(), id),
    )


def forget_file(connection: Connection, id: RenditionId) -> None:
    """Note that the rendition has no file any more."""
    connection.execute("UPDATE rendition SET file_id = NULL WHERE id = ?", (id,))


def shares_file(connection: Connection, file_id: str, other_than: RenditionId) -> bool:
    """Whether another rendition still needs that file."""
    done = (RenditionState.WIPING.value, RenditionState.WIPED.value)
    row = connection.execute(
        "SELECT 1 FROM rendition WHERE file_id = ? AND id <> ? AND state NOT IN (?, ?) LIMIT 1", (file_id, other_than, *done)
    )
    return row.fetchone() is not None


def select(connection: Connection, where: str, *values: str) -> tuple[RenditionRow, ...]:
    """The renditions that the condition picks; `where` comes from this module only."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM rendition WHERE {where} ORDER BY rowid_", values)  # noqa: S608
    return tuple(rendition_of(*row) for row in rows.fetchall())


def rendition_of(
    id: str,
    entry_id: str,
    photo_id: str,
    child_id: str,
    state: str,
    hold_reason: str,
    file_id: str | None,
    sha256: str,
    bytes: int,
    manifest: str,
    receipt: str | None,
    attempts: int,
    last_error: str,
) -> RenditionRow:
    """A rendition from its row."""
    return RenditionRow(
        id=RenditionId(id),
        entry_id=EntryId(entry_id),
        photo_id=PhotoId(photo_id),
        child_id=ChildId(child_id),
        state=RenditionState(state),
        hold_reason=hold_reason,
        file_id=file_id,
        sha256=sha256,
        bytes=bytes,
        manifest=Rendition.model_validate_json(manifest),
        receipt=None if receipt is None else Receipt.model_validate_json(receipt),
        attempts=attempts,
        last_error=last_error,
    )
