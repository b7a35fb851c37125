"""The rows of clips: kind, crop, kept part, tracks, times, sound, and hand-ins that were asked for; and stores from before all that."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from sqlcipher3.dbapi2 import IntegrityError

from app.storage import later, migrate, photos, regions, tracks
from app.storage.database import Connection, Store, open_store
from app.storage.later import Wish, WishState
from app.storage.migrate import migrations
from app.storage.photos import Kind, Photo
from app.storage.tracks import TrackRow
from domain.boxes import Box
from domain.covering import Region, Source
from domain.ids import DraftId, PhotoId, RegionId
from domain.lifecycle import PhotoState
from tests import cast

KEY = bytes(range(32))
CLIP = Photo(
    id=PhotoId(cast.id_of(5)),
    draft_id=DraftId(cast.id_of(6)),
    state=PhotoState.CAPTURED,
    file_id="f",
    taken_by=cast.SAM,
    taken_at=cast.NOW,
    width=320,
    height=240,
    kind=Kind.CLIP,
    duration_ms=480,
)
FACE = Region(id=RegionId(cast.id_of(7)), box=Box(10, 10, 40, 50), source=Source.FACE)
TRACK = TrackRow(number=0, tier=1, first=2, best=3, reach=(1, 0), boxes=(Box(8, 10, 38, 50), Box(10, 10, 40, 50), Box(12, 10, 42, 50)))


def test_a_clip_comes_back_as_it_was_kept(connection: Connection) -> None:
    photos.add(connection, CLIP)
    assert photos.read(connection, CLIP.id) == CLIP

    photos.set_trim(connection, CLIP.id, (100, 300))
    photos.set_crop(connection, CLIP.id, Box(0, 0, 160, 240))
    photos.set_duration(connection, CLIP.id, 500)

    changed = dataclasses.replace(CLIP, trim=(100, 300), crop=Box(0, 0, 160, 240), duration_ms=500)
    assert photos.read(connection, CLIP.id) == changed
    assert photos.count_clips(connection, CLIP.draft_id) == 1
    photos.set_trim(connection, CLIP.id, None)
    photos.set_crop(connection, CLIP.id, None)
    assert photos.read(connection, CLIP.id) == dataclasses.replace(CLIP, duration_ms=500)


def test_who_is_heard_comes_back_in_order_and_nobody_in_a_silent_clip(connection: Connection) -> None:
    loud = dataclasses.replace(CLIP, has_sound=True)
    photos.add(connection, loud)
    for heard in ((cast.NOAH, cast.AMELIA), (), None):
        photos.set_heard(connection, CLIP.id, heard)
        assert photos.read(connection, CLIP.id) == dataclasses.replace(loud, heard=heard)

    silent = dataclasses.replace(CLIP, id=PhotoId(cast.id_of(8)))
    photos.add(connection, silent)
    with pytest.raises(IntegrityError):
        photos.set_heard(connection, silent.id, ())


def test_a_track_and_its_times_come_back_to_the_bit(connection: Connection) -> None:
    times = (0.0, 1 / 30, 0.1 + 0.2)
    tracks.keep(connection, CLIP.id, FACE.id, TRACK)
    tracks.set_times(connection, CLIP.id, times)

    assert tracks.of_photo(connection, CLIP.id) == {FACE.id: TRACK}
    assert tracks.times_s(connection, CLIP.id) == times
    assert tracks.next_number(connection, CLIP.id) == 1

    tracks.keep(connection, CLIP.id, FACE.id, dataclasses.replace(TRACK, best=4))
    assert tracks.of_photo(connection, CLIP.id)[FACE.id].best == 4
    tracks.remove_of_photo(connection, CLIP.id)
    assert (tracks.of_photo(connection, CLIP.id), tracks.times_s(connection, CLIP.id)) == ({}, ())


def test_a_region_outside_the_kept_part_is_asked_by_nobody_and_kept(connection: Connection) -> None:
    regions.add(connection, CLIP.id, FACE)

    regions.set_out(connection, FACE.id, is_out=True)

    assert regions.of_photo(connection, CLIP.id) == ()
    assert regions.of_whole_clip(connection, CLIP.id) == (FACE,)


def test_a_wish_is_kept_refused_once_renewed_and_taken_back(connection: Connection) -> None:
    wish = Wish(draft_id=CLIP.draft_id, asked_by=cast.SAM, asked_at=cast.NOW)
    later.ask(connection, wish)
    later.note(connection, wish.draft_id, 0.5, "Covering video 1 of 1")
    assert later.of_person(connection, cast.SAM) == (dataclasses.replace(wish, share=0.5, sentence="Covering video 1 of 1"),)

    assert later.refuse(connection, wish.draft_id, "Paused.")
    assert not later.refuse(connection, wish.draft_id, "Again.")

    assert later.read(connection, wish.draft_id) == dataclasses.replace(wish, state=WishState.NEEDS_YOU, sentence="Paused.")
    assert not later.is_waiting(connection, wish.draft_id)
    later.ask(connection, wish)
    assert later.is_waiting(connection, wish.draft_id)
    assert later.take_back(connection, wish.draft_id)
    assert not later.take_back(connection, wish.draft_id)


def test_an_old_store_learns_of_clips_and_its_photos_stay_photos(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    old = open_store(path, KEY)
    migrate.migrate(old, path, migrations()[:2])
    old.execute(
        "INSERT INTO photo (id, draft_id, state, file_id, taken_by, taken_at, width, height) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (CLIP.id, CLIP.draft_id, CLIP.state.value, "f", cast.SAM, cast.NOW.isoformat(), 320, 240),
    )
    old.execute("INSERT INTO region (id, photo_id, x0, y0, x1, y1, source) VALUES (?, ?, 10, 10, 40, 50, 'face')", (FACE.id, CLIP.id))
    old.close()

    store = Store(tmp_path, KEY)

    assert photos.read(store.connect(), CLIP.id) == dataclasses.replace(CLIP, kind=Kind.PHOTO, duration_ms=None)
    assert regions.of_photo(store.connect(), CLIP.id) == (FACE,)
    store.close()


def test_a_store_from_before_there_was_sound_keeps_its_clips_silent(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    old = open_store(path, KEY)
    migrate.migrate(old, path, migrations()[:3])
    old.execute(
        "INSERT INTO photo (id, draft_id, state, file_id, taken_by, taken_at, width, height, kind, duration_ms, trim_start_ms, trim_end_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'clip', 480, 100, 300)",
        (CLIP.id, CLIP.draft_id, CLIP.state.value, "f", cast.SAM, cast.NOW.isoformat(), 320, 240),
    )
    old.close()

    store = Store(tmp_path, KEY)

    assert photos.read(store.connect(), CLIP.id) == dataclasses.replace(CLIP, trim=(100, 300), has_sound=False, heard=None)
    store.close()
