"""A text to read before one signs: it scrolls in a box of its own, so that what follows stays in sight."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.paint import Box, draw_box
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words

PAD = 16
LEAST_PX = 96  # two lines at 150 %: below that nobody sees that it is a text


class TextBox(QWidget):
    """A quiet box; the arrow keys scroll it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setMinimumHeight(LEAST_PX)
        self.words = Words(look, "", "writing", "text", wrap=True)
        inner = Column()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 12, 0)
        lines.addWidget(self.words)
        lines.addStretch(1)
        self.room = scrolled(inner)
        self.room.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        around = QVBoxLayout(self)
        around.setContentsMargins(PAD + 4, PAD, PAD, PAD)
        around.addWidget(self.room)
        look.changed.connect(self.update)

    def say(self, text: str) -> None:
        """Another text begins at its top; none hides the box."""
        if self.words.text() != text:
            self.words.setText(text)
            self.room.verticalScrollBar().setValue(0)
        self.room.setAccessibleName(text)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box."""
        edge = "edge" if self._look.theme.border_px > 1 else "line"
        draw_box(QPainter(self), QRectF(self.rect()), Box("sunk", edge, 1, self._look.theme.radius["field"]), self._look)
