"""The large tiles of a question: an answer, a person, a number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.kiosk.flows.pages import Tile
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import Painted
from app.ui.widgets.paint import Box, centred, draw_box, in_lines
from app.ui.widgets.words import Words

FLAT_PX, TALL_PX = 84, 100
NUMBER_PX, NUMBER_TIGHT_PX = 136, 96
FLAT_MOST, TALL_MOST = 148, 440  # px: tiles take the room that there is, up to this
STANDING_PX = 190  # from here on the drawing stands above the words
DISC, TALL_DISC, STANDING_DISC, PAD, GAP = 52, 72, 96, 16, 14


class TileButton(Painted):
    """`picked` gives the tile's name; one that rests says why instead."""

    picked = Signal(str)
    refused = Signal(str)

    def __init__(self, look: Look, *, is_tall: bool, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._tile, self._is_tall = Tile(name="", words=""), is_tall
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(look.theme.scaled(TALL_MOST if is_tall else FLAT_MOST))
        self.setProperty("ring_radius", look.theme.radius["card"])
        self.clicked.connect(self._tapped)

    def show_tile(self, tile: Tile) -> None:
        """Draw that answer."""
        self._tile = tile
        self.setText(tile.words)
        self.setAccessibleName(f"{tile.words}. {tile.missing or tile.second}" if tile.missing or tile.second else tile.words)
        self.setAccessibleDescription(tile.missing)
        self._look_changed()

    def sizeHint(self) -> QSize:
        """As high as its kind."""
        return QSize(200, self.look.theme.scaled(TALL_MOST if self._is_tall else FLAT_MOST))

    def minimumSizeHint(self) -> QSize:
        """A disc and a word."""
        return QSize(160, self.look.theme.scaled(TALL_PX if self._is_tall and self.look.theme.text_percent == 100 else FLAT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Surface, disc, words."""
        painter, tile = QPainter(self), self._tile
        rests = bool(tile.missing)
        rect = QRectF(self.rect()).adjusted(2, 1, -2, -4)
        fill = "sunk" if rests else "surface"
        edge = "primary" if tile.is_chosen else "line"
        box = Box(fill, None if rests else edge, 3 if tile.is_chosen else 1, self.look.theme.radius["card"], 0 if rests else 1)
        draw_box(painter, rect, box, self.look, self.shaded(fill))
        if self._is_tall and rect.height() >= self.look.theme.scaled(STANDING_PX):
            self._paint_standing(painter, rect)
            return
        if not (tile.icon or tile.initials):
            self._paint_words(painter, rect.adjusted(PAD, 0, -PAD, 0), centre=True)
            return
        side = TALL_DISC if self._is_tall else DISC
        left = rect.right() - PAD - side if self.isRightToLeft() else rect.left() + PAD
        self._paint_disc(painter, QRectF(left, rect.center().y() - side / 2, side, side))
        shift = PAD + side + GAP
        words = rect.adjusted(PAD, 0, -shift, 0) if self.isRightToLeft() else rect.adjusted(shift, 0, -PAD, 0)
        self._paint_words(painter, words)

    def _paint_standing(self, painter: QPainter, rect: QRectF) -> None:
        """Drawing above, words below, both in the middle."""
        top = rect.center().y() - (STANDING_DISC + self.look.theme.scaled(74)) / 2
        self._paint_disc(painter, QRectF(rect.center().x() - STANDING_DISC / 2, top, STANDING_DISC, STANDING_DISC))
        below = top + STANDING_DISC + 8
        room = QRectF(rect.left() + PAD, below, rect.width() - 2 * PAD, rect.bottom() - below - 8)
        self._paint_words(painter, room, centre=True)

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        tile = self._tile
        rests, tone = bool(tile.missing), Tone.INFO if tile.initials else tile.tone
        if rests or tone is Tone.QUIET:
            fill, ink = "line" if self.look.theme.border_px == 1 else "surface", "muted"
        else:
            fill, ink = f"{tone.value}-soft", tone.value
        draw_box(painter, disc, Box(fill, None, 0, disc.width() / 2), self.look)
        if tile.initials:
            painter.setFont(self.look.font("body", "title"))
            painter.setPen(self.look.colour(ink))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, tile.initials)
        elif tile.icon:
            size = disc.width() * 0.5
            draw_icon(painter, centred(disc, size, size), tile.icon, self.look.theme.colours[ink])

    def _paint_words(self, painter: QPainter, room: QRectF, *, centre: bool = False) -> None:
        tile = self._tile
        title, small = (
            self.look.font("panel" if centre and self._is_tall else "card" if self._is_tall else "name", "button"),
            self.look.font("second", "text"),
        )
        lines = [(line, title, "muted" if tile.missing else "ink") for line in in_lines(tile.words, title, room.width())]
        below = tile.missing or tile.second
        if below:
            lines += [(line, small, "muted") for line in in_lines(below, small, room.width())]
        heights = [round(font.pixelSize() * 1.3) for _, font, _ in lines]
        top = room.center().y() - sum(heights) / 2
        align = (Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        align = Qt.AlignmentFlag.AlignHCenter if centre else align
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        for (line, font, ink), height in zip(lines, heights, strict=True):
            painter.setFont(font)
            painter.setPen(self.look.colour(ink))
            painter.drawText(QRectF(room.left(), top, room.width(), height), align | Qt.AlignmentFlag.AlignVCenter, line)
            top += height

    def _tapped(self) -> None:
        if self._tile.missing:
            self.refused.emit(f"{self._tile.words}: {self._tile.missing}.".replace("..", "."))
        else:
            self.picked.emit(self._tile.name)


class NumberButton(Painted):
    """A slot of the dock. Chosen = filled, and says so; taken = sunk."""

    picked = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._tile, self._side = Tile(name="", words=""), NUMBER_PX
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["card"])
        self.clicked.connect(self._tapped)

    def show_tile(self, tile: Tile) -> None:
        """Draw that number."""
        self._tile = tile
        self.setText(tile.words)
        state = ", chosen" if tile.is_chosen else f", {tile.missing}" if tile.missing else ""
        self.setAccessibleName(f"{tile.words}{state}")
        self._look_changed()

    def set_tight(self, tight: bool) -> None:
        """Smaller in a low window."""
        self._side = NUMBER_TIGHT_PX if tight else NUMBER_PX
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A square for a thumb; with large letters it grows by half of what they do."""
        side = (self._side + self.look.theme.scaled(self._side)) // 2
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The number; under a taken one the word."""
        painter, tile = QPainter(self), self._tile
        fill = "primary" if tile.is_chosen else "sunk" if tile.missing else "surface"
        edge = None if tile.is_chosen or tile.missing else "edge"
        rect = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        draw_box(painter, rect, Box(fill, edge, 1.5, self.look.theme.radius["field"]), self.look, self.shaded(fill))
        painter.setPen(self.look.colour("on-primary" if tile.is_chosen else "muted" if tile.missing else "ink"))
        painter.setFont(self.look.font("dialog", "title"))
        number = rect.adjusted(0, 0, 0, -rect.height() * 0.3) if tile.missing else rect
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, tile.words)
        if tile.missing:
            painter.setFont(self.look.font("chip", "text"))
            painter.drawText(rect.adjusted(0, rect.height() * 0.55, 0, 0), Qt.AlignmentFlag.AlignCenter, tile.missing)

    def _tapped(self) -> None:
        if not self._tile.missing:
            self.picked.emit(self._tile.name)


def heading(look: Look) -> tuple[Words, Words]:
    """A page's question and the line under it."""
    return Words(look, "", "screen", "title", wrap=True), Words(look, "", "body", "text", "muted", wrap=True)


def say(words: Words, text: str) -> None:
    """Put the text in; none hides the line."""
    if words.text() != text:
        words.setText(text)
    words.setVisible(bool(text))
