"""A child's card: portrait in its ring, name, chips. The whole card is one target."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent

from app.ui.room.home.screen import ChildTile
from app.ui.theme.look import Look
from app.ui.widgets.cards import SHADOW_ROOM, TapCard
from app.ui.widgets.paint import in_lines, isolated
from app.ui.widgets.pills import CHIP_HEIGHT, ChipFact, chip_width, draw_chip
from app.ui.widgets.portrait_ring import draw_face

ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
PORTRAIT_PX, PORTRAIT_COMPACT_PX = 92, 74
LEAST_PORTRAIT_PX = 48
CHIP_SPACE = 6


class ChildCard(TapCard):
    """Checkable. `moved` asks the grid for the neighbour in that direction (columns, rows)."""

    moved = Signal(int, int)

    def __init__(self, look: Look, tile: ChildTile) -> None:
        super().__init__(look, checkable=True)
        self.tile, self.compact = tile, False
        self._dress()

    def show_tile(self, tile: ChildTile) -> None:
        """Show that child."""
        if tile != self.tile:
            self.tile = tile
            self._dress()

    def _dress(self) -> None:
        self.setChecked(self.tile.is_chosen)
        self.setAccessibleName(self.tile.spoken)
        self.update()

    def nextCheckState(self) -> None:
        """The presenter decides what is chosen; a tap only asks."""

    def sizeHint(self) -> QSize:
        """As small as a card may get."""
        return QSize(self.least_width(), self.least_height())

    def least_width(self) -> int:
        """So wide that two chips or a usual name fit."""
        return self.look.theme.scaled(182 if self.compact else 222)

    def least_height(self) -> int:
        """Portrait, name and chips without overlap."""
        portrait = PORTRAIT_COMPACT_PX if self.compact else PORTRAIT_PX
        room = SHADOW_ROOM.top() + SHADOW_ROOM.bottom()
        return portrait + self._name_line() + self._chip_height() + (12 if self.compact else 19) + room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the grid, the rest is a button's."""
        step = ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        columns = -step[0] if self.isRightToLeft() else step[0]
        self.moved.emit(columns, step[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, portrait, name, chips, from top to bottom."""
        painter = QPainter(self)
        self.paint_card(painter)
        inner = self.inner()
        lines = self._name_lines(inner.width() - 20)
        chip_top = inner.bottom() - self._chip_height() - (6 if self.compact else 8)
        name_top = chip_top - len(lines) * self._name_line() - (1 if self.compact else 4)
        top = inner.top() + (6 if self.compact else 9)
        wished = PORTRAIT_COMPACT_PX if self.compact else PORTRAIT_PX
        size = max(LEAST_PORTRAIT_PX, min(wished, name_top - top))
        face = QRectF(inner.center().x() - size / 2, top + max(0.0, (name_top - top - size) / 2), size, size)
        draw_face(painter, face, self.tile.face, self.look)
        self._paint_name(painter, QRectF(inner.left(), name_top, inner.width(), self._name_line()), lines)
        self._paint_chips(painter, QRectF(inner.left(), chip_top, inner.width(), self._chip_height()))

    def _paint_name(self, painter: QPainter, line: QRectF, lines: list[str]) -> None:
        painter.setFont(self._font())
        painter.setPen(self.look.colour("muted" if self.tile.face.faded else "ink"))
        for number, words in enumerate(lines):
            place = line.translated(0, number * line.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, isolated(words))

    def _paint_chips(self, painter: QPainter, line: QRectF) -> None:
        chips = self.chips_that_fit(line.width() - 16)
        widths = [chip_width(self.look, chip) for chip in chips]
        left = line.center().x() - (sum(widths) + CHIP_SPACE * (len(chips) - 1)) / 2
        ordered = list(zip(chips, widths, strict=True))
        for chip, width in reversed(ordered) if self.isRightToLeft() else ordered:
            draw_chip(painter, QRectF(left, line.top(), width, line.height()), chip, self.look, rtl=self.isRightToLeft())
            left += width + CHIP_SPACE

    def chips_that_fit(self, width: float) -> list[ChipFact]:
        """Presence and what is due; where only one fits, what is due survives."""
        due = self.tile.due
        if due is None:
            return [self.tile.presence_short if self.compact else self.tile.presence]
        both = chip_width(self.look, self.tile.presence) + CHIP_SPACE + chip_width(self.look, due)
        return [due] if self.compact or both > width else [self.tile.presence, due]

    def _name_lines(self, width: float) -> list[str]:
        """The name in one line, in two when it is long, shortened only when two are not enough."""
        return in_lines(self.tile.name, self._font(), width)

    def _font(self) -> QFont:
        font = self.look.font("name", "title")
        font.setPixelSize(round(font.pixelSize() * (0.95 if self.compact else 1)))
        return font

    def _name_line(self) -> int:
        return self.look.theme.scaled(24 if self.compact else 26)

    def _chip_height(self) -> int:
        return self.look.theme.scaled(26 if self.compact else CHIP_HEIGHT)
