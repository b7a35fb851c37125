"""One start of the desktop program: prints the moment (seconds since the epoch) at which the lock screen was painted."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.keys.device_secret import FolderKeyStore
from app.program import Options, Program
from app.sync.network import AnyNetwork
from app.ui.camera import BrokenSource
from app.ui.theme.look import Look
from domain.permissions import Station
from imaging.worker import ImagingWorker


def main(folder: Path, keys: Path) -> None:
    """Start as `app.main` does, and stop once something is painted."""
    application = QApplication(sys.argv[:1])
    look = Look()
    look.apply()
    options = Options(
        station=Station.ROOM,
        folder=folder,
        key_store=lambda: FolderKeyStore(keys),
        frames=lambda _turn: BrokenSource(),
        clock=lambda: datetime.now(UTC),
        network=AnyNetwork(),
    )
    program = Program(options, look, ImagingWorker())
    program.start()
    program.shell.show()
    application.processEvents()
    program.shell.grab()
    print(time.time(), flush=True)
    program.shell.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
