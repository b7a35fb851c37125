"""Where sealed pictures lie. A small interface of our own (put, verify, open, delete), because the tablets' wipe stands on it.

What is put lies there before its row is written; whoever is killed between the two leaves a file of no row, which is found by its age.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from server.audit.ids import uuid_or_none
from server.media.key_files import sync_folder
from server.media.sealing import SealBroken, open_from, seal_into


class Blobs(Protocol):
    """A store of sealed pictures, found by child and content. `put` returns only when the bytes are durable and were read again."""

    copies: int

    def put(self, child_id: UUID, child_key: bytes, sha256: str, pieces: Iterable[bytes], stored_at: datetime) -> None:
        """Keep the pieces. Raises WrongContent when their hash is not `sha256`: nothing is kept then."""

    def verify(self, child_id: UUID, child_key: bytes, sha256: str) -> bool:
        """Whether what lies there, opened and hashed now, is that content."""

    def open(self, child_id: UUID, child_key: bytes, sha256: str) -> bytes:
        """The clear bytes, for memory only. Raises FileNotFoundError, SealBroken."""

    def delete(self, child_id: UUID, sha256: str) -> None:
        """Remove it; nothing happens when it is not there."""

    def put_before(self, moment: datetime) -> Iterator[tuple[UUID, list[str]]]:
        """Each child with the contents that were last put before `moment`."""

    def delete_old(self, child_id: UUID, sha256: str, before: datetime) -> bool:
        """Remove it, unless it was put again since `before`; whether it is gone."""


class WrongContent(Exception):
    """The bytes are not those that were promised."""


class LocalBlobs:
    """Sealed files in a folder per child, each with a manifest beside it; content-addressed, never rolled back with a database."""

    copies = 1

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._guard = threading.Lock()  # what is found there again counts as new before a sweep can take it
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, child_id: UUID, child_key: bytes, sha256: str, pieces: Iterable[bytes], stored_at: datetime) -> None:
        """Seal to a temporary name, fsync, read and hash again, rename; the manifest in the same way; then fsync the folder."""
        path = self._path(child_id, sha256)
        if self._is_there(path) and self.verify(child_id, child_key, sha256):
            return
        self._make_folder(path.parent)
        draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
        try:
            size = _write_sealed(draft, pieces, child_key, _about(child_id, sha256))
            if _hash_of(draft, child_key, _about(child_id, sha256)) != sha256:
                raise WrongContent(sha256)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        _write_manifest(path.with_suffix(".json"), {"sha256": sha256, "bytes": size, "stored_at": stored_at.isoformat()})
        sync_folder(path.parent)

    def verify(self, child_id: UUID, child_key: bytes, sha256: str) -> bool:
        """Whether what lies there, opened and hashed now, is that content."""
        try:
            return _hash_of(self._path(child_id, sha256), child_key, _about(child_id, sha256)) == sha256
        except (OSError, SealBroken):
            return False

    def open(self, child_id: UUID, child_key: bytes, sha256: str) -> bytes:
        """The clear bytes, for memory only."""
        with self._path(child_id, sha256).open("rb") as file:
            return b"".join(open_from(file, child_key, _about(child_id, sha256)))

    def delete(self, child_id: UUID, sha256: str) -> None:
        """Remove the sealed file and its manifest."""
        path = self._path(child_id, sha256)
        for name in (path, path.with_suffix(".json")):
            name.unlink(missing_ok=True)
        if path.parent.is_dir():
            sync_folder(path.parent)

    def put_before(self, moment: datetime) -> Iterator[tuple[UUID, list[str]]]:
        """Each child with the contents that were last put before `moment`."""
        for folder in sorted(self._folder.iterdir()):
            child_id = uuid_or_none(folder.name)
            if child_id is not None:
                yield child_id, sorted(path.stem for path in folder.glob("*.sealed") if is_older(path, moment))

    def delete_old(self, child_id: UUID, sha256: str, before: datetime) -> bool:
        """Remove the sealed file and its manifest, unless it was put again since `before`; whether it is gone."""
        with self._guard:
            if is_older(self._path(child_id, sha256), before):
                self.delete(child_id, sha256)
                return True
        return False

    def drop_drafts(self, before: datetime) -> int:
        """Remove the drafts of writings that were killed before that moment, and manifests of nothing; returns how many."""
        lonely = [path for path in self._folder.glob("*/*.json") if not path.with_suffix(".sealed").exists()]
        old = [path for path in (*self._folder.glob("*/.*"), *lonely) if is_older(path, before)]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _is_there(self, path: Path) -> bool:
        """Whether the file is there; if so it is as new as one that is written now."""
        with self._guard:
            if not path.exists():
                return False
            os.utime(path)
            return True

    def _make_folder(self, folder: Path) -> None:
        """A child's folder, at its first picture; its name is made durable in the folder above."""
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(self._folder)

    def _path(self, child_id: UUID, sha256: str) -> Path:
        return self._folder / str(child_id) / f"{sha256}.sealed"


def is_older(path: Path, moment: datetime) -> bool:
    """Whether the file is there and was last written before `moment`."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < moment
    except FileNotFoundError:
        return False


def _about(child_id: UUID, sha256: str) -> bytes:
    return child_id.bytes + bytes.fromhex(sha256)


def _write_sealed(path: Path, pieces: Iterable[bytes], child_key: bytes, about: bytes) -> int:
    """Seal the pieces into a new file and make it durable; returns the number of clear bytes."""
    size = 0

    def counted() -> Iterable[bytes]:
        nonlocal size
        for piece in pieces:
            size += len(piece)
            yield piece

    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        seal_into(file, counted(), child_key, about)
        file.flush()
        os.fsync(file.fileno())
    return size


def _hash_of(path: Path, child_key: bytes, about: bytes) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for chunk in open_from(file, child_key, about):
            digest.update(chunk)
    return digest.hexdigest()


def _write_manifest(path: Path, facts: dict[str, object]) -> None:
    draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(facts, file, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
