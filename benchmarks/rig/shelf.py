"""A store and vault without a server, holding pictures that a server is said to hold."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

from app.storage import renditions
from app.storage.database import Store, transaction
from app.storage.ids import new_id
from app.storage.renditions import RenditionRow
from app.storage.vault import Vault
from domain.covering import RULE_VERSION
from domain.ids import ChildId, EntryId, PhotoId, RenditionId, StaffId
from domain.lifecycle import RenditionState
from domain.wire import Rendition


class Shelf:
    """One data folder."""

    def __init__(self, folder: Path) -> None:
        self.store, self.vault = Store(folder, os.urandom(32)), Vault(folder)
        self.connection = self.store.connect()
        self.author = StaffId(new_id(self.now()))

    def now(self) -> datetime:
        """The clock."""
        return datetime.now(UTC)

    def acknowledged(self, content: bytes) -> RenditionId:
        """A sealed picture whose receipt is here."""
        at = self.now()
        manifest = Rendition(
            id=new_id(at),
            photo_id=new_id(at),
            child_id=new_id(at),
            sha256=hashlib.sha256(content).hexdigest(),
            bytes=len(content),
            width=2048,
            height=1536,
            regions=(),
            no_child_said=True,
            reviewed_by=self.author,
            rule_version=RULE_VERSION,
            detector="none",
        )
        with transaction(self.connection):
            file_id = self.vault.seal(self.connection, content, at)
            renditions.add(self.connection, self._row(manifest, file_id))
        return RenditionId(manifest.id)

    def _row(self, manifest: Rendition, file_id: str) -> RenditionRow:
        return RenditionRow(
            id=RenditionId(manifest.id),
            entry_id=EntryId(new_id(self.now())),
            photo_id=PhotoId(manifest.photo_id),
            child_id=ChildId(manifest.child_id),
            state=RenditionState.ACKNOWLEDGED,
            file_id=file_id,
            sha256=manifest.sha256,
            bytes=manifest.bytes,
            manifest=manifest,
        )

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()
