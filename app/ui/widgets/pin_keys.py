"""The twelve keys of the PIN pad: ten digits, backspace, and the one that opens."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import Painted
from app.ui.widgets.paint import Box, centred, draw_box, text_width

KEY_W, KEY_H, LEAST_KEY = 120, 88, 64  # px; the least is for a window 600 px high
GAP, LEAST_GAP, SIDE_GAP = 14, 8, 16
SHADOW_PX = 5
DIGIT_PX, OPEN_PX = 34, 22
BACK, OPEN = "back", "open"
ROWS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), (BACK, "0", OPEN))


class KeyGrid(QWidget):
    """The twelve keys. 1 stands left of 3 in every script, as on any telephone. As large as there is room, within LOOK's measures."""

    def __init__(self, keys: Mapping[str, PinKey], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        for row in ROWS:
            for name in row:
                keys[name].setParent(self)

    def sizeHint(self) -> QSize:
        """The picture's keys and gaps."""
        return self._size(max(key.sizeHint().width() for key in self._keys.values()), KEY_H, GAP)

    def minimumSizeHint(self) -> QSize:
        """The small tablet's."""
        return self._size(max(key.minimumSizeHint().width() for key in self._keys.values()), LEAST_KEY, LEAST_GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the keys, in the middle of what is too much."""
        down, across = len(ROWS), len(ROWS[0])
        height = self.height() - SHADOW_PX
        gap = max(LEAST_GAP, min(GAP, (height - down * LEAST_KEY) // (down - 1)))
        key_h = max(LEAST_KEY, min(KEY_H, (height - (down - 1) * gap) // down))
        widest = max(key.sizeHint().width() for key in self._keys.values())
        key_w = min(widest, (self.width() - (across - 1) * SIDE_GAP) // across)
        left = (self.width() - across * key_w - (across - 1) * SIDE_GAP) // 2
        for y, row in enumerate(ROWS):
            for x, name in enumerate(row):
                self._keys[name].setGeometry(left + x * (key_w + SIDE_GAP), y * (key_h + gap), key_w, key_h)

    def _size(self, key_w: int, key_h: int, gap: int) -> QSize:
        down, across = len(ROWS), len(ROWS[0])
        return QSize(across * key_w + (across - 1) * SIDE_GAP, down * key_h + (down - 1) * gap + SHADOW_PX)


class PinKey(Painted):
    """One key of the pad. Out of the way of the focus when it is tapped; Tab reaches it all the same."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._name, self._is_lit, self._missing = name, False, ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring_radius", look.theme.radius["button"])
        self.set_words("Backspace" if name == BACK else name)

    def set_words(self, words: str) -> None:
        """What the key is called aloud, and says unless it is a picture."""
        self.setText("" if self._name == BACK else words)
        self.setAccessibleName(words)
        self._look_changed()

    def set_lit(self, lit: bool) -> None:
        """The open key lights up once it would act."""
        self._is_lit = lit
        self.update()

    def set_missing(self, sentence: str) -> None:
        """Why the key does not act; the empty sentence lets it act."""
        self._missing = sentence
        self.setAccessibleDescription(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """LOOK's 120 × 88, wider for a longer word."""
        return QSize(max(KEY_W, self._word_width() + 24), KEY_H)

    def minimumSizeHint(self) -> QSize:
        """A key may shrink to 64 px on the small tablet; its word is never cut off."""
        return QSize(max(LEAST_KEY, self._word_width() + 12), LEAST_KEY)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, then digit, word or backspace."""
        painter = QPainter(self)
        rests = bool(self._missing)
        fill = "primary" if self._is_lit else "sunk" if rests else "surface"
        elevation = 0 if rests else 1
        edge = None if self._is_lit else "line"
        rect = QRectF(self.rect()).adjusted(1, 0, -1, -1)
        draw_box(
            painter,
            rect,
            Box(fill, edge, 1, self.look.theme.radius["button"], elevation, dashed=rests and self.look.theme.border_px > 1),
            self.look,
            self.shaded(fill),
        )
        ink = "on-primary" if self._is_lit else "muted" if rests or self._name == BACK else "ink"
        if self._name == BACK:
            draw_icon(painter, centred(QRectF(self.rect()), 30, 30), "delete", self.look.theme.colours[ink])
            return
        painter.setFont(self._font())
        painter.setPen(self.look.colour(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _font(self) -> QFont:
        font = self.look.font("greeting", "title")
        font.setPixelSize(round((OPEN_PX if self._name == OPEN else DIGIT_PX) * min(self.look.theme.text_percent, 125) / 100))
        return font

    def _word_width(self) -> int:
        return round(text_width(self._font(), self.text())) if self.text() else 0
