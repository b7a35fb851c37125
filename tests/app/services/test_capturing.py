"""Taking and discarding photos."""

from __future__ import annotations

import pytest

from app.services.capturing import EnoughPhotos
from app.services.own import DraftGone, PhotoGone
from app.services.pixels import Frame
from app.services.session import NotAllowed
from app.storage import audit, photos, regions
from app.storage.vault import FOLDER_NAME
from domain.boxes import Box
from domain.entries import PHOTOS_LIMIT
from domain.ids import DraftId
from domain.lifecycle import PhotoState
from imaging.values import PictureUnreadable
from tests import cast
from tests.app.services.tablet import Tablet, session_of
from tests.fakes.imaging import PLANTED, face, picture

FACE = Box(100, 100, 200, 220)


def test_c30_a_photo_lies_sealed_in_the_vault_and_opens_again(tablet: Tablet) -> None:
    data = picture(face("amelia", FACE))

    taken = tablet.capturing.capture(data, tablet.draft().id, tablet.session)

    row = photos.read(tablet.connection, taken.photo_id)
    assert row is not None and row.file_id is not None
    assert (row.state, row.width, row.height, row.taken_by) == (PhotoState.CAPTURED, 1600, 1200, cast.SAM)
    assert tablet.vault.open(tablet.connection, row.file_id) == data
    assert PLANTED.encode() not in (tablet.folder / FOLDER_NAME / row.file_id).read_bytes()


def test_a_cameras_frame_is_turned_upright(tablet: Tablet) -> None:
    frame = Frame(rgb=bytes(8 * 6 * 3), width=8, height=6, turn=90)

    taken = tablet.capturing.capture(frame, tablet.draft().id, tablet.session)

    assert (taken.width, taken.height) == (6, 8)


def test_l4_a_file_that_is_no_picture_is_refused_and_nothing_is_kept(tablet: Tablet) -> None:
    draft = tablet.draft()

    with pytest.raises(PictureUnreadable):
        tablet.capturing.capture(b"%PDF-1.7", draft.id, tablet.session)

    assert photos.of_draft(tablet.connection, draft.id) == ()
    assert list((tablet.folder / FOLDER_NAME).iterdir()) == []


def test_l4_an_entry_takes_twelve_photos_and_no_more(tablet: Tablet) -> None:
    draft = tablet.draft()
    for _ in range(PHOTOS_LIMIT):
        tablet.capturing.capture(picture(), draft.id, tablet.session)

    with pytest.raises(EnoughPhotos):
        tablet.capturing.capture(picture(), draft.id, tablet.session)


def test_r7_a_discarded_photo_leaves_no_key_no_file_and_no_marks(tablet: Tablet) -> None:
    draft = tablet.draft()
    photo_id = tablet.photo(draft, picture(face("ayaan", FACE)))

    tablet.capturing.discard(photo_id, tablet.session)

    row = photos.read(tablet.connection, photo_id)
    assert row is not None and (row.state, row.file_id) == (PhotoState.DISCARDED, None)
    assert list((tablet.folder / FOLDER_NAME).iterdir()) == []
    assert regions.of_photo(tablet.connection, photo_id) == ()
    assert tablet.writing.open(draft.id, tablet.session).photo_ids == ()
    assert [each.what for each in audit.rows(tablet.connection)][-1] == "photo.discarded"


def test_discarding_twice_is_a_sentence(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture())
    tablet.capturing.discard(photo_id, tablet.session)

    with pytest.raises(PhotoGone):
        tablet.capturing.discard(photo_id, tablet.session)


def test_l16_nobody_sees_or_discards_another_persons_original(tablet: Tablet) -> None:
    photo_id, jo = tablet.photo(tablet.draft(), picture()), session_of(cast.JO)

    with pytest.raises(NotAllowed):
        tablet.reviewing.photo(photo_id, jo)
    with pytest.raises(NotAllowed):
        tablet.capturing.discard(photo_id, jo)


def test_a_photo_needs_a_draft(tablet: Tablet) -> None:
    with pytest.raises(DraftGone):
        tablet.capturing.capture(picture(), DraftId(cast.id_of(1)), tablet.session)


def test_the_cameras_strip_covers_the_whole_picture_until_the_look_is_done(tablet: Tablet) -> None:
    taken = tablet.capturing.capture(picture(face("amelia", FACE)), tablet.draft().id, tablet.session)

    tablet.capturing.covered_thumbnail(taken.photo_id, 96, tablet.session)
    tablet.looking.look(taken.photo_id, tablet.session)
    small = tablet.capturing.covered_thumbnail(taken.photo_id, 96, tablet.session)

    before, (after,) = tablet.imaging.previewed
    assert before == [Box(0, 0, 1600, 1200)]
    assert after.shared_area(FACE) == FACE.area < after.area < before[0].area
    assert (small.width, small.height) == (96, 72)
