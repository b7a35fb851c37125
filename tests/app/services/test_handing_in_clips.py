"""Handing in entries with clips, with the real store and vault; the detector alone is a fake."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from app.services.clip_covering import ClipTooMuch
from app.services.handing_in import FaceFound, NotReady, PhotoChanged, Progress
from app.services.own import PhotoGone
from app.services.sent_back import TRIES
from app.storage import audit, entries, photos, regions, renditions, tracks
from app.storage.database import transaction
from app.storage.vault import FOLDER_NAME
from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Says, Source, Why
from domain.ids import ChildId, EntryId, PhotoId
from domain.lifecycle import PhotoState
from domain.wire import EntryBody
from domain.wire.clips import MAX_TRACKS, unpacked
from imaging.video_values import ClipStopped, ClipUnreadable, Span
from tests import cast
from tests.app.services.tablet import Tablet
from tests.fakes.clips import FRAME_S, clip, moving_face, read_clip
from tests.fakes.imaging import PLANTED, face, picture

LEFT, RIGHT, MIDDLE = Box(100, 100, 160, 170), Box(400, 100, 460, 170), Box(250, 250, 300, 320)
TEN = (LEFT,) * 10
TWO = clip(moving_face("amelia", *TEN), moving_face("noah", *(RIGHT,) * 5, first=5))


def shown(tablet: Tablet, entry_id: EntryId, child: ChildId) -> dict[str, Any]:
    """The one clip in that child's journal, as the fake wrote it."""
    row = next(row for row in renditions.of_entry(tablet.connection, entry_id) if row.child_id == child)
    return read_clip(tablet.vault.open(tablet.connection, row.file_id or ""))


def seen_in(tablet: Tablet, entry_id: EntryId, child: ChildId) -> list[str]:
    """Whom that family sees."""
    return [each["pixels"].removeprefix(f"{PLANTED}-") for each in shown(tablet, entry_id, child)["faces"]]


def body_of(tablet: Tablet, entry_id: EntryId) -> EntryBody:
    """The entry as it goes to the server."""
    row = entries.read(tablet.connection, entry_id)
    assert row is not None
    return row.body


def test_r11_each_journal_gets_its_own_clip_and_the_tracks_travel_once(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA, cast.NOAH)
    photo_id = tablet.reviewed_clip(draft, TWO, cast.AMELIA, cast.NOAH)
    kept = {region.id: region.box for region in tablet.clip_regions(photo_id)}

    handed = tablet.hand_in(draft)

    assert seen_in(tablet, handed.entry_id, cast.AMELIA) == ["amelia"]
    assert seen_in(tablet, handed.entry_id, cast.NOAH) == ["noah"]  # his permission: alone in his own
    body = body_of(tablet, handed.entry_id)
    (told,) = body.clips
    assert (told.photo_id, told.frames, told.duration_ms, told.has_sound) == (photo_id, 10, 400, False)
    assert {track.region_id: (track.first, len(unpacked(track.boxes))) for track in told.tracks} == dict(
        zip(kept, ((0, 10), (5, 5)), strict=True)
    )
    assert all({Box(*region.box) for region in rendition.regions} == set(kept.values()) for rendition in body.renditions)


