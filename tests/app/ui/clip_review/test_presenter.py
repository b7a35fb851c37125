"""The review of a video on a real store: everything covered until a person says who, on every frame that is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage

from app.ui.room.clip_review.presenter import ClipReviewPresenter
from app.ui.room.clip_review.wording import HELD
from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Says, Source
from domain.lifecycle import PhotoState
from imaging.video_values import Span
from tests import cast
from tests.app.ui.clip_review.conftest import ClipReview
from tests.app.ui.clip_review.film import recording, walk
from tests.app.ui.seen import has_face

Build = Callable[..., ClipReview]


def shown(review: ClipReview) -> QImage:
    picture = review.view.drawn.review.picture
    assert picture is not None
    return picture


def test_nothing_of_a_video_is_shown_before_it_was_looked_at(review_of: Build) -> None:
    review = review_of(recording(walk(60, 120, 50))).start(look=False)

    assert review.view.drawn.review.picture is None
    assert review.view.drawn.waiting.startswith("Looking for faces, 0 %")
    assert not review.view.drawn.review.finish.awake
    assert review.imaging.asked == []


def test_how_far_the_look_is_stands_in_words(review_of: Build) -> None:
    review = review_of(recording(walk(60, 120, 50))).start(look=False)

    review.looks.moved.emit(review.clip, 0.4)

    assert review.view.drawn.waiting.startswith("Looking for faces, 40 %")
    assert review.view.drawn.timeline.looked == 0.4


def test_a_look_goes_on_while_the_person_writes(review_of: Build) -> None:
    review = review_of(recording(walk(60, 120, 50))).start(look=False)

    review.view.write.click()
    review.later.run_all()

    assert review.left == ["write"]
    assert len(review.stored) == 1


def test_every_face_is_covered_until_somebody_is_named(two: ClipReview) -> None:
    two.presenter._watching.go_to(1.5)
    two.frames.run_all()

    assert not has_face(shown(two))

    two.name(cast.AMELIA)

    assert has_face(shown(two))


def test_faces_stand_in_order_of_appearance_with_their_moment(two: ClipReview) -> None:
    marks = two.view.drawn.review.marks

    assert [mark.label for mark in marks] == ["1", "2"]
    assert marks[1].spoken == "2, covered, from 1 second"
    assert set(two.view.drawn.review.faces) == {mark.id for mark in marks}


def test_an_answer_leads_to_the_next_face_and_to_a_moment_at_which_it_is_there(two: ClipReview) -> None:
    first, second = (mark.id for mark in two.view.drawn.review.marks)
    assert two.view.drawn.review.chosen == first

    two.name(cast.AMELIA)

    assert two.view.drawn.review.chosen == second
    assert two.view.drawn.timeline.at_s >= 1
    assert second in {mark.id for mark in two.view.drawn.on_picture}


def test_one_child_may_have_several_tracks_named_at_once(review_of: Build) -> None:
    review = review_of(recording(walk(60, 120, 20), walk(300, 120, 20), firsts=(0, 30))).start()
    second = review.view.drawn.review.marks[1].id

    review.view.several.click()
    review.view.region_chosen.emit(second)
    assert review.view.drawn.picks == {mark.id for mark in review.view.drawn.review.marks}
    review.name(cast.AMELIA)

    assert review.says() == [cast.AMELIA, cast.AMELIA]
    assert not review.view.drawn.is_several

    review.view.undo_asked.emit()
    assert review.says() == [None, None]


def test_a_child_is_not_in_two_places_at_once(two: ClipReview) -> None:
    two.name(cast.AMELIA)
    two.name(cast.AMELIA)

    assert two.says() == [None, cast.AMELIA]


def test_a_face_that_loses_its_name_is_covered_at_once(two: ClipReview) -> None:
    two.name(cast.AMELIA)
    first = two.view.drawn.review.marks[0].id
    two.view.region_chosen.emit(first)
    two.frames.run_all()

    two.view.leave_asked.emit()

    # The next frame has not come; the page draws the cover over the last one.
    marks = {mark.id: mark.kind.value for mark in two.view.drawn.on_picture}
    assert marks[first] == "covered"


def test_a_drawn_cover_stays_throughout(two: ClipReview) -> None:
    two.view.cover_drawn.emit(Box(320, 16, 400, 96))
    two.frames.run_all()

    [drawn] = [region for region in two.stored if region.source is Source.DRAWN]
    for moment in (0.1, 1.9):
        two.view.moment_asked.emit(moment)
        two.frames.run_all()
        assert drawn.id in {mark.id for mark in two.view.drawn.on_picture}

    two.view.removal_asked.emit(drawn.id)
    assert all(region.source is not Source.DRAWN for region in two.stored)


def test_a_part_is_kept_and_taken_back(two: ClipReview) -> None:
    two.view.moment_asked.emit(0.8)
    two.view.tools.end_asked.emit()

    # A second at least is kept; the child who comes later is asked about no longer.
    assert two.tablet.clips.clip(two.clip, two.tablet.session).span == Span(0.0, 1.0)
    assert len(two.view.drawn.review.marks) == 1

    two.view.undo_asked.emit()
    assert len(two.view.drawn.review.marks) == 2
    two.view.redo_asked.emit()
    assert two.view.drawn.timeline.is_trimmed


def test_scrubbing_fetches_the_last_moment_asked_for_and_none_between(two: ClipReview) -> None:
    two.imaging.asked.clear()

    for moment in (0.2, 0.4, 0.6, 0.8):
        two.view.moment_asked.emit(moment)
    two.frames.run_all()

    assert [frame for frame, _ in two.imaging.asked] == [5, 20]


def test_playing_goes_on_to_the_end_and_stops_there(two: ClipReview) -> None:
    two.view.play_asked.emit()
    assert two.view.drawn.timeline.is_playing

    for moment in (0.5, 1.0, 2.5):
        two.presenter._watching._play_on(moment)
        two.frames.run_all()

    assert not two.view.drawn.timeline.is_playing
    assert two.view.drawn.timeline.at_s == 1.0


def test_each_family_is_shown_what_it_gets(two: ClipReview) -> None:
    two.name(cast.AMELIA)
    two.view.tab_chosen.emit(1)
    two.frames.run_all()

    family = two.view.drawn.review.family
    assert family is not None
    assert [row.title for row in family.rows] == ["Amelia is seen", "1 more face is covered"]
    assert has_face(shown(two))
    assert two.view.drawn.on_picture == ()


def test_a_family_is_never_shown_another_ones_frame(two: ClipReview) -> None:
    two.name(cast.AMELIA)
    two.name(cast.NOAH)
    two.view.tab_chosen.emit(1)

    assert two.view.drawn.review.picture is None  # until the frame came that is covered for this family


def test_a_child_who_may_be_in_no_picture_stops_the_review(review_of: Build) -> None:
    review = review_of(recording(walk(60, 120, 50)))
    review.tablet.set_scope(cast.NOAH, Scope.NONE)
    review.start()

    review.name(cast.AYAAN)

    assert review.view.stop.isVisible()
    review.view.stop.discard.click()
    assert review.left == ["discarded"]


def test_a_video_without_a_face_waits_for_a_word(review_of: Build) -> None:
    review = review_of(recording()).start()
    assert review.view.no_child.isVisible()
    assert not review.view.drawn.review.finish.awake

    review.view.no_child.click()
    review.view.who.finish.click()

    assert review.left == [()]


def test_a_finished_review_is_kept_with_its_names(two: ClipReview) -> None:
    two.name(cast.AMELIA)
    two.view.else_asked.emit()
    two.view.who.finish.click()

    assert two.left == [(cast.AMELIA,)]
    assert two.tablet.clips.clip(two.clip, two.tablet.session).state is PhotoState.REVIEWED
    assert [region.says for region in two.stored] == [Says.CHILD, Says.SOMEONE_ELSE]


def test_a_video_is_discarded_from_its_own_page_also_while_it_is_looked_at(review_of: Build) -> None:
    review = review_of(recording(walk(60, 120, 50))).start(look=False)

    review.view.tools.discard.click()
    review.later.run_all()

    assert review.left == ["discarded"]
    assert review.tablet.clips.clips_of(review.draft.id, review.tablet.session) == frozenset()


def test_a_look_that_fails_holds_the_video_and_can_be_tried_again(review_of: Build) -> None:
    review = review_of(recording(walk(60, 120, 50)))
    review.imaging.fails = True
    review.start()

    assert review.view.drawn.review.held == HELD
    assert review.view.drawn.review.picture is None

    review.imaging.fails = False
    review.view.look_again_asked.emit()
    review.later.run_all()
    review.frames.run_all()
    assert not has_face(shown(review))


def test_a_closed_review_hears_nothing_more_and_shows_no_frame(two: ClipReview) -> None:
    two.view.moment_asked.emit(1.0)

    two.presenter.close()
    two.frames.run_all()
    two.looks.moved.emit(two.clip, 0.5)

    assert two.view.drawn.review.picture is None
    assert two.view.drawn.review.faces == {}
    assert isinstance(two.presenter, ClipReviewPresenter)


def test_a_face_that_was_left_covered_is_not_asked_about_again(two: ClipReview) -> None:
    first, second = (mark.id for mark in two.view.drawn.review.marks)

    two.view.leave_asked.emit()
    assert two.view.drawn.review.chosen == second
    two.name(cast.AMELIA)

    assert two.view.drawn.review.chosen == second
    assert [mark.is_passed for mark in two.view.drawn.review.marks if mark.id == first] == [True]


def test_undo_shows_whom_it_is_about_and_the_open_family_anew(two: ClipReview) -> None:
    first = two.view.drawn.review.marks[0].id
    two.name(cast.AMELIA)
    two.view.tab_chosen.emit(1)
    two.frames.run_all()

    two.view.undo_asked.emit()
    two.frames.run_all()

    assert two.view.drawn.review.chosen == first
    family = two.view.drawn.review.family
    assert family is not None and [row.title for row in family.rows] == ["2 faces are covered"]
