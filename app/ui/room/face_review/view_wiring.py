"""Which part's signal becomes which wish of the review page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import SignalInstance

if TYPE_CHECKING:
    from app.ui.room.face_review.view import ReviewView


def connect(view: ReviewView) -> None:
    """Let every part's wish become the page's own."""
    view.bar.back_asked.connect(view.back_asked)
    view.banner.acted.connect(view.look_again_asked)
    view.tabs.chosen.connect(view.tab_chosen)
    view.more.asked.connect(view.open_more)
    connect_picture(view)
    connect_tools(view)
    connect_who(view)
    connect_sides(view)


def connect_picture(view: ReviewView) -> None:
    """The picture and the strip under it."""
    view.canvas.region_tapped.connect(view.region_chosen)
    view.canvas.region_held.connect(view.region_picked)
    view.canvas.region_added.connect(view.region_added)
    view.canvas.range_tapped.connect(view.range_picked)
    view.canvas.cover_drawn.connect(view.cover_drawn)
    view.canvas.cover_moved.connect(view.cover_moved)
    view.canvas.removal_asked.connect(view.removal_asked)
    view.canvas.frame_moved.connect(view.frame_moved)
    view.canvas.neighbour_asked.connect(view.neighbour_asked)
    view.canvas.drawing_changed.connect(view.drawing_changed)
    view.canvas.closeness_changed.connect(view.tools.show_closeness)
    view.strip.face_tapped.connect(view.region_chosen)
    view.strip.face_held.connect(view.region_picked)
    view.strip.face_added.connect(view.region_added)
    view.strip.range_tapped.connect(view.range_picked)


def connect_tools(view: ReviewView) -> None:
    """The tools under the picture and in "More"."""
    view.tools.draw_asked.connect(view.draw_or_stop)
    view.tools.closer_asked.connect(view.look_closer)
    view.tools.undo_asked.connect(view.undo_asked)
    view.tools.redo_asked.connect(view.redo_asked)
    view.tools.no_child_asked.connect(view.no_child_asked)
    view.tools.refused.connect(view.say)
    view.more_tools.several_asked.connect(shut_then(view, view.several_asked))
    view.more_tools.others_asked.connect(shut_then(view, view.others_asked))
    view.more_tools.maybes_asked.connect(shut_then(view, view.maybes_asked))
    view.more_tools.cutting_asked.connect(shut_then(view, view.cutting_asked))
    view.more_tools.refused.connect(view.say)


def connect_who(view: ReviewView) -> None:
    """The panel that asks who it is."""
    view.who.child_tapped.connect(view.child_tapped)
    view.who.leave_asked.connect(view.leave_asked)
    view.who.else_asked.connect(view.else_asked)
    view.who.not_a_face_asked.connect(view.not_a_face_asked)
    view.who.remove_asked.connect(lambda: view.removal_asked.emit(view.drawn.chosen or ""))
    view.who.move_asked.connect(view.canvas.place_cover)
    view.who.others_asked.connect(view.others_asked)
    view.who.maybes_asked.connect(view.maybes_asked)
    view.who.cutting_asked.connect(view.cutting_asked)
    view.who.discard_asked.connect(view.discard_asked)
    view.who.finish_asked.connect(view.finish_asked)
    view.who.refused.connect(view.say)


def connect_sides(view: ReviewView) -> None:
    """The other panels, and the stop."""
    view.several.face_tapped.connect(view.region_picked)
    view.several.leave_asked.connect(view.all_left_asked)
    view.several.else_asked.connect(view.all_else_asked)
    view.several.not_faces_asked.connect(view.none_a_face_asked)
    view.several.done_asked.connect(view.several_asked)
    view.several.refused.connect(view.say)
    view.cut.cut_asked.connect(view.cut_asked)
    view.cut.whole_asked.connect(view.whole_asked)
    view.cut.leave_asked.connect(lambda: view.frame_moved.emit(None))
    view.family.right_asked.connect(view.looks_right)
    view.stop.discard_asked.connect(view.discard_asked)
    view.stop.cover_asked.connect(view.cover_refused_asked)
    view.stop.wrong_asked.connect(view.wrong_child_asked)


def shut_then(view: ReviewView, wish: SignalInstance) -> Callable[[], None]:
    """Close "More", then wish."""

    def go() -> None:
        view.sheet.shut()
        wish.emit()

    return go
