"""A PostgreSQL of our own on loopback, for the length of one test run: Debian's binaries, a temporary folder, a free port."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ACCOUNT = "postgres"  # the server refuses to run as root; Debian's package brings this account


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server binaries that Debian's packages brought; None where there are none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


@contextlib.contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start a server with an empty database, yield its URL, and stop it. Raises CalledProcessError when it will not start."""
    work = Path(tempfile.mkdtemp(prefix="daybook-postgres-"))
    data, port = work / "data", free_port()
    demote = as_account(work) if os.geteuid() == 0 else []
    options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={work} -c fsync=off"
    try:
        run([*demote, str(folder / "initdb"), "-D", str(data), "-U", "daybook", "--auth=trust", "-E", "UTF8", "--no-sync"])
        run([*demote, str(folder / "pg_ctl"), "-D", str(data), "-w", "-o", f"{options} -p {port}", "-l", str(work / "log"), "start"])
        try:
            yield f"postgresql://daybook@127.0.0.1:{port}/postgres"
        finally:
            run([*demote, str(folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(work, ignore_errors=True)


def as_account(work: Path) -> list[str]:
    """The words that run a command as PostgreSQL's own account, which then owns the folder."""
    account = pwd.getpwnam(ACCOUNT)
    os.chown(work, account.pw_uid, account.pw_gid)
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


def run(line: Sequence[str]) -> None:
    """Run a command quietly in a folder that its account may enter. Raises CalledProcessError."""
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
