from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.ui.room.face_review import wording
from app.ui.room.face_review.screen import MarkKind
from domain.boxes import Box
from domain.covering import Says, Source
from domain.ids import RegionId
from domain.lifecycle import PhotoState
from imaging.values import Tier
from tests import cast
from tests.app.ui.face_review.conftest import Review
from tests.app.ui.lanes import HeldToldLane
from tests.app.ui.seen import face, has_face

ReviewOf = Callable[..., Review]


def test_the_photo_is_not_shown_before_the_finder_has_answered_once(review_of: ReviewOf) -> None:
    review = review_of(face(200, 300)).start(look=False)

    assert review.view.drawn.picture is None
    assert not has_face(review.view.grab().toImage())

    review.cpu.run_all()

    assert review.view.drawn.picture is not None


def test_no_face_shows_on_the_picture_until_it_is_named(three: Review) -> None:
    picture = three.view.canvas

    assert [mark.kind for mark in three.view.drawn.marks] == [MarkKind.COVERED] * 3
    assert not has_face(picture.grab().toImage())

    three.name(0, cast.AMELIA)

    assert three.view.drawn.marks[0].kind is MarkKind.SEEN
    assert has_face(picture.grab().toImage())


def test_tapping_a_face_and_a_child_names_it_in_the_store(three: Review) -> None:
    three.name(1, cast.NOAH)

    assert [(region.says, region.child) for region in three.stored] == [
        (Says.NOTHING, None),
        (Says.CHILD, cast.NOAH),
        (Says.NOTHING, None),
    ]
    assert three.view.drawn.outcome
    assert [tab.name for tab in three.view.drawn.tabs] == ["Amelia", "Noah"]


def test_a_tap_on_the_picture_chooses_the_face_under_it(three: Review) -> None:
    canvas = three.view.canvas
    x, y, width, height = canvas.placement.to_view(three.view.drawn.marks[2].cover)

    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(round(x + width / 2), round(y + height / 2)))

    assert three.view.drawn.chosen == three.view.drawn.marks[2].id
    assert three.view.drawn.question is not None
    assert three.view.drawn.question.title == "Who is number 3?"


def test_naming_a_child_again_moves_the_name(three: Review) -> None:
    three.name(0, cast.AMELIA)
    three.name(2, cast.AMELIA)

    assert [region.child for region in three.stored] == [None, None, cast.AMELIA]


def test_undo_and_redo_walk_through_everything(three: Review) -> None:
    three.name(0, cast.AMELIA)
    three.name(2, cast.AMELIA)
    three.view.tools.undo.click()

    assert [region.child for region in three.stored] == [cast.AMELIA, None, None]

    three.view.tools.undo.click()

    assert [region.child for region in three.stored] == [None, None, None]
    assert not three.view.tools.undo.is_available

    three.view.tools.redo.click()
    QTest.keyClick(three.view.canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)

    assert [region.child for region in three.stored] == [None, None, cast.AMELIA]


def test_leave_covered_takes_a_name_off_and_then_goes_on(three: Review) -> None:
    three.name(0, cast.AMELIA)

    three.view.region_chosen.emit(three.stored[0].id)
    three.view.who.leave.click()

    assert three.stored[0].says is Says.NOTHING
    assert three.view.drawn.chosen == three.stored[1].id
    three.view.who.leave.click()
    assert three.view.drawn.chosen == three.stored[2].id
    three.view.who.leave.click()
    assert three.view.drawn.chosen == three.stored[2].id  # everybody is answered: nobody else is asked about


def test_someone_else_stays_covered(three: Review) -> None:
    three.view.who.someone.click()

    assert three.stored[0].says is Says.SOMEONE_ELSE
    assert three.view.drawn.marks[0].kind is MarkKind.ELSE


def test_a_child_who_may_be_in_no_photo_stops_everything_and_is_never_shown(three: Review) -> None:
    three.name(0, cast.AYAAN)

    assert three.view.stop.isVisible()
    assert three.view.stop.title.text() == "Ayaan cannot be in a photo"
    assert three.view.drawn.marks[0].kind is MarkKind.COVERED
    assert not has_face(three.view.canvas.grab().toImage())
    assert three.view.stop.discard.hasFocus()


