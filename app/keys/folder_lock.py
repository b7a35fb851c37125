"""One program at a time in one data folder: two would each keep their own count of wrong PINs, and overwrite each other's slots."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from domain.errors import KnownError

FILE_NAME = "device.lock"


class FolderInUse(KnownError):
    """Another Daybook works in this folder."""

    def __init__(self) -> None:
        super().__init__("Daybook is open on this device already. Use that window, or close it first.")


class FolderLock:
    """Held until `release`, or until the process ends, however it ends: the system lets go of it then."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._descriptor: int | None = None

    def take(self) -> None:
        """Raises FolderInUse. Twice is once."""
        if self._descriptor is not None:
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise FolderInUse from error
        self._descriptor = descriptor

    def release(self) -> None:
        """Let the next one in. The file stays: removing it would let two in at once."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> None:
        """Lock the file's first byte, or raise OSError at once."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def lock(descriptor: int) -> None:
        """Lock the file, or raise OSError at once."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
