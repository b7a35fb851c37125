"""The messages between a device and the server, version 1. Every field is bounded; unknown fields are refused.

Moments are ISO 8601 in UTC, hashes lower-case hex, keys and signatures URL-safe base64 with padding.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Decision, Region, Says, Source, Why
from domain.entries import EntryKind
from domain.ids import ChildId, RegionId
from domain.lifecycle import EntryState
from domain.permissions import Role, Station

SCHEMA = 1  # raised when an old tablet could no longer understand the messages
MAX_OPERATIONS = 500
MAX_BATCH_BYTES = 1 << 20
MAX_MEDIA_BYTES = 32 << 20

Id = Annotated[str, Field(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class Message(BaseModel):
    """A frozen message; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# -- Pairing and greeting -------------------------------------------------------------------------------------------------------------


class PairRequest(Message):
    """A device shows the one-time code that the manager was given."""

    code: Annotated[str, Field(min_length=6, max_length=40)]


class PairAnswer(Message):
    """What a device is given once: its token (the server keeps only the hash), and the keys that it must trust."""

    device_id: Id
    device_name: Name
    station: Station
    room_id: Id | None
    token: str
    nursery_name: Name
    signing_key: str  # Ed25519, public
    recovery_key: str  # X25519, public
    server_time: AwareDatetime


class Hello(Message):
    """The server's greeting."""

    server_time: AwareDatetime
    epoch: Id  # changes when the server is restored from a backup
    schema_min: int
    schema_max: int
    max_operations: int
    max_batch_bytes: int
    max_media_bytes: int
    backup_seq: int  # every operation up to this sequence lies in a backup
    lease: SignedLease | None


class SignedLease(Message):
    """The custody lease of this device, signed by the server over `lease_bytes`."""

    device_id: Id
    holder_id: Id
    holder_name: Name
    since: AwareDatetime
    until: AwareDatetime
    signature: str


def lease_bytes(*, device_id: str, holder_id: str, holder_name: str, since: datetime, until: datetime) -> bytes:
    """The bytes that the server signs for a lease."""
    return canonical(["lease", device_id, holder_id, holder_name, since.isoformat(), until.isoformat()])


class LoginRequest(Message):
    """A person's first log-in on a device, and every log-in at the office, is online."""

    username: Annotated[str, Field(min_length=1, max_length=80)]
    password: Annotated[str, Field(min_length=1, max_length=200)]


class LoginAnswer(Message):
    """Who it is; `share` opens the store together with the device secret (docs/adr/0005); `session` is for the office's calls."""

    staff: StaffFact
    share: str  # 32 bytes
    session: str
    expires_at: AwareDatetime


# -- Facts, server to device ----------------------------------------------------------------------------------------------------------


class FactKind(StrEnum):
    """What a change is about."""

    SITE = "site"
    ROOM = "room"
    STAFF = "staff"
    CHILD = "child"
    ENTRY = "entry"


class SiteFact(Message):
    """The nursery and its settings; times are HH:MM in the site's zone."""

    id: Id
    name: Name
    timezone: str
    opens: str
    closes: str
    weekdays: tuple[Annotated[int, Field(ge=0, le=6)], ...] = (0, 1, 2, 3, 4)  # 0 = Monday
    fences_hours: bool = True  # whether staff log in only in opening hours (C6); the demo is shown in the evening too
    networks: tuple[str, ...] = ()
    framework: str = "eyfs-2025"
    is_paused: bool = False  # lockdown
    phone: str = ""


class RoomFact(Message):
    """A room."""

    id: Id
    name: Name


class StaffFact(Message):
    """A member of staff, as colleagues see them."""

    id: Id
    username: str
    first_name: Name
    last_name: Name
    role: Role
    is_active: bool = True


class ChildFact(Message):
    """A child, with as little as a room needs: first name and initial, no address, never a reason for a permission."""

    id: Id
    first_name: Name
    last_initial: Annotated[str, Field(max_length=4)]
    room_id: Id
    key_person_id: Id | None
    scope: Scope
    allergies: tuple[str, ...] = ()
    avatar: int = 0  # seed of the drawn portrait
    session_start: str | None = None  # today's session HH:MM; None = not in today
    session_end: str | None = None
    leaves_on: str | None = None
    from_home: int = 0  # family contributions that nobody here has seen
    last_observed_at: AwareDatetime | None = None
    last_snapshot_at: AwareDatetime | None = None
    last_next_step: str = ""


class EntryFact(Message):
    """What became of an entry that this device handed in."""

    id: Id
    state: EntryState
    reason: str = ""
    decided_by: str = ""
    decided_at: AwareDatetime | None = None


class Change(Message):
    """One change of the feed: `put` carries the fact as `body`; `tombstone` and `evict` carry none."""

    seq: int
    kind: FactKind
    id: Id
    action: Literal["put", "tombstone", "evict"]
    body: dict[str, Any] | None = None


class Changes(Message):
    """A page of the feed; `cursor` goes with the next request."""

    changes: tuple[Change, ...]
    cursor: str
    more: bool


# -- Entries, device to server --------------------------------------------------------------------------------------------------------


