"""The server's process is killed in the middle of an upload: the tablet goes on, and there is one copy and nothing clear."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import socket
import ssl
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import requests

from domain import wire
from imaging.encode import encode_jpeg
from server.config.demo_cast import PASSWORD
from tests.server.devices import DEVICE, new_id

ROOT = Path(__file__).resolve().parents[3]
SIDE = 1600
JPEG_HEAD = b"\xff\xd8\xff\xe0\x00\x10JFIF"  # three bytes alone would turn up in sealed files by chance
pytestmark = pytest.mark.slow


class Served:
    """A server process on a data folder, and a tablet's line to it."""

    def __init__(self, data: Path) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("DAYBOOK", "DJANGO"))}
        command = [sys.executable, "-m", "commands.server", "--data", str(data), "--port", "0", "--demo"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=clean)
        assert self.process.stdout is not None
        self.ready = json.loads(self.process.stdout.readline())
        self.headers: dict[str, str] = {}
        self.line = requests.Session()
        self.line.trust_env, self.line.verify = False, self.ready["ca_pem"]

    def post(self, path: str, message: Any) -> Any:
        return self.line.post(f"{self.ready['url']}{DEVICE}{path}", json=message, timeout=30).json()

    def trust(self, token: str) -> None:
        self.headers = {"Authorization": f"Bearer {token}", "Daybook-Schema": "1"}
        self.line.headers.update(self.headers)

    def send_half(self, media_id: str, content: bytes, half: int) -> None:
        """Announce the whole, send only `half` bytes, and hold the line."""
        host, port = self.ready["url"].removeprefix("https://").split(":")
        context = ssl.create_default_context(cafile=self.ready["ca_pem"])
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        head = [f"PATCH {DEVICE}/media/{media_id} HTTP/1.1", f"Host: {host}", f"Content-Length: {len(content)}", "Upload-Offset: 0"]
        head += [
            f"Upload-Checksum: sha256 {digest}",
            *(f"{name}: {self.headers[name]}" for name in ("Authorization", "Daybook-Schema")),
        ]
        with socket.create_connection((host, int(port)), 20) as plain, context.wrap_socket(plain, server_hostname=host) as stream:
            stream.sendall("\r\n".join([*head, "", ""]).encode() + content[:half])
            self.wait_for_staging(media_id)
            self.process.kill()

    def wait_for_staging(self, media_id: str) -> None:
        """Until the server wrote something of it."""
        part = Path(self.ready["ca_pem"]).parents[1] / "arriving" / f"{media_id}.part"
        deadline = datetime.now(UTC).timestamp() + 20
        while not (part.exists() and part.stat().st_size > 0):
            assert datetime.now(UTC).timestamp() < deadline

    def end(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def handed_in(served: Served, content: bytes) -> dict[str, Any]:
    """Pair T-02, log Sam in, hand in an entry with one picture; returns the promised picture and the token."""
    paired = served.post("/pair", {"code": served.ready["demo"]["codes"]["T-02"]})
    served.trust(paired["token"])
    sam = served.post("/login", {"username": "sam.morris", "password": PASSWORD})["staff"]["id"]
    told = served.line.get(f"{served.ready['url']}{DEVICE}/changes", timeout=30).json()["changes"]
    amelia = next(change["id"] for change in told if change["kind"] == "child" and change["body"]["first_name"] == "Amelia")
    promised = {
        "id": new_id(),
        "photo_id": new_id(),
        "child_id": amelia,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "width": SIDE,
        "height": SIDE,
        "regions": [],
        "no_child_said": True,
        "reviewed_by": sam,
        "rule_version": 1,
        "detector": "test 1",
    }
    now = datetime.now(UTC).isoformat()
    body = {"id": new_id(), "kind": "observation", "children": [amelia], "author_id": sam, "happened_at": now, "text": "Amelia pours."}
    body |= {"framework": "eyfs-2025", "renditions": [promised]}
    hashed: dict[str, Any] = {
        "op_id": new_id(),
        "dev_seq": 1,
        "kind": "entry",
        "entity_id": body["id"],
        "action": "create",
        "actor": sam,
        "body": body,
    }
    operation = hashed | {"captured_at": now, "hash": wire.operation_hash(**hashed)}
    assert served.post("/push", {"operations": [operation]})["results"][0]["outcome"] == "applied"
    return promised | {"token": paired["token"]}


def test_a_killed_server_goes_on_from_the_offset_with_one_copy_and_nothing_clear(tmp_path: Path) -> None:
    content = encode_jpeg(np.random.default_rng(1).integers(0, 255, (SIDE, SIDE, 3), np.uint8))
    first = Served(tmp_path / "data")
    promised = handed_in(first, content)
    url = f"{DEVICE}/media/{promised['id']}"
    first.send_half(promised["id"], content, len(content) // 2)
    first.end()

    again = Served(tmp_path / "data")
    again.trust(promised["token"])
    offset = int(again.line.head(again.ready["url"] + url, timeout=30).headers["Upload-Offset"])
    rest = content[offset:]
    headers = {"Upload-Offset": str(offset), "Upload-Checksum": "sha256 " + base64.b64encode(hashlib.sha256(rest).digest()).decode()}
    sent = again.line.patch(again.ready["url"] + url, rest, headers=headers, timeout=60)
    receipt = again.line.get(f"{again.ready['url']}{url}/receipt", timeout=30)
    again.end()

    assert 0 < offset <= len(content) // 2
    assert sent.status_code == 204 and receipt.json()["sha256"] == promised["sha256"]
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert sum(path.name == f"{promised['sha256']}.sealed" for path in files) == 1
    assert not any(path.suffix == ".part" for path in files)
    assert not any(JPEG_HEAD in path.read_bytes() or content[5000:5048] in path.read_bytes() for path in files)
