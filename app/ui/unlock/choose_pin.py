"""Your PIN for today: chosen twice after the password, or not at all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.keys.pin import PinWrong
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.theme.look import Look
from app.ui.unlock.frame import LockFrame
from app.ui.unlock.pin_form import PAD_PX
from app.ui.while_shown import WhileShown
from app.ui.widgets.buttons import SMALL, ActionButton, Kind
from app.ui.widgets.pin_pad import PinPad
from app.ui.widgets.words import Words
from domain.pins import LONGEST, SENTENCES, SHORTEST, pin_refusal

TITLE = "Your PIN for today"
WHAT_FOR = "It opens this tablet again after a break, until you log out. Nobody else can read it."
OLD, CHOOSE, AGAIN = "First the PIN that you use now", f"Choose {SHORTEST} to {LONGEST} digits", "The same digits once more"
NOT_THE_SAME = "Those were two different PINs. Choose again."


class ChoosePinView(LockFrame):
    """`typed` gives what was entered on the pad; `not_now` keeps the password as the only way."""

    typed = Signal(str)
    not_now = Signal()

    def __init__(self, look: Look, *, later_words: str = "Not now, use my password", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName(TITLE)
        self.title = Words(look, TITLE, "dialog", "title")
        self.text = Words(look, WHAT_FOR, "body", "text", "muted", wrap=True)
        self.pad = PinPad(look, "Next")
        self.later = ActionButton(look, later_words, "key-round", Kind.TINT, SMALL)
        self.pad.entered.connect(self.typed)
        self.later.asked.connect(self.not_now)
        self._form = ChoosePinForm(look, (self.title, self.text), self.pad, self.later)
        self.add_form(self._form)

    def ask_first(self, refusal: str = "") -> None:
        """Ask for a PIN; `refusal` says why the last one will not do."""
        self.pad.set_open_words("Next")
        self.pad.wait(False)
        if refusal:
            self.pad.refuse(refusal)
        else:
            self.pad.ask(CHOOSE)
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_old(self, refusal: str = "") -> None:
        """Ask for the PIN that opens it now; `refusal` says that it was another."""
        self.pad.wait(False)
        if refusal:
            self.pad.refuse(refusal)
        else:
            self.pad.ask(OLD)
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_again(self) -> None:
        """Ask for the same PIN once more."""
        self.pad.set_open_words("Save")
        self.pad.ask(AGAIN)
        self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def saving(self, words: str = "Saving…") -> None:
        """It is being kept, or looked at."""
        self.pad.wait(True)
        self.pad.ask(words)


class ChoosePinForm(QWidget):
    """Words, pad, and the way past it, as one column."""

    def __init__(self, look: Look, words: tuple[Words, Words], pad: PinPad, later: ActionButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, (self._title, self._text) = look, words
        self._lines = QVBoxLayout()
        self._lines.addStretch(1)
        for part in words:
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._lines.addWidget(part)
        self._lines.addWidget(pad, 100)
        self._lines.addWidget(later)
        self._lines.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 0, 24, 0)
        across.addStretch(1)
        self._holder = QWidget()
        self._holder.setLayout(self._lines)
        across.addWidget(self._holder, 100)
        across.addStretch(1)

    def set_compact(self, compact: bool) -> None:
        """Less air and no explanation on the small tablet."""
        self._holder.setMaximumWidth(self._look.theme.scaled(PAD_PX + 28))
        self._title.set_role("panel" if compact else "dialog")
        self._text.setVisible(not compact)
        self._lines.setSpacing(4 if compact else 12)
        self._lines.setContentsMargins(0, 0, 0, 8 if compact else 20)


class ChoosePinPresenter:
    """Keeps the first PIN for as long as the second takes, and no longer.

    `keep` and `prove` run in the vault's lane and raise KnownErrors. `prove`: whoever changes a PIN shows first that they know the old
    one, else whoever finds a tablet open could make it theirs; None = a password was typed a moment ago. `done` hears whether there is a
    new PIN; `shut_out` that the old one is heard no more.
    """

    def __init__(
        self, view: ChoosePinView, keep: Callable[[str], None], this_year: int, vault: Lane, done: Callable[[bool], None], *,
        prove: Callable[[str], None] | None = None, shut_out: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self._view, self._keep, self._this_year, self._vault, self._done = view, keep, this_year, WhileShown(vault, view), done
        self._prove, self._shut_out = prove, shut_out
        self._first = ""
        view.typed.connect(self._typed)
        view.not_now.connect(lambda: self._done(False))
        if prove is None:
            view.ask_first()
        else:
            view.ask_old()

    def _typed(self, pin: str) -> None:
        if self._prove is None:
            self._choose(pin)
            return
        prove = self._prove
        self._view.saving("Looking…")
        self._vault.run(lambda: prove(pin), lambda _: self._proved(), self._not_proved)

    def _proved(self) -> None:
        self._prove = None
        self._view.ask_first()

    def _not_proved(self, error: Exception) -> None:
        sentence = sentence_for(error)
        if isinstance(error, PinWrong):
            self._view.ask_old(sentence)
        else:
            self._shut_out()

    def _choose(self, pin: str) -> None:
        first, self._first = self._first, ""
        refusal = None if first else pin_refusal(pin, self._this_year)
        if refusal is not None:
            self._view.ask_first(SENTENCES[refusal])
        elif not first:
            self._first = pin
            self._view.ask_again()
        elif pin != first:
            self._view.ask_first(NOT_THE_SAME)
        else:
            self._view.saving()
            self._vault.run(lambda: self._keep(pin), lambda _: self._done(True), self._failed)

    def _failed(self, error: Exception) -> None:
        self._view.ask_first(sentence_for(error))
