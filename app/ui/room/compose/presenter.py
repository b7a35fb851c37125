"""Turns typing and taps into a draft that saves itself, and the draft into an entry."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from app.ui.room.compose.desk import ComposeDesk, ComposeServices
from app.ui.room.compose.families import Families
from app.ui.room.compose.fields import Fields
from app.ui.room.compose.leaving import ComposeExits, Leaving
from app.ui.room.compose.photos import Photos
from app.ui.room.compose.state import ComposeTask
from app.ui.room.compose.view import ComposeView
from app.ui.room.lanes import ToldLane

SAVE_AFTER_MS = 500  # from the first letter that is not saved yet: at most a second of typing is lost with the power


class ComposePresenter:
    """One entry's page: its fields, its photos, what families will read, and the ways out, over one desk."""

    def __init__(self, view: ComposeView, services: ComposeServices, task: ComposeTask, exits: ComposeExits, *, vault: ToldLane) -> None:
        self._view = view
        self._timer = QTimer(view)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._desk = ComposeDesk(view, services, task, vault=vault, due=self._timer)
        self._photos = Photos(self._desk)
        self._parts = (Fields(self._desk, self._photos.load), self._photos, Families(self._desk), Leaving(self._desk, self._photos, exits))
        for part in self._parts:
            part.connect(view)

    def start(self) -> None:
        """Open the draft."""
        self._desk.open(self._opened)

    def save(self) -> None:
        """Keep what is not kept yet."""
        self._desk.save()

    def close(self) -> None:
        """Keep what is not kept yet, and fall silent."""
        self._desk.close()

    def _opened(self) -> None:
        self._photos.load()
        self._view.text.setFocus()


__all__ = ["SAVE_AFTER_MS", "ComposeExits", "ComposePresenter", "ComposeServices"]
