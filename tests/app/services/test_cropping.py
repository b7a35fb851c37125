"""L20, R7: a photo is cut until hand-in; what is cut away is in no rendition, what is cut in two stays covered."""

from __future__ import annotations

import pytest

from app.services.cropping import CropRefused
from app.services.handing_in import FaceFound
from app.storage import photos, regions, renditions
from app.storage.database import transaction
from domain.boxes import Box
from domain.covering import Hold
from domain.ids import DraftId, EntryId, PhotoId
from domain.lifecycle import PhotoState
from domain.wire import Rendition
from tests import cast
from tests.app.services.tablet import Tablet
from tests.fakes.imaging import face, picture, read

LEFT, RIGHT, EDGE = Box(400, 400, 500, 500), Box(800, 400, 900, 500), Box(1440, 400, 1540, 500)
KEPT = Box(0, 0, 1200, 1200)
HALF = Box(0, 0, 848, 1200)  # through the face on the right


def manifests(tablet: Tablet, entry: str) -> dict[str, Rendition]:
    """What was handed in, by journal."""
    return {row.child_id: row.manifest for row in renditions.of_entry(tablet.connection, EntryId(entry))}


def three(tablet: Tablet) -> tuple[DraftId, PhotoId]:
    """Amelia on the left, Noah (own journal only) on the right, nobody named at the edge."""
    draft = tablet.draft(cast.AMELIA, cast.NOAH)
    photo_id = tablet.photo(draft, picture(face("a", LEFT), face("n", RIGHT), face("x", EDGE)))
    tablet.name(photo_id, cast.AMELIA, cast.NOAH)
    return draft.id, photo_id


def test_a_cut_is_offered_that_loses_whoever_no_journal_may_show(tablet: Tablet) -> None:
    _, photo_id = three(tablet)

    offer = tablet.reviewing.offered_crop(photo_id, (cast.AMELIA, cast.NOAH), tablet.session)

    assert offer is not None and offer.gone == 1
    assert offer.box == Box(0, 0, 1408, 1200)  # up to the grid line before the cover of the third


def test_r7_whoever_is_seen_in_one_journal_is_kept_and_covered_in_the_other(tablet: Tablet) -> None:
    draft, photo_id = three(tablet)
    offer = tablet.reviewing.offered_crop(photo_id, (cast.AMELIA, cast.NOAH), tablet.session)
    assert offer is not None
    tablet.reviewing.crop(photo_id, offer.box, tablet.session)
    tablet.reviewing.finish(photo_id, tablet.session)

    tablet.handing_in.hand_in(draft, tablet.session)

    made = manifests(tablet, draft)
    assert {child: [region.covered for region in each.regions] for child, each in made.items()} == {
        cast.AMELIA: [False, True],
        cast.NOAH: [True, False],
    }
    assert {each.crop for each in made.values()} == {(0, 0, 1408, 1200)}
    assert {(each.width, each.height) for each in made.values()} == {(1408, 1200)}


def test_nothing_is_offered_before_the_last_pass_or_once_it_is_cut(tablet: Tablet) -> None:
    draft = tablet.draft()
    taken = tablet.capturing.capture(picture(face("a", LEFT), face("x", EDGE)), draft.id, tablet.session)
    assert tablet.reviewing.offered_crop(taken.photo_id, (cast.AMELIA,), tablet.session) is None
    tablet.looking.look(taken.photo_id, tablet.session)
    tablet.name(taken.photo_id, cast.AMELIA)
    assert tablet.reviewing.offered_crop(taken.photo_id, (cast.AMELIA,), tablet.session) is not None

    tablet.reviewing.crop(taken.photo_id, KEPT, tablet.session)

    assert tablet.reviewing.offered_crop(taken.photo_id, (cast.AMELIA,), tablet.session) is None


@pytest.mark.parametrize("kept", [KEPT, HALF])
def test_a_cut_shifts_what_is_left_and_never_uncovers(tablet: Tablet, kept: Box) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.photo(draft, picture(face("a", LEFT), face("n", RIGHT), face("x", EDGE)))
    tablet.name(photo_id, cast.AMELIA)
    kept = Box(160, 96, kept.x1, kept.y1)
    tablet.reviewing.crop(photo_id, kept, tablet.session)
    assert tablet.reviewing.finish(photo_id, tablet.session) == ()

    tablet.handing_in.hand_in(draft.id, tablet.session)

    (row,) = renditions.of_entry(tablet.connection, EntryId(draft.id))
    amelia, covered = row.manifest.regions
    assert (amelia.covered, amelia.box) == (False, (240, 304, 340, 404))
    assert covered.covered and covered.box[2] <= row.manifest.width
    written = read(tablet.vault.open(tablet.connection, row.file_id or ""))
    assert (written["width"], written["height"]) == (kept.width, kept.height)
    assert [each["pixels"] for each in written["faces"]] == ["CLEAR-PIXELS-OF-a"]
    assert written["covers"] == [list(covered.cover)]


