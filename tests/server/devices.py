"""A tablet and an office PC as the server meets them: real requests through Django, without a socket."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
from django.http import HttpResponse
from django.test import Client

from domain import wire
from domain.ids import uuid7
from imaging.encode import encode_jpeg
from server.accounts.models import Staff
from server.config.demo_cast import PASSWORD
from server.custody.leases import sign_out
from server.registry.models import Child, Device
from server.registry.pairing import new_code

DEVICE, OFFICE = "/api/device/v1", "/api/office/v1"
NOBODY = "01a20067-5aac-7dd0-853f-bf64740ad64b"  # an id that nothing has
WIDTH, HEIGHT = 320, 240


def new_id() -> str:
    """A fresh id, as a device makes it."""
    return uuid7(datetime.now(UTC), os.urandom(10))


def child(first_name: str) -> Child:
    return Child.objects.get(first_name=first_name)


def staff(username: str) -> Staff:
    return Staff.objects.get(username=username)


@cache
def picture(seed: int = 0) -> bytes:
    """A JPEG of coloured noise, written by our own encoder."""
    noise = np.random.default_rng(seed).integers(0, 255, (HEIGHT // 8, WIDTH // 8, 3), np.uint8)
    return encode_jpeg(np.repeat(np.repeat(noise, 8, 0), 8, 1))


class Caller:
    """A paired device."""

    def __init__(self, name: str) -> None:
        self.device = Device.objects.get(name=name)
        self.client, self.session, self.seq = Client(), "", 0
        answer = self.client.post(f"{DEVICE}/pair", {"code": new_code(self.device)}, content_type="application/json", secure=True)
        self.paired = wire.PairAnswer.model_validate_json(answer.content)
        self.device.refresh_from_db()

    def headers(self) -> dict[str, str]:
        found = {"Authorization": f"Bearer {self.paired.token}", "Daybook-Schema": "1"}
        return found | ({"Daybook-Session": self.session} if self.session else {})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, query, headers=self.headers(), secure=True)

    def post(self, path: str, message: Any) -> Any:
        return self.client.post(path, message, content_type="application/json", headers=self.headers(), secure=True)

    def raw(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None, **environ: Any) -> Any:
        return self.client.generic(
            method, path, body, "application/offset+octet-stream", headers=self.headers() | (headers or {}), secure=True, **environ
        )

    def log_in(self, username: str, password: str = PASSWORD) -> Any:
        answer = self.post(f"{DEVICE}/login", {"username": username, "password": password})
        if answer.status_code == 200:
            self.session = answer.json()["session"]
        return answer

    def changes(self, cursor: str = "", limit: int = 500) -> wire.Changes:
        return wire.Changes.model_validate_json(self.get(f"{DEVICE}/changes", cursor=cursor, limit=limit).content)

    def everything(self, cursor: str = "", limit: int = 500) -> tuple[list[wire.Change], str]:
        """All pages from the cursor on, and the last cursor."""
        found: list[wire.Change] = []
        while True:
            page = self.changes(cursor, limit)
            found, cursor = found + list(page.changes), page.cursor
            if not page.more:
                return found, cursor


class Tablet(Caller):
    """A room tablet in one person's hands."""

    def __init__(self, name: str = "T-02", holder: str = "sam.morris") -> None:
        super().__init__(name)
        self.holder, now = staff(holder), datetime.now(UTC)
        sign_out(self.device, self.holder, now + timedelta(hours=8), now=now - timedelta(hours=1))

    def operation(self, kind: str, entity: str, action: str, body: dict[str, Any], **other: Any) -> dict[str, Any]:
        """An operation with the next number and a right hash; `other` replaces fields before it is hashed."""
        self.seq += 1
        made: dict[str, Any] = {
            "op_id": new_id(),
            "dev_seq": self.seq,
            "kind": kind,
            "entity_id": entity,
            "action": action,
            "base_ver": 0,
            "actor": str(self.holder.id),
            "captured_at": datetime.now(UTC).isoformat(),
            "offset_ms": 0,
            "body": body,
        } | other
        hashed = {name: made[name] for name in ("op_id", "dev_seq", "kind", "entity_id", "action", "actor", "body")}
        return made | {"hash": wire.operation_hash(**hashed)}

    def push(self, *operations: dict[str, Any]) -> list[wire.OpResult]:
        answer = self.post(f"{DEVICE}/push", {"operations": list(operations)})
        assert answer.status_code == 200, answer.content
        return list(wire.PushAnswer.model_validate_json(answer.content).results)

    def entry_body(self, *names: str, pictures: Sequence[dict[str, Any]] = (), **other: Any) -> dict[str, Any]:
        """What an observation of these children says."""
        return {
            "id": new_id(),
            "kind": "observation",
            "children": [str(child(name).id) for name in names],
            "author_id": str(self.holder.id),
            "happened_at": datetime.now(UTC).isoformat(),
            "title": "",
            "text": "Amelia pours the water slowly.",
            "next_step": "",
            "framework": "eyfs-2025",
            "areas": [],
            "wellbeing": None,
            "involvement": None,
            "renditions": list(pictures),
        } | other

    def rendition(
        self, journal: str, regions: Sequence[dict[str, Any]] | None = None, content: bytes = b"", **other: Any
    ) -> dict[str, Any]:
        """A promised picture; without regions, one covered face that nobody named."""
        content = content or picture()
        return {
            "id": new_id(),
            "photo_id": new_id(),
            "child_id": str(child(journal).id),
            "sha256": hashlib.sha256(content).hexdigest(),
            "bytes": len(content),
            "width": WIDTH,
            "height": HEIGHT,
            "regions": [region()] if regions is None else list(regions),
            "no_child_said": False,
            "reviewed_by": str(self.holder.id),
            "rule_version": 1,
            "detector": "test 1",
        } | other

    def hand_in(self, *names: str, pictures: Sequence[dict[str, Any]] = (), **other: Any) -> tuple[str, wire.OpResult]:
        """Hand an observation in; returns its id and the server's answer."""
        body = self.entry_body(*names, pictures=pictures, **other)
        return body["id"], self.push(self.operation("entry", body["id"], "create", body))[0]

    def create_media(self, rendition: dict[str, Any], **other: Any) -> Any:
        return self.post(f"{DEVICE}/media", {name: rendition[name] for name in ("id", "sha256", "bytes")} | other)

    def send(
        self, media_id: str, offset: int, chunk: bytes, *, checksum: bytes | None = None, environ: dict[str, Any] | None = None
    ) -> HttpResponse:
        """PATCH one chunk. checksum: of the chunk unless given; environ: what the WSGI server would have said otherwise."""
        digest = base64.b64encode(checksum or hashlib.sha256(chunk).digest()).decode()
        headers = {"Upload-Offset": str(offset), "Upload-Checksum": f"sha256 {digest}"}
        sent: HttpResponse = self.raw("PATCH", f"{DEVICE}/media/{media_id}", chunk, headers, **(environ or {}))
        return sent

    def head(self, media_id: str) -> HttpResponse:
        found: HttpResponse = self.raw("HEAD", f"{DEVICE}/media/{media_id}")
        return found

    def upload(self, rendition: dict[str, Any], content: bytes = b"") -> HttpResponse:
        """Create and send the whole."""
        assert self.create_media(rendition).status_code in (200, 201)
        return self.send(rendition["id"], 0, content or picture())

    def receipt(self, media_id: str) -> Any:
        return self.get(f"{DEVICE}/media/{media_id}/receipt")


