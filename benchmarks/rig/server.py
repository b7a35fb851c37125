"""A real server with the demo nursery, in a process and a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
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
    own = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DAYBOOK_"))
    }  # a test's settings are not its
    with (folder.parent / "server.log").open("wb") as log:
        process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, env=own)
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


def wait_until_idle(pid: int, *, pause_s: float = 0.2, share: float = 0.1, at_most_s: float = 20.0) -> None:
    """Wait until the process and its children use less than `share` of a core: it writes arrived pictures anew beside the requests."""
    until, before = time.monotonic() + at_most_s, cpu_seconds(pid)
    while time.monotonic() < until:
        time.sleep(pause_s)
        used, before = cpu_seconds(pid) - before, cpu_seconds(pid)
        if used < share * pause_s:
            return


def cpu_seconds(pid: int) -> float:
    """CPU time that the process and its living children have used, as Linux counts it; 0 for what is gone."""
    own = [pid, *(int(child) for path in Path(f"/proc/{pid}/task").glob("*/children") for child in path.read_text().split())]
    return sum(ticks_of(one) for one in own) / os.sysconf("SC_CLK_TCK")


def ticks_of(pid: int) -> int:
    """User and system ticks of one process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return 0
    return int(fields[11]) + int(fields[12])
