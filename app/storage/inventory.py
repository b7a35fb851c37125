"""How much lies in the store, as figures."""

from __future__ import annotations

from app.storage.database import Connection


def count_entries(connection: Connection) -> int:
    """Everything that was handed in here and is still kept."""
    return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def count_drafts(connection: Connection) -> int:
    """What somebody has begun to write."""
    return int(connection.execute("SELECT count(*) FROM draft").fetchone()[0])
