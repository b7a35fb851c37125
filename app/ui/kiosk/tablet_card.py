"""A tablet on the board: its number, one word with colour and shape, two lines, and one button as wide as the card."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kiosk.screen import CardScreen
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import ActionButton, Kind, Measure
from app.ui.widgets.cards import SHADOW_ROOM
from app.ui.widgets.field import IconLabel
from app.ui.widgets.paint import Box, draw_box
from app.ui.widgets.words import Words

BUTTON = Measure(56, 24, "name", 16, 12, "card")
BUTTON_LOW = Measure(48, 22, "body", 16, 10, "field")
LATE_EDGE = 3


@dataclass(frozen=True, slots=True)
class CardSize:
    """How much room a card takes, px: `side` and `above` are its padding; `gap` parts its words from its button."""

    tile: tuple[int, int]
    side: int
    above: int
    below: int
    gap: int
    word: str
    button: Measure
    has_second: bool = True


ROOMY = CardSize((72, 90), 16, 12, 8, 10, "panel", BUTTON)
SNUG = CardSize((60, 74), 16, 8, 6, 5, "card", BUTTON_LOW)  # under a bar, so that six tablets stand there without scrolling
LOW = CardSize((50, 60), 12, 8, 8, 6, "card", BUTTON_LOW, has_second=False)  # in a window 600 px high
LOWEST = CardSize((50, 50), 12, 4, 4, 3, "card", BUTTON_LOW, has_second=False)  # both


class NumberTile(QWidget):
    """The tablet with its number, in the colour of its state."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._number, self._tone = look, "", Tone.OK
        self.setFixedSize(*ROOMY.tile)
        look.changed.connect(self.update)

    def show_number(self, number: str, tone: Tone) -> None:
        """Show another number or colour."""
        self._number, self._tone = number, tone
        self.update()

    def set_size(self, size: CardSize) -> None:
        """As large as the card allows."""
        self.setFixedSize(*size.tile)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Outline, number, home line."""
        painter = QPainter(self)
        fill = "sunk" if self._tone is Tone.QUIET else f"{self._tone.value}-soft"
        edge = "muted" if self._tone is Tone.QUIET else self._tone.value
        draw_box(painter, QRectF(self.rect()), Box(fill, edge, 2, 12), self._look)
        font = self._look.font("greeting", "title")
        width, height = self.width(), self.height()
        font.setPixelSize(height * 2 // 5 if len(self._number) < 3 else height // 4)
        painter.setFont(font)
        painter.setPen(self._look.theme.tone(self._tone))
        painter.drawText(QRectF(0, 0, width, height - 6), Qt.AlignmentFlag.AlignCenter, self._number)
        painter.setPen(QPen(self._look.colour(edge), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(width // 2 - width // 8, height - 8, width // 2 + width // 8, height - 8)


class TabletCard(QWidget):
    """A tap anywhere acts like its button. `asked` gives the device; `refused` the sentence that says what is missing."""

    asked = Signal(str)
    refused = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._is_late, self._device_id, self._pressed_at = look, False, "", QPoint()
        self.tile = NumberTile(look)
        self._icon = IconLabel(look, "circle-check", "ok", 26)
        self._word = Words(look, "", "panel", "title", wrap=True)
        self._line = Words(look, "", "body", "button", wrap=True)
        self._second = Words(look, "", "helper", "text", "muted", wrap=True)
        self.button = ActionButton(look, "", "", Kind.SECONDARY, BUTTON)
        self.button.asked.connect(lambda: self.asked.emit(self._device_id))
        self.button.refused.connect(self.refused)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.update)
        self._lay_out()
        self.set_size(ROOMY)

    def show_card(self, card: CardScreen, offline: str) -> None:
        """Draw that tablet; `offline` is why every button rests."""
        self._device_id, self._is_late = card.device_id, card.is_late
        self.tile.show_number(card.number, card.tone)
        self._icon.set_icon(card.icon, card.tone.value)
        for words, text in ((self._word, card.word), (self._line, card.line), (self._second, card.second)):
            if words.text() != text:
                words.setText(text)
        self._word.set_colour(card.tone.value)
        self.button.kind = Kind.PRIMARY if card.is_first else Kind.SECONDARY
        self.button.set_words(card.button, card.button_icon)
        self.button.set_missing(offline or card.missing)
        self.button.setAccessibleName(f"{card.button}, tablet {card.number}, {card.word}. {card.line}. {card.second}")
        self.update()

    def set_size(self, size: CardSize) -> None:
        """Another size; a second line that goes is still read aloud."""
        self.tile.set_size(size)
        self._second.setVisible(size.has_second)
        self._word.set_role(size.word)
        self.button.measure = size.button
        self.button.updateGeometry()
        room, side = SHADOW_ROOM, size.side
        self._lines.setContentsMargins(room.left() + side, room.top() + size.above, room.right() + side, room.bottom() + size.below)
        self._lines.setSpacing(size.gap)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the finger came down: a stroke that scrolls is no tap."""
        self._pressed_at = event.position().toPoint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The whole card is the target."""
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if self.rect().contains(event.position().toPoint()) and moved < QApplication.startDragDistance():
            self.button.click()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface; a late one has the edge that nobody overlooks."""
        edge, width = ("bad", LATE_EDGE) if self._is_late else ("line", 1)
        box = Box("surface", edge, width, self._look.theme.radius["card"], 1)
        draw_box(QPainter(self), QRectF(self.rect().marginsRemoved(SHADOW_ROOM)), box, self._look)

    def _lay_out(self) -> None:
        self._lines = lines = QVBoxLayout(self)
        head = QHBoxLayout()
        head.setSpacing(17)
        head.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        title.addWidget(self._word, 1)
        texts.addLayout(title)
        texts.addWidget(self._line)
        texts.addWidget(self._second)
        texts.addStretch(1)
        head.addLayout(texts, 1)
        lines.addLayout(head, 1)
        lines.addWidget(self.button)
