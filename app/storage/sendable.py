"""What may go to the server now: operations whose pictures are decided, and pictures whose entry has arrived."""

from __future__ import annotations

from app.storage import outbox, renditions
from app.storage.database import Connection
from app.storage.outbox import Queued
from app.storage.renditions import RenditionRow

# An entry that was never tried waits for its held pictures: once its manifest is out, its covers are fixed on this device.
# One that was tried may have arrived; its manifest cannot change any more, and the server covers further by itself.
OPERATIONS = (
    "dev_seq IN (SELECT dev_seq FROM outbox WHERE state = 'waiting' AND dev_seq > ? AND NOT (kind = 'entry' AND attempts = 0 AND"
    " (dev_seq > {decided_up_to} OR EXISTS"
    " (SELECT 1 FROM rendition WHERE rendition.entry_id = outbox.entity_id AND rendition.state = 'held'))) ORDER BY dev_seq LIMIT {limit})"
)
PICTURES = (
    "state = 'queued' AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.entity_id = rendition.entry_id AND outbox.kind = 'entry'"
    " AND outbox.action = 'create' AND outbox.state IN ('waiting', 'needs_you'))"
)


def operations(connection: Connection, *, after: int, decided_up_to: int, limit: int, max_bytes: int) -> tuple[Queued, ...]:
    """The next operations behind the dev_seq `after`, in order; at least one, however large it is.

    decided_up_to: the last dev_seq whose pictures were decided under this cycle's facts; newer entries wait for the next cycle.
    """
    batch: list[Queued] = []
    size = 0
    for queued in outbox.select(connection, OPERATIONS.format(limit=int(limit), decided_up_to=int(decided_up_to)), str(after)):
        size += len(queued.operation.model_dump_json())
        if batch and size > max_bytes:
            break
        batch.append(queued)
    return tuple(batch)


def pictures(connection: Connection) -> tuple[RenditionRow, ...]:
    """The renditions whose bytes can be sent, the oldest first; clips after all pictures, which on a bad line would wait for megabytes."""
    clips = {row[0] for row in connection.execute("SELECT id FROM photo WHERE kind = 'clip'")}
    return tuple(sorted(renditions.select(connection, PICTURES), key=lambda row: row.photo_id in clips))


def last_seq(connection: Connection) -> int:
    """The dev_seq of the newest operation that is committed; 0 when there never was one."""
    return outbox.next_seq(connection) - 1
