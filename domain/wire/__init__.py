"""The messages between a device and the server, version 1. Every field is bounded; unknown fields are refused.

What the kiosk and the office's desks say lies in `domain.wire.kiosk`, `people`, `consents`, `covering_record` and `home`.
Moments are ISO 8601 in UTC, hashes lower-case hex, keys and signatures URL-safe base64 with padding.
"""

from __future__ import annotations

from domain.wire.base import MAX_BATCH_BYTES, MAX_MEDIA_BYTES, MAX_OPERATIONS, SCHEMA, Id, Message, Name, Problem, Sha256, canonical
from domain.wire.clips import WireClip, WireTrack
from domain.wire.devices import CommandKind, Commands, DeviceReport, SignedCommand, command_bytes
from domain.wire.entries import EntryBody, Rendition, WipeBody, WireRegion, wire_region
from domain.wire.facts import Change, Changes, ChildFact, EntryFact, FactKind, RoomFact, SiteFact, StaffFact
from domain.wire.greeting import Hello, LoginAnswer, LoginRequest, PairAnswer, PairRequest, PasswordChange, SignedLease, lease_bytes
from domain.wire.media import MediaCreate, MediaStatus, Receipt, receipt_bytes
from domain.wire.office import DecisionAnswer, DecisionRequest, OfficeEntry, Queue, QueueItem
from domain.wire.operations import DONE, Operation, OpKind, OpResult, Outcome, Push, PushAnswer, operation_hash

__all__ = [
    "DONE",
    "MAX_BATCH_BYTES",
    "MAX_MEDIA_BYTES",
    "MAX_OPERATIONS",
    "SCHEMA",
    "Change",
    "Changes",
    "ChildFact",
    "CommandKind",
    "Commands",
    "DecisionAnswer",
    "DecisionRequest",
    "DeviceReport",
    "EntryBody",
    "EntryFact",
    "FactKind",
    "Hello",
    "Id",
    "LoginAnswer",
    "LoginRequest",
    "MediaCreate",
    "MediaStatus",
    "Message",
    "Name",
    "OfficeEntry",
    "OpKind",
    "OpResult",
    "Operation",
    "Outcome",
    "PairAnswer",
    "PairRequest",
    "PasswordChange",
    "Problem",
    "Push",
    "PushAnswer",
    "Queue",
    "QueueItem",
    "Receipt",
    "Rendition",
    "RoomFact",
    "Sha256",
    "SignedCommand",
    "SignedLease",
    "SiteFact",
    "StaffFact",
    "WipeBody",
    "WireClip",
    "WireRegion",
    "WireTrack",
    "canonical",
    "command_bytes",
    "lease_bytes",
    "operation_hash",
    "receipt_bytes",
    "wire_region",
]
