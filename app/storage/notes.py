"""Why the device was offline, for whoever asks in the sync panel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.storage.database import Connection


@dataclass(frozen=True, slots=True)
class OfflineNote:
    """One reason and when it began."""

    at: datetime
    sentence: str


def add(connection: Connection, at: datetime, sentence: str) -> None:
    """Keep a reason, unless it is the one that was kept last."""
    last = connection.execute("SELECT sentence FROM offline_note ORDER BY rowid DESC LIMIT 1").fetchone()
    if last is None or last[0] != sentence:
        connection.execute("INSERT INTO offline_note (at, sentence) VALUES (?, ?)", (at.isoformat(), sentence))


def since(connection: Connection, at: datetime) -> tuple[OfflineNote, ...]:
    """The reasons since that moment, oldest first. Compares in UTC text, as they are written."""
    rows = connection.execute("SELECT at, sentence FROM offline_note WHERE at >= ? ORDER BY rowid", (at.isoformat(),))
    return tuple(OfflineNote(datetime.fromisoformat(row[0]), row[1]) for row in rows)
