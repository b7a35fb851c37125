"""The hash chain of the audit: each row carries the hash of the one before, so that an edited row is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

FIRST = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One thing that happened: never a child's name, never pixels. `at` is ISO 8601 in UTC, `detail` JSON text."""

    seq: int
    at: str
    who: str
    what: str
    about: str
    detail: str
    previous: str
    hash: str


def hash_of(*, previous: str, seq: int, at: str, who: str, what: str, about: str, detail: str) -> str:
    """SHA-256 (hex) over the row and the hash of the row before it."""
    row = json.dumps([previous, seq, at, who, what, about, detail], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(row.encode("ascii")).hexdigest()


def first_broken(rows: Iterable[AuditRow]) -> int | None:
    """The `seq` of the first row that was edited, moved or follows a lost one; None when the chain holds."""
    previous, expected = FIRST, 1
    for row in rows:
        right = hash_of(previous=previous, seq=row.seq, at=row.at, who=row.who, what=row.what, about=row.about, detail=row.detail)
        if row.seq != expected or row.previous != previous or row.hash != right:
            return row.seq
        previous, expected = row.hash, expected + 1
    return None
