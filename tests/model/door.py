"""The model server's HTTPS door, with faults on request: lost requests, lost answers, broken bodies, refusals."""

from __future__ import annotations

import base64
import json
import re
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, ValidationError

from domain import wire
from domain.permissions import Station
from tests.model.certificates import Authority, Identity, make_authority, make_identity
from tests.model.protocol import ModelServer, Refused

TOKEN = "a-device-token"
API = "/api/device/v1"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request.

    kind: "lose request" (never processed), "lose answer" (processed, then cut), "break body" (`keep` bytes of the body arrive),
    "damage body" (its last byte arrives changed), "status" (answered with `status` instead of processed).
    """

    kind: str
    keep: int = 0
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Door:
    """A running server: the model behind it, and what was asked of it. `faults` is asked for each request, by method and path."""

    model: ModelServer
    url: str
    authority: Authority
    identity: Identity
    asked: list[str] = field(default_factory=list)
    payload_bytes: int = 0
    faults: Callable[[str, str], Fault | None] = lambda method, path: None


@contextmanager
def open_door(model: ModelServer, folder: Path) -> Iterator[Door]:
    """Serve the model over TLS on loopback until the block ends."""
    authority = make_authority()
    identity = make_identity(authority)
    with serving(model, authority, identity, identity.context(folder)) as door:
        yield door


@contextmanager
def serving(model: ModelServer, authority: Authority, identity: Identity, context: ssl.SSLContext) -> Iterator[Door]:
    """Serve the model with that certificate."""
    server = QuietServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.door = Door(model, f"https://127.0.0.1:{server.server_address[1]}", authority, identity)
    server.lock = threading.Lock()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.door
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class QuietServer(ThreadingHTTPServer):
    """A server that leaves broken connections unsaid: here they are made on purpose."""

    daemon_threads = True
    block_on_close = False
    door: Door
    lock: threading.Lock

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: QuietServer

    def setup(self) -> None:
        self.request.settimeout(10)
        self.request.do_handshake()
        super().setup()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_HEAD = do_PATCH = do_GET

    def _answer(self) -> None:
        door, path = self.server.door, urlsplit(self.path).path
        fault = door.faults(self.command, path)
        length = int(self.headers.get("Content-Length", 0))
        if fault is not None and fault.kind == "break body":
            length = min(length, fault.keep)
        body = self.rfile.read(length)
        if fault is not None and fault.kind == "damage body" and body:
            body, fault = body[:-1] + bytes([body[-1] ^ 1]), None
        with self.server.lock:
            door.asked.append(f"{self.command} {path}")
            door.payload_bytes += len(body)
            self._act(door, path, body, fault)

    def _act(self, door: Door, path: str, body: bytes, fault: Fault | None) -> None:
        if fault is not None and fault.kind == "lose request":
            return self._cut()
        if fault is not None and fault.kind == "status":
            return self._send(fault.status, {}, dict(fault.headers))
        broken = fault is not None and fault.kind == "break body"
        try:
            status, answer, headers = self._route(door.model, path, body, broken)
        except Refused as refused:
            problem = {"title": refused.code, "status": refused.status, "detail": f"Refused: {refused.code}.", "code": refused.code}
            status, answer, headers = refused.status, problem, refused.headers
        except ValidationError:
            status, answer, headers = 400, {"title": "bad", "status": 400, "code": "bad"}, {}
        if fault is not None:
            return self._cut()
        return self._send(status, answer, headers)

    def _route(self, model: ModelServer, path: str, body: bytes, broken: bool) -> tuple[int, Any, dict[str, str]]:
        if path == "/ca.pem":
            return 200, self.server.door.authority.pem, {}
        if path == f"{API}/pair":
            return 200, paired(model, wire.PairRequest.model_validate_json(body)), {}
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise Refused(401, "device_unknown")
        match = re.fullmatch(rf"{API}/media/([0-9a-f-]+)(/receipt)?", path)
        if match:
            return self._media(model, match[1], bool(match[2]), body, broken)
        return self._plain(model, path, body)

    def _plain(self, model: ModelServer, path: str, body: bytes) -> tuple[int, Any, dict[str, str]]:
        match self.command, path.removeprefix(API):
            case "GET", "/hello":
                return 200, model.hello(), {}
            case "GET", "/commands":
                return 200, wire.Commands(commands=tuple(model.commands)), {}
            case "POST", "/report":
                model.reports.append(wire.DeviceReport.model_validate_json(body))
                return 204, None, {}
            case "POST", "/push":
                return 200, model.push(wire.Push.model_validate_json(body)), {}
            case "GET", "/changes":
                query = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
                return 200, model.changes(query["cursor"][0], int(query["limit"][0])), {}
            case "POST", "/media":
                return 201, model.create(wire.MediaCreate.model_validate_json(body)), {}
        raise Refused(404, "no_such_place")

    def _media(self, model: ModelServer, media_id: str, receipt: bool, body: bytes, broken: bool) -> tuple[int, Any, dict[str, str]]:
        if receipt:
            return 200, model.receipt(media_id), {}
        if self.command == "HEAD":
            return 200, None, {"Upload-Offset": str(model.offset(media_id))}
        checksum = base64.b64decode(self.headers["Upload-Checksum"].split(" ")[1])
        offset = model.append(media_id, int(self.headers["Upload-Offset"]), body, checksum=checksum, broken_off=broken)
        return 204, None, {"Upload-Offset": str(offset)}

    def _cut(self) -> None:
        self.close_connection = True

    def _send(self, status: int, answer: Any, headers: dict[str, str]) -> None:
        body = encoded(answer)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(body)


def paired(model: ModelServer, request: wire.PairRequest) -> wire.PairAnswer:
    """The answer to the one right code."""
    if request.code != "RIGHT-CODE":
        raise Refused(403, "wrong_code")
    return wire.PairAnswer(
        device_id="00000000-0000-7000-8000-0000000000d1",
        device_name="T-02",
        station=Station.ROOM,
        room_id=None,
        token=TOKEN,
        nursery_name="Hazel Lane Nursery",
        signing_key=model.signing_key,
        recovery_key="",
        server_time=model.now,
    )


def encoded(answer: Any) -> bytes:
    """An answer's bytes."""
    if answer is None:
        return b""
    if isinstance(answer, str):
        return answer.encode()
    return answer.model_dump_json().encode() if isinstance(answer, BaseModel) else json.dumps(answer).encode()
