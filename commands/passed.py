"""Which state of the tree passed the fast tests last, so that `test` right after `check` does not run them a second time."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

STAMP = Path(sys.prefix) / "fast-tests-passed"  # in the virtual environment: a new one has passed nothing


def tree_state(root: Path) -> str:
    """A hash of every file's name and content, tracked or new, and of the libraries; "" where git does not say what belongs to the tree."""
    listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=root, capture_output=True, check=False)
    if listed.returncode != 0:
        return ""
    state = hashlib.sha256(sys.version.encode())
    for name in sorted(filter(None, listed.stdout.split(b"\0"))):
        path = root / name.decode()
        content = path.read_bytes() if path.is_file() else b"gone"
        state.update(hashlib.sha256(name).digest() + hashlib.sha256(content).digest())
    return state.hexdigest()


def note(state: str) -> None:
    """Keep that this state passed."""
    if state:
        STAMP.write_text(state, encoding="ascii")


def has_passed(state: str) -> bool:
    """Whether this very state passed last."""
    return bool(state) and STAMP.is_file() and STAMP.read_text(encoding="ascii") == state
