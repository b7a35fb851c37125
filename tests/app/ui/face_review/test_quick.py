"""Quick and kind: how few taps a photo takes, one answer for many, and who is asked about next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from app.ui.room.face_review.screen import MarkKind
from app.ui.room.face_review.several import ONE_NAME
from app.ui.room.face_review.state import likely_first
from domain.covering import Says, Source
from domain.ids import ChildId
from domain.lifecycle import PhotoState
from imaging.values import Tier
from tests import cast
from tests.app.ui.face_review.conftest import Review
from tests.app.ui.seen import face, has_face

ReviewOf = Callable[..., Review]
ROW = tuple(face(120 + 300 * at, 300) for at in range(5))
CROWD = (
    *(face(60 + 150 * (at % 10), 80 + 220 * (at // 10), 60) for at in range(29)),
    *(face(200 + 90 * at, 780, 50, Tier.MAYBE) for at in range(3)),
)


@dataclass
class Thumb:
    """Counts what it taps."""

    review: Review
    taps: int = 0

    def on(self, widget: QAbstractButton, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Tap a button that can be seen."""
        assert widget.isVisible()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, keys)
        self.taps += 1

    def on_child(self, child: ChildId) -> None:
        """Tap a child's tile."""
        self.on(next(tile for tile in self.review.view.who.grid.tiles if tile.child and tile.child.id == child))

    def on_face(self, number: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Tap a face of the strip that is in sight, counted from 1."""
        mark = self.review.view.drawn.marks[number - 1]
        self.on(next(button for button in self.review.view.strip.faces if button.mark and button.mark.id == mark.id), keys)


def crowd(review_of: ReviewOf) -> Review:
    return review_of(*CROWD).start()


def test_a_photo_of_five_is_named_and_kept_in_six_taps(review_of: ReviewOf) -> None:
    thumb = Thumb(review_of(*ROW).start())

    for child in (cast.AMELIA, cast.NOAH, cast.ZOE, cast.LUKASZ, cast.ISLA):
        thumb.on_child(child)
    thumb.on(thumb.review.view.who.finish)

    assert [region.child for region in thumb.review.stored] == [cast.AMELIA, cast.NOAH, cast.ZOE, cast.LUKASZ, cast.ISLA]
    assert thumb.review.left == [(cast.AMELIA, cast.NOAH, cast.ZOE, cast.LUKASZ, cast.ISLA)]
    assert thumb.taps == 6


def test_a_photo_of_five_in_any_order_with_a_slip_and_a_visitor_takes_no_more_than_twelve(review_of: ReviewOf) -> None:
    thumb = Thumb(review_of(*ROW).start())
    view = thumb.review.view

    thumb.on_face(3)
    thumb.on_child(cast.NOAH)
    thumb.on(view.tools.undo)
    thumb.on_child(cast.ZOE)
    thumb.on(view.who.someone)
    thumb.on_child(cast.AMELIA)
    thumb.on(view.who.others) if view.who.others.isVisible() else thumb.on(view.who.leave)
    thumb.on(view.who.leave)
    thumb.on(view.who.finish)

    assert [region.says for region in thumb.review.stored] == [Says.NOTHING, Says.NOTHING, Says.CHILD, Says.SOMEONE_ELSE, Says.CHILD]
    assert thumb.review.left == [(cast.ZOE, cast.AMELIA)]
    assert thumb.taps <= 12


def test_the_next_open_face_is_asked_about_by_itself(review_of: ReviewOf) -> None:
    review = review_of(*ROW).start()
    ids = [mark.id for mark in review.view.drawn.marks]

    review.name(1, cast.AMELIA)
    assert review.view.drawn.chosen == ids[2]
    review.name(4, cast.NOAH)
    assert review.view.drawn.chosen == ids[0]  # from the start again


def test_undo_leads_back_to_whom_it_was_about(review_of: ReviewOf) -> None:
    review = review_of(*ROW).start()
    review.name(1, cast.AMELIA)

    QTest.keyClick(review.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert review.view.drawn.chosen == review.view.drawn.marks[1].id
    assert all(region.says is Says.NOTHING for region in review.stored)

    QTest.keyClick(review.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert review.stored[1].child == cast.AMELIA


def test_the_rest_of_a_crowd_stays_covered_by_one_tap(review_of: ReviewOf) -> None:
    thumb = Thumb(crowd(review_of))
    thumb.on_child(cast.AMELIA)
    assert thumb.review.view.who.others.text() == "Leave other 28"

    thumb.on(thumb.review.view.who.others)

    marks = thumb.review.view.drawn.marks
    assert sum(mark.is_passed for mark in marks) == 28
    assert thumb.review.view.drawn.chosen == marks[29].id  # the first maybe: nobody else is open
    assert thumb.review.view.who.others.isHidden()
    thumb.on(thumb.review.view.tools.undo)
    assert not any(mark.is_passed for mark in thumb.review.view.drawn.marks)


def test_all_maybes_are_looked_at_together_before_they_are_no_faces(review_of: ReviewOf) -> None:
    thumb = Thumb(crowd(review_of))
    view = thumb.review.view

    thumb.on(view.who.maybes)
    assert len(view.several.grid.faces) == 3 and view.several.title.text() == "Are these faces?"
    assert all(region.says is Says.NOTHING for region in thumb.review.stored)
    thumb.on(view.several.grid.faces[0])  # this one might be one after all
    thumb.on(view.several.not_faces)

    assert [region.says for region in thumb.review.stored if region.source is Source.MAYBE].count(Says.NOT_A_FACE) == 2
    assert sum(mark.kind is MarkKind.NOT_A_FACE for mark in view.drawn.marks) == 2
    assert view.side.currentWidget() is view.who


def test_several_faces_get_one_answer_that_is_undone_in_one_step(review_of: ReviewOf) -> None:
    review = crowd(review_of)
    view = review.view
    thumb = Thumb(review)

    thumb.on(view.more)
    thumb.on(view.more_tools.several)
    for number in (2, 3, 5):
        thumb.on_face(number)
    assert view.several.line.text() == ONE_NAME
    thumb.on(view.several.someone)

    assert sum(region.says is Says.SOMEONE_ELSE for region in review.stored) == 3
    view.undo_asked.emit()
    assert all(region.says is Says.NOTHING for region in review.stored)


def test_control_adds_and_shift_takes_all_between(review_of: ReviewOf) -> None:
    thumb = Thumb(crowd(review_of))

    thumb.on_face(3, Qt.KeyboardModifier.ControlModifier)  # number 1 is asked about
    assert thumb.review.view.several.title.text() == "2 faces chosen"
    thumb.on_face(6, Qt.KeyboardModifier.ShiftModifier)

    assert thumb.review.view.several.title.text() == "5 faces chosen"  # 1, and 3 to 6
    QTest.keyClick(thumb.review.view, Qt.Key.Key_Escape)
    assert thumb.review.view.drawn.several is None and thumb.review.left == []


def test_a_long_press_begins_to_choose_several_and_is_no_tap(review_of: ReviewOf) -> None:
    review = crowd(review_of)
    button, canvas = review.view.strip.faces[2], review.view.canvas
    button.hold.setInterval(0)
    canvas._hand.hold.setInterval(0)

    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert review.view.several.title.text() == "1 face chosen"

    x, y, width, height = canvas.placement.to_view(review.view.drawn.marks[4].cover)
    middle = QPoint(round(x + width / 2), round(y + height / 2))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    QApplication.processEvents()
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle)
    assert review.view.several.title.text() == "2 faces chosen"


def test_nobody_is_uncovered_while_several_are_chosen(review_of: ReviewOf) -> None:
    review = crowd(review_of)

    review.view.range_picked.emit(review.view.drawn.marks[20].id)

    assert not has_face(review.view.canvas.grab().toImage())


def test_a_sure_face_is_never_said_to_be_none(review_of: ReviewOf) -> None:
    review = crowd(review_of)
    marks = review.view.drawn.marks

    for mark in (marks[0], marks[-1]):
        review.view.region_picked.emit(mark.id)

    assert not review.view.several.not_faces.isVisible()


def test_the_entrys_children_come_first_then_who_is_in_and_nobody_moves(review_of: ReviewOf) -> None:
    out = cast.CHILDREN[1].model_copy(update={"session_start": None})
    children = (cast.CHILDREN[0], out, *cast.CHILDREN[2:])

    ordered = likely_first(children, (ChildId(cast.CHILDREN[4].id),))

    assert [child.id for child in ordered[:2]] == [cast.CHILDREN[4].id, cast.CHILDREN[0].id]
    assert ordered[-1].id == out.id
    review = review_of(*ROW).start()
    before = [tile.child.id for tile in review.view.who.grid.tiles if tile.child]
    review.name(0, cast.ISLA)
    assert [tile.child.id for tile in review.view.who.grid.tiles if tile.child] == before


def test_a_finished_crowd_is_reviewed(review_of: ReviewOf) -> None:
    thumb = Thumb(crowd(review_of))
    thumb.on(thumb.review.view.who.others)
    thumb.on(thumb.review.view.who.maybes)
    thumb.on(thumb.review.view.several.leave)
    thumb.on(thumb.review.view.who.finish)

    assert thumb.taps == 4
    photo = thumb.review.tablet.reviewing.photo(thumb.review.photo, thumb.review.tablet.session)
    assert photo.state is PhotoState.REVIEWED