def test_after_hand_in_no_original_no_key_and_no_track_is_left(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.reviewed_clip(draft, TWO, cast.AMELIA)

    handed = tablet.hand_in(draft)

    (row,) = renditions.of_entry(tablet.connection, handed.entry_id)
    assert [path.name for path in (tablet.folder / FOLDER_NAME).iterdir()] == [row.file_id]
    assert (tracks.of_photo(tablet.connection, photo_id), regions.of_whole_clip(tablet.connection, photo_id)) == ({}, ())
    assert not any(PLANTED.encode() in path.read_bytes() for path in tablet.folder.rglob("*") if path.is_file())


def test_l20_a_face_that_nobody_named_is_covered_on_every_frame(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed_clip(draft, TWO, cast.AMELIA, None)

    handed = tablet.hand_in(draft)

    assert seen_in(tablet, handed.entry_id, cast.AMELIA) == ["amelia"]
    reasons = {region.why for region in body_of(tablet, handed.entry_id).renditions[0].regions}
    assert reasons == {Why.OWN_CHILD, Why.NOBODY_SAID}


def test_a_drawn_cover_stays_for_the_whole_clip(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.clip(draft, TWO)
    amelia, _ = tablet.clip_regions(photo_id)
    tablet.reviewing.say([amelia.id], Says.CHILD, cast.AMELIA, tablet.session)
    drawn = tablet.reviewing.draw(photo_id, MIDDLE, tablet.session)
    tablet.reviewing.finish(photo_id, tablet.session)

    handed = tablet.hand_in(draft)

    assert shown(tablet, handed.entry_id, cast.AMELIA)["covers"] == [[240, 240, 304, 320]]
    told = {track.region_id: track.boxes for track in body_of(tablet, handed.entry_id).clips[0].tracks}
    assert told[drawn.id] == ""


def test_a_trimmed_clip_travels_in_its_own_frames(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.clip(draft, TWO)
    tablet.clips.trim(photo_id, Span(3 * FRAME_S, 7 * FRAME_S), tablet.session)
    for region in tablet.clip_regions(photo_id):
        tablet.reviewing.say([region.id], Says.CHILD, cast.AMELIA, tablet.session)
    tablet.reviewing.finish(photo_id, tablet.session)

    handed = tablet.hand_in(draft)

    (told,) = body_of(tablet, handed.entry_id).clips
    assert (told.frames, [(track.first, len(unpacked(track.boxes))) for track in told.tracks]) == (4, [(0, 4), (2, 2)])
    assert len(shown(tablet, handed.entry_id, cast.AMELIA)["times_s"]) == 4


def test_photos_and_clips_go_in_one_entry_and_the_work_is_told(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.reviewed(draft, picture(face("amelia", LEFT)), cast.AMELIA)
    tablet.reviewed_clip(draft, TWO, cast.AMELIA)
    heard: list[Progress] = []

    handed = tablet.handing_in.hand_in(draft.id, tablet.session, heard.append)

    assert handed.renditions == 2
    assert len(body_of(tablet, handed.entry_id).clips) == 1
    shares = [step.share for step in heard]
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert dict.fromkeys(step.sentence for step in heard).keys() == {"Covering photo 1 of 2", "Covering video 2 of 2", "Saving"}


def test_l20_a_clip_without_a_review_holds_the_entry_and_is_called_a_video(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    tablet.clip(draft, TWO)

    with pytest.raises(NotReady, match="Say who is in this video first"):
        tablet.hand_in(draft)


def test_r7_a_clip_is_refused_by_the_rule_of_photos(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.reviewed_clip(draft, TWO, cast.AMELIA, cast.NOAH)
    tablet.set_scope(cast.NOAH, Scope.NONE)
    assert tablet.reviewing.outcome(photo_id, draft.children, tablet.session).refused == (cast.NOAH,)

    handed = tablet.hand_in(draft)

    assert seen_in(tablet, handed.entry_id, cast.AMELIA) == ["amelia"]


def test_a_stopped_hand_in_leaves_everything_as_it_was(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.reviewed_clip(draft, TWO, cast.AMELIA)
    files = {path.name for path in (tablet.folder / FOLDER_NAME).iterdir()}

    with pytest.raises(ClipStopped):
        tablet.handing_in.hand_in(draft.id, tablet.session, stop=lambda: True)

    assert {path.name for path in (tablet.folder / FOLDER_NAME).iterdir()} == files
    assert tablet.clips.clip(photo_id, tablet.session).state is PhotoState.REVIEWED
    assert tablet.hand_in(draft).renditions == 1


def found_late(tablet: Tablet, *, frames: int = 100) -> tuple[PhotoId, Any]:
    """A reviewed clip in which only the last look finds a face, from its second second on."""
    draft = tablet.draft(cast.AMELIA)
    late = moving_face("stranger", *(RIGHT,) * (frames - 50), first=50, late=True)
    return tablet.reviewed_clip(draft, clip(moving_face("amelia", *(LEFT,) * frames), late, frames=frames), cast.AMELIA), draft


def test_l20_a_face_that_only_the_last_look_finds_is_marked_around_its_second(tablet: Tablet) -> None:
    photo_id, draft = found_late(tablet)

    with pytest.raises(FaceFound, match="at 0:02 of this video"):
        tablet.hand_in(draft)

    after = tablet.clips.clip(photo_id, tablet.session)
    (new,) = [region for region in after.regions if region.box == RIGHT]
    track = after.tracks[new.id]
    assert (after.state, new.source, new.says) == (PhotoState.CAPTURED, Source.FACE, Says.NOTHING)
    assert (track.first, track.best, track.end) == (25, 50, 76)
    assert (track.followed_at(50), track.followed_at(30), track.box_at(30)) == (RIGHT, None, RIGHT)


def test_nobody_is_marked_in_a_clip_that_is_discarded_meanwhile(tablet: Tablet) -> None:
    photo_id, draft = found_late(tablet)

    steps = itertools.count()

    def discard() -> bool:
        if next(steps) == 1:  # it is being covered by now
            tablet.capturing.discard(photo_id, tablet.session)
        return False

    with pytest.raises(PhotoGone):
        tablet.handing_in.hand_in(draft.id, tablet.session, stop=discard)

    assert regions.of_whole_clip(tablet.connection, photo_id) == ()


def test_a_face_that_cannot_be_followed_is_left_to_a_drawn_cover(tablet: Tablet) -> None:
    photo_id, draft = found_late(tablet, frames=300)
    for _ in range(TRIES):
        with pytest.raises(FaceFound, match="found only now"):
            tablet.hand_in(draft)
        assert tablet.reviewing.finish(photo_id, tablet.session) == ()
    with pytest.raises(FaceFound, match="Draw a cover there") as asked:
        tablet.hand_in(draft)
    assert asked.value.photo_id == photo_id

    tablet.reviewing.draw(photo_id, RIGHT, tablet.session)
    tablet.reviewing.finish(photo_id, tablet.session)
    handed = tablet.hand_in(draft)

    assert seen_in(tablet, handed.entry_id, cast.AMELIA) == ["amelia"]
    assert audit.count(tablet.connection, "photo.sent_back", photo_id) == TRIES + 1


def test_a_clip_that_changes_while_it_is_covered_is_not_handed_in(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.reviewed_clip(draft, TWO, cast.AMELIA)

    def trim(step: Progress) -> None:
        if step.sentence == "Saving":
            with transaction(tablet.connection):
                photos.set_trim(tablet.connection, photo_id, (0, 200))

    with pytest.raises(PhotoChanged):
        tablet.handing_in.hand_in(draft.id, tablet.session, trim)

    assert entries.read(tablet.connection, EntryId(draft.id)) is None


def test_tracks_that_a_later_look_changes_meanwhile_do_not_travel_with_the_clips_that_they_did_not_cover(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA, cast.NOAH)
    photo_id = tablet.reviewed_clip(draft, TWO, cast.AMELIA, cast.NOAH)
    tablet.imaging.surer = clip(moving_face("amelia", *(LEFT,) * 9), moving_face("noah", *(RIGHT,) * 5, first=5))

    def look(step: Progress) -> None:
        if step.share == 0.5:  # one of two journals is done
            tablet.clips.look(photo_id, tablet.session)

    handed = tablet.handing_in.hand_in(draft.id, tablet.session, look)

    (told,) = body_of(tablet, handed.entry_id).clips
    assert sorted((track.first, len(unpacked(track.boxes))) for track in told.tracks) == [(0, 10), (5, 5)]


def test_a_clip_whose_frames_are_not_those_of_its_search_is_not_sent(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.reviewed_clip(draft, TWO, cast.AMELIA)
    with transaction(tablet.connection):
        tracks.set_times(tablet.connection, photo_id, [0.0, 0.04])

    with pytest.raises(ClipUnreadable):
        tablet.hand_in(draft)


def test_a_clip_with_more_tracks_than_a_message_takes_is_refused_with_a_sentence(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    crowd = [moving_face(str(number), Box(number, 0, number + 20, 20)) for number in range(MAX_TRACKS + 1)]
    photo_id = tablet.clip(draft, clip(*crowd))
    tablet.reviewing.finish(photo_id, tablet.session)

    with pytest.raises(ClipTooMuch, match="Cut it shorter"):
        tablet.hand_in(draft)
