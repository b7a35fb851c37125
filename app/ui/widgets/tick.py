"""A tick: a box in a row of 48 or more; the whole row is the target."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import Painted
from app.ui.widgets.paint import Box, draw_box, text_width

BOX_PX, ROW_PX, GAP = 40, 56, 12


class TickRow(Painted):
    """Checkable; listen to `toggled`."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["field"])

    def sizeHint(self) -> QSize:
        """Box and words."""
        return QSize(round(BOX_PX + GAP + text_width(self.look.font("body", "button"), self.text()) + 8), self.look.theme.scaled(ROW_PX))

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, tick, words."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        left = rect.right() - BOX_PX - 4 if self.isRightToLeft() else rect.left() + 4
        square = QRectF(left, rect.center().y() - BOX_PX / 2, BOX_PX, BOX_PX)
        checked = self.isChecked()
        box = Box("primary" if checked else "surface", None if checked else "edge", 2, 10)
        draw_box(painter, square, box, self.look)
        if checked:
            draw_icon(painter, square.adjusted(8, 8, -8, -8), "check", self.look.theme.colours["on-primary"])
        painter.setFont(self.look.font("body", "button"))
        painter.setPen(self.look.colour("ink"))
        shift = BOX_PX + GAP + 4
        words = rect.adjusted(0, 0, -shift, 0) if self.isRightToLeft() else rect.adjusted(shift, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())
