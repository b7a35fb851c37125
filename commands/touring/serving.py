"""A real server process for the demo, the tour and the benchmarks: its own folder, its own port, TLS by its own CA."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from domain.errors import KnownError
from domain.pairing import Pairing

ROOT = Path(__file__).resolve().parents[2]
PORTS = range(20_000, 30_000)


class ServerDidNotStart(KnownError):
    """The server process ended before it said that it is ready."""


@dataclass(frozen=True, slots=True)
class Ready:
    """What the server says when it is ready; `demo` holds the codes and log-ins of the demo nursery."""

    url: str
    ca_pem: Path
    ca_sha256: str
    demo: dict[str, Any]

    def pairing(self, device: str) -> Pairing:
        """The pairing of one of the demo's devices."""
        return Pairing(server_url=self.url, ca_sha256=self.ca_sha256, code=self.demo["codes"][device])


class ServerProcess:
    """Runs `commands.server` until `stop`; its log goes to `log`. With `revives` one that dies is started again, as a service would be."""

    def __init__(self, data: Path, log: Path, words: Sequence[str] = ("--demo",), *, revives: bool = False) -> None:
        self._data, self._log_path, self._words, self._revives = data, log, words, revives
        self._process: subprocess.Popen[str] | None = None
        self._is_wanted = threading.Event()
        self.ready: Ready

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """The process that runs."""
        if self._process is None:
            raise RuntimeError("The server does not run")
        return self._process.pid

    def start(self, port: int = 0) -> Ready:
        """Start it and wait until it is ready; port 0 = any that lasts. Raises ServerDidNotStart with the log's last lines."""
        self._data.mkdir(parents=True, exist_ok=True)
        process = self._begun(port or lasting_port())
        said = process.stdout.readline() if process.stdout is not None else ""
        if not said:
            end(process)
            raise ServerDidNotStart(f"The server did not start. The end of its log: {self._log_path.read_text(encoding='utf-8')[-2000:]}")
        data = json.loads(said)
        self._process = process
        self.ready = Ready(data["url"], Path(data["ca_pem"]), data["ca_sha256"], data.get("demo", {}))
        self._is_wanted.set()
        if self._revives:
            threading.Thread(target=self._watch, args=(process,), daemon=True).start()
        return self.ready

    def kill(self) -> None:
        """End it as a power cut would; it is not revived."""
        process = self._let_go()
        if process is not None:
            process.kill()
            end(process)

    def close(self) -> None:
        """The same as `stop`."""
        self.stop()

    def stop(self) -> None:
        """End it, kindly first."""
        process = self._let_go()
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
        end(process)

    def _begun(self, port: int) -> subprocess.Popen[str]:
        words = ["--data", str(self._data), "--host", "127.0.0.1", "--port", str(port), *self._words]
        # The tests' settings are not the server's.
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        environment["PYTHONPATH"] = str(ROOT)
        with self._log_path.open("a", encoding="utf-8") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "commands.server", *words], stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env=environment
            )

    def _let_go(self) -> subprocess.Popen[str] | None:
        self._is_wanted.clear()
        process, self._process = self._process, None
        return process

    def _watch(self, process: subprocess.Popen[str]) -> None:
        """Start another one in the place of a process that died without being asked to."""
        process.wait()
        if self._is_wanted.is_set():
            end(process)
            self.start(int(self.ready.url.rsplit(":", 1)[1]))


def lasting_port() -> int:
    """A free port below the system's own range: of that, a client that knocks while the server is away may be given this very port."""
    while True:
        port = PORTS.start + secrets.randbelow(len(PORTS))
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def end(process: subprocess.Popen[str]) -> None:
    """Wait for a process that is ending, and let go of its pipe."""
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
