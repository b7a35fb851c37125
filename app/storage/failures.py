"""How often an operation or a rendition failed by its own fault. A broken network counts for nobody."""

from __future__ import annotations

from app.storage.database import Connection

NEEDS_YOU_AFTER = 8  # errors of its own: then a person has to look at it; it is kept and never blocks others


def count(connection: Connection, subject: str, sentence: str) -> int:
    """One more error of `subject`; how many there are now."""
    connection.execute(
        "INSERT INTO failure (subject, errors, sentence) VALUES (?, 1, ?)"
        " ON CONFLICT (subject) DO UPDATE SET errors = errors + 1, sentence = excluded.sentence",
        (subject, sentence),
    )
    return errors_of(connection, subject)


def errors_of(connection: Connection, subject: str) -> int:
    """How many errors it made so far."""
    row = connection.execute("SELECT errors FROM failure WHERE subject = ?", (subject,)).fetchone()
    return 0 if row is None else int(row[0])


def forget(connection: Connection, subject: str) -> None:
    """It went well, or a person asked to try again."""
    connection.execute("DELETE FROM failure WHERE subject = ?", (subject,))
