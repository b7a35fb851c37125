"""Secrets that lie in files: made at first use, 0600, read whole, never logged."""

from __future__ import annotations

import os
from pathlib import Path

KEY_BYTES = 32


def read_or_make(path: Path, length: int = KEY_BYTES) -> bytes:
    """The secret in `path`; random bytes are written there first when it does not exist.

    Raises ValueError when the file has another length: a damaged key must never be used, nor replaced.
    """
    if not path.exists():
        write_secret(path, os.urandom(length))
    secret = path.read_bytes()
    if len(secret) != length:
        raise ValueError(f"{path.name} holds {len(secret)} bytes, not {length}")
    return secret


def write_secret(path: Path, secret: bytes) -> None:
    """Write `secret` durably for this user alone. Does nothing when another process was first: the first one stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename, a link never replaces
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the folder's names durable."""
    if os.name == "nt":
        return  # NTFS journals names, and a folder cannot be opened there
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