class Office(Caller):
    """The office PC with a manager at it."""

    def __init__(self, username: str | None = "ruth.adeyemi") -> None:
        super().__init__("OFFICE-1")
        if username is not None:
            assert self.log_in(username).status_code == 200

    def queue(self) -> wire.Queue:
        return wire.Queue.model_validate_json(self.get(f"{OFFICE}/queue").content)

    def entry(self, entry_id: str) -> wire.OfficeEntry:
        return wire.OfficeEntry.model_validate_json(self.get(f"{OFFICE}/entries/{entry_id}").content)

    def decide(self, entry_id: str, action: str, version: int, **other: Any) -> Any:
        return self.post(f"{OFFICE}/entries/{entry_id}/decision", {"action": action, "version": version} | other)


def region(box: tuple[int, int, int, int] = (96, 64, 160, 128), names: str | None = None, **other: Any) -> dict[str, Any]:
    """A face in a picture: seen and named when `names` says whose, else covered."""
    return {
        "id": new_id(),
        "box": list(box),
        "cover": [box[0] - 32, box[1] - 32, box[2] + 32, box[3] + 32],
        "source": "face",
        "says": "child" if names else "nothing",
        "child_id": str(child(names).id) if names else None,
        "covered": names is None,
        "why": "allowed" if names else "nobody_said",
    } | other
