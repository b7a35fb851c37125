"""The vault: one encrypted file per original or rendition, its random key in the store. Destroying the key is the wipe.

Files are written by the STREAM construction over AES-256-GCM: a header of 8 bytes and a random prefix of 7, then chunks of 64 KiB,
each under the nonce prefix ‖ chunk number (4 bytes) ‖ last-chunk flag (1 byte), with the file's id as associated data.
So a chunk that is moved, left out, cut off or taken from another file is noticed.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.storage import crash
from app.storage.database import Connection
from app.storage.space import full_disk
from domain.errors import KnownError

FOLDER_NAME = "vault"
UNFINISHED = ".part"
MAGIC = b"DAYBOOK1"
PREFIX_BYTES = 7
TAG_BYTES = 16
CHUNK_BYTES = 64 << 10  # 3 MiB durable in 5 ms (median); chunks of 1 MiB took 6 to 8, for they leave the cache
KEY_BYTES = 32


class VaultFileDamaged(KnownError):
    """The file is gone, cut off or changed, or its key was destroyed."""

    def __init__(self) -> None:
        super().__init__("This picture cannot be read any more. Discard it, and take it again if you can.")


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A durable file that no row knows yet. bytes: of the plain content."""

    id: str
    key: bytes = field(repr=False)
    bytes: int


class Vault:
    """The sealed files of one data folder. Safe from any thread; rows are written on the caller's connection."""

    def __init__(self, folder: Path) -> None:
        self._data, self._folder = folder, folder / FOLDER_NAME
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._unrecorded: set[str] = set()  # written by another lane, its row not yet: no orphan

    def write(self, content: bytes) -> SealedFile:
        """Seal `content` into a new durable file under a new key; no row yet. Raises DiskFull, and then leaves nothing behind."""
        # The id is random, not ordered by time: it is a file name, and file names can be read without a key.
        sealed = SealedFile(os.urandom(16).hex(), os.urandom(KEY_BYTES), len(content))
        with self._lock:
            self._unrecorded.add(sealed.id)
        try:
            with full_disk(self._data):
                self._write_durably(sealed, content)
        except BaseException:
            self.forget(sealed)
            raise
        return sealed

    def record(self, connection: Connection, sealed: SealedFile, at: datetime) -> None:
        """Keep the file's key, in the transaction that also writes whatever the file is for."""
        connection.execute(
            "INSERT INTO vault_file (id, key, bytes, sealed_at) VALUES (?, ?, ?, ?)", (sealed.id, sealed.key, sealed.bytes, at.isoformat())
        )
        with self._lock:
            self._unrecorded.discard(sealed.id)

    def seal(self, connection: Connection, content: bytes, at: datetime) -> str:
        """Write and record in one: the new file's id."""
        sealed = self.write(content)
        self.record(connection, sealed, at)
        return sealed.id

    def open(self, connection: Connection, file_id: str) -> bytes:
        """The plain content, for memory only. Raises VaultFileDamaged."""
        row = connection.execute("SELECT key FROM vault_file WHERE id = ?", (file_id,)).fetchone()
        if row is None:
            raise VaultFileDamaged
        try:
            sealed = self._path(file_id).read_bytes()
            return b"".join(opened(sealed, file_id, row[0]))
        except (FileNotFoundError, InvalidTag, ValueError) as error:
            raise VaultFileDamaged from error

    def open_part(self, connection: Connection, file_id: str, start: int, end: int) -> bytes:
        """The plain bytes [start, end), for memory only, without reading the rest. Raises VaultFileDamaged.

        Each chunk proves its own place; that nothing is cut off behind the part, only `open` proves.
        """
        row = connection.execute("SELECT key FROM vault_file WHERE id = ?", (file_id,)).fetchone()
        if row is None:
            raise VaultFileDamaged
        try:
            with self._path(file_id).open("rb") as file:
                return opened_part(file, file_id, row[0], start, end)
        except (FileNotFoundError, InvalidTag, ValueError) as error:
            raise VaultFileDamaged from error

    def destroy_key(self, connection: Connection, file_id: str) -> None:
        """Delete the key's row: from the commit on nobody can open the file."""
        connection.execute("DELETE FROM vault_file WHERE id = ?", (file_id,))

    def unlink(self, file_id: str) -> None:
        """Remove the file and make that durable. No file is no error: a wipe may be finished twice."""
        self._path(file_id).unlink(missing_ok=True)
        self._sync_folder()

    def forget(self, sealed: SealedFile) -> None:
        """Remove a file that was written and will never be recorded."""
        self._path(sealed.id, UNFINISHED).unlink(missing_ok=True)
        self._path(sealed.id).unlink(missing_ok=True)
        with self._lock:
            self._unrecorded.discard(sealed.id)

    @contextmanager
    def or_forget(self, *files: SealedFile) -> Iterator[None]:
        """Remove the written files again when what they are for does not come about."""
        try:
            yield
        except BaseException:
            for sealed in files:
                self.forget(sealed)
            raise

    def sweep(self, connection: Connection) -> int:
        """Remove every file without a key and every unfinished one; how many. The caller's transaction keeps writers out."""
        known = {row[0] for row in connection.execute("SELECT id FROM vault_file")}
        with self._lock:
            known |= self._unrecorded
        orphans = [path for path in self._folder.iterdir() if path.name.removesuffix(UNFINISHED) not in known]
        for path in orphans:
            path.unlink(missing_ok=True)
        if orphans:
            self._sync_folder()
        return len(orphans)

    def _path(self, file_id: str, suffix: str = "") -> Path:
        return self._folder / (file_id + suffix)

    def _write_durably(self, sealed: SealedFile, content: bytes) -> None:
        unfinished = self._path(sealed.id, UNFINISHED)
        with unfinished.open("xb", buffering=0) as file:
            for part in sealed_parts(content, sealed.id, sealed.key):
                write_all(file.fileno(), part)
                crash.point("vault.half_written")
            os.fsync(file.fileno())
        crash.point("vault.written")
        unfinished.rename(self._path(sealed.id))
        self._sync_folder()
        crash.point("vault.renamed")

    def _sync_folder(self) -> None:
        """Make names durable. Windows has no such call; NTFS journals its names."""
        if os.name == "nt":
            return
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def sealed_parts(content: bytes, file_id: str, key: bytes) -> Iterator[bytes]:
    """The sealed file in parts: header, then each chunk with its tag. An empty content is one empty last chunk."""
    prefix, cipher, plain = os.urandom(PREFIX_BYTES), AESGCM(key), memoryview(content)
    yield MAGIC + prefix
    starts = range(0, max(len(plain), 1), CHUNK_BYTES)
    for number, start in enumerate(starts):
        is_last = number == len(starts) - 1
        yield cipher.encrypt(nonce(prefix, number, is_last), plain[start : start + CHUNK_BYTES], file_id.encode())


