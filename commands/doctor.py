"""What this machine has and lacks. Exit code 0 = all that a tablet needs is here."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from commands import postgres

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for; `needed` by a tablet, or only by tests, tour or server."""

    name: str
    is_here: bool
    sentence: str
    needed: bool


def display() -> Finding:
    """Whether a window can be shown."""
    here = sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return Finding("display", here, "a window can be shown" if here else "none: the demo plays the tour instead", needed=False)


def camera() -> Finding:
    """Whether Qt sees a camera."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "*.debug=false;*.info=false;qt.multimedia*=false")
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtMultimedia import QMediaDevices

    application = QGuiApplication.instance() or QGuiApplication([])
    names = [device.description() for device in QMediaDevices.videoInputs()]
    del application
    return Finding(
        "camera", bool(names), ", ".join(names) if names else "none: pictures come from a folder (--camera folder:DIR)", needed=False
    )


def key_store() -> Finding:
    """Whether the system's keyring can keep the device secret."""
    import keyring
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    poor = isinstance(backend, (fail.Keyring, null.Keyring)) or backend.priority <= 0
    sentence = "none that keeps a secret: a tablet cannot be paired here, the demo uses a folder" if poor else str(backend.name)
    return Finding("keyring", not poor, sentence, needed=True)


def fonts() -> Finding:
    """Whether the program's own font files are here."""
    found = sorted(path.name for path in (ROOT / "resources" / "fonts").glob("*.ttf"))
    return Finding("fonts", bool(found), f"{len(found)} files" if found else "missing from resources/fonts", needed=True)


def detector() -> Finding:
    """Whether the face detector passes its self-test in its own process."""
    from domain.errors import KnownError
    from imaging.worker import ImagingWorker

    worker = ImagingWorker()
    try:
        worker.start()
    except KnownError as error:
        return Finding("detector", False, error.sentence, needed=True)
    finally:
        worker.close()
    return Finding("detector", True, "passes its self-test", needed=True)


def vault() -> Finding:
    """Whether the encrypted database is here, and which SQLite it carries."""
    if importlib.util.find_spec("sqlcipher3") is None:
        return Finding("vault", False, "sqlcipher3 is not installed", needed=True)
    import sqlcipher3

    return Finding("vault", True, f"SQLCipher on SQLite {sqlcipher3.sqlite_version}", needed=True)


def browser() -> Finding:
    """Whether Debian's Chromium is here, for the tour."""
    path = shutil.which("chromium")
    return Finding("browser", path is not None, path or "no Chromium: the tour leaves the portal's pictures out", needed=False)


def database() -> Finding:
    """Whether PostgreSQL's server binaries are here, for the tests."""
    folder = postgres.binaries()
    return Finding("database", folder is not None, str(folder or "no PostgreSQL: the server's tests run on SQLite only"), needed=False)


LOOKS: tuple[Callable[[], Finding], ...] = (display, camera, key_store, fonts, vault, detector, browser, database)


def findings() -> Iterator[Finding]:
    """Every finding; a look that fails altogether is a finding too."""
    for look in LOOKS:
        try:
            yield look()
        except (ImportError, OSError) as error:
            yield Finding(look.__name__, False, f"could not be looked at: {error}", needed=True)


def main() -> int:
    """Print one line per finding."""
    all_needed = True
    for finding in findings():
        mark = "has  " if finding.is_here else ("LACKS" if finding.needed else "lacks")
        print(f"{mark}  {finding.name:10} {finding.sentence}")
        all_needed = all_needed and (finding.is_here or not finding.needed)
    return 0 if all_needed else 1


if __name__ == "__main__":
    raise SystemExit(main())
