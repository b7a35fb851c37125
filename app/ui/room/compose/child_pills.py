"""Whom the entry is about: a pill per child with × in it, and "Add a child"."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.room.compose.screen import ChildChip
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import LEAST, SMALL, ActionButton, Painted
from app.ui.widgets.paint import Box, draw_box, isolated, text_width
from app.ui.widgets.portrait import draw_portrait

FACE_PX, CROSS_PX, PAD = 38, 20, 5
SHOWN = 3  # more children than this are counted: the row is one line


class ChildPill(Painted):
    """One child; a tap takes the child out."""

    def __init__(self, look: Look, chip: ChildChip) -> None:
        super().__init__(look)
        self.chip = chip
        self.setText(chip.name)
        self.setAccessibleName(f"{chip.name}, take out")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["pill"])

    def sizeHint(self) -> QSize:
        """Portrait, name, cross."""
        name = text_width(self.look.font("body", "button"), self.chip.name)
        return QSize(round(PAD + FACE_PX + 8 + name + 8 + CROSS_PX + 14), self.look.theme.scaled(LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Soft capsule with its three parts, mirrored right to left."""
        painter, rtl = QPainter(self), self.isRightToLeft()
        rect = QRectF(self.rect())
        draw_box(painter, rect, Box("primary-soft", None, 0, min(24.0, rect.height() / 2)), self.look, self.shaded("primary-soft"))
        face_x = rect.right() - PAD - FACE_PX if rtl else PAD
        draw_portrait(painter, QRectF(face_x, rect.center().y() - FACE_PX / 2, FACE_PX, FACE_PX), self.chip.avatar)
        cross_x = 14 if rtl else rect.right() - 14 - CROSS_PX
        cross = QRectF(cross_x, rect.center().y() - CROSS_PX / 2, CROSS_PX, CROSS_PX)
        draw_icon(painter, cross, "x", self.look.theme.colours["primary"])
        painter.setFont(self.look.font("body", "button"))
        painter.setPen(self.look.colour("primary"))
        left = cross.right() + 8 if rtl else face_x + FACE_PX + 8
        width = text_width(painter.font(), self.chip.name)
        painter.drawText(QRectF(left, 0, width + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, isolated(self.chip.name))


class ChildPills(QWidget):
    """The row."""

    removal_asked = Signal(str)
    add_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._chips: tuple[ChildChip, ...] = ()
        self._pills: list[ChildPill] = []
        self.add = ActionButton(look, "Add a child", "user-plus", measure=SMALL)
        self.add.asked.connect(self.add_asked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addWidget(self.add)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_children(self, chips: tuple[ChildChip, ...]) -> None:
        """Show those children; the last button counts those that do not fit."""
        if chips != self._chips:
            self._chips = chips
            for pill in self._pills:
                self._row.removeWidget(pill)
                pill.deleteLater()
            self._pills = [self._pill(chip) for chip in chips[:SHOWN]]
            for at, pill in enumerate(self._pills):
                self._row.insertWidget(at, pill)
        more = len(chips) - SHOWN
        self.add.set_words(f"and {more} more" if more > 0 else "Add a child", "users" if more > 0 else "user-plus")

    def _pill(self, chip: ChildChip) -> ChildPill:
        pill = ChildPill(self._look, chip)
        pill.clicked.connect(lambda: self.removal_asked.emit(chip.id))
        return pill
