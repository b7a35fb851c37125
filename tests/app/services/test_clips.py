"""Clips before hand-in, with the real store and vault; the detector alone is a fake."""

from __future__ import annotations

import pytest

from app.services.capturing import EnoughPhotos
from app.services.clips import EnoughClips, NothingLeft
from app.services.own import PhotoGone
from app.services.reviewing import MarkRefused
from app.services.session import NotAllowed, Paused
from app.services.tracking import frames_in
from app.storage import facts, photos, regions, tracks
from app.storage.database import transaction
from app.storage.photos import Kind, Look
from app.storage.space import DiskFull
from app.storage.vault import FOLDER_NAME
from domain.boxes import Box
from domain.covering import Hold, Says, Source
from domain.entries import CLIPS_LIMIT, PHOTOS_LIMIT
from domain.ids import PhotoId, RegionId
from domain.lifecycle import PhotoState
from domain.wire import FactKind
from imaging.values import DetectorUnavailable, Tier
from imaging.video_values import ClipStopped, ClipTooLong, ClipUnreadable, Span
from tests import cast
from tests.app.services.tablet import Tablet, session_of
from tests.fakes.clips import FRAME_S, clip, moving_face
from tests.fakes.imaging import PLANTED, picture

LEFT, RIGHT = Box(100, 100, 160, 170), Box(400, 100, 460, 170)
TEN = (LEFT,) * 10


def two_faces() -> bytes:
    """Amelia throughout on the left, Noah in the second half on the right."""
    return clip(moving_face("amelia", *TEN), moving_face("noah", *(RIGHT,) * 5, first=5), pad_bytes=100_000)


def seconds(first: int, end: int) -> Span:
    """The part with the frames [first, end)."""
    return Span(first * FRAME_S, end * FRAME_S)


def test_c30_a_recording_is_sealed_and_nothing_of_it_is_clear_on_the_disk(tablet: Tablet) -> None:
    draft = tablet.draft()

    taken = tablet.clips.keep(two_faces(), draft.id, tablet.session)

    photo = photos.read(tablet.connection, taken.photo_id)
    assert photo is not None and (photo.kind, photo.look, photo.state) == (Kind.CLIP, Look.WAITING, PhotoState.CAPTURED)
    assert (taken.width, taken.height, round(taken.duration_s, 2), photo.duration_ms) == (640, 360, 0.4, 400)
    assert tablet.vault.open(tablet.connection, photo.file_id or "") == two_faces()
    assert not any(PLANTED.encode() in path.read_bytes() for path in tablet.folder.rglob("*") if path.is_file())
    assert tablet.clips.clips_of(draft.id, tablet.session) == {taken.photo_id}


def test_l4_what_is_no_clip_or_too_long_is_refused_and_nothing_is_kept(tablet: Tablet) -> None:
    draft = tablet.draft()

    with pytest.raises(ClipUnreadable):
        tablet.clips.keep(picture(), draft.id, tablet.session)
    with pytest.raises(ClipTooLong):
        tablet.clips.keep(clip(frames=800), draft.id, tablet.session)

    assert tablet.writing.open(draft.id, tablet.session).photo_ids == ()
    assert list((tablet.folder / FOLDER_NAME).iterdir()) == []


def test_an_entry_takes_three_clips_and_twelve_pictures(tablet: Tablet) -> None:
    draft, full = tablet.draft(), tablet.draft()
    for _ in range(CLIPS_LIMIT):
        tablet.clips.keep(clip(), draft.id, tablet.session)
    for _ in range(PHOTOS_LIMIT):
        tablet.capturing.capture(picture(), full.id, tablet.session)

    with pytest.raises(EnoughClips):
        tablet.clips.keep(clip(), draft.id, tablet.session)
    with pytest.raises(EnoughPhotos):
        tablet.clips.keep(clip(), full.id, tablet.session)


def test_l24_nothing_is_recorded_while_daybook_is_paused(tablet: Tablet) -> None:
    draft = tablet.draft()
    with transaction(tablet.connection):
        facts.put(tablet.connection, FactKind.SITE, cast.SITE.id, 2, {**cast.SITE.model_dump(mode="json"), "is_paused": True})

    with pytest.raises(Paused):
        tablet.clips.keep(clip(), draft.id, tablet.session)


def test_l16_nobody_works_on_anothers_clip(tablet: Tablet) -> None:
    draft = tablet.draft()
    taken = tablet.clips.keep(two_faces(), draft.id, tablet.session)
    other = session_of(cast.JO)

    for ask in (tablet.clips.look, tablet.clips.clip):
        with pytest.raises(NotAllowed):
            ask(taken.photo_id, other)
    with pytest.raises(NotAllowed):
        tablet.clips.frame(taken.photo_id, 0, other)
    with pytest.raises(NotAllowed):
        tablet.clips.keep(clip(), draft.id, other)


