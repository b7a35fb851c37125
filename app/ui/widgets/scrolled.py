"""A column that scrolls only when its words really need more room than there is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Column(QWidget):
    """What stands in a `scrolled` room: as high as its words are at the room's width.

    A wrapped label asks for the height it would have at its narrowest; a room that believed it would scroll over nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")

    def minimumSizeHint(self) -> QSize:
        """No height of its own where `heightForWidth` says it."""
        own, layout = super().minimumSizeHint(), self.layout()
        return QSize(own.width(), 0) if layout is not None and layout.hasHeightForWidth() else own


def scrolled(column: QWidget) -> QScrollArea:
    """A room for that column: no frame, no focus of its own, never sideways."""
    room = QScrollArea()
    room.setWidget(column)
    room.setWidgetResizable(True)
    room.setFrameShape(QFrame.Shape.NoFrame)
    room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return room
