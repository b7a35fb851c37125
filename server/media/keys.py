"""Three keys, each sealed under the one above: master (file or, later, a key service), nursery, child.

They lie in files of their own folder and never in the database: whoever destroys a child's key file has destroyed every picture of
that child in all backups of database and media.
"""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.media.key_files import KEY_BYTES, read_or_make, sync_folder, write_secret

NONCE_BYTES, TAG_BYTES = 12, 16
WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES


class KeyDestroyed(Exception):
    """The child's key is gone, and with it every picture: by decision, or by a loss of the key folder."""


class MediaKeys:
    """The key folder of one nursery. folder: 0700, on the server's disk, backed up apart from the database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._nursery = self._unwrapped_or_made(folder / "nursery.key", read_or_make(folder / "master.key"), b"nursery")

    def child(self, child_id: UUID) -> bytes:
        """The key of a child, made at its first picture. Raises KeyDestroyed when it was destroyed."""
        path = self._path(child_id)
        if path.with_suffix(".destroyed").exists():
            raise KeyDestroyed(str(child_id))
        return self._unwrapped_or_made(path, self._nursery, child_id.bytes)

    def destroy_child(self, child_id: UUID) -> None:
        """Destroy the child's key for good; a mark keeps a new one from being made under the same id."""
        path = self._path(child_id)
        write_secret(path.with_suffix(".destroyed"), b"destroyed")
        path.unlink(missing_ok=True)
        sync_folder(path.parent)

    def secret(self, name: str) -> bytes:
        """A secret of 32 bytes of the server's own (signing, shares), sealed under the nursery's key."""
        return self._unwrapped_or_made(self._folder / f"{name}.key", self._nursery, name.encode())

    def has(self, name: str) -> bool:
        """Whether a secret of the server's own lies here."""
        return (self._folder / f"{name}.key").exists()

    def keep(self, name: str, content: bytes) -> None:
        """Keep 32 bytes that were not made here, sealed as every secret; what lies there already stays."""
        write_secret(self._folder / f"{name}.key", wrap(content, self._nursery, name.encode()))

    def forget(self, name: str) -> None:
        """Remove a secret of the server's own for good; none is no error."""
        (self._folder / f"{name}.key").unlink(missing_ok=True)
        sync_folder(self._folder)

    def _path(self, child_id: UUID) -> Path:
        return self._folder / "children" / f"{child_id}.key"

    def _unwrapped_or_made(self, path: Path, above: bytes, about: bytes) -> bytes:
        if not path.exists():
            write_secret(path, wrap(os.urandom(KEY_BYTES), above, about))
        return unwrap(read_or_make(path, WRAPPED_BYTES), above, about)


def wrap(key: bytes, above: bytes, about: bytes) -> bytes:
    """`key` sealed under `above`, bound to what it is for: nonce, ciphertext, tag."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(above).encrypt(nonce, key, about)


def unwrap(wrapped: bytes, above: bytes, about: bytes) -> bytes:
    """The key in `wrapped`. Raises ValueError when it was sealed under another key or for something else."""
    try:
        return AESGCM(above).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], about)
    except InvalidTag:
        raise ValueError("This key was not sealed here") from None


def derive(key: bytes, purpose: bytes, salt: bytes) -> bytes:
    """A key for one purpose, from a child's key."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=purpose).derive(key)