def test_a_full_disk_keeps_no_half_of_a_recording(tablet: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = tablet.draft()

    def no_room(*everything: object) -> None:
        raise DiskFull

    monkeypatch.setattr(photos, "add", no_room)
    with pytest.raises(DiskFull):
        tablet.clips.keep(two_faces(), draft.id, tablet.session)

    assert list((tablet.folder / FOLDER_NAME).iterdir()) == []


def test_every_track_is_a_region_where_its_face_is_shown_best(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(), two_faces())

    shown = tablet.clips.clip(photo_id, tablet.session)

    assert [(region.box, region.source) for region in shown.regions] == [(LEFT, Source.FACE), (RIGHT, Source.FACE)]
    assert [(shown.tracks[region.id].first, shown.tracks[region.id].end) for region in shown.regions] == [(0, 10), (5, 10)]
    assert (shown.look, len(shown.times_s), shown.span) == (Look.DONE, 10, Span(0.0, 0.4))


def test_l20_a_look_that_fails_or_is_stopped_holds_the_clip(tablet: Tablet) -> None:
    taken = tablet.clips.keep(two_faces(), tablet.draft().id, tablet.session)
    with pytest.raises(ClipStopped):
        tablet.clips.look(taken.photo_id, tablet.session, stop=lambda: True)
    assert tablet.reviewing.finish(taken.photo_id, tablet.session) == (Hold.NOT_LOOKED, Hold.NOBODY_FOUND)
    assert tablet.clips.clip(taken.photo_id, tablet.session).look is Look.WAITING

    tablet.imaging.fails = True
    with pytest.raises(DetectorUnavailable):
        tablet.clips.look(taken.photo_id, tablet.session)
    assert tablet.clips.clip(taken.photo_id, tablet.session).look is Look.FAILED
    with pytest.raises(MarkRefused):
        tablet.reviewing.say_no_child(taken.photo_id, True, tablet.session)

    tablet.imaging.fails = False
    heard: list[float] = []
    assert len(tablet.clips.look(taken.photo_id, tablet.session, heard.append)) == 2
    assert heard == [0.5]


def test_a_later_look_keeps_what_was_said_and_drawn_and_finds_no_face_twice(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(), two_faces())
    amelia, noah = tablet.clip_regions(photo_id)
    tablet.reviewing.say([amelia.id], Says.CHILD, cast.AMELIA, tablet.session)
    drawn = tablet.reviewing.draw(photo_id, Box(0, 0, 50, 50), tablet.session)

    after = tablet.clips.look(photo_id, tablet.session)

    assert {region.id: region.says for region in after} == {amelia.id: Says.CHILD, noah.id: Says.NOTHING, drawn.id: Says.NOTHING}
    assert len(tracks.of_photo(tablet.connection, photo_id)) == 2


def test_a_maybe_that_is_a_face_for_sure_now_is_asked_about_again(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(), clip(moving_face("toy", *TEN, tier=Tier.MAYBE)))
    (maybe,) = tablet.clip_regions(photo_id)
    tablet.reviewing.say([maybe.id], Says.NOT_A_FACE, None, tablet.session)
    tablet.reviewing.say_no_child(photo_id, True, tablet.session)
    assert tablet.reviewing.finish(photo_id, tablet.session) == ()

    tablet.imaging.surer = clip(moving_face("toy", *TEN))
    (after,) = tablet.clips.look(photo_id, tablet.session)

    assert (after.id, after.source, after.says) == (maybe.id, Source.FACE, Says.NOTHING)
    assert tablet.clips.clip(photo_id, tablet.session).state is PhotoState.CAPTURED


def test_a_trim_asks_about_nobody_who_is_outside_and_forgets_nothing(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(), two_faces())
    amelia, noah = tablet.clip_regions(photo_id)
    tablet.reviewing.say([noah.id], Says.CHILD, cast.NOAH, tablet.session)
    tablet.reviewing.finish(photo_id, tablet.session)

    cut = tablet.clips.trim(photo_id, seconds(0, 5), tablet.session)
    assert ([region.id for region in cut.regions], cut.state, cut.span) == ([amelia.id], PhotoState.CAPTURED, seconds(0, 5))

    whole = tablet.clips.trim(photo_id, None, tablet.session)
    assert [(region.id, region.child) for region in whole.regions] == [(amelia.id, None), (noah.id, cast.NOAH)]
    with pytest.raises(NothingLeft):
        tablet.clips.trim(photo_id, Span(0.381, 0.383), tablet.session)


def test_a_part_from_one_frames_moment_to_anothers_holds_the_first_and_not_the_second(tablet: Tablet) -> None:
    """A camera's thirds of a tenth of a second are no whole milliseconds."""
    times = [number / 30 for number in range(10)]
    photo_id = tablet.clip(tablet.draft(), two_faces())
    with transaction(tablet.connection):
        tracks.set_times(tablet.connection, photo_id, times)

    for first in range(9):
        tablet.clips.trim(photo_id, Span(times[first], times[first + 1]), tablet.session)
        photo = photos.read(tablet.connection, photo_id)
        assert photo is not None and frames_in(times, photo.trim) == (first, first + 1)


def test_a_trim_shows_a_face_on_a_frame_of_what_is_kept(tablet: Tablet) -> None:
    walk = tuple(Box(20 * step, 100, 20 * step + 60, 170) for step in range(10))
    photo_id = tablet.clip(tablet.draft(), clip(moving_face("amelia", *walk)))

    cut = tablet.clips.trim(photo_id, seconds(0, 3), tablet.session)

    assert cut.regions[0].box == walk[2]


def test_l20_a_frame_shows_nobody_who_was_not_asked_for(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(), two_faces())
    amelia, noah = tablet.clip_regions(photo_id)

    assert bare_on(tablet, photo_id, 7) == ()
    assert bare_on(tablet, photo_id, 7, amelia.id) == (f"{PLANTED}-amelia",)
    drawn = tablet.reviewing.draw(photo_id, LEFT, tablet.session)
    assert bare_on(tablet, photo_id, 7, amelia.id) == ()
    assert bare_on(tablet, photo_id, 7, amelia.id, drawn.id) == (f"{PLANTED}-amelia",)
    assert tablet.clips.face(photo_id, noah.id, tablet.session).width > 0


def bare_on(tablet: Tablet, photo_id: PhotoId, number: int, *show: RegionId) -> tuple[str, ...]:
    """The faces that can be seen on a frame."""
    tablet.clips.frame(photo_id, number, tablet.session, show=frozenset(show))
    return tablet.imaging.framed


def test_a_strip_shows_all_cover_until_the_review_is_finished(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    taken = tablet.clips.keep(two_faces(), draft.id, tablet.session)
    assert tablet.capturing.covered_thumbnail(taken.photo_id, 80, tablet.session).width == 80
    tablet.clips.look(taken.photo_id, tablet.session)
    tablet.clips.trim(taken.photo_id, seconds(6, 9), tablet.session)

    assert tablet.capturing.covered_thumbnail(taken.photo_id, 80, tablet.session).height == 45
    assert tablet.imaging.framed == ()


def test_what_a_family_will_see_is_decided_as_for_photos(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(cast.AMELIA, cast.NOAH), two_faces())
    amelia, noah = tablet.clip_regions(photo_id)
    tablet.reviewing.say([amelia.id], Says.CHILD, cast.AMELIA, tablet.session)
    tablet.reviewing.say([noah.id], Says.CHILD, cast.NOAH, tablet.session)

    of_amelia, of_noah = tablet.reviewing.outcome(photo_id, (cast.AMELIA, cast.NOAH), tablet.session).families
    assert of_amelia.seen == ("Amelia",) and of_amelia.covered == 1
    assert "Noah" in of_noah.seen


def test_a_discarded_clip_leaves_no_key_no_file_and_no_track(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(), two_faces())

    tablet.capturing.discard(photo_id, tablet.session)

    with pytest.raises(PhotoGone):
        tablet.clips.clip(photo_id, tablet.session)
    assert list((tablet.folder / FOLDER_NAME).iterdir()) == []
    assert (tracks.of_photo(tablet.connection, photo_id), tracks.times_s(tablet.connection, photo_id)) == ({}, ())
    assert regions.of_whole_clip(tablet.connection, photo_id) == ()


def test_the_entry_shows_a_clip_by_its_first_kept_frame_as_each_family_gets_it(tablet: Tablet) -> None:
    photo_id = tablet.clip(tablet.draft(cast.AMELIA), two_faces())
    tablet.clips.trim(photo_id, seconds(6, 9), tablet.session)
    amelia, noah = tablet.clip_regions(photo_id)
    tablet.reviewing.say([amelia.id], Says.CHILD, cast.AMELIA, tablet.session)

    family = tablet.reviewing.family_view(photo_id, cast.AMELIA, 320, tablet.session)
    assert tablet.imaging.framed == (f"{PLANTED}-amelia",)
    assert {face.region.id: face.is_covered for face in family.faces} == {amelia.id: False, noah.id: True}
    tablet.reviewing.who_is_who(photo_id, 320, tablet.session)
    assert tablet.imaging.framed == (f"{PLANTED}-amelia",)
