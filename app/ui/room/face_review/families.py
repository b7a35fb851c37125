"""What each family would get: one tab after the other, exactly as it will be written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from app.services.reviewing import CoveredPreview
from app.ui.errors import sentence_for
from app.ui.room.face_review.desk import Desk
from app.ui.room.face_review.ports import ReviewingPort
from app.ui.room.face_review.state import ReviewTask, family_children
from app.ui.room.face_review.view import ReviewView
from app.ui.while_shown import WhileShown
from domain.ids import ChildId

FAMILY_SIDE_PX = 1600  # the longer side of a family's picture on the screen: sharp at twice the canvas


class Families:
    """Asks for a family's picture when its tab is chosen, and again when something changed."""

    def __init__(self, desk: Desk, reviewing: ReviewingPort, task: ReviewTask, lane: WhileShown) -> None:
        self._desk, self._reviewing, self._task, self._lane = desk, reviewing, task, lane

    def connect(self, view: ReviewView) -> None:
        """Hear what the view wishes."""
        view.tab_chosen.connect(self.choose_tab)
        view.looks_right.connect(self.looks_right)

    def show_again(self) -> None:
        """The open tab anew."""
        if self._desk.state.family_child is not None:
            self._show_family(self._desk.state.family_child)

    def choose_tab(self, index: int) -> None:
        """ "Who is who", or what one family gets."""
        children = family_children(self._desk.state, self._task)
        if index == 0 or index > len(children):
            self._desk.show(replace(self._desk.state, family_child=None, family=None, is_several=False, picked=(), frame=None))
        else:
            self._show_family(children[index - 1])

    def looks_right(self) -> None:
        """On to the next family, and after the last one back to the whole."""
        children = family_children(self._desk.state, self._task)
        at = children.index(self._desk.state.family_child) if self._desk.state.family_child in children else len(children)
        self.choose_tab(at + 2 if at + 1 < len(children) else 0)

    def _show_family(self, child: ChildId) -> None:
        self._desk.show(replace(self._desk.state, family_child=child, family=None, is_several=False, picked=(), frame=None))
        work = partial(self._reviewing.family_view, self._task.photo_id, child, FAMILY_SIDE_PX, self._task.session)
        self._lane.run(work, partial(self._family_came, child), self._failed)

    def _family_came(self, child: ChildId, preview: CoveredPreview) -> None:
        if self._desk.state.family_child == child:
            self._desk.show(replace(self._desk.state, family=preview))

    def _failed(self, error: Exception) -> None:
        self._desk.show(replace(self._desk.state, message=sentence_for(error)))