class WireRegion(Message):
    """A region of a picture as it was decided for one journal; box in pixels of the rendition, half-open."""

    id: Id
    box: tuple[int, int, int, int]
    cover: tuple[int, int, int, int]  # the region that is or would be filled
    source: Source
    says: Says
    child_id: Id | None
    covered: bool
    why: Why

    def region(self) -> Region:
        """The region as the rules know it."""
        child = ChildId(self.child_id) if self.child_id is not None else None
        return Region(id=RegionId(self.id), box=Box(*self.box), source=self.source, says=self.says, child=child)


def wire_region(decision: Decision, cover: Box) -> WireRegion:
    """A decided region as a message."""
    region, box = decision.region, decision.region.box
    return WireRegion(
        id=region.id,
        box=(box.x0, box.y0, box.x1, box.y1),
        cover=(cover.x0, cover.y0, cover.x1, cover.y1),
        source=region.source,
        says=region.says,
        child_id=region.child,
        covered=decision.is_covered,
        why=decision.why,
    )


class Rendition(Message):
    """One covered picture for one journal: what the bytes must be, and why they look so."""

    id: Id
    photo_id: Id
    child_id: Id  # the journal it belongs to
    sha256: Sha256
    bytes: Annotated[int, Field(gt=0, le=MAX_MEDIA_BYTES)]
    width: Annotated[int, Field(gt=0, le=20000)]
    height: Annotated[int, Field(gt=0, le=20000)]
    regions: Annotated[tuple[WireRegion, ...], Field(max_length=400)]
    no_child_said: bool
    reviewed_by: Id
    rule_version: int
    detector: str  # name and version of what looked


class EntryBody(Message):
    """An observation or snapshot as it is handed in."""

    id: Id
    kind: EntryKind
    children: Annotated[tuple[Id, ...], Field(min_length=1, max_length=30)]
    author_id: Id
    happened_at: AwareDatetime
    title: Annotated[str, Field(max_length=80)] = ""
    text: Annotated[str, Field(max_length=4000)]
    next_step: Annotated[str, Field(max_length=600)] = ""
    framework: str
    areas: tuple[str, ...] = ()
    wellbeing: Annotated[int, Field(ge=1, le=5)] | None = None
    involvement: Annotated[int, Field(ge=1, le=5)] | None = None
    renditions: Annotated[tuple[Rendition, ...], Field(max_length=400)] = ()


class WipeBody(Message):
    """A tablet's word that a rendition's key is destroyed and its file unlinked."""

    id: Id  # the rendition
    sha256: Sha256
    wiped_at: AwareDatetime


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
    action: Literal["create", "amend", "wiped", "note"]
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


# -- Media ----------------------------------------------------------------------------------------------------------------------------


class MediaCreate(Message):
    """The tablet is about to upload the bytes of a rendition that an applied entry named."""

    id: Id
    sha256: Sha256
    bytes: Annotated[int, Field(gt=0, le=MAX_MEDIA_BYTES)]


class MediaStatus(Message):
    """How many bytes the server holds of it."""

    id: Id
    offset: int
    bytes: int
    is_complete: bool


class Receipt(Message):
    """The server's proof that it holds the bytes durably; this alone permits the wipe. Signed over `receipt_bytes`."""

    media_id: Id
    sha256: Sha256
    bytes: int
    stored_at: AwareDatetime
    epoch: Id
    copies: Annotated[int, Field(ge=1)]
    signature: str


def receipt_bytes(*, media_id: str, sha256: str, bytes: int, stored_at: datetime, epoch: str, copies: int) -> bytes:
    """The bytes that the server signs for a receipt."""
    return canonical(["receipt", media_id, sha256, bytes, stored_at.isoformat(), epoch, copies])


# -- The office -----------------------------------------------------------------------------------------------------------------------


class QueueItem(Message):
    """One entry in the moderation queue, what is due first at the top."""

    id: Id
    kind: EntryKind
    title: str
    children: tuple[Id, ...]
    author_id: Id
    happened_at: AwareDatetime
    handed_in_at: AwareDatetime
    due_at: AwareDatetime
    is_late: bool
    media_complete: bool
    version: int


class Queue(Message):
    """The moderation queue."""

    items: tuple[QueueItem, ...]


class OfficeEntry(Message):
    """One entry with all that a moderator is shown; picture bytes come one by one and are held in memory only."""

    item: QueueItem
    state: EntryState
    body: EntryBody
    children: tuple[ChildFact, ...]
    author: StaffFact
    other_names: tuple[str, ...]  # first names of children of the setting who are not in the entry
    reason: str = ""


class DecisionRequest(Message):
    """A moderator's step; refused when `version` is no longer the entry's."""

    action: Literal["approve", "return", "remove", "undo"]
    version: int
    reason: Annotated[str, Field(max_length=2000)] = ""
    category: str | None = None


class DecisionAnswer(Message):
    """The entry's new state and version."""

    state: EntryState
    version: int


class Problem(Message):
    """An error as RFC 9457 tells it; `detail` is a sentence for a person."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    code: str = ""


def canonical(value: Any) -> bytes:
    """JSON that is the same on both sides: sorted keys, no spaces, ASCII."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


Hello.model_rebuild()
LoginAnswer.model_rebuild()
