"""The PIN pad: dots, ten digits, backspace and the key that opens. It never shows a digit, nor how many are right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import Painted
from app.ui.widgets.field import IconLabel
from app.ui.widgets.paint import Box, centred, draw_box, in_lines, text_width
from app.ui.widgets.words import Words
from domain.pins import LONGEST, SHORTEST

KEY_W, KEY_H, LEAST_KEY = 120, 88, 64  # px; the least is for a window 600 px high
GAP, LEAST_GAP, SIDE_GAP = 14, 8, 16
SHADOW_PX = 5
DOT, DOT_STEP = 26, 48  # px: diameter, from centre to centre
DIGIT_PX, OPEN_PX = 34, 22
ROWS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("back", "0", "open"))
BACK, OPEN = "back", "open"
KEYS = {
    Qt.Key.Key_Backspace: BACK,
    Qt.Key.Key_Delete: BACK,
    Qt.Key.Key_Return: OPEN,
    Qt.Key.Key_Enter: OPEN,
}


class PinPad(QWidget):
    """`entered` is emitted with 4 to 8 digits at the open key or Enter; the digits are forgotten by then.

    `changed` is emitted with how many digits are typed. Digits, Backspace and Enter of a keyboard act too.
    """

    entered = Signal(str)
    changed = Signal(int)

    def __init__(self, look: Look, open_words: str = "Open", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._typed, self._rests, self._waits = look, "", False, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("PIN")
        self._mark = IconLabel(look, "circle-alert", "bad")
        self.line = TwoLines(look)
        self.dots = Dots(look)
        self.keys: Mapping[str, PinKey] = {name: self._key(name) for row in ROWS for name in row}
        self.set_open_words(open_words)
        self._lay_out()
        self.ask("")
        self._show()

    @property
    def typed(self) -> int:
        """How many digits are typed."""
        return len(self._typed)

    def ask(self, sentence: str) -> None:
        """Say above the dots what to type."""
        self._say(sentence, wrong=False)

    def refuse(self, sentence: str) -> None:
        """Forget the digits and say why, above the dots; it is read out once."""
        self.clear()
        self._say(sentence, wrong=True)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def rest(self, sentence: str) -> None:
        """No key acts while there is a sentence, which says why; the empty one lets them act again."""
        self._rests = bool(sentence)
        self.clear()
        for key in self.keys.values():
            key.set_missing(sentence)
        self._say(sentence, wrong=False)
        self._show()

    def wait(self, on: bool) -> None:
        """No key acts for the moment that looking at the PIN takes; the pad looks as before."""
        self._waits = on

    def clear(self) -> None:
        """Forget the digits."""
        self._typed = ""
        self._show()

    def set_open_words(self, words: str) -> None:
        """What the last key says: Open, Next, Sign out."""
        self.keys[OPEN].set_words(words)

    def press(self, name: str) -> None:
        """A digit, `back` or `open`."""
        if self._rests or self._waits:
            return
        if name == OPEN:
            self._enter()
            return
        if name != BACK and len(self._typed) == LONGEST:
            return
        self._typed = self._typed[:-1] if name == BACK else self._typed + name
        self._show()
        self.changed.emit(len(self._typed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keyboard's digits; a held key counts once."""
        name = event.text() if event.text() in self.keys else KEYS.get(Qt.Key(event.key()), "")
        if not name:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() or name == BACK:
            self.press(name)

    def _enter(self) -> None:
        if len(self._typed) < SHORTEST:
            return
        pin = self._typed
        self.clear()
        self.entered.emit(pin)

    def _show(self) -> None:
        self.dots.set_count(len(self._typed))
        is_enough = len(self._typed) >= SHORTEST
        self.keys[OPEN].set_lit(is_enough and not self._rests)
        if not self._rests:
            self.keys[OPEN].set_missing("" if is_enough else f"A PIN has {SHORTEST} to {LONGEST} digits.")

    def _say(self, sentence: str, *, wrong: bool) -> None:
        self.line.say(sentence)
        self.line.set_colour("bad" if wrong else "muted")
        self._mark.setVisible(wrong and bool(sentence))

    def _key(self, name: str) -> PinKey:
        key = PinKey(self._look, name)
        key.clicked.connect(lambda: self._pressed(name))
        return key

    def _pressed(self, name: str) -> None:
        """A tap leaves the keyboard with the pad: Enter then opens, and does not type the digit again."""
        if not self.keys[name].hasFocus():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.press(name)

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(LEAST_GAP)
        said = QHBoxLayout()
        said.setSpacing(10)
        said.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self.line, 1)
        lines.addLayout(said)
        lines.addWidget(self.dots)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(KeyGrid(self.keys))
        across.addStretch(1)
        lines.addLayout(across, 1)


class TwoLines(Words):
    """A sentence in the room of two lines, whatever it says: no key ever moves under a thumb."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", "body", "text", "muted", parent=parent)
        self.sentence = ""
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._break)

    def say(self, sentence: str) -> None:
        """Show it, broken where it must be."""
        self.sentence = sentence
        self._break()

    def sizeHint(self) -> QSize:
        """Two lines high; the width is given."""
        return QSize(0, 2 * self.fontMetrics().lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        """As high as ever."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break anew."""
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        self.setText("\n".join(in_lines(self.sentence, self.font(), max(1, self.width()))))
        self.setAccessibleName(self.sentence)


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


class Dots(QWidget):
    """Four rings, filled one by one; more appear for a longer PIN."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._count = look, 0
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFixedHeight(DOT + 14)
        look.changed.connect(self.update)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """So many digits are typed."""
        self._count = count
        self.setAccessibleName("Nothing typed" if not count else "1 digit typed" if count == 1 else f"{count} digits typed")
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for the longest PIN."""
        return QSize(DOT_STEP * LONGEST, DOT + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled or not; never which digit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = max(SHORTEST, self._count)
        step = min(DOT_STEP, self.width() / shown)
        left = (self.width() - step * (shown - 1)) / 2
        for at in range(shown):
            filled = at < self._count
            painter.setPen(QPen(self._look.colour("primary" if filled else "edge"), 2))
            painter.setBrush(self._look.colour("primary") if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(left + at * step, self.height() / 2), DOT / 2 - 1, DOT / 2 - 1)
