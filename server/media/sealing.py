"""One sealed file: chunks of AES-256-GCM under a key of its own, derived from the child's key and a random salt.

Layout: MAGIC, salt (32), then chunks of CHUNK plain bytes + tag. The nonce is the chunk's number and a last-chunk mark (the STREAM
construction), so that chunks cannot be swapped, dropped or cut off; the child's id and the content's hash are bound to each.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.media.keys import TAG_BYTES, derive

MAGIC = b"DBSEAL1\n"
SALT_BYTES = 32
CHUNK = 1 << 16


class SealBroken(Exception):
    """The file is not what was sealed here, or not under this child's key."""


def seal_into(file: BinaryIO, pieces: Iterable[bytes], child_key: bytes, about: bytes) -> None:
    """Write the pieces, sealed, to `file`. about: what the file is, bound to every chunk."""
    salt = os.urandom(SALT_BYTES)
    box = AESGCM(derive(child_key, b"daybook blob", salt))
    file.write(MAGIC + salt)
    for number, (chunk, is_last) in enumerate(_chunks(pieces)):
        file.write(box.encrypt(_nonce(number, is_last), chunk, about))


def open_from(file: BinaryIO, child_key: bytes, about: bytes) -> Iterator[bytes]:
    """The clear chunks of a sealed file. Raises SealBroken; what was given before must then not be used."""
    if file.read(len(MAGIC)) != MAGIC:
        raise SealBroken("not a sealed file")
    box = AESGCM(derive(child_key, b"daybook blob", file.read(SALT_BYTES)))
    number, chunk = 0, file.read(CHUNK + TAG_BYTES)
    while True:
        following = file.read(CHUNK + TAG_BYTES)
        try:
            yield box.decrypt(_nonce(number, not following), chunk, about)
        except InvalidTag:
            raise SealBroken(f"chunk {number}") from None
        if not following:
            return
        number, chunk = number + 1, following


def _chunks(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in chunks of CHUNK, the last one marked; one empty chunk for no bytes."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > CHUNK:
            yield bytes(waiting[:CHUNK]), False
            del waiting[:CHUNK]
    yield bytes(waiting), True


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if is_last else b"\x00")
