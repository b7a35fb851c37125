"""The PIN pad: dots, ten digits, backspace and the key that opens. It never shows a digit, nor how many are right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.pin_keys import BACK, LEAST_GAP, OPEN, ROWS, KeyGrid, PinKey
from app.ui.widgets.pin_line import LOOKED_AT, Dots, TwoLines
from domain.pins import LONGEST, SHORTEST

SINK_AFTER_MS = 300  # a shorter wait would only flicker
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
        self._look, self._typed, self._given, self._rests, self._waits = look, "", 0, False, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("PIN")
        self.line = TwoLines(look)
        self.dots = Dots(look)
        self.keys: Mapping[str, PinKey] = {name: self._key(name) for row in ROWS for name in row}
        self._sink = QTimer(self)
        self._sink.setSingleShot(True)
        self._sink.setInterval(SINK_AFTER_MS)
        self._sink.timeout.connect(lambda: self._set_missing(LOOKED_AT))
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
        self.line.say(sentence)

    def refuse(self, sentence: str) -> None:
        """Forget the digits and say why, above the dots; it is read out once."""
        self.clear()
        self.line.say(sentence, wrong=True)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def rest(self, sentence: str) -> None:
        """No key acts while there is a sentence, which says why; the empty one lets them act again."""
        self._rests = bool(sentence)
        self.clear()
        self._set_missing(sentence)
        self.line.say(sentence)
        self._show()

    def wait(self, on: bool) -> None:
        """No key acts while the PIN is looked at, and the pad shows it: its dots stay full, soon its keys are sunk. Then typing goes on."""
        if on == self._waits or self._rests:
            return
        self._waits = on
        if on:
            self._sink.start()
        else:
            self._sink.stop()
            self._set_missing("")
        self._show()

    def clear(self) -> None:
        """Forget the digits."""
        self._typed, self._given = "", 0
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
        self._given = 0
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
        self._given = len(pin)
        self.entered.emit(pin)

    def _show(self) -> None:
        self.dots.set_count(self._given if self._waits else len(self._typed), is_given=self._waits)
        is_enough, acts = len(self._typed) >= SHORTEST, not (self._rests or self._waits)
        self.keys[OPEN].set_lit(is_enough and acts)
        if acts:
            self.keys[OPEN].set_missing("" if is_enough else f"A PIN has {SHORTEST} to {LONGEST} digits.")

    def _set_missing(self, sentence: str) -> None:
        for key in self.keys.values():
            key.set_missing(sentence)

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
        lines.addWidget(self.line)
        lines.addWidget(self.dots)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(KeyGrid(self.keys))
        across.addStretch(1)
        lines.addLayout(across, 1)
