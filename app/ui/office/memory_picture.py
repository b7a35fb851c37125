"""One picture whole, held in memory only, with a note on its lower edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.paint import Box, draw_box, text_width, whole

NOTE_TALL = 34


class MemoryPicture(QWidget):
    """One picture whole, held in memory only, with a note on its lower edge."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._picture: QImage | None = None
        self._note = ""
        self.setMinimumHeight(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, picture: QImage | None, note: str) -> None:
        """Show that picture, or that it is coming."""
        self._picture, self._note = picture, note
        self.setAccessibleName(f"Picture. {note}")
        self.update()

    def show_note(self, note: str) -> None:
        """Say something else under the same picture."""
        if note != self._note:
            self.show_picture(self._picture, note)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Quiet field, picture, note."""
        painter, rect = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(rect, 18, 18)
        painter.setClipPath(frame)
        painter.fillRect(rect, self._look.colour("sunk"))
        if self._picture is not None:
            painter.drawImage(whole(self._picture.size(), rect), self._picture)
        self._paint_note(painter, rect, self._note or "The picture is coming.")

    def _paint_note(self, painter: QPainter, rect: QRectF, note: str) -> None:
        font, tall = self._look.font("second", "button"), self._look.theme.scaled(NOTE_TALL)
        wide = text_width(font, note) + 28
        left = rect.right() - 14 - wide if self.isRightToLeft() else rect.left() + 14
        chip = QRectF(left, rect.bottom() - 12 - tall, wide, tall)
        draw_box(painter, chip, Box("surface", "line", 1, tall / 2), self._look)
        painter.setFont(font)
        painter.setPen(self._look.colour("ink"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, note)
