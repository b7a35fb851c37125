"""The wipe: after the server's proof, the rendition's key is destroyed, then its file; only a row stays (C39)."""

from __future__ import annotations

from datetime import datetime

from app.storage import audit, crash, outbox, renditions
from app.storage.database import Connection, checkpoint, transaction
from app.storage.renditions import RenditionRow
from app.storage.vault import Vault
from domain.ids import RenditionId, StaffId
from domain.lifecycle import RenditionEvent, RenditionState
from domain.wire import OpKind, Receipt, WipeBody

UNFINISHED = (RenditionState.ACKNOWLEDGED, RenditionState.WIPING)
DESTROYED = (RenditionState.WIPING, RenditionState.WIPED)


def acknowledge(connection: Connection, rendition_id: RenditionId, receipt: Receipt, at: datetime) -> None:
    """Keep the proof and its consequence in one transaction. The caller has checked hash, size, epoch and signature."""
    with transaction(connection):
        row = renditions.read(connection, rendition_id)
        renditions.set_receipt(connection, rendition_id, receipt)
        renditions.advance(connection, rendition_id, row.state, RenditionEvent.ACKNOWLEDGE, at)
        audit.append(connection, at=at, who="device", what="rendition.acknowledged", about=rendition_id, detail={"sha256": receipt.sha256})
    crash.point("receipt.stored")


def wipe(connection: Connection, vault: Vault, rendition_id: RenditionId, actor: StaffId, at: datetime) -> bool:
    """Take an acknowledged or held rendition to its end, from wherever a power cut left it. Doing it twice changes nothing.

    False = a reader kept the log from being cut, so the key's page may still lie in it: it stays WIPING, and `finish` tries again.
    """
    row = renditions.read(connection, rendition_id)
    if row.state is RenditionState.WIPED:
        return True
    if row.state is not RenditionState.WIPING:
        destroy_key(connection, vault, row, at)
    crash.point("wipe.key_destroyed")
    is_cut = checkpoint(connection)
    crash.point("wipe.checkpointed")
    if row.file_id is not None and not renditions.shares_file(connection, row.file_id, row.id):
        vault.unlink(row.file_id)
    crash.point("wipe.unlinked")
    if is_cut:
        record(connection, row, actor, at)
        crash.point("wipe.recorded")
    return is_cut


def destroy_key(connection: Connection, vault: Vault, row: RenditionRow, at: datetime) -> None:
    """State and key in one transaction; a key that another journal's equal rendition still needs goes with the last of them."""
    with transaction(connection):
        # Read again inside: the lane of the network and the start after a log-in may finish the same wipe.
        state = renditions.read(connection, row.id).state
        if state in DESTROYED:
            return
        renditions.advance(connection, row.id, state, RenditionEvent.DESTROY_KEY, at)
        if row.file_id is not None and not renditions.shares_file(connection, row.file_id, row.id):
            vault.destroy_key(connection, row.file_id)


def record(connection: Connection, row: RenditionRow, actor: StaffId, at: datetime) -> None:
    """Only the row is left: log it, and tell the server."""
    with transaction(connection):
        if renditions.read(connection, row.id).state is RenditionState.WIPED:
            return
        renditions.forget_file(connection, row.id)
        renditions.advance(connection, row.id, RenditionState.WIPING, RenditionEvent.UNLINK, at)
        audit.append(connection, at=at, who="device", what="rendition.wiped", about=row.id, detail={"sha256": row.sha256})
        body = WipeBody(id=row.id, sha256=row.sha256, wiped_at=at)
        outbox.add(
            connection,
            kind=OpKind.RENDITION,
            entity_id=row.id,
            action="wiped",
            actor=actor,
            captured_at=at,
            body=body.model_dump(mode="json"),
        )


def finish(connection: Connection, vault: Vault, actor: StaffId, at: datetime) -> int:
    """Wipe whatever the server has acknowledged and whatever was begun; how many are done."""
    rows = renditions.in_state(connection, *UNFINISHED)
    return sum(wipe(connection, vault, row.id, actor, at) for row in rows)
