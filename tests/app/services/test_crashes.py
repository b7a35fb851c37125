"""A power cut at every step from the shutter to the hand-in: nothing lost, nothing doubled, nothing clear on the disk (DESIGN's table)."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.storage import audit, crash, entries, outbox, photos, renditions
from app.storage.photos import Look
from app.storage.vault import FOLDER_NAME
from domain.covering import Says
from domain.ids import EntryId, PhotoId
from domain.lifecycle import PhotoState, RenditionState
from tests import cast
from tests.app.services.crashing import PICTURE
from tests.app.services.tablet import ROOT, Tablet
from tests.fakes.imaging import PLANTED, START

ELSEWHERE = ("clip.", "later.", "sync.", "recheck.", "upload.", "receipt.", "wipe.", "rekey.")  # tested with them
POINTS = [name for name in crash.POINTS if not name.startswith(ELSEWHERE)]
HANDED_IN = ("hand_in.committed", "hand_in.unlinked")
PLANTS = (PLANTED.encode(), START, b"CLEAR-SCENE", b"She pours the water", b"Amelia", b"SQLite format 3")


def crashed_at(point: str, folder: Path) -> Path:
    """The data folder as the power cut left it."""
    folder.mkdir()
    environment = {**os.environ, crash.VARIABLE: point, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.app.services.crashing", str(folder)], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert ended.returncode == crash.EXIT_CODE, ended.stderr.decode()
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_a_power_cut_loses_nothing_doubles_nothing_and_leaves_nothing_clear(point: str, tmp_path: Path) -> None:
    folder = crashed_at(point, tmp_path / "data")
    assert clear_bytes_in(folder) == []

    tablet = Tablet(folder)
    recovered = tablet.starting.recover(tablet.session)

    assert recovered.audit_is_whole
    assert files_of(tablet) == keys_of(tablet)
    assert len(entries.recent(tablet.connection)) == (1 if point in HANDED_IN else 0)
    assert len(recovered.drafts) == (0 if point in HANDED_IN else 1)
    for photo in photos.alive(tablet.connection):
        assert tablet.vault.open(tablet.connection, photo.file_id or "") == PICTURE

    go_on(tablet)

    (entry,) = entries.recent(tablet.connection)
    rows = renditions.of_entry(tablet.connection, EntryId(entry.body.id))
    assert {(row.child_id, row.state) for row in rows} == {(child, RenditionState.QUEUED) for child in (cast.AMELIA, cast.NOAH)}
    assert len(rows) == 2
    assert outbox.count_waiting(tablet.connection) == 1
    assert photos.alive(tablet.connection) == ()
    assert files_of(tablet) == keys_of(tablet) == {row.file_id for row in rows}
    assert audit.first_broken(tablet.connection) is None
    tablet.close()
    assert clear_bytes_in(folder) == []


def go_on(tablet: Tablet) -> None:
    """Do what a person would who finds the tablet like this: go on where it stopped."""
    for draft in tablet.writing.drafts(tablet.session):
        photo_ids = draft.photo_ids or (tablet.capturing.capture(PICTURE, draft.id, tablet.session).photo_id,)
        draft = tablet.writing.save(dataclasses.replace(draft, text="She pours the water."), tablet.session)
        for photo_id in photo_ids[1:]:
            tablet.capturing.discard(photo_id, tablet.session)
        finish_review(tablet, photo_ids[0])
        tablet.hand_in(draft)


def finish_review(tablet: Tablet, photo_id: PhotoId) -> None:
    """Look if nobody has, name who is not named yet, finish."""
    photo = tablet.reviewing.photo(photo_id, tablet.session)
    if photo.look is not Look.DONE:
        tablet.looking.look(photo_id, tablet.session)
    for region, child in zip(tablet.regions(photo_id), (cast.AMELIA, cast.NOAH), strict=True):
        if region.child != child:
            tablet.reviewing.say([region.id], Says.CHILD, child, tablet.session)
    if tablet.reviewing.photo(photo_id, tablet.session).state is not PhotoState.REVIEWED:
        assert tablet.reviewing.finish(photo_id, tablet.session) == ()


def files_of(tablet: Tablet) -> set[str]:
    """The names in the vault's folder."""
    return {path.name for path in (tablet.folder / FOLDER_NAME).iterdir()}


def keys_of(tablet: Tablet) -> set[str]:
    """The files that somebody can open."""
    return {row[0] for row in tablet.connection.execute("SELECT id FROM vault_file")}


def clear_bytes_in(folder: Path) -> list[str]:
    """Every file that holds something planted, or the head of a picture."""
    return [f"{path.name}: {plant!r}" for path in folder.rglob("*") if path.is_file() for plant in PLANTS if plant in path.read_bytes()]
