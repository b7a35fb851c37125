"""Cards: a plain surface for one subject, a tappable card, and a tinted row."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import Painted
from app.ui.widgets.paint import Box, draw_box

SHADOW_ROOM = QMargins(3, 1, 3, 5)  # px around a card that its shadow falls into
TICK_DISC = 30


class Card(QWidget):
    """A white surface with room for its shadow; put widgets into `body`."""

    def __init__(self, look: Look, *, padding: int = 20, elevation: int = 1, radius: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._elevation, self._radius = look, elevation, radius
        self.body = QVBoxLayout(self)
        room = SHADOW_ROOM
        self.body.setContentsMargins(padding + room.left(), padding + room.top(), padding + room.right(), padding + room.bottom())
        self.body.setSpacing(look.theme.space["s"])
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface."""
        rect = QRectF(self.rect().marginsRemoved(SHADOW_ROOM))
        draw_box(QPainter(self), rect, Box("surface", "line", 1, self._look.theme.radius[self._radius], self._elevation), self._look)


class TapCard(Painted):
    """A card that is one target: a tap anywhere acts. Chosen = 3 px edge and a tick. Subclasses paint into `inner`."""

    def __init__(self, look: Look, *, checkable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setCheckable(checkable)
        self.setProperty("ring_radius", look.theme.radius["card"])

    def inner(self) -> QRectF:
        """The card without its shadow's room."""
        return QRectF(self.rect().marginsRemoved(SHADOW_ROOM))

    def paint_card(self, painter: QPainter) -> None:
        """The surface, its edge, and the tick when chosen."""
        chosen = self.isChecked()
        box = Box("surface", "primary" if chosen else "line", 3 if chosen else 1, self.look.theme.radius["card"], 1)
        draw_box(painter, self.inner(), box, self.look, self.shaded("surface"))
        if chosen:
            inner = self.inner()
            left = inner.left() + 10 if self.isRightToLeft() else inner.right() - TICK_DISC - 10
            draw_tick_disc(painter, QRectF(left, inner.top() + 10, TICK_DISC, TICK_DISC), self.look)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card alone; subclasses go on from here."""
        self.paint_card(QPainter(self))


class TintCard(QWidget):
    """A soft box in a tone's fill for a hint or a sentence; put widgets into `body`."""

    def __init__(self, look: Look, tone: Tone = Tone.QUIET, *, padding: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._tone = look, tone
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(look.theme.space["xs"])
        look.changed.connect(self.update)

    def set_tone(self, tone: Tone) -> None:
        """Change the fill."""
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The soft fill; in high contrast its edge does the work."""
        fill = "sunk" if self._tone is Tone.QUIET else f"{self._tone.value}-soft"
        edge = "edge" if self._look.theme.border_px > 1 else None
        draw_box(QPainter(self), QRectF(self.rect()), Box(fill, edge, 1, self._look.theme.radius["field"]), self._look)


def draw_tick_disc(painter: QPainter, rect: QRectF, look: Look) -> None:
    """The round tick of a chosen card."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("primary"))
    painter.drawEllipse(rect)
    inset = rect.width() * 0.22
    draw_icon(painter, rect.adjusted(inset, inset, -inset, -inset), "check", look.theme.colours["on-primary"])


def card_size(look: Look, width: int, height: int) -> QSize:
    """The size of a card with its shadow's room, its height grown with the text size."""
    room = SHADOW_ROOM
    return QSize(width + room.left() + room.right(), look.theme.scaled(height) + room.top() + room.bottom())
