"""Handing in clips with sound: it goes along where every voice may be heard, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.services.handing_in import HandedIn, PhotoChanged, Progress
from app.services.keeping import PERMISSION_TO_HEAR_CHANGED
from app.services.writing import Draft
from app.storage import entries, photos, renditions
from app.storage.renditions import RenditionRow
from app.storage.vault import FOLDER_NAME
from app.sync.recheck_clips import ClipRecheck
from domain.boxes import Box
from domain.consent import FACTS_LIFE
from domain.covering import Says
from domain.ids import ChildId, EntryId, PhotoId
from domain.lifecycle import RenditionState
from domain.wire.clips import WireClip
from imaging.video_values import Span
from tests import cast
from tests.app.services.sounding import VOICES, SoundingImaging, loud, sound_in
from tests.app.services.tablet import Tablet
from tests.fakes.clips import FRAME_S, clip, moving_face

LEFT, RIGHT = Box(100, 100, 160, 170), Box(400, 100, 460, 170)
LOUD = loud(clip(moving_face("amelia", *(LEFT,) * 10), moving_face("noah", *(RIGHT,) * 5, first=5)))


@pytest.fixture
def tablet(tmp_path: Path) -> Iterator[Tablet]:
    tablet = Tablet(tmp_path, worker=SoundingImaging())
    tablet.learn()
    tablet.allow_voices(cast.AMELIA, cast.NOAH)
    yield tablet
    tablet.close()


def rows_of(tablet: Tablet, handed: HandedIn) -> dict[ChildId, RenditionRow]:
    """The clip in each journal. What the manifest says of its sound is true of its bytes."""
    rows = {row.child_id: row for row in renditions.of_entry(tablet.connection, handed.entry_id)}
    for row in rows.values():
        assert row.manifest.has_sound == (sound_in(tablet.vault.open(tablet.connection, row.file_id or "")) is not None)
    return rows


def sound_of(tablet: Tablet, handed: HandedIn) -> dict[ChildId, bool]:
    """In which journals it is heard."""
    return {child: row.manifest.has_sound for child, row in rows_of(tablet, handed).items()}


def told_of(tablet: Tablet, handed: HandedIn) -> WireClip:
    """The clip as it travels."""
    entry = entries.read(tablet.connection, handed.entry_id)
    assert entry is not None
    assert entry.body.renditions == tuple(row.manifest for row in rows_of(tablet, handed).values())
    (told,) = entry.body.clips
    return told


def ready(
    tablet: Tablet, *children: ChildId, heard: tuple[ChildId, ...] | None, names: tuple[ChildId | None, ...] = ()
) -> tuple[Draft, PhotoId]:
    """A draft for these children with a reviewed clip; None as heard = nobody said."""
    draft = tablet.draft(*children)
    photo_id = tablet.reviewed_clip(draft, LOUD, *names)
    if heard is not None:
        tablet.clips.hear(photo_id, heard, tablet.session)
    return draft, photo_id


def test_c22_a_clip_of_which_nobody_said_who_is_heard_goes_silent(tablet: Tablet) -> None:
    draft, _ = ready(tablet, cast.AMELIA, heard=None)

    handed = tablet.hand_in(draft)

    assert sound_of(tablet, handed) == {cast.AMELIA: False}
    assert (told_of(tablet, handed).has_sound, told_of(tablet, handed).heard) == (False, ())
    assert not any(VOICES.encode() in path.read_bytes() for path in tablet.folder.rglob("*") if path.is_file())


def test_c21_journals_with_the_same_covers_and_another_sound_are_two_clips(tablet: Tablet) -> None:
    draft, photo_id = ready(tablet, cast.AMELIA, cast.ISLA, cast.NOAH, heard=(cast.NOAH,))

    handed = tablet.hand_in(draft)

    rows = rows_of(tablet, handed)
    assert sound_of(tablet, handed) == {cast.AMELIA: False, cast.ISLA: False, cast.NOAH: True}  # alone in his own journal
    assert rows[cast.AMELIA].file_id == rows[cast.ISLA].file_id != rows[cast.NOAH].file_id
    told = told_of(tablet, handed)
    assert (told.has_sound, told.heard) == (True, (cast.NOAH,))
    original = photos.read(tablet.connection, photo_id)
    assert original is not None and original.heard is None  # of an original that is gone nobody is remembered


def test_c21_whom_the_picture_names_counts_as_heard_unless_the_cut_leaves_them_out(tablet: Tablet) -> None:
    both, first_half = (ready(tablet, cast.AMELIA, heard=(cast.AMELIA,)) for _ in range(2))
    for draft, photo_id in (both, first_half):
        for region, child in zip(tablet.clip_regions(photo_id), (cast.AMELIA, cast.ZOE), strict=True):
            tablet.reviewing.say([region.id], Says.CHILD, child, tablet.session)
        if draft is first_half[0]:
            tablet.clips.trim(photo_id, Span(0, 5 * FRAME_S), tablet.session)
        tablet.reviewing.finish(photo_id, tablet.session)

    assert sound_of(tablet, tablet.hand_in(both[0])) == {cast.AMELIA: False}
    assert sound_of(tablet, tablet.hand_in(first_half[0])) == {cast.AMELIA: True}


def test_r8_facts_that_nobody_confirmed_lately_let_nobody_be_heard(tablet: Tablet) -> None:
    draft, _ = ready(tablet, cast.AMELIA, heard=(cast.AMELIA,))
    tablet.clock.now += FACTS_LIFE + timedelta(minutes=1)

    assert sound_of(tablet, tablet.hand_in(draft)) == {cast.AMELIA: False}


def test_who_is_heard_changes_while_it_is_covered_and_nothing_is_handed_in(tablet: Tablet) -> None:
    draft, photo_id = ready(tablet, cast.AMELIA, heard=())

    def hear(step: Progress) -> None:
        if step.sentence == "Saving":
            tablet.clips.hear(photo_id, (cast.ISLA,), tablet.session)

    with pytest.raises(PhotoChanged):
        tablet.handing_in.hand_in(draft.id, tablet.session, hear)

    assert entries.read(tablet.connection, EntryId(draft.id)) is None
    assert sound_of(tablet, tablet.hand_in(draft)) == {cast.AMELIA: False}


def test_a_voice_withdrawn_while_covering_is_held_and_written_anew_without_sound(tablet: Tablet) -> None:
    """The pull of another lane comes between the covers and the transaction."""
    draft, _ = ready(tablet, cast.AMELIA, heard=(), names=(cast.AMELIA, None))

    def withdraw(step: Progress) -> None:
        if step.sentence == "Saving":
            tablet.allow_voices()

    handed = tablet.handing_in.hand_in(draft.id, tablet.session, withdraw)

    row = rows_of(tablet, handed)[cast.AMELIA]
    assert (row.state, row.manifest.has_sound, handed.held) == (RenditionState.HELD, True, (PERMISSION_TO_HEAR_CHANGED,))
    assert ClipRecheck(tablet.store, tablet.vault, SoundingImaging(), tablet.clock).work(lambda: False) == 1
    after = rows_of(tablet, handed)[cast.AMELIA]
    assert (after.state, after.manifest.has_sound) == (RenditionState.QUEUED, False)
    assert after.manifest.regions == row.manifest.regions
    assert told_of(tablet, handed).has_sound  # what the person said stays said
    assert [path.name for path in (tablet.folder / FOLDER_NAME).iterdir()] == [after.file_id]
