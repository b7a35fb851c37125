"""Which part's signal becomes which wish of a review page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.room.face_review.page import PicturePage


def connect(page: PicturePage) -> None:
    """Let every part's wish become the page's own."""
    page.bar.back_asked.connect(page.back_asked)
    page.banner.acted.connect(page.look_again_asked)
    page.tabs.chosen.connect(page.tab_chosen)
    page.more.asked.connect(page.sheet.open)
    page.family.right_asked.connect(page.looks_right)
    page.stop.discard_asked.connect(page.discard_asked)
    page.stop.cover_asked.connect(page.cover_refused_asked)
    page.stop.wrong_asked.connect(page.wrong_child_asked)
    connect_picture(page)
    connect_tools(page)
    connect_who(page)


def connect_picture(page: PicturePage) -> None:
    """The picture and the strip under it."""
    page.canvas.region_tapped.connect(page.region_chosen)
    page.canvas.cover_drawn.connect(page.cover_drawn)
    page.canvas.cover_moved.connect(page.cover_moved)
    page.canvas.removal_asked.connect(page.removal_asked)
    page.canvas.neighbour_asked.connect(page.neighbour_asked)
    page.canvas.drawing_changed.connect(page.drawing_changed)
    page.canvas.closeness_changed.connect(page.tools.show_closeness)
    page.strip.face_tapped.connect(page.region_chosen)


def connect_tools(page: PicturePage) -> None:
    """The tools that every picture has."""
    page.tools.draw_asked.connect(page.draw_or_stop)
    page.tools.closer_asked.connect(page.look_closer)
    page.tools.undo_asked.connect(page.undo_asked)
    page.tools.redo_asked.connect(page.redo_asked)
    page.tools.refused.connect(page.say)


def connect_who(page: PicturePage) -> None:
    """The panel that asks who it is."""
    page.who.child_tapped.connect(page.child_tapped)
    page.who.leave_asked.connect(page.leave_asked)
    page.who.else_asked.connect(page.else_asked)
    page.who.not_a_face_asked.connect(page.not_a_face_asked)
    page.who.remove_asked.connect(lambda: page.removal_asked.emit(page.chosen or ""))
    page.who.move_asked.connect(page.canvas.place_cover)
    page.who.discard_asked.connect(page.discard_asked)
    page.who.finish_asked.connect(page.finish_asked)
    page.who.refused.connect(page.say)
