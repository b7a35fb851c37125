"""A portrait in its ring: the ring's colour says here, asleep or not in; badges sit in fixed corners and never say why."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.paint import Box, draw_box
from app.ui.widgets.portrait import draw_portrait

NO_PHOTO = ("camera-off", Tone.BAD)  # the permission's corner: right
OWN_ONLY = ("book-user", Tone.INFO)
ALLERGY = ("triangle-alert", Tone.WARN)  # the allergy's corner: left


@dataclass(frozen=True, slots=True)
class Face:
    """What is drawn: seed, ring tone (None = no ring), the two badges (icon and tone, or None) and whether it is faded."""

    seed: int
    ring: Tone | None = None
    permission: tuple[str, Tone] | None = None
    allergy: tuple[str, Tone] | None = None
    faded: bool = False


def draw_face(painter: QPainter, rect: QRectF, face: Face, look: Look) -> None:
    """Draw portrait, ring and badges into the square `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring_px = max(2.5, rect.width() / 23) if face.ring else 0.0
    if face.ring:
        painter.setBrush(look.colour("surface"))
        painter.setPen(QPen(QColor(look.theme.tone(face.ring)), ring_px))
        half = ring_px / 2
        painter.drawEllipse(rect.adjusted(half, half, -half, -half))
    gap = ring_px + rect.width() / 40 if face.ring else 0
    draw_portrait(painter, rect.adjusted(gap, gap, -gap, -gap), face.seed, faded=face.faded)
    size = max(20.0, rect.width() * 0.28)
    top = rect.bottom() - size * 1.1
    if face.permission:
        _draw_badge(painter, QRectF(rect.right() - size * 0.85, top, size, size), face.permission, look)
    if face.allergy:
        _draw_badge(painter, QRectF(rect.left() - size * 0.15, top, size, size), face.allergy, look)


class Portrait(QWidget):
    """A portrait of a fixed size: 80 on home, 60 in grids, 44 to 48 in lists, 28 in tabs. It says nothing aloud: its row does."""

    def __init__(self, look: Look, size: int, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._size, self._face = look, size, face
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)

    def set_face(self, face: Face) -> None:
        """Show another child."""
        self._face = face
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face."""
        draw_face(QPainter(self), QRectF(self.rect()), self._face, self._look)


def _draw_badge(painter: QPainter, rect: QRectF, badge: tuple[str, Tone], look: Look) -> None:
    icon, tone = badge
    draw_box(painter, rect.adjusted(-2, -2, 2, 2), Box("surface", None, 0, rect.width()), look)
    draw_box(painter, rect, Box(f"{tone.value}-soft", None, 0, rect.width() / 2), look)
    inset = rect.width() * 0.22
    draw_icon(painter, rect.adjusted(inset, inset, -inset, -inset), icon, look.theme.tone(tone))
