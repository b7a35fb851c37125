"""The embedded server's lines: whoever sends or reads a byte at a time holds a thread for so long and no longer."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from server.config import lines
from server.config.serve import build_server
from server.config.tls import certificates

BODY = b"pixels"
Lines = Callable[[bytes], bytes]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Reads what it is sent where the address says so."""
    if environ["PATH_INFO"] == "/read":
        environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    start_response("200 OK", [("Content-Type", "image/jpeg"), ("Content-Length", str(len(BODY)))])
    return [BODY]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """Says these bytes on a line of its own, then nothing more; gives what comes until the server ends the line, which must be soon."""
    monkeypatch.setattr(lines, "HEAD_S", 0.2)
    monkeypatch.setattr(lines, "BODY_S", 0.2)
    made = certificates(tmp_path, ("127.0.0.1", "localhost"))
    server = build_server(application, "127.0.0.1", 0, made)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    context = ssl.create_default_context(cafile=made.ca)

    def spoken(words: bytes) -> bytes:
        with socket.create_connection(server.bind_addr, 5) as plain, context.wrap_socket(plain, server_hostname="localhost") as line:
            line.sendall(words)
            heard = b""
            try:
                while piece := line.recv(4096):
                    heard += piece
            except (ConnectionError, ssl.SSLError):
                pass  # the line was cut, which is all that is asked here; TimeoutError is not among these
            return heard

    yield spoken
    server.stop()
    thread.join(10)


def request(method: str = "GET", path: str = "/", *more: str) -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *more, "", ""]).encode()


def test_a_head_that_never_ends_is_cut_off(say: Lines) -> None:
    assert b" 200 " not in say(request()[:-2])


def test_a_body_that_never_comes_is_cut_off(say: Lines) -> None:
    assert b" 200 " not in say(request("POST", "/read", "Content-Length: 5000") + b"a few")


def test_what_a_page_left_unread_is_not_waited_for(say: Lines) -> None:
    heard = say(request("POST", "/", "Content-Length: 5000000") + b"a few")

    assert heard.startswith(b"HTTP/1.1 200 ") and b"Connection: close" in heard and heard.endswith(BODY)


def test_a_head_request_has_no_body(say: Lines) -> None:
    heard = say(request("HEAD", "/", "Connection: close"))

    assert heard.startswith(b"HTTP/1.1 200 ") and b"Content-Length: 6" in heard and heard.endswith(b"\r\n\r\n")
