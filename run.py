#!/usr/bin/env python3
"""The one door to Daybook: prepares this machine, then runs a command. Needs nothing but Python.

`python3 run.py` lists the commands. Everything is installed into `.venv` from `requirements/*.lock`, by version and hash.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


class Command(NamedTuple):
    """A command: what it says of itself, the lock it needs, and the system packages it cannot do without."""

    says: str
    lock: str
    system: Sequence[str]


# Debian package -> a file or program whose presence proves it (a path pattern below the library folders, or a program).
QT_PACKAGES = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libglib2.0-0": "libgthread-2.0.so.0",
}
WINDOW_PACKAGES = {
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xinerama0": "libxcb-xinerama.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libpulse0": "libpulse.so.0",
}
BOOK_PACKAGES = {"libpango-1.0-0": "libpango-1.0.so.0", "libpangoft2-1.0-0": "libpangoft2-1.0.so.0"}
BROWSER_PACKAGES = {"chromium": "chromium"}
DATABASE_PACKAGES = {"postgresql": "/usr/lib/postgresql/*/bin/initdb"}
PROOFS = {**QT_PACKAGES, **WINDOW_PACKAGES, **BOOK_PACKAGES, **BROWSER_PACKAGES, **DATABASE_PACKAGES}

STATION = (*QT_PACKAGES, *WINDOW_PACKAGES)
WHOLE = (*QT_PACKAGES, *BOOK_PACKAGES, *BROWSER_PACKAGES)
OPTIONAL = frozenset(DATABASE_PACKAGES)  # without these the command says so and does the rest

COMMANDS = {
    "demo": Command("the demo nursery: server, room tablet, office, kiosk; without a display, the tour", "dev", WHOLE),
    "test": Command("every test, from nothing (server's on SQLite and PostgreSQL)", "dev", (*WHOLE, *DATABASE_PACKAGES)),
    "check": Command("format, lint, types, import contracts, fast tests", "dev", (*QT_PACKAGES, *BOOK_PACKAGES)),
    "tour": Command("the main job, end to end, on a folder of pictures: --photos DIR --out DIR", "dev", WHOLE),
    "bench": Command("the figures, one JSON line each: [NAME…]", "dev", WHOLE),
    "server": Command("the nursery's server", "run", tuple(BOOK_PACKAGES)),
    "room": Command("the room tablet", "run", STATION),
    "office": Command("the office PC", "run", STATION),
    "kiosk": Command("the kiosk that signs tablets out and back in", "run", STATION),
    "faces": Command("the faces found in pictures, one JSON line each: PHOTO…", "run", ("libgl1", "libglib2.0-0")),
    "cover": Command("a covered picture, as a parent would get it: IN OUT [--faces JSON]", "run", ("libgl1", "libglib2.0-0")),
    "recovery-kit": Command("the nursery's recovery key, out of the server onto a sheet: --data SERVER --out FILE", "run", ()),
    "recover": Command("a device whose key ring is gone, with that sheet: --data DEVICE --kit FILE --only-check", "run", ()),
    "verify-audit": Command("whether an audit was edited: --server DIR, or --device DIR --kit FILE", "run", ()),
    "doctor": Command("what this machine has and lacks", "run", ()),
}


def main(arguments: list[str]) -> int:
    """Prepare the machine for the command and run it; returns its exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        print("Daybook. Usage: python3 run.py COMMAND\n")
        for name, command in COMMANDS.items():
            print(f"  {name:12} {command.says}")
        return 0 if arguments in ([], ["--help"], ["-h"]) else 2
    if sys.version_info < (3, 11):  # noqa: UP036  (this file must say so on an older Python)
        print("Daybook needs Python 3.11 or newer.", file=sys.stderr)
        return 2
    name, rest = arguments[0], arguments[1:]
    command = COMMANDS[name]
    windows = tuple(WINDOW_PACKAGES) if name == "demo" and has_display() else ()
    if not system_is_ready(name, (*command.system, *windows)):
        return 2
    if not wheels_are_ready(command.lock):
        return 2
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.call([str(VENV_PYTHON), "-m", f"commands.{name.replace('-', '_')}", *rest], env=environment)


def has_display() -> bool:
    """Whether a window can be shown here."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def system_is_ready(name: str, packages: Sequence[str]) -> bool:
    """Install the missing system packages when we may; otherwise name the exact line to type. False = cannot go on."""
    if sys.platform != "linux" or os.environ.get("DAYBOOK_SKIP_SYSTEM"):
        return True
    missing = [package for package in packages if not is_present(PROOFS[package])]
    if not missing:
        return True
    line = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"Installing system packages: {' '.join(missing)}")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.call(["apt-get", "update", "-qq"], env=quiet, stdout=sys.stderr)
        subprocess.call([*line, "-qq"], env=quiet, stdout=sys.stderr)
        missing = [package for package in missing if not is_present(PROOFS[package])]
    needed = [package for package in missing if package not in OPTIONAL]
    if needed and name != "doctor":
        say(f"Daybook needs these system packages: {' '.join(needed)}\nType: sudo {' '.join(line)}")
        return False
    if missing:
        say(f"Without {' '.join(missing)} some of this is left out.")
    return True


def is_present(proof: str) -> bool:
    """Whether a program, a library or a path pattern is on this machine."""
    if proof.startswith("/"):
        return any(Path("/").glob(proof[1:]))
    if ".so" not in proof:
        return shutil.which(proof) is not None
    return any(any(Path(folder).glob(f"**/{proof}")) for folder in ("/lib", "/usr/lib") if Path(folder).is_dir())


def wheels_are_ready(lock: str) -> bool:
    """Install the locked wheels into `.venv`, by hash, unless a stamp says that these very files are in it."""
    stamp = VENV / f".{lock}.stamp"
    wanted = hashlib.sha256((ROOT / "requirements" / f"{lock}.lock").read_bytes()).hexdigest()
    if is_stamped(stamp, wanted) or (lock == "run" and is_stamped(VENV / ".dev.stamp", dev_hash())):
        return True
    if not VENV_PYTHON.exists():
        say("Making .venv")
        venv.create(VENV, with_pip=True)
    say("Installing the locked packages (a few minutes the first time)")
    install = [
        str(VENV_PYTHON),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--require-hashes",
    ]
    if subprocess.call([*install, "-r", str(ROOT / "requirements" / f"{lock}.lock")], stdout=sys.stderr) != 0:
        say("The packages could not be installed. Is this machine online? Nothing was changed; try again.")
        return False
    stamp.write_text(wanted, encoding="utf-8")
    return True


def is_stamped(stamp: Path, wanted: str) -> bool:
    """Whether the stamp file says `wanted`."""
    return stamp.exists() and stamp.read_text(encoding="utf-8") == wanted


def dev_hash() -> str:
    """The hash of the larger lock, which holds everything that the smaller one holds."""
    return hashlib.sha256((ROOT / "requirements" / "dev.lock").read_bytes()).hexdigest()


def say(sentence: str) -> None:
    """Tell the person; stdout belongs to the command."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