def test_discarding_destroys_the_photo(three: Review) -> None:
    three.name(0, cast.AYAAN)

    three.view.stop.discard.click()

    assert three.left == ["discarded"]
    assert three.tablet.writing.open(three.draft.id, three.tablet.session).photo_ids == ()


def test_keeping_it_covered_takes_the_name_off(three: Review) -> None:
    three.name(0, cast.AYAAN)

    three.view.stop.cover.click()

    assert three.stored[0].says is Says.NOTHING
    assert not three.view.stop.isVisible()
    assert "ayaan" not in three.view.drawn.outcome.lower()


def test_the_wrong_child_goes_back_to_before_the_tap(three: Review) -> None:
    three.name(0, cast.AMELIA)
    three.name(0, cast.AYAAN)

    QTest.keyClick(three.view.stop, Qt.Key.Key_Escape)

    assert three.stored[0].child == cast.AMELIA
    assert not three.view.drawn.redo.awake


def test_a_maybe_goes_only_by_not_a_face(review_of: ReviewOf) -> None:
    review = review_of(face(200, 300, tier=Tier.MAYBE)).start()

    assert review.view.who.not_face.isVisible()
    assert not review.view.who.leave.isVisible()
    assert not review.view.tools.no_child.is_available

    review.view.who.not_face.click()

    assert review.stored[0].says is Says.NOT_A_FACE
    assert review.view.drawn.marks[0].kind is MarkKind.NOT_A_FACE
    assert review.view.tools.no_child.is_available


def test_no_face_is_held_until_no_child_visible_is_said(review_of: ReviewOf) -> None:
    review = review_of().start()

    assert not review.view.who.finish.is_available
    review.view.who.finish.click()
    assert review.left == []

    review.view.tools.no_child.click()
    review.view.who.finish.click()

    assert review.left == [()]
    assert review.tablet.reviewing.photo(review.photo, review.tablet.session).state is PhotoState.REVIEWED


def test_a_failing_finder_holds_the_photo_and_looks_again(review_of: ReviewOf) -> None:
    review = review_of(face(200, 300))
    review.imaging.fails = True
    review.start()

    assert review.view.banner.isVisible()
    assert review.view.drawn.picture is None
    assert not review.view.who.finish.is_available
    assert review.view.who.finish.accessibleDescription() == wording.HELD

    review.imaging.fails = False
    review.view.banner.button.click()
    review.cpu.run_all()

    assert not review.view.banner.isVisible()
    assert len(review.view.drawn.marks) == 1


def test_keep_and_write_waits_for_the_last_pass(review_of: ReviewOf) -> None:
    found = (face(200, 300), face(700, 320))
    review = review_of(*found, first=found[:1]).start(look=False)
    seen: list[tuple[int, bool, bool]] = []
    view = review.view
    review.imaging.between = lambda: seen.append((len(view.drawn.marks), view.who.finish.is_available, view.looking.isVisible()))

    review.cpu.run_all()

    assert seen == [(1, False, True)]
    assert len(view.drawn.marks) == 2
    assert view.who.finish.is_available
    assert not view.looking.isVisible()


def test_a_cover_is_drawn_by_two_taps_moved_and_removed(three: Review) -> None:
    canvas = three.view.canvas
    three.view.tools.draw.click()
    for x, y in ((300, 300), (400, 380)):
        QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))

    drawn = [region for region in three.stored if region.source is Source.DRAWN]
    assert len(drawn) == 1
    assert three.view.drawn.chosen == drawn[0].id
    assert not canvas.is_drawing

    three.view.who.move_it.click()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(600, 200))
    moved = next(region for region in three.stored if region.source is Source.DRAWN)
    assert moved.box != drawn[0].box
    assert (moved.box.width, moved.box.height) == (drawn[0].box.width, drawn[0].box.height)

    three.view.who.remove.click()
    assert all(region.source is not Source.DRAWN for region in three.stored)

    three.view.tools.undo.click()
    three.view.tools.undo.click()
    back = next(region for region in three.stored if region.source is Source.DRAWN)
    assert back.box == drawn[0].box


