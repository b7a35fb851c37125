"""A real server with the demo nursery, in a process and a folder of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
STOP_S = 10


@dataclass(frozen=True, slots=True)
class Running:
    """Where it listens and how to become its device. codes: one-time pairing codes by device name."""

    url: str
    ca_sha256: str
    codes: dict[str, str]
    pid: int


@contextmanager
def running_server(folder: Path) -> Iterator[Running]:
    """Start it, wait until it says that it is ready, end it at the end. Raises RuntimeError when it does not start."""
    line = [sys.executable, "-m", "commands.server", "--data", str(folder), "--host", "127.0.0.1", "--port", "0", "--demo"]
    with (folder.parent / "server.log").open("wb") as log:
        process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=log)
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        if not said:
            raise RuntimeError("The server did not start: " + (folder.parent / "server.log").read_text()[-500:])
        ready = json.loads(said)
        yield Running(ready["url"], ready["ca_sha256"], ready["demo"]["codes"], process.pid)
    finally:
        process.terminate()
        process.wait(STOP_S)
        process.stdout.close()
