"""Every test. The server's run twice: on the embedded SQLite, and on a real PostgreSQL that this command starts itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from commands import passed, postgres

ROOT = Path(__file__).resolve().parent.parent
# The slow server tests drive a browser or a picture worker: what they ask does not depend on the database.
SERVER_TESTS = ["tests/server", "-m", "not slow"]
# One worker more than cores: there is always one that waits for a window or a process. Journeys drive many processes, and run alone.
SIDE_BY_SIDE = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile"]


def main(arguments: list[str]) -> int:
    """Run pytest with the words after `--`; the server's tests again on PostgreSQL unless words were given."""
    words = [word for word in arguments if word != "--"]
    if words:
        return pytest(words, {})
    code = fast_tests()
    code = pytest(["-m", "slow and not journey", *SIDE_BY_SIDE], {}) or code
    code = pytest(["-m", "journey"], {}) or code
    folder = postgres.binaries()
    if folder is None:
        print("PostgreSQL is not on this machine: the server's tests ran on SQLite only.")
        return code
    print("== the server's tests again, on PostgreSQL", flush=True)
    with postgres.running(folder) as url:
        return pytest([*SERVER_TESTS, *SIDE_BY_SIDE], {"DAYBOOK_TEST_DATABASE_URL": url}) or code


def fast_tests() -> int:
    """Run the fast tests, unless `check` saw this very tree pass them; returns the exit code."""
    if passed.has_passed(passed.tree_state(ROOT)):
        print("The fast tests passed on this very tree when it was checked: not again.", flush=True)
        return 0
    return pytest(["-m", "not slow and not journey", *SIDE_BY_SIDE], {})


def pytest(words: list[str], more: dict[str, str]) -> int:
    """Run pytest in a process of its own; returns its exit code."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **more}
    return subprocess.call([sys.executable, "-m", "pytest", "-q", *words], cwd=ROOT, env=environment)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
