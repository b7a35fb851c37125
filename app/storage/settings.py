"""What the store knows of itself."""

from __future__ import annotations

from enum import StrEnum

from app.storage.database import Connection


class Setting(StrEnum):
    """The names that may stand in the table."""

    CURSOR = "cursor"  # of the feed, as the server gave it
    EPOCH = "epoch"  # of the server: changes when it was restored
    FACTS_AT = "facts_at"  # when the server last confirmed the facts
    OFFSET_MS = "offset_ms"  # server time minus device time
    BACKUP_SEQ = "backup_seq"
    NETWORK = "network"  # "online" or "offline"
    OFFLINE_REASON = "offline_reason"  # a sentence
    SENDING = "sending"  # the rendition that is on its way now, or nothing
    TOLD_AUDIT = "told_audit"  # up to which audit row the office was told what was refused here
    AUDIT_HEAD = "audit_head"  # seq and hash of the last audit row: a cut tail is found too


def read(connection: Connection, setting: Setting) -> str | None:
    """The value, or None when it was never written."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (setting.value,)).fetchone()
    return None if row is None else str(row[0])


def write(connection: Connection, setting: Setting, value: str) -> None:
    """Set the value."""
    connection.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (setting.value, value)
    )
