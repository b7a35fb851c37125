"""Whoever is asked, as a disc with two letters; their picture is nobody's business on a shared screen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.look import Look
from app.ui.widgets.paint import Box, draw_box


class InitialsDisc(QWidget):
    """SM, on the colour of who is logged in."""

    def __init__(self, look: Look, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._initials = look, ""
        self.set_size(size)
        look.changed.connect(self.update)

    def set_size(self, size: int) -> None:
        """Another diameter, px."""
        self.setFixedSize(size, size)

    def set_initials(self, initials: str) -> None:
        """Show these."""
        self._initials = initials
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and letters."""
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), Box("info", None, 0, self.width() / 2), self._look)
        font = self._look.font("card", "title")
        font.setPixelSize(self.width() * 9 // 25)
        painter.setFont(font)
        painter.setPen(self._look.colour("on-info"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
