"""The vault's construction: what is changed, moved, cut off or keyless does not open."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage import crash
from app.storage.database import Connection, Store, transaction
from app.storage.space import BALLAST_NAME, DiskFull, ensure_ballast
from app.storage.vault import CHUNK_BYTES, FOLDER_NAME, MAGIC, PREFIX_BYTES, TAG_BYTES, Vault, VaultFileDamaged
from tests import cast

HEADER = len(MAGIC) + PREFIX_BYTES
SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES
SIZES = (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES)


class Box:
    """A vault with its store."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.vault, self.store = folder, Vault(folder), Store(folder, bytes(32))
        self.connection: Connection = self.store.connect()

    def seal(self, content: bytes) -> str:
        with transaction(self.connection):
            return self.vault.seal(self.connection, content, cast.NOW)

    def path(self, file_id: str) -> Path:
        return self.folder / FOLDER_NAME / file_id

    def opened(self, file_id: str) -> bytes:
        return self.vault.open(self.connection, file_id)


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    box = Box(tmp_path / "data")
    yield box
    box.store.close()


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_opens_again(box: Box, size: int) -> None:
    content = os.urandom(size)

    assert box.opened(box.seal(content)) == content


def test_the_same_content_is_sealed_differently_every_time(box: Box) -> None:
    one, other = (box.path(box.seal(b"the same")).read_bytes() for _ in range(2))

    assert one[HEADER:] != other[HEADER:]


@pytest.mark.parametrize("place", [0, HEADER - 1, HEADER, HEADER + SEALED_CHUNK, -1])
def test_a_changed_byte_anywhere_is_noticed(box: Box, place: int) -> None:
    file_id = box.seal(os.urandom(CHUNK_BYTES * 2))
    sealed = bytearray(box.path(file_id).read_bytes())
    sealed[place] ^= 1
    box.path(file_id).write_bytes(sealed)

    with pytest.raises(VaultFileDamaged):
        box.opened(file_id)


def test_a_file_cut_at_a_chunk_is_noticed(box: Box) -> None:
    """The last-chunk flag: without it a file cut exactly between two chunks would look whole."""
    file_id = box.seal(os.urandom(CHUNK_BYTES * 3))
    box.path(file_id).write_bytes(box.path(file_id).read_bytes()[: HEADER + SEALED_CHUNK * 2])

    with pytest.raises(VaultFileDamaged):
        box.opened(file_id)


def test_chunks_that_changed_places_are_noticed(box: Box) -> None:
    file_id = box.seal(os.urandom(CHUNK_BYTES * 3))
    sealed = box.path(file_id).read_bytes()
    first, second = sealed[HEADER : HEADER + SEALED_CHUNK], sealed[HEADER + SEALED_CHUNK : HEADER + 2 * SEALED_CHUNK]
    box.path(file_id).write_bytes(sealed[:HEADER] + second + first + sealed[HEADER + 2 * SEALED_CHUNK :])

    with pytest.raises(VaultFileDamaged):
        box.opened(file_id)


def test_a_file_under_another_files_name_does_not_open_even_with_its_key(box: Box) -> None:
    one, other = box.seal(b"one"), box.seal(b"other")
    box.path(one).rename(box.path(other))
    with transaction(box.connection):
        key = box.connection.execute("SELECT key FROM vault_file WHERE id = ?", (one,)).fetchone()[0]
        box.connection.execute("UPDATE vault_file SET key = ? WHERE id = ?", (key, other))

    with pytest.raises(VaultFileDamaged):
        box.opened(other)


def test_destroying_the_key_is_the_wipe(box: Box) -> None:
    file_id = box.seal(b"a face")

    with transaction(box.connection):
        box.vault.destroy_key(box.connection, file_id)

    assert box.path(file_id).exists()
    with pytest.raises(VaultFileDamaged):
        box.opened(file_id)


def test_a_transaction_that_fails_leaves_no_file(box: Box) -> None:
    sealed = box.vault.write(b"a face")

    with pytest.raises(RuntimeError), box.vault.or_forget(sealed), transaction(box.connection):
        box.vault.record(box.connection, sealed, cast.NOW)
        raise RuntimeError

    assert list((box.folder / FOLDER_NAME).iterdir()) == []


