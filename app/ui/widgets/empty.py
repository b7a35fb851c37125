"""An empty place: one small drawing, one line what would be here, one line when."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.ornaments import LEAF, draw_ornament
from app.ui.widgets.words import Words

DISC_PX = 80


class Ornament(QWidget):
    """A drawing on its disc, 80 px."""

    def __init__(self, name: str = LEAF, size: int = DISC_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The drawing."""
        draw_ornament(QPainter(self), QRectF(self.rect()), self._name)


class Empty(QWidget):
    """Fills the place where things would be."""

    def __init__(self, look: Look, what: str, when: str, name: str = LEAF, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setSpacing(look.theme.space["xs"])
        self._what = Words(look, what, "card", "title", wrap=True)
        self._when = Words(look, when, "helper", "text", "muted", wrap=True)
        layout.addStretch()
        layout.addWidget(Ornament(name), 0, Qt.AlignmentFlag.AlignHCenter)
        for words in (self._what, self._when):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(words)
        layout.addStretch()

    def set_words(self, what: str, when: str) -> None:
        """Say something else."""
        self._what.setText(what)
        self._when.setText(when)
