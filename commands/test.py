"""Every test. The server's run twice: on the embedded SQLite, and on a real PostgreSQL that this command starts itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from commands import passed, postgres
from commands.beside import beside

ROOT = Path(__file__).resolve().parent.parent
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
# The slow server tests drive a browser or a picture worker: what they ask does not depend on the database.
SERVER_TESTS = ["tests/server", "-m", "not slow"]
# One worker more than cores: there is always one that waits for a window or a process.
SIDE_BY_SIDE = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile"]
BESIDE_THE_SLOW = ["-n", str(os.cpu_count() or 1), "--dist", "loadfile"]


def main(arguments: list[str]) -> int:
    """Run pytest with the words after `--`; without words everything, the server's tests again on PostgreSQL. Returns the exit code."""
    words = [word for word in arguments if word != "--"]
    if words:
        return pytest(words)
    code = fast_tests()
    code = slow_tests_beside_postgres() or code
    return pytest(["-m", "journey"]) or code  # they drive many processes, and run alone


def fast_tests() -> int:
    """Run the fast tests, unless `check` saw this very tree pass them; returns the exit code."""
    if passed.has_passed(passed.tree_state(ROOT)):
        print("The fast tests passed on this very tree when it was checked: not again.", flush=True)
        return 0
    return pytest(["-m", "not slow and not journey", *SIDE_BY_SIDE])


def slow_tests_beside_postgres() -> int:
    """Run the slow tests, which mostly wait, and meanwhile the server's tests on PostgreSQL; returns an exit code."""
    folder = postgres.binaries()
    if folder is None:
        print("PostgreSQL is not on this machine: the server's tests ran on SQLite only.")
        return slow_tests()
    with postgres.running(folder) as url:
        line = pytest_line([*SERVER_TESTS, *BESIDE_THE_SLOW])
        with beside(line, ROOT, {**OFFSCREEN, "DAYBOOK_TEST_DATABASE_URL": url}) as repeated:
            code = slow_tests()
            print("== the server's tests again, on PostgreSQL", flush=True)
            return repeated() or code


def slow_tests() -> int:
    """Run the slow tests but the journeys; returns the exit code."""
    return pytest(["-m", "slow and not journey", *SIDE_BY_SIDE])


def pytest(words: list[str]) -> int:
    """Run pytest in a process of its own; returns its exit code."""
    return subprocess.call(pytest_line(words), cwd=ROOT, env={**os.environ, **OFFSCREEN})


def pytest_line(words: list[str]) -> list[str]:
    """The line that runs pytest with these words."""
    return [sys.executable, "-m", "pytest", "-q", *words]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
