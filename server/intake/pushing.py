"""Operations from a device: one database transaction, a savepoint for each, an answer for each; one bad one never blocks the others."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from pydantic import ValidationError

from domain.wire import (
    DONE,
    MAX_BATCH_BYTES,
    MAX_OPERATIONS,
    Operation,
    OpResult,
    Outcome,
    PushAnswer,
    canonical,
    operation_hash,
)
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.intake.applying import Deferred, apply
from server.intake.bounds import LARGEST_NUMBER, is_in_time
from server.intake.models import Op
from server.intake.problems import Refused
from server.journal.taking_in import Quarantine
from server.registry.feed import hold_counter, next_seq
from server.registry.models import Device

REASON_LIMIT = 200
log = logging.getLogger("daybook.intake")


def read_push(body: bytes) -> list[dict[str, Any]]:
    """The operations of a request, each still to be read. Raises Refused 413 when it is too large, 400 when it is no push at all."""
    if len(body) > MAX_BATCH_BYTES:
        raise Refused(413, "too_large", "Send fewer operations at a time.")
    try:
        message = json.loads(body)
        operations = message["operations"] if set(message) == {"operations"} else None
    except (ValueError, KeyError, TypeError, RecursionError):
        operations = None
    if not isinstance(operations, list) or not all(isinstance(operation, dict) for operation in operations):
        raise Refused(400, "shape", "This is no list of operations.")
    if len(operations) > MAX_OPERATIONS:
        raise Refused(413, "too_many", f"Send {MAX_OPERATIONS} operations at most.")
    return operations


@transaction.atomic
def push(device: Device, operations: Sequence[dict[str, Any]], now: datetime) -> PushAnswer:
    """Apply what can be applied, and answer for each operation in the order sent.

    Pushes follow one another: a tablet that asks again while its first request still runs must find what that one did.
    """
    hold_counter()
    device.refresh_from_db(fields=["last_dev_seq"])
    results = tuple(_answer(device, raw, now) for raw in operations)
    Device.objects.filter(pk=device.pk).update(last_dev_seq=device.last_dev_seq)
    return PushAnswer(results=results)


def _answer(device: Device, raw: dict[str, Any], now: datetime) -> OpResult:
    operation, why = _read(raw)
    if operation is None:
        return _unreadable(device, raw, why)
    known = Op.objects.filter(op_id=operation.op_id).first()
    if known is None:
        _watch_sequence(device, operation, now)
        return _first_time(device, operation, Op(op_id=UUID(operation.op_id), device=device), now)
    if known.device_id != device.id or known.hash != operation.hash:
        trail.record("operation_mismatch", who=trail.device_name(device.id), about=operation.op_id, device=device.id)
        return OpResult(op_id=operation.op_id, outcome=Outcome.MISMATCH, reason="other_content")
    if known.outcome == Outcome.DEFERRED.value:
        return _first_time(device, operation, known, now)
    first = Outcome(known.outcome)
    outcome = Outcome.DUPLICATE if first in DONE else first  # a quarantined one stays quarantined, however often it comes
    return OpResult(op_id=operation.op_id, outcome=outcome, seq=known.seq, reason=known.reason)


def _read(raw: dict[str, Any]) -> tuple[Operation | None, str]:
    """The operation, or why it is none."""
    try:
        operation = Operation.model_validate_json(json.dumps(raw))
    except (ValidationError, ValueError, RecursionError) as error:
        return None, _where(error)
    if operation.dev_seq > LARGEST_NUMBER or abs(operation.offset_ms) > LARGEST_NUMBER:
        return None, "number_too_large"
    if not is_in_time(operation.captured_at):
        return None, "moment"
    right = operation_hash(
        op_id=operation.op_id,
        dev_seq=operation.dev_seq,
        kind=operation.kind.value,
        entity_id=operation.entity_id,
        action=operation.action,
        actor=operation.actor,
        body=operation.body,
    )
    return (operation, "") if right == operation.hash else (None, "hash")


def _where(error: Exception) -> str:
    """Which field is wrong: never what stood in it."""
    if isinstance(error, ValidationError):
        return "shape:" + ".".join(str(part) for part in error.errors(include_input=False, include_url=False)[0]["loc"])[:100]
    return "shape"


def _unreadable(device: Device, raw: dict[str, Any], why: str) -> OpResult:
    """An answer for what is no operation. Raises Refused 400 when it has not even an id: then the batch is halved until it stands alone."""
    op_id = uuid_or_none(raw["op_id"]) if isinstance(raw.get("op_id"), str) else None
    if op_id is None:
        raise Refused(400, "operation_without_id", "An operation has no id.")
    trail.record("operation_unreadable", who=trail.device_name(device.id), about=op_id, device=device.id, detail={"why": why})
    return OpResult(op_id=str(op_id), outcome=Outcome.QUARANTINED, reason=why)


def _first_time(device: Device, operation: Operation, row: Op, now: datetime) -> OpResult:
    """Apply it within a savepoint and keep it with its answer."""
    reason, seq = "", 0
    try:
        with transaction.atomic():
            outcome = _applied(operation, device, now)
            seq = next_seq()
    except Quarantine as refusal:
        outcome, reason = Outcome.QUARANTINED, refusal.reason
        detail = {"why": reason, "kind": operation.kind.value, "actor": operation.actor}
        trail.record("operation_quarantined", who=trail.device_name(device.id), about=operation.op_id, device=device.id, detail=detail)
    except Deferred as later:
        outcome, reason = Outcome.DEFERRED, later.reason
    _keep(row, operation, outcome, reason[:REASON_LIMIT], seq, now)
    return OpResult(op_id=operation.op_id, outcome=outcome, seq=seq, reason=reason)


def _applied(operation: Operation, device: Device, now: datetime) -> Outcome:
    """Apply it. Raises Quarantine, Deferred; a value that no column or calculation can hold is a Quarantine, for the others' sake."""
    try:
        return apply(operation, device, now)
    except (ArithmeticError, ValueError, DataError, IntegrityError) as error:
        log.warning("operation %s cannot be kept: %s", operation.op_id, type(error).__name__)
        raise Quarantine("cannot_be_kept") from None


def _keep(row: Op, operation: Operation, outcome: Outcome, reason: str, seq: int, now: datetime) -> None:
    row.dev_seq, row.kind, row.action = operation.dev_seq, operation.kind.value, operation.action
    row.entity_id, row.actor_id, row.hash = UUID(operation.entity_id), UUID(operation.actor), operation.hash
    row.captured_at, row.offset_ms = operation.captured_at, operation.offset_ms
    row.body = canonical(operation.body).decode()
    row.outcome, row.reason, row.seq, row.received_at = outcome.value, reason, seq, now
    row.save()


def _watch_sequence(device: Device, operation: Operation, now: datetime) -> None:
    """Raise an alarm on a gap (an operation was lost) or a fork (the data folder was cloned); the operation itself is taken."""
    since = Op.objects.filter(device=device, received_at__gte=device.paired_at or now)
    if operation.dev_seq > device.last_dev_seq + 1:
        _alarm(device, "dev_seq_gap", operation)
    elif operation.dev_seq <= device.last_dev_seq and since.filter(dev_seq=operation.dev_seq).exists():
        _alarm(device, "dev_seq_fork", operation)
    device.last_dev_seq = max(device.last_dev_seq, operation.dev_seq)


def _alarm(device: Device, what: str, operation: Operation) -> None:
    detail = {"dev_seq": operation.dev_seq, "last": device.last_dev_seq}
    trail.record(what, who=trail.device_name(device.id), about=operation.op_id, device=device.id, detail=detail)
