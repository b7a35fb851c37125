"""The device protocol, one typed method per endpoint (DESIGN: device protocol v1). Raises NetworkError for all that the world does."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import TypeVar

import requests
from pydantic import ValidationError

from app.sync.failures import not_understood
from app.sync.line import Line, Timeouts
from app.sync.tls import pinned_context
from domain import wire

DEVICE = "/api/device/v1"
CHECKSUM_MISMATCH = 460  # tus: the bytes of that request were dropped
PAGE = 1000  # changes per request: a page of facts is some 300 KB

M = TypeVar("M", bound=wire.Message)


class Transport:
    """A paired device's calls, all over one pinned, kept-alive line. Not for two threads at once.

    server_key_sha256: the pinned key of the server's certificate, from pairing; token: this device's, never logged.
    """

    def __init__(self, *, server_url: str, ca_pem: str, server_key_sha256: str, token: str, timeouts: Timeouts | None = None) -> None:
        if not server_key_sha256:
            raise ValueError("A paired device knows its server's key")
        self._way = {"server_url": server_url, "ca_pem": ca_pem, "server_key_sha256": server_key_sha256, "token": token}
        self._timeouts = timeouts
        self._beside: Transport | None = None
        headers = {"Authorization": f"Bearer {token}", "Daybook-Schema": str(wire.SCHEMA)}
        self.line = Line(server_url, pinned_context(ca_pem, server_key_sha256), headers=headers, timeouts=timeouts)

    def hello(self) -> wire.Hello:
        """The server's greeting. Status 426 when no schema fits, 401 when this device was revoked."""
        return parsed(wire.Hello, self.line.call("GET", f"{DEVICE}/hello"))

    def log_in(self, username: str, password: str) -> wire.LoginAnswer:
        """Who the person is. Status 403 with code wrong_login, suspended, not_here or outside_hours."""
        request = wire.LoginRequest(username=username, password=password)
        return parsed(wire.LoginAnswer, self.line.call("POST", f"{DEVICE}/login", message=request))

    def change_password(self, username: str, old: str, new: str) -> wire.LoginAnswer:
        """A session under the new password. Status 403 with code wrong_login, weak_password or same_password."""
        request = wire.PasswordChange(username=username, old=old, new=new)
        return parsed(wire.LoginAnswer, self.line.call("POST", f"{DEVICE}/password", message=request))

    def push(self, operations: Sequence[wire.Operation]) -> wire.PushAnswer:
        """One result per operation, in their order. Status 413 or 400: send fewer."""
        return parsed(wire.PushAnswer, self.line.call("POST", f"{DEVICE}/push", message=wire.Push(operations=tuple(operations))))

    def changes(self, cursor: str, limit: int = PAGE) -> wire.Changes:
        """A page of facts after `cursor` ("" = from the beginning). Status 410 when the cursor is too old."""
        answer = self.line.call("GET", f"{DEVICE}/changes", params={"cursor": cursor, "limit": str(limit)})
        return parsed(wire.Changes, answer)

    def create_media(self, create: wire.MediaCreate) -> wire.MediaStatus:
        """How many bytes of the rendition the server holds. Status 404 rendition_unknown, 409 mismatch."""
        return parsed(wire.MediaStatus, self.line.call("POST", f"{DEVICE}/media", message=create, accept=(200, 201)))

    def media_offset(self, media_id: str) -> int:
        """How many bytes of the upload arrived, after a break."""
        return offset_of(self.line.call("HEAD", f"{DEVICE}/media/{media_id}", accept=(200, 204)))

    def send_media(self, media_id: str, offset: int, rest: bytes, sha256: bytes | None = None) -> int:
        """Send all bytes from `offset` on in one request; the server's new offset. sha256: of `rest`, when the caller knows it.

        Status 460: they arrived damaged and were dropped. 409: the server is at another offset.
        """
        digest = sha256 if sha256 is not None else hashlib.sha256(rest).digest()
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Checksum": f"sha256 {base64.b64encode(digest).decode()}",
            "Content-Type": "application/offset+octet-stream",
        }
        return offset_of(self.line.call("PATCH", f"{DEVICE}/media/{media_id}", body=rest, headers=headers, accept=(200, 204)))

    def receipt(self, media_id: str) -> wire.Receipt:
        """The server's proof that it holds the bytes durably. Status 409 not_complete before that."""
        return parsed(wire.Receipt, self.line.call("GET", f"{DEVICE}/media/{media_id}/receipt"))

    def report(self, report: wire.DeviceReport) -> None:
        """Say how this device is."""
        self.line.call("POST", f"{DEVICE}/report", message=report, accept=(200, 204))

    def commands(self) -> wire.Commands:
        """What the server tells this device to do; a revoked one is answered this too."""
        return parsed(wire.Commands, self.line.call("GET", f"{DEVICE}/commands"))

    def report_fault(self, note: str) -> None:
        """Tell the manager of a privacy fault."""
        self.line.call("POST", f"{DEVICE}/fault", message=FaultNote(note=note), accept=(200, 201, 202, 204))

    def beside(self) -> Transport:
        """A second line to the same server, for one other thread; kept open until this one is closed."""
        if self._beside is None:
            self._beside = Transport(**self._way, timeouts=self._timeouts)
        return self._beside

    def close(self) -> None:
        """Let go of the connections."""
        self.line.close()
        if self._beside is not None:
            self._beside.close()


class FaultNote(wire.Message):
    """What a person says of a privacy fault."""

    note: str


def parsed(kind: type[M], answer: requests.Response) -> M:
    """The answer as a message. Raises NetworkError when it is none."""
    try:
        return kind.model_validate_json(answer.content)
    except ValidationError as error:
        raise not_understood() from error


def offset_of(answer: requests.Response) -> int:
    """The upload offset that the server names. Raises NetworkError when it names none."""
    text = answer.headers.get("Upload-Offset", "")
    if not text.isdigit():
        raise not_understood()
    return int(text)