def test_a_face_whose_hair_alone_is_left_stays_covered_there(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.photo(draft, picture(face("a", LEFT), face("x", RIGHT)))
    tablet.name(photo_id, cast.AMELIA)
    tablet.reviewing.crop(photo_id, Box(0, 0, 784, 1200), tablet.session)  # the face begins at 800, its cover at 768
    tablet.reviewing.finish(photo_id, tablet.session)

    tablet.handing_in.hand_in(draft.id, tablet.session)

    hair = manifests(tablet, draft.id)[cast.AMELIA].regions[1]
    assert hair.covered and hair.box == hair.cover == (768, 368, 784, 544)


def test_nothing_is_lost_before_hand_in(tablet: Tablet) -> None:
    _, photo_id = three(tablet)
    before = tablet.reviewing.photo(photo_id, tablet.session)
    tablet.reviewing.crop(photo_id, KEPT, tablet.session)

    tablet.reviewing.crop(photo_id, None, tablet.session)

    assert tablet.reviewing.photo(photo_id, tablet.session) == before


def test_a_cut_opens_a_finished_review(tablet: Tablet) -> None:
    _, photo_id = three(tablet)
    tablet.reviewing.finish(photo_id, tablet.session)

    tablet.reviewing.crop(photo_id, KEPT, tablet.session)

    assert tablet.reviewing.photo(photo_id, tablet.session).state is PhotoState.CAPTURED


def test_l20_a_cut_that_leaves_nobody_is_held_until_that_is_said(tablet: Tablet) -> None:
    _, photo_id = three(tablet)
    tablet.reviewing.crop(photo_id, Box(0, 640, 1600, 1200), tablet.session)

    assert tablet.reviewing.finish(photo_id, tablet.session) == (Hold.NOBODY_FOUND,)

    tablet.reviewing.say_no_child(photo_id, True, tablet.session)
    assert tablet.reviewing.finish(photo_id, tablet.session) == ()


def test_the_family_sees_the_cut_picture_and_hears_of_nobody_who_is_gone(tablet: Tablet) -> None:
    _, photo_id = three(tablet)
    tablet.reviewing.crop(photo_id, KEPT, tablet.session)

    seen = tablet.reviewing.family_view(photo_id, cast.AMELIA, 600, tablet.session)

    assert (seen.width, seen.height) == (600, 600)
    assert len(seen.faces) == 2
    assert len(tablet.imaging.previewed[-1]) == 1


def test_a_face_found_later_outside_the_cut_does_not_open_the_review(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    photo_id = tablet.photo(draft, picture(face("a", LEFT), face("x", EDGE)))
    tablet.name(photo_id, cast.AMELIA)
    tablet.reviewing.crop(photo_id, KEPT, tablet.session)
    tablet.reviewing.finish(photo_id, tablet.session)
    row = next(region for region in tablet.regions(photo_id) if region.box == EDGE)
    with transaction(tablet.connection):
        regions.remove(tablet.connection, row.id)

    tablet.looking.look_again(photo_id, tablet.session)

    assert [region.box for region in tablet.regions(photo_id)] == [LEFT, EDGE]
    assert tablet.reviewing.photo(photo_id, tablet.session).state is PhotoState.REVIEWED


def test_a_face_found_only_at_the_last_look_is_marked_where_it_is_in_the_whole_picture(tablet: Tablet) -> None:
    draft = tablet.draft(cast.AMELIA)
    late = Box(640, 640, 720, 720)
    photo_id = tablet.photo(draft, picture(face("a", LEFT), face("z", late, late=True), face("y", EDGE, late=True)))
    tablet.name(photo_id, cast.AMELIA)
    tablet.reviewing.crop(photo_id, Box(160, 160, 1200, 1200), tablet.session)
    tablet.reviewing.finish(photo_id, tablet.session)

    with pytest.raises(FaceFound):
        tablet.handing_in.hand_in(draft.id, tablet.session)

    assert [region.box for region in tablet.regions(photo_id)] == [LEFT, late]  # the one outside asks for nothing


@pytest.mark.parametrize("box", [Box(2000, 0, 2400, 400), Box(0, 0, 64, 1200)])
def test_a_cut_that_keeps_next_to_nothing_is_refused(tablet: Tablet, box: Box) -> None:
    _, photo_id = three(tablet)

    with pytest.raises(CropRefused):
        tablet.reviewing.crop(photo_id, box, tablet.session)

    kept = photos.read(tablet.connection, photo_id)
    assert kept is not None and kept.crop is None
