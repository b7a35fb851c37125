"""A real server process for the demo, the tour and the benchmarks: its own folder, its own port, TLS by its own CA."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from domain.errors import KnownError
from domain.pairing import Pairing

ROOT = Path(__file__).resolve().parents[2]


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
    """Runs `commands.server` until `stop`; its log goes to `log`."""

    def __init__(self, data: Path, log: Path, words: Sequence[str] = ("--demo",)) -> None:
        self._data, self._log_path, self._words = data, log, words
        self._process: subprocess.Popen[str] | None = None
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
        """Start it and wait until it is ready. Raises ServerDidNotStart with the log's last lines."""
        self._data.mkdir(parents=True, exist_ok=True)
        line = [
            sys.executable,
            "-m",
            "commands.server",
            "--data",
            str(self._data),
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            *self._words,
        ]
        environment = {
            name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
        }  # the tests' is not the server's
        with self._log_path.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                line, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env={**environment, "PYTHONPATH": str(ROOT)}
            )
        if self._process.stdout is None:
            raise RuntimeError("A process without a pipe")  # never: it is asked for
        said = self._process.stdout.readline()
        if not said:
            self.stop()
            tail = self._log_path.read_text(encoding="utf-8")[-2000:]
            raise ServerDidNotStart(f"The server did not start. The end of its log: {tail}")
        data = json.loads(said)
        self.ready = Ready(data["url"], Path(data["ca_pem"]), data["ca_sha256"], data.get("demo", {}))
        return self.ready

    def kill(self) -> None:
        """End it as a power cut would."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()

    def close(self) -> None:
        """The same as `stop`."""
        self.stop()

    def stop(self) -> None:
        """End it, kindly first."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
