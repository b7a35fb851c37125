from __future__ import annotations

import hashlib
import json
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.media.blobs import LocalBlobs, WrongContent

CHILD, KEY, NOW = uuid.uuid4(), os.urandom(32), datetime(2026, 11, 19, tzinfo=UTC)
CONTENT = b"\xff\xd8\xff picture" * 100
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def blobs(tmp_path: Path) -> LocalBlobs:
    return LocalBlobs(tmp_path)


def test_what_is_put_is_verified_opened_and_has_a_manifest_beside_it(blobs: LocalBlobs, tmp_path: Path) -> None:
    blobs.put(CHILD, KEY, SHA, [CONTENT[:10], CONTENT[10:]], NOW)

    assert blobs.verify(CHILD, KEY, SHA) and blobs.open(CHILD, KEY, SHA) == CONTENT
    manifest = json.loads((tmp_path / str(CHILD) / f"{SHA}.json").read_text())
    assert manifest == {"sha256": SHA, "bytes": len(CONTENT), "stored_at": NOW.isoformat()}


def test_wrong_content_is_not_kept_at_all(blobs: LocalBlobs, tmp_path: Path) -> None:
    with pytest.raises(WrongContent):
        blobs.put(CHILD, KEY, SHA, [b"other"], NOW)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_damaged_file_is_not_verified_and_is_put_right_by_the_next_put(blobs: LocalBlobs, tmp_path: Path) -> None:
    blobs.put(CHILD, KEY, SHA, [CONTENT], NOW)
    path = tmp_path / str(CHILD) / f"{SHA}.sealed"
    path.write_bytes(path.read_bytes()[:-3])
    assert not blobs.verify(CHILD, KEY, SHA)

    blobs.put(CHILD, KEY, SHA, [CONTENT], NOW)

    assert blobs.verify(CHILD, KEY, SHA)


def test_a_deleted_picture_is_gone_and_deleting_it_again_is_nothing(blobs: LocalBlobs, tmp_path: Path) -> None:
    blobs.put(CHILD, KEY, SHA, [CONTENT], NOW)

    blobs.delete(CHILD, SHA)
    blobs.delete(CHILD, SHA)

    assert not blobs.verify(CHILD, KEY, SHA)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
