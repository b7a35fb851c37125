"""Format, lint, types, import contracts and the fast tests: what must be green at every commit."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from commands import passed
from commands.test import SIDE_BY_SIDE

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FAST_TESTS = "fast tests"
STEPS = {
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "lint": [str(BIN / "ruff"), "check", "."],
    "types": [str(BIN / "mypy")],
    "imports": [str(BIN / "lint-imports")],
    FAST_TESTS: [sys.executable, "-m", "pytest", "-q", "-m", "not slow and not journey", *SIDE_BY_SIDE],
}


def main() -> int:
    """Run every step, even after a failed one; returns 1 when any failed."""
    failed, state = [], passed.tree_state(ROOT)
    for name, line in STEPS.items():
        started = time.monotonic()
        print(f"== {name}", flush=True)
        if subprocess.call(line, cwd=ROOT) != 0:
            failed.append(name)
        elif name == FAST_TESTS:
            passed.note(state)
        print(f"   {time.monotonic() - started:.1f} s", flush=True)
    print(f"Not green: {', '.join(failed)}" if failed else "All green.")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
