"""Operations: what a person did on a device, and what the server made of it."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from domain.wire.base import MAX_OPERATIONS, Id, Message, Sha256, canonical


class OpKind(StrEnum):
    """What an operation is about."""

    ENTRY = "entry"
    RENDITION = "rendition"
    AUDIT = "audit"


class Operation(Message):
    """One thing a person (or the tablet itself) did, written in the same transaction as its rows."""

    op_id: Id
    dev_seq: Annotated[int, Field(gt=0)]
    kind: OpKind
    entity_id: Id
    action: Literal["create", "amend", "wiped", "note", "disown"]
    base_ver: int = 0
    actor: Id
    captured_at: AwareDatetime
    offset_ms: int = 0  # server time minus device time, as last measured
    body: dict[str, Any]
    hash: Sha256  # over `operation_bytes`


def operation_hash(*, op_id: str, dev_seq: int, kind: str, entity_id: str, action: str, actor: str, body: dict[str, Any]) -> str:
    """SHA-256 (hex) over what an operation says; the same id with another hash is a `mismatch`."""
    return hashlib.sha256(canonical([op_id, dev_seq, kind, entity_id, action, actor, body])).hexdigest()


class Push(Message):
    """Operations in the order of `dev_seq`."""

    operations: Annotated[tuple[Operation, ...], Field(max_length=MAX_OPERATIONS)]


class Outcome(StrEnum):
    """What the server did with an operation."""

    APPLIED = "applied"
    MERGED = "merged"
    DUPLICATE = "duplicate"  # seen before, same hash: the first answer holds
    CONFLICT_KEPT = "conflict_kept"
    STALE_DELETE = "stale_delete"
    QUARANTINED = "quarantined"  # kept on the server for a person to look at
    DEFERRED = "deferred"  # not now; send again
    MISMATCH = "mismatch"  # this id came before with other content


DONE = frozenset({Outcome.APPLIED, Outcome.MERGED, Outcome.DUPLICATE, Outcome.CONFLICT_KEPT, Outcome.STALE_DELETE})


class OpResult(Message):
    """The answer to one operation; `seq` is the server's own sequence."""

    op_id: Id
    outcome: Outcome
    seq: int = 0
    reason: str = ""


class PushAnswer(Message):
    """One result per operation, in the order sent."""

    results: tuple[OpResult, ...]
