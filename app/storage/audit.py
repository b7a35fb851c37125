"""The device's audit: append-only, each row carries the hash of the one before. Never a child's name, never pixels."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from app.storage.database import Connection
from app.storage.settings import Setting, read, write
from domain import audit as chain
from domain.audit import AuditRow

COLUMNS = "seq, at, who, what, about, detail, previous, hash"


def append(
    connection: Connection, *, at: datetime, who: str, what: str, about: str = "", detail: Mapping[str, Any] | None = None
) -> AuditRow:
    """Write one row in the caller's transaction, so that what happened and that it happened are one."""
    last, previous = head(connection)
    seq, moment, said = last + 1, at.isoformat(), json.dumps(detail or {}, sort_keys=True)
    hash = chain.hash_of(previous=previous, seq=seq, at=moment, who=who, what=what, about=about, detail=said)
    row = AuditRow(seq=seq, at=moment, who=who, what=what, about=about, detail=said, previous=previous, hash=hash)
    connection.execute(
        f"INSERT INTO audit ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (row.seq, row.at, row.who, row.what, row.about, row.detail, row.previous, row.hash),
    )
    write(connection, Setting.AUDIT_HEAD, f"{row.seq} {row.hash}")
    return row


def count(connection: Connection, what: str, about: str) -> int:
    """How often that happened to it."""
    row = connection.execute("SELECT count(*) FROM audit WHERE about = ? AND what = ?", (about, what)).fetchone()
    return int(row[0])


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last row."""
    row = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return (0, chain.FIRST) if row is None else (int(row[0]), str(row[1]))


def rows(connection: Connection) -> Iterator[AuditRow]:
    """Every row, oldest first."""
    for row in connection.execute(f"SELECT {COLUMNS} FROM audit ORDER BY seq"):  # noqa: S608
        yield AuditRow(**dict(zip(COLUMNS.split(", "), row, strict=True)))


def after(connection: Connection, seq: int, limit: int) -> tuple[AuditRow, ...]:
    """At most `limit` rows behind that one, oldest first."""
    found = connection.execute(f"SELECT {COLUMNS} FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))  # noqa: S608
    return tuple(AuditRow(**dict(zip(COLUMNS.split(", "), row, strict=True))) for row in found)


def first_broken(connection: Connection) -> int | None:
    """The number of the first row that was edited, moved or cut off; None when all is well."""
    broken = chain.first_broken(rows(connection))
    seq, hash = head(connection)
    if broken is None and read(connection, Setting.AUDIT_HEAD) not in (f"{seq} {hash}", None if seq == 0 else ""):
        return seq + 1
    return broken
