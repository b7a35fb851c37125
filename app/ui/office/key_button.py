"""A button that shows its key, and the row of keys at the foot of the list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import MAIN, ActionButton, Kind, Measure, Paint
from app.ui.widgets.paint import Box, centred, draw_box, text_width

CAP_PX, CAP_PAD, CAP_GAP = 26, 8, 14


def cap_width(look: Look, key: str) -> float:
    """How wide the cap of a key is."""
    return max(float(CAP_PX), text_width(look.font("chip", "button"), key) + 2 * CAP_PAD)


def draw_cap(painter: QPainter, rect: QRectF, key: str, look: Look, token: str, fill: str | None = None) -> None:
    """Draw a key into `rect` in a token's colour."""
    draw_box(painter, rect, Box(fill, token, 1.2, 7), look)
    painter.setFont(look.font("chip", "button"))
    painter.setPen(look.colour(token))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)


class KeyButton(ActionButton):
    """Icon, words, and the key that does the same."""

    def __init__(self, look: Look, text: str, key: str, icon: str, kind: Kind = Kind.SECONDARY, measure: Measure = MAIN) -> None:
        self.key = key
        super().__init__(look, text, icon, kind, measure)
        self.setToolTip(f"Key {key}")

    def _paint_content(self, painter: QPainter, paint: Paint) -> None:
        line = centred(QRectF(self.rect()), self._content_width(), self.height())
        words = text_width(self.look.font(self.measure.role, "button"), self.text())
        cap = cap_width(self.look, self.key)
        widths = [float(self.measure.icon), words, cap]
        gaps = [float(self.measure.gap), float(CAP_GAP), 0.0]
        left = line.left()
        places = []
        for width, gap in zip(widths, gaps, strict=True):
            x = left if not self.isRightToLeft() else line.right() - (left - line.left()) - width
            places.append(QRectF(x, 0, width, self.height()))
            left += width + gap
        draw_icon(painter, centred(places[0], widths[0], widths[0]), self.icon_name, self.look.theme.colours[paint.icon])
        painter.setFont(self.look.font(self.measure.role, "button"))
        painter.setPen(self.look.colour(paint.text))
        painter.drawText(places[1], Qt.AlignmentFlag.AlignCenter, self.text())
        draw_cap(painter, centred(places[2], cap, CAP_PX), self.key, self.look, paint.text)

    def _content_width(self) -> float:
        return super()._content_width() + CAP_GAP + cap_width(self.look, self.key)


class KeyCaps(QWidget):
    """Keys with what they do, for reading only."""

    def __init__(self, look: Look, keys: tuple[str, ...], words: str) -> None:
        super().__init__()
        self._look, self._keys, self._words = look, keys, words
        self.setAccessibleName(f"{' and '.join(keys)}: {words}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Caps and words."""
        caps = sum(cap_width(self._look, key) + 6 for key in self._keys)
        return QSize(round(caps + 6 + text_width(self._look.font("second"), self._words)), self._look.theme.scaled(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Caps, words."""
        painter, left = QPainter(self), 0.0
        for key in self._keys:
            wide = cap_width(self._look, key)
            draw_cap(painter, QRectF(self._x(left, wide), (self.height() - CAP_PX) / 2, wide, CAP_PX), key, self._look, "muted", "sunk")
            left += wide + 6
        painter.setFont(self._look.font("second"))
        painter.setPen(self._look.colour("muted"))
        wide = self.width() - left - 6
        painter.drawText(QRectF(self._x(left + 6, wide), 0, wide, self.height()), Qt.AlignmentFlag.AlignCenter, self._words)

    def _x(self, left: float, width: float) -> float:
        return self.width() - left - width if self.isRightToLeft() else left
