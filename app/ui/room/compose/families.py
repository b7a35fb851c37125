"""The entry as each family will read it, before it is handed in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QImage

from app.ui.room.compose.desk import ComposeDesk
from app.ui.room.compose.state import screen_of
from app.ui.room.compose.tiles import family_pictures
from app.ui.room.compose.view import ComposeView
from domain.ids import ChildId


class Families:
    """Pictures are held only while the page is open."""

    def __init__(self, desk: ComposeDesk) -> None:
        self._desk = desk

    def connect(self, view: ComposeView) -> None:
        """Hear what the page wishes."""
        view.family_asked.connect(self.see)
        view.family_chosen.connect(self.choose)
        view.family_closed.connect(self.close)

    def see(self) -> None:
        """Open the entry as the first family will read it."""
        draft = self._desk.state.draft
        if draft is not None and draft.children:
            self._show(draft.children[0])
        else:
            self._desk.show(replace(self._desk.state, message="Choose the child it is about first."))

    def choose(self, index: int) -> None:
        """Another family."""
        draft = self._desk.state.draft
        if draft is not None and index < len(draft.children):
            self._show(draft.children[index])

    def close(self) -> None:
        """Back to writing; the pictures are let go."""
        self._desk.note(replace(self._desk.state, family_child=None, family_pictures=None))

    def _show(self, child: ChildId) -> None:
        desk = self._desk
        desk.show(replace(desk.state, family_child=child, family_pictures=None))
        photos = tuple(tile.id for tile in screen_of(desk.state, desk.task).photos)
        work = partial(family_pictures, desk.services.reviewing, photos, child, desk.task.session)
        desk.vault.run(work, partial(self._came, child), desk.failed)

    def _came(self, child: ChildId, pictures: tuple[QImage, ...]) -> None:
        if self._desk.state.family_child == child:
            self._desk.show(replace(self._desk.state, family_pictures=pictures))
