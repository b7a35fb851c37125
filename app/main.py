"""Daybook on a nursery's own device: `python -m app.main room|office|kiosk --data FOLDER`."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.keys.device_secret import FolderKeyStore, KeyringStore
from app.program import Options, Program
from app.sync.network import AnyNetwork
from app.ui.bugs import catch_bugs
from app.ui.camera import BrokenSource, FolderSource, FrameSource
from app.ui.theme.look import Look, system_theme
from app.ui.theme.tokens import ThemeName
from domain.errors import KnownError
from domain.permissions import Station
from imaging.asked import serve_if_asked
from imaging.confine import leave_no_core
from imaging.worker import ImagingWorker


def arguments(words: list[str]) -> argparse.Namespace:
    """The program's arguments."""
    parser = argparse.ArgumentParser(prog="daybook", description="Daybook on a nursery's own device.")
    parser.add_argument("station", choices=[Station.ROOM.value, Station.OFFICE.value, Station.KIOSK.value])
    parser.add_argument("--data", type=Path, default=Path.home() / ".local" / "share" / "daybook", help="this device's folder")
    parser.add_argument("--camera", default="auto", help="auto, synthetic, none, or folder:DIR")
    parser.add_argument("--key-store", type=Path, help="for the demo only: a folder that stands in for the system's key ring")
    parser.add_argument("--any-network", action="store_true", help="for the demo only: every network will do")
    parser.add_argument("--theme", choices=[name.value for name in ThemeName])
    parser.add_argument("--text", type=int, choices=[100, 125, 150], default=100, help="text size in percent")
    parser.add_argument("--window", action="store_true", help="a window instead of the whole screen")
    return parser.parse_args(words)


def options_of(given: argparse.Namespace) -> Options:
    """The options that the arguments mean."""
    folder: Path | None = given.key_store
    return Options(
        station=Station(given.station),
        folder=given.data,
        key_store=KeyringStore if folder is None else lambda: FolderKeyStore(folder),
        frames=lambda turn: frames_of(given.camera, turn),
        clock=lambda: datetime.now(UTC),
        network=AnyNetwork() if given.any_network else None,
        has_real_clock=True,
    )


def frames_of(camera: str, turn: int) -> FrameSource:
    """The source of frames that the argument names."""
    if camera.startswith("folder:"):
        return FolderSource(Path(camera.removeprefix("folder:")))
    if camera == "none":
        return BrokenSource()
    if camera == "synthetic":
        from app.ui.camera_scene import SyntheticSource

        return SyntheticSource()
    from app.ui.camera_live import QtCameraSource

    return QtCameraSource(turn)


def main(words: list[str]) -> int:
    """Run the program until its window is closed."""
    serve_if_asked()  # a frozen program is its own picture worker
    leave_no_core()
    given = arguments(words)
    os.environ.setdefault("QT_LOGGING_RULES", "*.debug=false;qt.multimedia*=false")
    application = QApplication(sys.argv[:1])
    options = options_of(given)
    options.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    look = Look(ThemeName(given.theme) if given.theme else system_theme(), given.text)
    look.apply()
    program = Program(options, look, ImagingWorker())
    catch_bugs(options.folder / "bugs.log", program.say)
    try:
        program.start()
    except KnownError as error:
        print(error.sentence, file=sys.stderr)  # noqa: T201
        return 1
    if given.window:
        program.shell.show()
    else:
        program.shell.showFullScreen()
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
