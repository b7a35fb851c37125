"""The server's side of device protocol v1 as an executable model: plain objects in memory, nothing but what the protocol promises.

`planted` names a fault that the model is built with on purpose; a check that does not find it is no check.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain import wire
from domain.consent import ConsentFacts
from domain.covering import decide, to_cover_further
from domain.ids import ChildId, RegionId

PAGE = 200
DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

PLANTED = (
    "applies twice",  # forgets which operations it has seen
    "loses an answered operation",  # says applied, keeps nothing
    "receipt before the bytes",  # signs for what it has not
    "receipt for other bytes",  # signs another hash
    "unsigned receipt",
    "receipt of an old epoch",
    "keeps damaged bytes",  # stores a body whose checksum is wrong
    "restore without a new epoch",
    "forgets media at a restore",
)


class Refused(Exception):
    """A request that the protocol refuses: the HTTP status, a short code, headers."""

    def __init__(self, status: int, code: str = "", headers: dict[str, str] | None = None) -> None:
        super().__init__(status, code)
        self.status, self.code, self.headers = status, code, headers or {}


@dataclass
class Upload:
    """Bytes that arrive."""

    create: wire.MediaCreate
    bytes: bytearray = field(default_factory=bytearray)


@dataclass
class Rows:
    """What a backup of the database holds. Media are not in it: they are content-addressed and never rolled back."""

    results: dict[str, tuple[str, wire.OpResult]] = field(default_factory=dict)  # op id → hash, first answer
    applied: list[wire.Operation] = field(default_factory=list)
    entries: dict[str, wire.EntryBody] = field(default_factory=dict)
    renditions: dict[str, wire.Rendition] = field(default_factory=dict)
    wiped: list[str] = field(default_factory=list)
    feed: list[wire.Change] = field(default_factory=list)
    covered_here: set[tuple[str, str]] = field(default_factory=set)  # rendition, region: covered further by the server
    seq: int = 0


class ModelServer:
    """One nursery's server. Not thread-safe: its HTTP door takes a lock."""

    def __init__(self, planted: str = "") -> None:
        if planted and planted not in PLANTED:
            raise ValueError(planted)
        self.planted = planted
        self.signing = Ed25519PrivateKey.generate()
        self.epoch, self.rows = str(uuid.uuid4()), Rows()
        self.uploads: dict[str, Upload] = {}
        self.media: dict[str, bytes] = {}
        self.backup, self.backup_seq = deepcopy(self.rows), 0
        self.now = DAY
        self.schema_min = self.schema_max = wire.SCHEMA
        self.lease: wire.SignedLease | None = None
        self.commands: list[wire.SignedCommand] = []
        self.reports: list[wire.DeviceReport] = []
        self.is_revoked = False
        self.odd_results: dict[str, wire.Outcome] = {}  # entity id → what to answer instead of applying
        self.max_operations = wire.MAX_OPERATIONS
        self.oldest_cursor = 0
        self.pages_served = 0

    # -- keys and greeting --

    @property
    def signing_key(self) -> str:
        """The public half, as pairing hands it out."""
        return base64.urlsafe_b64encode(self.signing.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()

    def hello(self) -> wire.Hello:
        if self.is_revoked:
            raise Refused(401, "device_revoked")
        if not self.schema_min <= wire.SCHEMA <= self.schema_max:
            raise Refused(426, "schema")
        return wire.Hello(
            server_time=self.now,
            epoch=self.epoch,
            schema_min=self.schema_min,
            schema_max=self.schema_max,
            max_operations=wire.MAX_OPERATIONS,
            max_batch_bytes=wire.MAX_BATCH_BYTES,
            max_media_bytes=wire.MAX_MEDIA_BYTES,
            backup_seq=self.backup_seq,
            lease=self.lease,
            commands=tuple(self.commands),
        )

    # -- facts --

    def put(self, kind: wire.FactKind, fact: wire.Message) -> None:
        """A fact changed."""
        body = fact.model_dump(mode="json")
        self._publish(wire.Change(seq=self._next(), kind=kind, id=body["id"], action="put", body=body))

    def remove(self, kind: wire.FactKind, fact_id: str, *, evict: bool = False) -> None:
        """A fact is gone, or gone from this device's sight."""
        self._publish(wire.Change(seq=self._next(), kind=kind, id=fact_id, action="evict" if evict else "tombstone"))

    def _publish(self, change: wire.Change) -> None:
        self.rows.feed = [old for old in self.rows.feed if (old.kind, old.id) != (change.kind, change.id)] + [change]

    def _next(self) -> int:
        self.rows.seq += 1
        return self.rows.seq

    def changes(self, cursor: str, limit: int = PAGE) -> wire.Changes:
        """A page behind the cursor; "s" marks one inside a snapshot, which is never too old and carries no removals."""
        is_snapshot = not cursor or cursor.startswith("s")
        after = int(cursor.removeprefix("s") or 0)
        if not is_snapshot and after < self.oldest_cursor:
            raise Refused(410, "cursor_too_old")
        left = [change for change in self.rows.feed if change.seq > after and not (is_snapshot and change.action != "put")]
        page, more = left[: min(limit, PAGE)], len(left) > min(limit, PAGE)
        self.pages_served += 1
        last = page[-1].seq if page else max(after, self.rows.seq)
        return wire.Changes(changes=tuple(page), cursor=f"s{last}" if is_snapshot and more else str(last), more=more)

    def facts(self) -> ConsentFacts:
        """The consents that hold now."""
        puts = [c.body for c in self.rows.feed if c.kind is wire.FactKind.CHILD and c.body is not None]
        children = [wire.ChildFact.model_validate(body) for body in puts]
        return ConsentFacts(scopes={ChildId(child.id): child.scope for child in children}, confirmed_at=self.now)

    # -- operations --

    def push(self, push: wire.Push) -> wire.PushAnswer:
        if len(push.operations) > self.max_operations:
            raise Refused(413, "too_large")
        return wire.PushAnswer(results=tuple(self._take(operation) for operation in push.operations))

    def _take(self, operation: wire.Operation) -> wire.OpResult:
        seen = self.rows.results.get(operation.op_id)
        if seen is not None and self.planted != "applies twice":
            outcome = wire.Outcome.DUPLICATE if seen[0] == operation.hash else wire.Outcome.MISMATCH
            return wire.OpResult(op_id=operation.op_id, outcome=outcome, seq=seen[1].seq)
        odd = self.odd_results.get(operation.entity_id)
        if odd is not None:
            return wire.OpResult(op_id=operation.op_id, outcome=odd, reason="odd")
        result = wire.OpResult(op_id=operation.op_id, outcome=wire.Outcome.APPLIED, seq=self._next())
        if self.planted != "loses an answered operation":
            self._apply(operation)
        self.rows.results[operation.op_id] = (operation.hash, result)
        return result

    def _apply(self, operation: wire.Operation) -> None:
        self.rows.applied.append(operation)
        if operation.kind is wire.OpKind.ENTRY:
            body = wire.EntryBody.model_validate(operation.body)
            self.rows.entries[body.id] = body
            for rendition in body.renditions:
                self.rows.renditions[rendition.id] = rendition
                self.cover_further(rendition)
        elif operation.kind is wire.OpKind.RENDITION and operation.action == "wiped":
            self.rows.wiped.append(wire.WipeBody.model_validate(operation.body).id)

    def cover_further(self, rendition: wire.Rendition) -> None:
        """The stricter answer wins: what the server's newer facts forbid is covered here."""
        regions = [region.region() for region in rendition.regions]
        covered = [RegionId(region.id) for region in rendition.regions if region.covered]
        decisions = decide(ChildId(rendition.child_id), regions, self.facts(), self.now)
        self.rows.covered_here |= {(rendition.id, decision.region.id) for decision in to_cover_further(covered, decisions)}

    # -- media --

    def create(self, create: wire.MediaCreate) -> wire.MediaStatus:
        manifest = self.rows.renditions.get(create.id)
        if manifest is None:
            raise Refused(404, "rendition_unknown")
        if (manifest.sha256, manifest.bytes) != (create.sha256, create.bytes):
            raise Refused(409, "mismatch")
        self.uploads.setdefault(create.id, Upload(create))
        is_complete = create.id in self.media or self.planted == "receipt before the bytes"
        return wire.MediaStatus(id=create.id, offset=self.offset(create.id), bytes=create.bytes, is_complete=is_complete)

    def offset(self, media_id: str) -> int:
        if media_id in self.media:
            return len(self.media[media_id])
        return len(self._upload(media_id).bytes)

    def append(self, media_id: str, offset: int, body: bytes, *, checksum: bytes, broken_off: bool = False) -> int:
        """The new offset. A body that broke off is kept as far as it came; a whole one whose checksum is wrong is dropped."""
        upload = self._upload(media_id)
        if offset != self.offset(media_id):
            raise Refused(409, "offset", {"Upload-Offset": str(self.offset(media_id))})
        if not broken_off and hashlib.sha256(body).digest() != checksum and self.planted != "keeps damaged bytes":
            raise Refused(460, "checksum")
        upload.bytes += body
        if len(upload.bytes) >= upload.create.bytes:
            self._finish(media_id, upload)
        return self.offset(media_id)

    def _finish(self, media_id: str, upload: Upload) -> None:
        whole = bytes(upload.bytes)
        if hashlib.sha256(whole).hexdigest() != upload.create.sha256 and self.planted != "keeps damaged bytes":
            upload.bytes.clear()
            raise Refused(460, "checksum")
        self.media[media_id] = whole

    def _upload(self, media_id: str) -> Upload:
        if media_id not in self.uploads:
            raise Refused(404, "media_unknown")
        return self.uploads[media_id]

    def receipt(self, media_id: str) -> wire.Receipt:
        upload = self._upload(media_id)
        if media_id not in self.media and self.planted != "receipt before the bytes":
            raise Refused(409, "not_complete")
        sha256 = upload.create.sha256 if self.planted != "receipt for other bytes" else "0" * 64
        epoch = self.epoch if self.planted != "receipt of an old epoch" else str(uuid.uuid4())
        return self.signed(media_id, sha256, upload.create.bytes, epoch)

    def signed(self, media_id: str, sha256: str, size: int, epoch: str) -> wire.Receipt:
        said = wire.receipt_bytes(media_id=media_id, sha256=sha256, bytes=size, stored_at=self.now, epoch=epoch, copies=1)
        signature = self.signing.sign(said if self.planted != "unsigned receipt" else b"")
        return wire.Receipt(
            media_id=media_id,
            sha256=sha256,
            bytes=size,
            stored_at=self.now,
            epoch=epoch,
            copies=1,
            signature=base64.urlsafe_b64encode(signature).decode(),
        )

    # -- backup and restore --

    def back_up(self) -> None:
        """Everything up to now lies in a backup."""
        self.backup, self.backup_seq = deepcopy(self.rows), self.rows.seq

    def restore(self) -> None:
        """The disk died: the last backup comes back under a new epoch. Media stay; unfinished uploads are gone."""
        feed = self.rows.feed  # consents live on paper too: the manager enters them again before the doors open
        self.rows = deepcopy(self.backup)
        for change in feed:
            if change not in self.rows.feed:
                self._publish(change.model_copy(update={"seq": self._next()}))
        self.uploads = {media_id: self.uploads[media_id] for media_id in self.media}
        if self.planted == "forgets media at a restore":
            self.media, self.uploads = {}, {}
        if self.planted != "restore without a new epoch":
            self.epoch = str(uuid.uuid4())

    def pass_time(self, by: timedelta) -> None:
        """Later."""
        self.now += by

    def holds(self, rendition_id: str, sha256: str) -> bool:
        """Whether the very bytes lie here."""
        return rendition_id in self.media and hashlib.sha256(self.media[rendition_id]).hexdigest() == sha256

    def times_applied(self) -> Iterable[int]:
        """How often each operation was applied."""
        ids = [operation.op_id for operation in self.rows.applied]
        return [ids.count(one) for one in set(ids)]
