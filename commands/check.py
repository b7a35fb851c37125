"""Format, lint, types, import contracts and the fast tests: what must be green at every commit."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from commands import passed
from commands.beside import beside
from commands.test import SIDE_BY_SIDE

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
STEPS = {
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "lint": [str(BIN / "ruff"), "check", "."],
    "imports": [str(BIN / "lint-imports")],
}
# The longest two run beside each other: the types keep one core busy, and the tests often wait.
TYPES = [str(BIN / "mypy")]
FAST_TESTS = [sys.executable, "-m", "pytest", "-q", "-m", "not slow and not journey", *SIDE_BY_SIDE]


def main() -> int:
    """Run every step, even after a failed one; returns 1 when any failed."""
    state = passed.tree_state(ROOT)
    failed = [name for name, line in STEPS.items() if not is_green(name, partial(call, line))]
    with beside(TYPES, ROOT) as types:
        if is_green("fast tests", partial(call, FAST_TESTS)):
            passed.note(state)
        else:
            failed.append("fast tests")
        if not is_green("types", types):
            failed.append("types")
    print(f"Not green: {', '.join(failed)}" if failed else "All green.")
    return 1 if failed else 0


def is_green(name: str, step: Callable[[], int]) -> bool:
    """Whether the step ends with 0; says its name before and its seconds after."""
    started = time.monotonic()
    print(f"== {name}", flush=True)
    code = step()
    print(f"   {time.monotonic() - started:.1f} s", flush=True)
    return code == 0


def call(line: Sequence[str]) -> int:
    """Run a command of the project; returns its exit code."""
    return subprocess.call(line, cwd=ROOT)


if __name__ == "__main__":
    raise SystemExit(main())