def opened(sealed: bytes, file_id: str, key: bytes) -> Iterator[bytes]:
    """The plain chunks of a sealed file. Raises InvalidTag when a chunk was changed, moved or lost, ValueError for another format."""
    if not sealed.startswith(MAGIC) or len(sealed) < len(MAGIC) + PREFIX_BYTES + TAG_BYTES:
        raise ValueError("Not a file of this vault")
    header = len(MAGIC) + PREFIX_BYTES
    prefix, cipher, chunks = sealed[len(MAGIC) : header], AESGCM(key), memoryview(sealed)[header:]
    starts = range(0, len(chunks), CHUNK_BYTES + TAG_BYTES)
    for number, start in enumerate(starts):
        is_last = number == len(starts) - 1
        yield cipher.decrypt(nonce(prefix, number, is_last), chunks[start : start + CHUNK_BYTES + TAG_BYTES], file_id.encode())


def opened_part(file: BinaryIO, file_id: str, key: bytes, start: int, end: int) -> bytes:
    """The plain bytes [start, end) of a sealed file. Raises as `opened` does, and ValueError when it has fewer."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(len(MAGIC) + PREFIX_BYTES)
    if not head.startswith(MAGIC) or len(head) < len(MAGIC) + PREFIX_BYTES:
        raise ValueError("Not a file of this vault")
    last = (size - len(head) - 1) // (CHUNK_BYTES + TAG_BYTES)
    first, cipher, plain = start // CHUNK_BYTES, AESGCM(key), b""
    file.seek(len(head) + first * (CHUNK_BYTES + TAG_BYTES))
    for number in range(first, (end - 1) // CHUNK_BYTES + 1):
        sealed = file.read(CHUNK_BYTES + TAG_BYTES)
        plain += cipher.decrypt(nonce(head[len(MAGIC) :], number, number == last), sealed, file_id.encode())
    part = plain[start - first * CHUNK_BYTES : end - first * CHUNK_BYTES]
    if len(part) != end - start:
        raise ValueError("The file is shorter")
    return part


def nonce(prefix: bytes, number: int, is_last: bool) -> bytes:
    """The nonce of one chunk, 12 bytes: unique under the file's key, and different for the last chunk."""
    return prefix + number.to_bytes(4, "big") + bytes([is_last])


def write_all(descriptor: int, part: bytes) -> None:
    """Write every byte; a disk that fills up in the middle takes a part and refuses the rest."""
    rest = memoryview(part)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
