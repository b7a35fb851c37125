"""A room for tiles that are placed by hand: it scrolls up and down only, and takes no focus of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget


class GridRoom(QScrollArea):
    """The tiles are children of `_room`; whoever fills it says how high it is."""

    def __init__(self) -> None:
        super().__init__()
        self._room = QWidget()
        self._room.setObjectName("scrolled")
        self.setWidget(self._room)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
