"""The real server in a process of its own, over TLS, from an empty folder."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The line that the server prints when it is ready."""
    data = tmp_path_factory.mktemp("served") / "data"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DAYBOOK", "DJANGO"))}
    command = [sys.executable, "-m", "commands.server", "--data", str(data), "--port", "0", "--demo", "--day", "2026-11-19"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=clean) as process:
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


@pytest.fixture
def line(ready: dict[str, Any]) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env, session.verify = False, ready["ca_pem"]
        yield session


def test_it_answers_over_tls_under_its_own_authority(ready: dict[str, Any], line: requests.Session) -> None:
    answer = line.get(f"{ready['url']}/healthz", timeout=20)

    assert answer.json() == {"ok": True}
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Strict-Transport-Security"] and answer.headers["Server"] == "daybook"
    assert line.get(f"{ready['url']}/ca.pem", timeout=20).content == Path(ready["ca_pem"]).read_bytes()


def test_a_device_pairs_with_the_demos_code_and_is_greeted(ready: dict[str, Any], line: requests.Session) -> None:
    paired = line.post(f"{ready['url']}/api/device/v1/pair", json={"code": ready["demo"]["codes"]["T-02"]}, timeout=20).json()
    headers = {"Authorization": f"Bearer {paired['token']}", "Daybook-Schema": "1"}

    hello = line.get(f"{ready['url']}/api/device/v1/hello", headers=headers, timeout=20).json()

    assert paired["nursery_name"] == "Hazel Lane Nursery" and hello["lease"]["holder_name"] == "Sam Morris"


@pytest.mark.parametrize("asked", ["PATCH /api/device/v1/media/x", "POST /add/", "POST /sign-in"])
def test_a_body_larger_than_any_picture_is_refused_and_not_waited_for(ready: dict[str, Any], line: requests.Session, asked: str) -> None:
    host, port = ready["url"].removeprefix("https://").split(":")
    context = ssl.create_default_context(cafile=ready["ca_pem"])
    with socket.create_connection((host, int(port)), 20) as plain, context.wrap_socket(plain, server_hostname=host) as stream:
        stream.sendall(f"{asked} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n".encode())
        assert stream.recv(100).split(b" ")[1] == b"413"


def test_connections_that_never_say_a_word_keep_nobody_out(ready: dict[str, Any], line: requests.Session) -> None:
    host, port = ready["url"].removeprefix("https://").split(":")
    with ExitStack() as silent:
        for _ in range(3):
            silent.enter_context(socket.create_connection((host, int(port)), 20))

        assert line.get(f"{ready['url']}/healthz", timeout=4).json() == {"ok": True}


def test_plain_http_and_old_tls_get_nothing(ready: dict[str, Any]) -> None:
    host, port = ready["url"].removeprefix("https://").split(":")
    with pytest.raises(requests.RequestException):
        requests.get(f"http://{host}:{port}/healthz", timeout=20).raise_for_status()


def test_without_a_region_it_does_not_start(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DAYBOOK", "DJANGO"))}
    command = [sys.executable, "-m", "commands.server", "--data", str(tmp_path), "--port", "0"]

    done = subprocess.run(command, cwd=ROOT, env=clean, capture_output=True, text=True, check=False)

    assert done.returncode != 0 and done.stdout == "" and "stays in the UK" in done.stderr
