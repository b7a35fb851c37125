"""A tablet without screens: a real store and vault, paired with a real server, with pictures to hand in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.storage import entries, facts, outbox, renditions
from app.storage.database import Store, transaction
from app.storage.entries import EntryRow
from app.storage.ids import new_id
from app.storage.renditions import RenditionRow
from app.storage.vault import Vault
from app.sync.pairing import HttpPairing, Paired
from app.sync.pulling import Pull
from app.sync.transport import Transport
from benchmarks.rig.server import Running
from domain.consent import Scope
from domain.covering import RULE_VERSION
from domain.entries import EntryKind
from domain.ids import ChildId, EntryId, PhotoId, RenditionId, StaffId
from domain.lifecycle import RenditionState
from domain.wire import EntryBody, OpKind, Rendition

PHOTOS_PER_ENTRY = 10  # the rules allow twelve
AUTHOR = "sam.morris"


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Picture:
    """A covered picture as a rendition carries it."""

    jpeg: bytes
    width: int
    height: int


class BenchTablet:
    """One device. url: where it reaches the server, which may be a proxy in front of it."""

    def __init__(self, folder: Path, server: Running, device: str) -> None:
        folder.mkdir(parents=True)
        self.paired: Paired = HttpPairing().pair(server.url, server.ca_sha256, server.codes[device])
        self.store, self.vault = Store(folder, os.urandom(32)), Vault(folder)
        self.connection = self.store.connect()
        self.transport = self.transport_to(server.url)
        self.epoch = self.transport.hello().epoch
        Pull(self.connection, self.transport, now()).run()
        self.child = next(ChildId(child.id) for child in facts.children(self.connection) if child.scope is Scope.ALL)
        self.author = next(StaffId(staff.id) for staff in facts.all_staff(self.connection) if staff.username == AUTHOR)

    def transport_to(self, url: str) -> Transport:
        """A line of its own to the server."""
        return Transport(
            server_url=url, ca_pem=self.paired.ca_pem, server_key_sha256=self.paired.server_key_sha256, token=self.paired.answer.token
        )

    def hand_in(self, pictures: Sequence[Picture]) -> None:
        """Entries with these pictures, ten each."""
        for start in range(0, len(pictures), PHOTOS_PER_ENTRY):
            self._hand_in(pictures[start : start + PHOTOS_PER_ENTRY])

    def _hand_in(self, pictures: Sequence[Picture]) -> None:
        at, entry_id = now(), EntryId(new_id(now()))
        manifests = [self._manifest(picture) for picture in pictures]
        body = EntryBody(
            id=entry_id,
            kind=EntryKind.OBSERVATION,
            children=(self.child,),
            author_id=self.author,
            happened_at=at,
            text="Pours water from cup to cup.",
            framework="eyfs-2025",
            renditions=tuple(manifests),
        )
        with transaction(self.connection):
            entries.add(self.connection, EntryRow(body=body, handed_in_at=at))
            for manifest, picture in zip(manifests, pictures, strict=True):
                renditions.add(self.connection, self._row(entry_id, manifest, self.vault.seal(self.connection, picture.jpeg, at)))
            said = body.model_dump(mode="json")
            outbox.add(
                self.connection, kind=OpKind.ENTRY, entity_id=entry_id, action="create", actor=self.author, captured_at=at, body=said
            )

    def _manifest(self, picture: Picture) -> Rendition:
        return Rendition(
            id=new_id(now()),
            photo_id=new_id(now()),
            child_id=self.child,
            sha256=hashlib.sha256(picture.jpeg).hexdigest(),
            bytes=len(picture.jpeg),
            width=picture.width,
            height=picture.height,
            regions=(),
            no_child_said=True,
            reviewed_by=self.author,
            rule_version=RULE_VERSION,
            detector="none",
        )

    def _row(self, entry_id: EntryId, manifest: Rendition, file_id: str) -> RenditionRow:
        return RenditionRow(
            id=RenditionId(manifest.id),
            entry_id=entry_id,
            photo_id=PhotoId(manifest.photo_id),
            child_id=self.child,
            state=RenditionState.QUEUED,
            file_id=file_id,
            sha256=manifest.sha256,
            bytes=manifest.bytes,
            manifest=manifest,
        )

    def close(self) -> None:
        """Let go of everything."""
        self.transport.close()
        self.store.close()
