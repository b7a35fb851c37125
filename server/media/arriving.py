"""Bytes on their way in: sealed piece by piece as they arrive, so that nothing lies clear, and continued at any offset.

A file of records: length (4), nonce (12), sealed piece. Each nonce is random, for a dropped piece may be followed by another at the same
offset. What is torn at the end, by a crash, is no record and is cut off at the next append.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.media.keys import NONCE_BYTES, TAG_BYTES, derive

LENGTH_BYTES = 4
RECORD = 1 << 18  # clear bytes per record: 128 of them for the largest picture
OVERHEAD = LENGTH_BYTES + NONCE_BYTES + TAG_BYTES

_writing: set[UUID] = set()
_guard = threading.Lock()  # of the set; a lock per picture could be dropped while its next holder had it already


class Busy(Exception):
    """Another request is writing the same picture now."""


@contextmanager
def only_writer(media_id: UUID) -> Iterator[None]:
    """Keep a second writer out. Raises Busy."""
    with _guard:
        if media_id in _writing:
            raise Busy(str(media_id))
        _writing.add(media_id)
    try:
        yield
    finally:
        with _guard:
            _writing.discard(media_id)


class Arriving:
    """The sealed bytes of one picture that have come so far."""

    def __init__(self, folder: Path, media_id: UUID, child_key: bytes) -> None:
        self._path = folder / f"{media_id}.part"
        self._id = media_id
        self._box = AESGCM(derive(child_key, b"daybook arriving", media_id.bytes))

    def length(self) -> int:
        """How many clear bytes have come: by the records' lengths, without opening them."""
        return self._whole()[0]

    def append(self, pieces: Iterable[bytes]) -> int:
        """Seal and add the pieces; returns the new length. What came before a broken connection's error stays."""
        length, end = self._whole()
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            file.truncate(end)
            file.seek(end)
            waiting = bytearray()
            try:
                for piece in pieces:
                    waiting += piece
                    while len(waiting) >= RECORD:
                        length = self._add(file, bytes(waiting[:RECORD]), length)
                        del waiting[:RECORD]
            finally:
                if waiting:
                    length = self._add(file, bytes(waiting), length)
        return length

    def cut_to(self, length: int) -> None:
        """Drop what came after `length` clear bytes, which must be where an append ended."""
        clear, place = 0, 0
        for size in self._sizes():
            if clear == length:
                break
            clear, place = clear + size, place + size + OVERHEAD
        if clear != length:
            raise ValueError(f"{length} is no end of a record")
        if self._path.exists():
            os.truncate(self._path, place)

    def content(self) -> bytes:
        """All clear bytes, for memory only. Raises ValueError when a record was damaged."""
        parts, length = [], 0
        with self._path.open("rb") as file:
            for size in self._sizes():
                file.seek(LENGTH_BYTES, os.SEEK_CUR)
                nonce, sealed = file.read(NONCE_BYTES), file.read(size + TAG_BYTES)
                try:
                    parts.append(self._box.decrypt(nonce, sealed, self._about(length)))
                except InvalidTag:
                    raise ValueError(f"record at {length} was damaged") from None
                length += size
        return b"".join(parts)

    def drop(self) -> None:
        """Remove all of it."""
        self._path.unlink(missing_ok=True)

    def _add(self, file: BinaryIO, piece: bytes, offset: int) -> int:
        nonce = os.urandom(NONCE_BYTES)
        file.write(len(piece).to_bytes(LENGTH_BYTES, "big") + nonce + self._box.encrypt(nonce, piece, self._about(offset)))
        return offset + len(piece)

    def _about(self, offset: int) -> bytes:
        return self._id.bytes + offset.to_bytes(8, "big")

    def _whole(self) -> tuple[int, int]:
        """(clear bytes, file bytes) of the records that are whole."""
        sizes = list(self._sizes())
        return sum(sizes), sum(sizes) + OVERHEAD * len(sizes)

    def _sizes(self) -> Iterator[int]:
        if not self._path.exists():
            return
        total, place = self._path.stat().st_size, 0
        with self._path.open("rb") as file:
            while place + OVERHEAD < total:
                file.seek(place)
                size = int.from_bytes(file.read(LENGTH_BYTES), "big")
                if size == 0 or place + size + OVERHEAD > total:
                    return
                yield size
                place += size + OVERHEAD
