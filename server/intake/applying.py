"""What each kind of operation does. Insert only: nothing that a device sends takes anything away."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import ValidationError

from domain.wire import EntryBody, Operation, OpKind, Outcome, WipeBody
from server.accounts.models import Staff
from server.audit import trail
from server.custody.leases import held_at
from server.intake.bounds import is_in_time
from server.intake.noticed import notice, take_fault
from server.journal.disowning import disown
from server.journal.taking_in import Quarantine, amend, take_in
from server.journal.wipes import note_wipe
from server.registry.models import Device

NOTE_LIMIT = 16_000  # characters of a note as JSON, where each letter of a fault's words may take six or twelve


class Deferred(Exception):
    """Not now: what it stands on has not arrived. The device sends it again."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def apply(operation: Operation, device: Device, now: datetime) -> Outcome:
    """Do what the operation says, in the caller's savepoint. Raises Quarantine, Deferred."""
    do = ACTIONS.get((operation.kind, operation.action))
    if do is None:
        raise Quarantine("unknown_action")
    return do(operation, device, now)


def create_entry(operation: Operation, device: Device, now: datetime) -> Outcome:
    """A new entry."""
    body, actor, written_at = _entry(operation, device)
    return take_in(body, device, actor, written_at=written_at, now=now)


def amend_entry(operation: Operation, device: Device, now: datetime) -> Outcome:
    """A new version of an entry."""
    body, actor, written_at = _entry(operation, device)
    outcome = amend(body, operation.base_ver, device, actor, written_at=written_at, now=now)
    if outcome is None:
        raise Deferred("entry_unknown")
    return outcome


def disown_entry(operation: Operation, device: Device, now: datetime) -> Outcome:
    """An entry's author says that somebody else wrote it in their session."""
    if operation.body != {"entry_id": operation.entity_id}:
        raise Quarantine("body")
    actor = Staff.objects.filter(pk=operation.actor).first()  # a suspended one may say so too
    if actor is None:
        raise Quarantine("unknown_actor")
    if not disown(UUID(operation.entity_id), device, actor):
        raise Deferred("entry_unknown")
    return Outcome.APPLIED


def wiped(operation: Operation, device: Device, now: datetime) -> Outcome:
    """A picture was destroyed on the tablet."""
    try:
        body = WipeBody.model_validate_json(json.dumps(operation.body))
    except ValidationError:
        raise Quarantine("body") from None
    if not is_in_time(body.wiped_at):
        raise Quarantine("moment")
    if not note_wipe(body, device, now):
        raise Deferred("rendition_unknown")
    return Outcome.APPLIED


def note(operation: Operation, device: Device, now: datetime) -> Outcome:
    """What the tablet noticed, or somebody reported on it. Words that are neither stay out of the audit, which is for ever."""
    if len(json.dumps(operation.body)) > NOTE_LIMIT:
        raise Quarantine("note_too_long")
    match operation.body:
        case {"noticed": said, **rest} if not rest:
            notice(said, device, now)
        case {"fault": text, **rest} if not rest:
            take_fault(text, operation.actor, device)
        case _:
            raise Quarantine("body")
    return Outcome.APPLIED


ACTIONS: dict[tuple[OpKind, str], Callable[[Operation, Device, datetime], Outcome]] = {
    (OpKind.ENTRY, "create"): create_entry,
    (OpKind.ENTRY, "amend"): amend_entry,
    (OpKind.ENTRY, "disown"): disown_entry,
    (OpKind.RENDITION, "wiped"): wiped,
    (OpKind.AUDIT, "note"): note,
}


def _entry(operation: Operation, device: Device) -> tuple[EntryBody, Staff, datetime]:
    """The body, its author, and when it was handed in by the tablet's corrected clock. Raises Quarantine."""
    try:
        body = EntryBody.model_validate_json(json.dumps(operation.body))
        written_at = operation.captured_at + timedelta(milliseconds=operation.offset_ms)
    except (ValidationError, ValueError, OverflowError):
        raise Quarantine("body") from None
    if not is_in_time(written_at, body.happened_at):
        raise Quarantine("moment")
    actor = Staff.objects.filter(pk=operation.actor, is_active=True).first()
    if actor is None or body.id != operation.entity_id:
        raise Quarantine("unknown_actor" if actor is None else "other_entity")
    if not held_at(device, actor.id, written_at):
        # Not refused: clocks drift and books are kept late. The manager sees who wrote on a tablet that was not theirs.
        trail.record("written_without_lease", who=trail.staff_name(actor.id), about=body.id, device=device.id)
    return body, actor, written_at
