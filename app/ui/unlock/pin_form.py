"""Hello again: the same person's PIN after a lock. There is nobody else to pick."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton, Kind
from app.ui.widgets.initials import InitialsDisc
from app.ui.widgets.pin_pad import PinPad
from app.ui.widgets.words import Words

PAD_PX, DISC, DISC_COMPACT = 392, 64, 48
ASK = "Enter your PIN"


class PinForm(QWidget):
    """`pin_entered` gives the digits; the two other ways lead to the password and to a log-out."""

    pin_entered = Signal(str)
    password_asked = Signal()
    log_out_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._shown = look, ("", True)
        self.disc = InitialsDisc(look, DISC)
        self.hello = Words(look, "", "dialog", "title")
        self.pad = PinPad(look)
        self.log_out = ActionButton(look, "Log out", "log-out", Kind.TINT, SMALL)
        self.use_password = ActionButton(look, "Use my password instead", "key-round", Kind.TINT, SMALL)
        self.pad.entered.connect(self.pin_entered)
        self.log_out.asked.connect(self.log_out_asked)
        self.use_password.asked.connect(self.password_asked)
        self._lay_out()

    def greet(self, hello: str, initials: str) -> None:
        """Hello again, Sam."""
        self.hello.setText(hello)
        self.disc.set_initials(initials)

    def show_pin(self, error: str, *, is_busy: bool) -> None:
        """Ask for the PIN, say what was wrong with the last one, or wait while it is looked at. The same again changes nothing."""
        if (error, is_busy) == self._shown:
            return
        self._shown = (error, is_busy)
        self.pad.wait(is_busy)
        if error:
            self.pad.refuse(error)
        else:
            self.pad.ask("Opening…" if is_busy else ASK)

    def set_compact(self, compact: bool) -> None:
        """Less air on the small tablet; the keys shrink by themselves."""
        self._holder.setMaximumWidth(self._look.theme.scaled(PAD_PX + 28))
        self.disc.set_size(DISC_COMPACT if compact else DISC)
        self.hello.set_role("panel" if compact else "dialog")
        self._lines.setSpacing(4 if compact else 14)
        self._lines.setContentsMargins(0, 0, 0, 8 if compact else 20)
        is_narrow = compact and self._look.theme.text_percent > 100
        self._ways.setDirection(QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight)

    def _lay_out(self) -> None:
        self._lines = QVBoxLayout()
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addStretch(1)
        head.addWidget(self.disc)
        head.addWidget(self.hello, 100)
        head.addStretch(1)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(12)
        self._ways.addWidget(self.log_out)
        self._ways.addWidget(self.use_password, 1)
        self._lines.addStretch(1)
        self._lines.addLayout(head)
        self._lines.addWidget(self.pad, 100)
        self._lines.addLayout(self._ways)
        self._lines.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 0, 24, 0)
        across.addStretch(1)
        self._holder = QWidget()
        self._holder.setLayout(self._lines)
        across.addWidget(self._holder, 100)
        across.addStretch(1)