def test_the_sweep_takes_orphans_and_leaves_what_another_lane_is_writing(box: Box) -> None:
    kept, written = box.seal(b"kept"), box.vault.write(b"its row comes in a moment")
    orphan, unfinished = box.path("0" * 32), box.path("1" * 32 + ".part")
    orphan.write_bytes(b"x")
    unfinished.write_bytes(b"x")

    with transaction(box.connection):
        swept = box.vault.sweep(box.connection)

    assert swept == 2
    assert {path.name for path in (box.folder / FOLDER_NAME).iterdir()} == {kept, written.id}


def test_nothing_of_the_content_is_readable_on_the_disk(box: Box) -> None:
    content = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"CLEAR" * 50_000

    box.seal(content)
    box.store.close()

    for path in box.folder.rglob("*"):
        assert not path.is_file() or (b"JFIF" not in path.read_bytes() and b"CLEAR" not in path.read_bytes())


FULL = """
import os, resource, signal, sys
from pathlib import Path
from app.storage.database import Store, transaction
from app.storage.space import DiskFull
from app.storage.vault import Vault
from tests import cast
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
store, vault = Store(folder, bytes(32)), Vault(folder)
connection = store.connect()
with transaction(connection):
    kept = vault.seal(connection, b"kept", cast.NOW)
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
try:
    vault.write(bytes(3 << 20))
except DiskFull as full:
    print(full.sentence)
print(sorted(path.name for path in (folder / "vault").iterdir()) == [kept], vault.open(connection, kept))
"""


def test_a_disk_that_fills_up_is_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    """The system refuses every byte beyond 1 MiB, in the middle of the picture."""
    ensure_ballast(tmp_path)

    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]
    )

    assert ended.stdout.splitlines() == [DiskFull().sentence, "True b'kept'"]
    assert not (tmp_path / BALLAST_NAME).exists()


def test_a_full_store_is_a_sentence_and_deleting_still_works(box: Box) -> None:
    file_id = box.seal(b"kept")
    ensure_ballast(box.folder)
    pages = box.connection.execute("PRAGMA page_count").fetchone()[0]
    box.connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(DiskFull), transaction(box.connection):
        for number in range(1000):
            box.connection.execute("INSERT INTO setting VALUES (?, ?)", (str(number), "x" * 4000))

    assert box.connection.execute("SELECT count(*) FROM setting").fetchone()[0] == 0
    assert not (box.folder / BALLAST_NAME).exists()
    with transaction(box.connection):
        box.vault.destroy_key(box.connection, file_id)


def test_a_crash_point_that_nobody_listed_is_a_bug() -> None:
    with pytest.raises(ValueError, match="no crash point"):
        crash.point("capture.invented")


@pytest.mark.parametrize(
    ("start", "end"), [(0, 1), (0, CHUNK_BYTES), (CHUNK_BYTES - 1, CHUNK_BYTES + 1), (CHUNK_BYTES + 5, 2 * CHUNK_BYTES + 9)]
)
def test_a_part_is_read_without_the_rest(connection: Connection, vault: Vault, start: int, end: int) -> None:
    content = bytes(range(256)) * (2 * CHUNK_BYTES // 256) + b"the tail"
    file_id = vault.seal(connection, content, cast.NOW)

    if end <= len(content):
        assert vault.open_part(connection, file_id, start, end) == content[start:end]
    else:
        with pytest.raises(VaultFileDamaged):
            vault.open_part(connection, file_id, start, end)


def test_a_changed_or_shortened_part_is_noticed(connection: Connection, vault: Vault, tmp_path: Path) -> None:
    file_id = vault.seal(connection, bytes(2 * CHUNK_BYTES), cast.NOW)
    path = tmp_path / FOLDER_NAME / file_id
    sealed = bytearray(path.read_bytes())
    sealed[CHUNK_BYTES + 100] ^= 1
    path.write_bytes(sealed)

    assert vault.open_part(connection, file_id, 0, 10) == bytes(10)
    with pytest.raises(VaultFileDamaged):
        vault.open_part(connection, file_id, CHUNK_BYTES, CHUNK_BYTES + 10)
    path.write_bytes(sealed[: HEADER + SEALED_CHUNK])
    with pytest.raises(VaultFileDamaged):
        vault.open_part(connection, file_id, 0, 10)
