"""A command that runs beside another one, and says what it found afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path


@contextlib.contextmanager
def beside(line: Sequence[str], root: Path, more: Mapping[str, str] | None = None) -> Iterator[Callable[[], int]]:
    """Start a command in `root`, with `more` in its environment; yields what waits for it, prints what it said and returns its code."""
    environment = {**os.environ, **(more or {})}
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(line, cwd=root, env=environment, stdout=said, stderr=subprocess.STDOUT) as process,
    ):

        def outcome() -> int:
            code = process.wait()
            said.seek(0)
            shutil.copyfileobj(said, sys.stdout.buffer)
            sys.stdout.flush()
            return code

        yield outcome
