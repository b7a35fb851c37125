"""C39, DESIGN's wipe: key, log, file, row, in this order, from wherever a power cut left it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from app.storage import audit, outbox, renditions, wiping
from app.storage.database import Connection, open_store, transaction
from app.storage.renditions import RenditionRow
from app.storage.vault import FOLDER_NAME, Vault
from domain.ids import ChildId, EntryId, PhotoId, RenditionId
from domain.life import IllegalTransition
from domain.lifecycle import RenditionEvent, RenditionState
from domain.wire import Receipt, Rendition
from tests import cast
from tests.app.storage.conftest import KEY

PICTURE = b"a covered picture"
SHA = hashlib.sha256(PICTURE).hexdigest()
ONE, OTHER = RenditionId(cast.id_of(501)), RenditionId(cast.id_of(502))


def manifest(id: RenditionId, child: ChildId) -> Rendition:
    return Rendition(
        id=id,
        photo_id=cast.id_of(7),
        child_id=child,
        sha256=SHA,
        bytes=len(PICTURE),
        width=8,
        height=6,
        regions=(),
        no_child_said=True,
        reviewed_by=cast.SAM,
        rule_version=1,
        detector="none",
    )


def receipt(id: RenditionId) -> Receipt:
    return Receipt(media_id=id, sha256=SHA, bytes=len(PICTURE), stored_at=cast.NOW, epoch=cast.id_of(9), copies=1, signature="s")


@pytest.fixture
def file_id(connection: Connection, vault: Vault) -> str:
    """One file that the renditions of two journals share."""
    with transaction(connection):
        file_id = vault.seal(connection, PICTURE, cast.NOW)
        for id, child in ((ONE, cast.AMELIA), (OTHER, cast.ZOE)):
            row = RenditionRow(
                id=id,
                entry_id=EntryId(cast.id_of(8)),
                photo_id=PhotoId(cast.id_of(7)),
                child_id=child,
                state=RenditionState.QUEUED,
                file_id=file_id,
                sha256=SHA,
                bytes=len(PICTURE),
                manifest=manifest(id, child),
            )
            renditions.add(connection, row)
    return file_id


def exists(vault_folder: Path, file_id: str) -> bool:
    return (vault_folder / FOLDER_NAME / file_id).exists()


def test_c39_a_proved_rendition_is_wiped_and_the_server_is_told(connection: Connection, vault: Vault, file_id: str, tmp_path: Path) -> None:
    for id in (ONE, OTHER):
        wiping.acknowledge(connection, id, receipt(id), cast.NOW)
        wiping.wipe(connection, vault, id, cast.SAM, cast.NOW)

    row = renditions.read(connection, ONE)
    assert (row.state, row.file_id, row.receipt) == (RenditionState.WIPED, None, receipt(ONE))
    assert not exists(tmp_path, file_id)
    assert [(operation.action, operation.entity_id) for operation in outbox.waiting(connection)] == [("wiped", ONE), ("wiped", OTHER)]
    assert [row.what for row in audit.rows(connection)].count("rendition.wiped") == 2


def test_c39_nothing_is_wiped_before_the_servers_proof(connection: Connection, vault: Vault, file_id: str, tmp_path: Path) -> None:
    with pytest.raises(IllegalTransition):
        wiping.wipe(connection, vault, ONE, cast.SAM, cast.NOW)

    assert vault.open(connection, file_id) == PICTURE


def test_a_shared_file_lives_as_long_as_one_journal_needs_it(connection: Connection, vault: Vault, file_id: str, tmp_path: Path) -> None:
    wiping.acknowledge(connection, ONE, receipt(ONE), cast.NOW)
    wiping.wipe(connection, vault, ONE, cast.SAM, cast.NOW)

    assert vault.open(connection, file_id) == PICTURE

    wiping.acknowledge(connection, OTHER, receipt(OTHER), cast.NOW)
    wiping.wipe(connection, vault, OTHER, cast.SAM, cast.NOW)
    assert not exists(tmp_path, file_id)


def test_a_held_rendition_can_be_thrown_away(connection: Connection, vault: Vault, file_id: str) -> None:
    with transaction(connection):
        renditions.advance(connection, ONE, RenditionState.QUEUED, RenditionEvent.HOLD, cast.NOW, hold_reason="A permission changed.")
    assert renditions.read(connection, ONE).hold_reason == "A permission changed."

    wiping.wipe(connection, vault, ONE, cast.SAM, cast.NOW)

    assert renditions.read(connection, ONE).state is RenditionState.WIPED


def test_wiping_twice_says_so_once(connection: Connection, vault: Vault, file_id: str) -> None:
    wiping.acknowledge(connection, ONE, receipt(ONE), cast.NOW)

    for _ in range(2):
        wiping.wipe(connection, vault, ONE, cast.SAM, cast.NOW)

    assert outbox.count_waiting(connection) == 1


def test_a_wipe_that_stopped_half_way_is_finished(connection: Connection, vault: Vault, file_id: str, tmp_path: Path) -> None:
    for id in (ONE, OTHER):
        wiping.acknowledge(connection, id, receipt(id), cast.NOW)
        wiping.destroy_key(connection, vault, renditions.read(connection, id), cast.NOW)
    assert exists(tmp_path, file_id)

    assert wiping.finish(connection, vault, cast.SAM, cast.NOW) == 2

    assert not exists(tmp_path, file_id)
    assert wiping.finish(connection, vault, cast.SAM, cast.NOW) == 0


def test_every_step_is_logged(connection: Connection, vault: Vault, file_id: str) -> None:
    wiping.acknowledge(connection, ONE, receipt(ONE), cast.NOW)
    wiping.wipe(connection, vault, ONE, cast.SAM, cast.NOW)

    steps = connection.execute("SELECT before, after FROM rendition_step WHERE rendition_id = ? ORDER BY rowid", (ONE,)).fetchall()
    assert [tuple(step) for step in steps] == [("queued", "acknowledged"), ("acknowledged", "wiping"), ("wiping", "wiped")]


def test_a_reader_in_the_way_leaves_the_wipe_to_be_finished(connection: Connection, vault: Vault, file_id: str, tmp_path: Path) -> None:
    """DESIGN: check `busy`. The file is gone all the same, and the server hears of the wipe only when the log is cut too."""
    wiping.acknowledge(connection, ONE, receipt(ONE), cast.NOW)
    connection.execute("PRAGMA busy_timeout = 1")
    reader = open_store(tmp_path / "store.db", KEY)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM rendition").fetchone()

    assert not wiping.wipe(connection, vault, ONE, cast.SAM, cast.NOW)
    assert renditions.read(connection, ONE).state is RenditionState.WIPING
    assert outbox.count_waiting(connection) == 0

    reader.close()
    assert wiping.finish(connection, vault, cast.SAM, cast.NOW) == 1
    assert renditions.read(connection, ONE).state is RenditionState.WIPED


def test_two_lanes_that_finish_one_wipe_do_not_trip_over_each_other(connection: Connection, vault: Vault, file_id: str) -> None:
    wiping.acknowledge(connection, ONE, receipt(ONE), cast.NOW)
    as_one_lane_read_it = renditions.read(connection, ONE)
    wiping.wipe(connection, vault, ONE, cast.SAM, cast.NOW)

    wiping.destroy_key(connection, vault, as_one_lane_read_it, cast.NOW)
    wiping.record(connection, as_one_lane_read_it, cast.SAM, cast.NOW)

    assert renditions.read(connection, ONE).state is RenditionState.WIPED
    assert outbox.count_waiting(connection) == 1
