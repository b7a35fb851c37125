"""A full disk: even DELETE fails on it, so 64 MB are kept in reserve and given back when they are needed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from domain.errors import KnownError

BALLAST_NAME = "ballast"
BALLAST_BYTES = 64 << 20
SQLITE_FULL = 13
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class DiskFull(KnownError):
    """There is no room for what was to be kept. What was kept before is whole."""

    def __init__(self) -> None:
        super().__init__("This tablet is full. Nothing is lost. Let it send what is waiting, then try again.")


def ensure_ballast(folder: Path) -> bool:
    """Make the reserve if it is not there; False when the disk has no room for it just now."""
    path = folder / BALLAST_NAME
    if path.exists() and path.stat().st_size == BALLAST_BYTES:
        return True
    try:
        with path.open("wb") as file:
            reserve(file.fileno(), BALLAST_BYTES)
    except OSError as error:
        path.unlink(missing_ok=True)
        if error.errno not in FULL:
            raise
        return False
    return True


def reserve(descriptor: int, size_bytes: int) -> None:
    """Make the system set the blocks aside; where it has no such call, by writing them."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size_bytes)
        return
    for _ in range(size_bytes >> 20):
        os.write(descriptor, bytes(1 << 20))


def release_ballast(folder: Path) -> None:
    """Give the reserve back, so that deleting works."""
    (folder / BALLAST_NAME).unlink(missing_ok=True)


def is_full(error: BaseException) -> bool:
    """Whether the error says that the disk is full."""
    if isinstance(error, OSError):
        return error.errno in FULL
    return isinstance(error, sqlcipher.OperationalError) and getattr(error, "sqlite_errorcode", 0) == SQLITE_FULL


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Turn "disk full" into DiskFull, and release the reserve so that sending and wiping can make room."""
    try:
        yield
    except (OSError, sqlcipher.OperationalError) as error:
        if not is_full(error):
            raise
        release_ballast(folder)
        raise DiskFull from error
