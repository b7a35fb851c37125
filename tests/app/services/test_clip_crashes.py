"""A power cut at every step of a clip's way: nothing lost, doubled or clear on the disk, and the wish to hand it in stands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.storage import audit, crash, entries, outbox, photos, renditions
from app.storage.photos import Look
from domain.boxes import Box
from domain.covering import Says
from domain.ids import EntryId, PhotoId
from domain.lifecycle import PhotoState, RenditionState
from tests import cast
from tests.app.services.sounding import SoundingImaging, loud
from tests.app.services.tablet import Tablet
from tests.app.services.test_crashes import clear_bytes_in, files_of, keys_of
from tests.fakes.clips import clip, moving_face

LEFT, RIGHT = Box(100, 100, 160, 170), Box(400, 100, 460, 170)
RECORDING = loud(clip(moving_face("amelia", *(LEFT,) * 10), moving_face("noah", *(RIGHT,) * 10), pad_bytes=100_000))
# Photos try the steps between.
POINTS = (
    "clip.kept",
    "clip.rows_written",
    "clip.committed",
    "clip.looked",
    "later.asked",
    "hand_in.covered",
    "hand_in.rows_written",
    "hand_in.committed",
)
HANDED_IN = POINTS[-1:]
NAMED = POINTS[4:]


def play(tablet: Tablet) -> None:
    """One clip from the recorder to the hand-in, which is asked for and then done."""
    draft = tablet.draft(cast.AMELIA, cast.NOAH)
    photo_id = tablet.clips.keep(RECORDING, draft.id, tablet.session).photo_id
    go_on_with(tablet, photo_id)
    tablet.later.ask(draft.id, tablet.session)
    tablet.later.run_next(tablet.session)


def go_on_with(tablet: Tablet, photo_id: PhotoId) -> None:
    """Look if nobody has, name Noah if he is not named yet, say who is heard, finish. Noah is heard in his own journal."""
    if tablet.clips.clip(photo_id, tablet.session).look is not Look.DONE:
        tablet.clips.look(photo_id, tablet.session)
    _, right = tablet.clip_regions(photo_id)
    if right.child != cast.NOAH:
        tablet.reviewing.say([right.id], Says.CHILD, cast.NOAH, tablet.session)
    tablet.clips.hear(photo_id, (), tablet.session)
    if tablet.clips.clip(photo_id, tablet.session).state is not PhotoState.REVIEWED:
        assert tablet.reviewing.finish(photo_id, tablet.session) == ()


def crash_at(point: str, folder: Path) -> None:
    """Play in a process of its own until the power goes: a copy of this one, which has loaded everything already."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.environ[crash.VARIABLE] = point
            tablet = Tablet(folder, worker=SoundingImaging())
            tablet.learn()
            tablet.allow_voices(cast.AMELIA, cast.NOAH)
            play(tablet)
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == crash.EXIT_CODE, f"never came to {point}"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no process")
@pytest.mark.parametrize("point", POINTS)
def test_a_power_cut_loses_nothing_doubles_nothing_and_leaves_nothing_clear(point: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    crash_at(point, folder)
    assert clear_bytes_in(folder) == []

    tablet = Tablet(folder, worker=SoundingImaging())
    recovered = tablet.starting.recover(tablet.session)

    assert recovered.audit_is_whole
    assert files_of(tablet) == keys_of(tablet)
    assert len(entries.recent(tablet.connection)) == (point in HANDED_IN)
    assert len(tablet.later.waiting(tablet.session)) == (point in NAMED and point not in HANDED_IN)
    for photo in photos.alive(tablet.connection):
        assert tablet.vault.open(tablet.connection, photo.file_id or "") == RECORDING

    for draft in () if point in NAMED else recovered.drafts:
        photo_ids = draft.photo_ids or (tablet.clips.keep(RECORDING, draft.id, tablet.session).photo_id,)
        go_on_with(tablet, photo_ids[0])
        tablet.later.ask(draft.id, tablet.session)
    tablet.later.run_next(tablet.session)

    (entry,) = entries.recent(tablet.connection)
    rows = renditions.of_entry(tablet.connection, EntryId(entry.body.id))
    assert sorted((row.child_id, row.state) for row in rows) == sorted((child, RenditionState.QUEUED) for child in (cast.AMELIA, cast.NOAH))
    assert len(entry.body.clips) == 1
    assert {row.child_id: row.manifest.has_sound for row in rows} == {cast.AMELIA: False, cast.NOAH: True}
    assert (outbox.count_waiting(tablet.connection), photos.alive(tablet.connection)) == (1, ())
    assert tablet.later.waiting(tablet.session) == ()
    assert files_of(tablet) == keys_of(tablet) == {row.file_id for row in rows}
    assert audit.first_broken(tablet.connection) is None
    tablet.close()
    assert clear_bytes_in(folder) == []


def test_every_step_of_a_clip_is_tried() -> None:
    assert {name for name in crash.POINTS if name.split(".")[0] in ("clip", "later")} <= set(POINTS)
