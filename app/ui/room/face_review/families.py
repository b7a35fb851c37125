"""What each family would get: one tab after the other, exactly as it will be written."""

from __future__ import annotations

from functools import partial

from app.services.reviewing import CoveredPreview
from app.ui.errors import sentence_for
from app.ui.room.face_review.desk import Desk
from app.ui.room.face_review.page import PicturePage
from app.ui.room.face_review.state import ReviewState, family_children
from domain.ids import ChildId


class Families:
    """Asks for a family's picture when its tab is chosen, and again when something changed."""

    def __init__(self, desk: Desk[ReviewState]) -> None:
        self._desk = desk

    def connect(self, page: PicturePage) -> None:
        """Hear what the page wishes."""
        page.tab_chosen.connect(self.choose_tab)
        page.looks_right.connect(self.looks_right)

    def show_again(self) -> None:
        """The open tab anew."""
        if self._desk.state.family_child is not None:
            self._show_family(self._desk.state.family_child)

    def choose_tab(self, index: int) -> None:
        """ "Who is who", or what one family gets."""
        children = family_children(self._desk.state, self._desk.task)
        if index == 0 or index > len(children):
            self._open(None)
        else:
            self._show_family(children[index - 1])

    def looks_right(self) -> None:
        """On to the next family, and after the last one back to the whole."""
        children = family_children(self._desk.state, self._desk.task)
        at = children.index(self._desk.state.family_child) if self._desk.state.family_child in children else len(children)
        self.choose_tab(at + 2 if at + 1 < len(children) else 0)

    def _show_family(self, child: ChildId) -> None:
        self._open(child)
        desk, task = self._desk, self._desk.task
        work = partial(desk.reviewing.family_view, task.photo_id, child, desk.family_side_px, task.session)
        desk.vault.run(work, partial(self._family_came, child), self._failed)

    def _open(self, child: ChildId | None) -> None:
        self._desk.change(family_child=child, family=None, is_several=False, picked=(), frame=None)

    def _family_came(self, child: ChildId, preview: CoveredPreview) -> None:
        if self._desk.state.family_child == child:
            self._desk.change(family=preview)

    def _failed(self, error: Exception) -> None:
        self._desk.change(message=sentence_for(error))
