"""Looking and reviewing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.services.reviewing import MarkRefused
from app.services.session import NotAllowed
from app.storage import facts
from app.storage.database import transaction
from app.storage.photos import Look
from domain.boxes import Box
from domain.covering import Hold, Region, Says, Source, Why
from domain.ids import ChildId
from domain.lifecycle import PhotoState
from domain.permissions import Station
from imaging.values import SearchStopped, Tier
from tests import cast
from tests.app.services.tablet import Tablet, session_of
from tests.fakes.imaging import face, picture

LEFT, RIGHT, BELOW = Box(100, 100, 200, 220), Box(1100, 110, 1200, 230), Box(500, 800, 600, 920)


def test_faces_come_in_reading_order(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture(face("c", BELOW), face("b", RIGHT), face("a", LEFT)))

    assert [region.box for region in tablet.regions(photo_id)] == [LEFT, RIGHT, BELOW]


def test_the_quick_look_is_heard_before_the_thorough_one_ends(tablet: Tablet) -> None:
    taken = tablet.capturing.capture(picture(face("a", LEFT), face("b", RIGHT, Tier.MAYBE, first=False)), tablet.draft().id, tablet.session)
    heard: list[tuple[Region, ...]] = []

    final = tablet.looking.look(taken.photo_id, tablet.session, heard.append)

    assert [[region.box for region in first] for first in heard] == [[LEFT]]
    assert [(region.box, region.source) for region in final] == [(LEFT, Source.FACE), (RIGHT, Source.MAYBE)]
    assert heard[0][0].id == final[0].id


def test_a_mark_made_while_the_look_goes_on_stays(tablet: Tablet) -> None:
    taken = tablet.capturing.capture(picture(face("a", LEFT), face("b", RIGHT, first=False)), tablet.draft().id, tablet.session)

    def name_the_first(first: tuple[Region, ...]) -> None:
        tablet.reviewing.say([first[0].id], Says.CHILD, cast.AMELIA, tablet.session)

    final = tablet.looking.look(taken.photo_id, tablet.session, name_the_first)

    assert [region.child for region in final] == [cast.AMELIA, None]


def test_a_look_that_was_stopped_is_no_answer(tablet: Tablet) -> None:
    taken = tablet.capturing.capture(picture(), tablet.draft().id, tablet.session)

    with pytest.raises(SearchStopped):
        tablet.looking.look(taken.photo_id, tablet.session, stop=lambda: True)

    assert tablet.reviewing.photo(taken.photo_id, tablet.session).look is Look.FIRST
    assert Hold.NOT_LOOKED in tablet.reviewing.finish(taken.photo_id, tablet.session)


def test_looking_again_changes_nothing_when_nothing_is_new(tablet: Tablet) -> None:
    photo_id = tablet.reviewed(tablet.draft(), picture(face("a", LEFT)), cast.AMELIA)
    before = tablet.reviewing.photo(photo_id, tablet.session)

    tablet.looking.look_again(photo_id, tablet.session)

    assert tablet.reviewing.photo(photo_id, tablet.session) == before


def test_marks_can_be_changed_until_hand_in_and_open_the_review_again(tablet: Tablet) -> None:
    photo_id = tablet.reviewed(tablet.draft(), picture(face("a", LEFT)), cast.AMELIA)

    tablet.reviewing.say([tablet.regions(photo_id)[0].id], Says.SOMEONE_ELSE, None, tablet.session)

    assert tablet.reviewing.photo(photo_id, tablet.session).state is PhotoState.CAPTURED


def test_what_is_drawn_is_cut_to_the_photo_moved_and_taken_away(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture())

    drawn = tablet.reviewing.draw(photo_id, Box(1500, 1100, 1700, 1300), tablet.session)
    moved = tablet.reviewing.move_drawn(drawn.id, LEFT, tablet.session)

    assert drawn.box == Box(1500, 1100, 1600, 1200)
    assert [(region.id, region.box) for region in tablet.regions(photo_id)] == [(moved.id, LEFT)]
    tablet.reviewing.remove_drawn(drawn.id, tablet.session)
    assert tablet.regions(photo_id) == ()


def test_a_cover_drawn_beside_the_photo_is_refused(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture())

    with pytest.raises(MarkRefused):
        tablet.reviewing.draw(photo_id, Box(2000, 0, 2100, 50), tablet.session)


def test_l20_a_found_face_is_never_moved_removed_or_called_no_face(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture(face("a", LEFT)))
    (region,) = tablet.regions(photo_id)

    with pytest.raises(MarkRefused):
        tablet.reviewing.move_drawn(region.id, RIGHT, tablet.session)
    with pytest.raises(MarkRefused):
        tablet.reviewing.remove_drawn(region.id, tablet.session)
    with pytest.raises(MarkRefused):
        tablet.reviewing.say([region.id], Says.NOT_A_FACE, None, tablet.session)

    assert tablet.regions(photo_id) == (region,)


def test_l20_no_child_visible_sleeps_while_a_face_stands(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture(face("a", LEFT, Tier.MAYBE)))
    (maybe,) = tablet.regions(photo_id)
    with pytest.raises(MarkRefused):
        tablet.reviewing.say_no_child(photo_id, True, tablet.session)

    tablet.reviewing.say([maybe.id], Says.NOT_A_FACE, None, tablet.session)
    tablet.reviewing.say_no_child(photo_id, True, tablet.session)

    assert tablet.reviewing.finish(photo_id, tablet.session) == ()


def test_no_child_visible_is_taken_back_by_any_later_mark(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture())
    tablet.reviewing.say_no_child(photo_id, True, tablet.session)

    tablet.reviewing.draw(photo_id, LEFT, tablet.session)

    assert not tablet.reviewing.photo(photo_id, tablet.session).no_child_said


def test_l18_a_child_who_is_not_on_the_roster_cannot_be_named(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture(face("a", LEFT)))

    with pytest.raises(MarkRefused, match="office"):
        tablet.reviewing.say([tablet.regions(photo_id)[0].id], Says.CHILD, ChildId(cast.id_of(999)), tablet.session)


def test_the_outcome_says_whom_each_family_sees(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture(face("a", LEFT), face("n", RIGHT), face("x", BELOW)))
    tablet.name(photo_id, cast.AMELIA, cast.NOAH)

    outcome = tablet.reviewing.outcome(photo_id, (cast.AMELIA, cast.NOAH), tablet.session)

    assert outcome.sentence == "Amelia’s family sees Amelia. Noah’s family sees Noah. In each journal two faces are covered."
    assert [(family.seen_count, family.covered) for family in outcome.families] == [(1, 2), (1, 2)]
    assert (outcome.refused, outcome.holds) == ((), ())


def test_r7_a_child_who_may_be_in_no_picture_is_named_for_the_discard(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture(face("r", LEFT)))
    tablet.name(photo_id, cast.AYAAN)

    outcome = tablet.reviewing.outcome(photo_id, (cast.AMELIA,), tablet.session)

    assert outcome.refused == (cast.AYAAN,)
    assert outcome.sentence == "Amelia’s family sees nobody. Everyone stays covered."


def test_r8_old_permissions_are_said_and_ask_for_no_discard(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture(face("a", LEFT)))
    tablet.name(photo_id, cast.AMELIA)
    with transaction(tablet.connection):
        facts.confirm(tablet.connection, tablet.clock() - timedelta(hours=17))

    outcome = tablet.reviewing.outcome(photo_id, (cast.AMELIA,), tablet.session)

    assert outcome.facts_are_old and outcome.refused == ()
    assert outcome.families[0].seen == ()


def test_the_family_view_says_why_each_face_is_seen_or_covered(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture(face("a", LEFT), face("n", RIGHT)))
    tablet.name(photo_id, cast.AMELIA, cast.NOAH)

    view = tablet.reviewing.family_view(photo_id, cast.AMELIA, 800, tablet.session)

    assert [(each.why, each.name, each.is_covered) for each in view.faces] == [
        (Why.OWN_CHILD, "Amelia", False),
        (Why.OTHER_CHILD_OWN_ONLY, "Noah", True),
    ]
    assert len(view.rgb) == view.width * view.height * 3


def test_the_photos_that_nobody_has_reviewed_come_in_the_order_they_were_taken(tablet: Tablet) -> None:
    draft = tablet.draft()
    first, second, third = (tablet.photo(draft, picture(face("a", LEFT))) for _ in range(3))
    tablet.reviewing.finish(second, tablet.session)

    assert tablet.reviewing.to_review(draft.id, tablet.session) == (first, third)


def test_l2_the_office_sees_children_but_marks_nothing(tablet: Tablet) -> None:
    photo_id = tablet.photo(tablet.draft(), picture(face("a", LEFT)))

    with pytest.raises(NotAllowed):
        tablet.reviewing.draw(photo_id, RIGHT, session_of(cast.SAM, Station.OFFICE))