def test_a_cover_is_drawn_by_dragging(three: Review) -> None:
    canvas = three.view.canvas
    three.view.tools.draw.click()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 300))
    QTest.mouseMove(canvas, QPoint(380, 360))
    QTest.mouseMove(canvas, QPoint(420, 400))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(420, 400))

    assert sum(region.source is Source.DRAWN for region in three.stored) == 1


def test_a_cover_is_drawn_by_keys_alone(three: Review) -> None:
    canvas = three.view.canvas
    three.view.tools.draw.click()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    for _ in range(8):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Return)

    assert sum(region.source is Source.DRAWN for region in three.stored) == 1


def test_a_drawn_cover_takes_no_name(three: Review) -> None:
    three.view.cover_drawn.emit(Box(320, 320, 480, 480))
    drawn = next(region for region in three.stored if region.source is Source.DRAWN)

    three.view.child_tapped.emit(cast.AMELIA)

    assert next(region for region in three.stored if region.id == drawn.id).child is None
    assert three.view.toast.isVisible()


def test_arrow_keys_step_between_faces(three: Review) -> None:
    ids = [mark.id for mark in three.view.drawn.marks]

    QTest.keyClick(three.view.canvas, Qt.Key.Key_Right)
    assert three.view.drawn.chosen == ids[1]
    QTest.keyClick(three.view.canvas, Qt.Key.Key_Left)
    QTest.keyClick(three.view.canvas, Qt.Key.Key_Left)
    assert three.view.drawn.chosen == ids[2]


def test_the_family_tab_shows_what_that_family_gets(three: Review) -> None:
    three.name(0, cast.AMELIA)
    three.name(1, cast.NOAH)

    three.view.tabs.tabs[1].click()

    family = three.view.drawn.family
    assert family is not None and family.picture is not None
    assert [row.title for row in family.rows] == ["Amelia is seen", "Noah is covered here", "1 more face is covered"]
    assert three.view.side.currentWidget() is three.view.family

    three.view.family.right.click()
    assert three.view.drawn.family is not None and three.view.drawn.family.title == "Noah’s family"
    three.view.family.right.click()
    assert three.view.drawn.family is None


def test_escape_leaves_the_innermost_thing_first(three: Review) -> None:
    three.view.tools.draw.click()
    three.view.canvas.look_closer()

    QTest.keyClick(three.view.canvas, Qt.Key.Key_Escape)
    assert not three.view.canvas.is_drawing
    assert three.view.canvas.is_closer
    QTest.keyClick(three.view.canvas, Qt.Key.Key_Escape)
    assert not three.view.canvas.is_closer
    QTest.keyClick(three.view.canvas, Qt.Key.Key_Escape)
    assert three.left == ["back"]


def test_leaving_lets_go_of_the_clear_picture(three: Review) -> None:
    three.view.bar.back.click()

    assert three.left == ["back"]
    assert three.view.drawn.picture is None
    assert not has_face(three.view.grab().toImage())


def test_keep_and_write_tells_who_was_named(three: Review) -> None:
    three.name(0, cast.AMELIA)
    three.name(1, cast.NOAH)

    three.view.who.finish.click()

    assert three.left == [(cast.AMELIA, cast.NOAH)]


def test_nothing_can_be_kept_while_a_tap_is_being_saved(review_of: ReviewOf) -> None:
    vault = HeldToldLane()
    review = review_of(face(200, 300), vault=vault)
    review.presenter.start()
    vault.run_all()
    review.cpu.run_all()
    vault.run_all()
    review.view.else_asked.emit()
    review.view.not_a_face_asked.emit()

    assert len(vault.waiting) == 1
    vault.run_all()
    assert review.stored[0].says is Says.SOMEONE_ELSE
    assert review.view.drawn.marks[0].id == RegionId(review.stored[0].id)
