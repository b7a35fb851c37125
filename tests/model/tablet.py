"""A tablet's real store and vault, and the one thing that a person does on it here: handing an entry in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.storage import entries, outbox, renditions
from app.storage.database import Connection, Store, transaction
from app.storage.entries import EntryRow
from app.storage.ids import new_id
from app.storage.renditions import RenditionRow
from app.storage.vault import Vault
from app.sync.contact import Contact
from app.sync.engine import SyncEngine
from app.sync.network import AnyNetwork, NetworkPolicy
from app.sync.recheck import Pictures
from app.sync.transport import Transport
from domain.boxes import Box
from domain.consent import ConsentFacts, Scope
from domain.covering import RULE_VERSION, Region, Says, Source, decide
from domain.entries import EntryKind
from domain.ids import ChildId, EntryId, PhotoId, RegionId, RenditionId, StaffId
from domain.lifecycle import RenditionState
from domain.permissions import Role
from domain.wire import (
    ChildFact,
    DeviceReport,
    EntryBody,
    FactKind,
    Hello,
    OpKind,
    Rendition,
    RoomFact,
    SignedCommand,
    SiteFact,
    StaffFact,
    wire_region,
)
from imaging.values import CoveredPicture, DetectorUnavailable
from tests.model.protocol import ModelServer

ROOM = "00000000-0000-7000-8000-0000000000a1"
SITE = "00000000-0000-7000-8000-0000000000a0"
SAM = StaffId("00000000-0000-7000-8000-0000000000b1")
CHILDREN = tuple(ChildId(f"00000000-0000-7000-8000-0000000000c{number}") for number in range(6))
AMELIA, NOAH, AYAAN, ISLA, LUKASZ, MEI = CHILDREN
SCOPES = {AMELIA: Scope.ALL, NOAH: Scope.OWN_ONLY, AYAAN: Scope.NONE, ISLA: Scope.ALL, LUKASZ: Scope.ALL, MEI: Scope.OWN_ONLY}
NAMES = ("Amelia", "Noah", "Ayaan", "Isla", "Łukasz", "Mei-Lin")


def child_fact(child: ChildId, scope: Scope, *, is_voice_allowed: bool = False) -> ChildFact:
    """A child of the room with that scope."""
    name = NAMES[CHILDREN.index(child)]
    return ChildFact(
        id=child,
        first_name=name,
        last_initial="K",
        room_id=ROOM,
        key_person_id=SAM,
        scope=scope,
        is_voice_allowed=is_voice_allowed,
    )


def fill(model: ModelServer) -> None:
    """The facts of a small nursery."""
    model.put(FactKind.SITE, SiteFact(id=SITE, name="Hazel Lane", timezone="Europe/London", opens="07:30", closes="18:00"))
    model.put(FactKind.ROOM, RoomFact(id=ROOM, name="Caterpillars"))
    staff = StaffFact(id=SAM, username="sam.morris", first_name="Sam", last_name="Morris", role=Role.PRACTITIONER)
    model.put(FactKind.STAFF, staff)
    for child, scope in SCOPES.items():
        model.put(FactKind.CHILD, child_fact(child, scope))


@dataclass
class Listener:
    """Hears what the server says at each contact, and reports little."""

    heard: list[Hello] = field(default_factory=list)
    commands: list[SignedCommand] = field(default_factory=list)

    def greeted(self, hello: Hello) -> None:
        self.heard.append(hello)

    def commanded(self, commands: Sequence[SignedCommand]) -> None:
        self.commands += commands

    def report(self, connection: Connection) -> DeviceReport:
        return DeviceReport(battery=84, waiting=len(outbox.waiting(connection)))


class InkPictures:
    """Covers by writing the boxes behind the bytes: enough to see what was covered, without a detector."""

    def __init__(self) -> None:
        self.is_broken = False

    def cover(
        self, jpeg: bytes, regions: Sequence[Box], seen: Sequence[Box], check: bool = True, max_side: int | None = None
    ) -> CoveredPicture:
        if self.is_broken:
            raise DetectorUnavailable("switched off")
        covered = jpeg + repr(sorted(regions)).encode()
        return CoveredPicture(covered, 640, 480, hashlib.sha256(covered).hexdigest())


@dataclass
class Tablet:
    """One device's data folder. Opening it again is what happens after a crash."""

    folder: Path
    clock: Callable[[], datetime]
    key: bytes = field(default_factory=lambda: os.urandom(32))
    pictures: InkPictures = field(default_factory=InkPictures)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.open()

    def open(self) -> None:
        """Start the program."""
        self.store = Store(self.folder, self.key)
        self.vault = Vault(self.folder)

    def close(self) -> None:
        """End it."""
        self.store.close()

    @property
    def connection(self) -> Connection:
        """This thread's connection."""
        return self.store.connect()

    def engine(
        self,
        transport: Transport,
        signing_key: str,
        network: NetworkPolicy | None = None,
        pictures: Pictures | None = None,
        contact: Contact | None = None,
    ) -> SyncEngine:
        """The real engine on this store."""
        return SyncEngine(
            self.store,
            self.vault,
            transport,
            network or AnyNetwork(),
            self.clock,
            pictures=pictures or self.pictures,
            signing_key=signing_key,
            actor=SAM,
            contact=contact or Listener(),
        )

    def hand_in(
        self,
        journals: Sequence[ChildId],
        faces: Sequence[ChildId] = (),
        *,
        content: bytes = b"",
        scopes: dict[ChildId, Scope] | None = None,
    ) -> EntryId:
        """An entry for `journals` with one photo that shows `faces`; renditions with the same covers share one file."""
        at, known = self.clock(), scopes or SCOPES
        content = content or os.urandom(5000)
        entry_id, photo_id = EntryId(new_id(at)), PhotoId(new_id(at))
        with transaction(self.connection):
            manifests = [self._rendition(entry_id, photo_id, child, faces, content, known) for child in journals]
            body = EntryBody(
                id=entry_id,
                kind=EntryKind.OBSERVATION,
                children=tuple(journals),
                author_id=SAM,
                happened_at=at,
                text="Pours water from cup to cup.",
                framework="eyfs-2025",
                renditions=tuple(manifests),
            )
            entries.add(self.connection, EntryRow(body=body, handed_in_at=at))
            said = body.model_dump(mode="json")
            outbox.add(self.connection, kind=OpKind.ENTRY, entity_id=entry_id, action="create", actor=SAM, captured_at=at, body=said)
        return entry_id

    def _rendition(
        self, entry_id: EntryId, photo_id: PhotoId, child: ChildId, faces: Sequence[ChildId], content: bytes, scopes: dict[ChildId, Scope]
    ) -> Rendition:
        at = self.clock()
        regions = [
            Region(id=RegionId(new_id(at)), box=Box(64 * n, 0, 64 * n + 32, 32), source=Source.FACE, says=Says.CHILD, child=face)
            for n, face in enumerate(faces)
        ]
        decisions = decide(child, regions, ConsentFacts(scopes=scopes, confirmed_at=at), at)
        covered = content + repr(sorted(d.region.box for d in decisions if d.is_covered)).encode()
        manifest = Rendition(
            id=RenditionId(new_id(at)),
            photo_id=photo_id,
            child_id=child,
            sha256=hashlib.sha256(covered).hexdigest(),
            bytes=len(covered),
            width=640,
            height=480,
            regions=tuple(wire_region(decision, decision.region.box) for decision in decisions),
            no_child_said=False,
            reviewed_by=SAM,
            rule_version=RULE_VERSION,
            detector="none",
        )
        renditions.add(self.connection, self._row(entry_id, photo_id, child, manifest, covered))
        return manifest

    def _row(self, entry_id: EntryId, photo_id: PhotoId, child: ChildId, manifest: Rendition, covered: bytes) -> RenditionRow:
        shared = [row for row in renditions.of_entry(self.connection, entry_id) if row.sha256 == manifest.sha256]
        file_id = shared[0].file_id if shared else self.vault.seal(self.connection, covered, self.clock())
        return RenditionRow(
            id=RenditionId(manifest.id),
            entry_id=entry_id,
            photo_id=photo_id,
            child_id=child,
            state=RenditionState.QUEUED,
            file_id=file_id,
            sha256=manifest.sha256,
            bytes=manifest.bytes,
            manifest=manifest,
        )

    def states(self) -> list[RenditionState]:
        """Every rendition's state, the oldest first."""
        return [row.state for row in renditions.in_state(self.connection, *RenditionState)]

    def vault_files(self) -> list[str]:
        """What lies in the vault's folder."""
        return sorted(path.name for path in (self.folder / "vault").iterdir())

    def keys(self) -> int:
        """How many vault keys there are."""
        return int(self.connection.execute("SELECT count(*) FROM vault_file").fetchone()[0])
