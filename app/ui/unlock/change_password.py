"""A new password of one's own: asked for after the office gave one, or chosen any day. It needs the nursery's network."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.unlocking import LoginRefused, Opened, TooSoon, WrongPassword
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.theme.look import Look
from app.ui.unlock.frame import LockFrame, form_column
from app.ui.while_shown import WhileShown
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.field import ErrorRow, Field
from app.ui.widgets.words import Words

FORCED = "The office gave you this one. From now on one that only you know opens your Daybook."
CHOSEN = "The old one ends at once, on every device."
NEW_PLACES = frozenset({"weak_password", "same_password"})
NOT_THE_SAME = "These two are not the same. Type the new one again."


class ChangePasswordView(LockFrame):
    """Old, new, new again. `forced`: there is no way past it but to log out."""

    change_asked = Signal(str, str)  # old, new
    left = Signal()

    def __init__(self, look: Look, *, forced: bool, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.title = Words(look, "Choose your own password" if forced else "Change your password", "greeting", "title", wrap=True)
        self.setAccessibleName(self.title.text())
        self.text = Words(look, FORCED if forced else CHOSEN, "body", "text", "muted", wrap=True)
        self.old = Field(look, "The office’s password" if forced else "Your password until now", icon="key-round", secret=True)
        self.new = Field(look, "Your new password", icon="lock", secret=True)
        self.again = Field(look, "The new one again", icon="lock", secret=True)
        self.error = ErrorRow(look)
        self.change = ActionButton(look, "Change it", "check", Kind.PRIMARY)
        self.leave = ActionButton(look, "Log out" if forced else "Back", "log-out" if forced else "arrow-left", Kind.SECONDARY)
        self._form = ChangePasswordForm(look, self)
        self.add_form(self._form)
        self._connect()

    def show_state(self, *, is_busy: bool, old: str = "", new: str = "", error: str = "") -> None:
        """Say at each field what is wrong; rest while the server is asked."""
        self.old.set_error(old)
        self.new.set_error(new)
        self.again.set_error("")
        self.error.set_sentence(error)
        self.change.set_words("Changing…" if is_busy else "Change it")
        self.change.set_missing("Changing…" if is_busy else "")

    def forget(self) -> None:
        """Empty every field."""
        for field in (self.old, self.new, self.again):
            field.set_text("")

    def ask(self) -> None:
        """Hand the words on when there is anything to hand on; else say at the field what is missing."""
        if not self.change.is_available:
            return
        self.show_state(is_busy=False)
        if not self.old.text:
            self.old.set_error("Type the password that opens Daybook now.")
        elif not self.new.text:
            self.new.set_error("Type a new password.")
        elif self.new.text != self.again.text:
            self.again.set_error(NOT_THE_SAME)
        else:
            self.change_asked.emit(self.old.text, self.new.text)

    def _connect(self) -> None:
        self.change.asked.connect(self.ask)
        self.leave.asked.connect(self.left)
        self.old.entered.connect(self.new.setFocus)
        self.new.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.ask)


class ChangePasswordForm(QWidget):
    """The fields as one column; the two ways out beside each other."""

    def __init__(self, look: Look, view: ChangePasswordView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(view.change, 2)
        row.addWidget(view.leave, 1)
        gap = look.theme.space
        parts: tuple[tuple[QWidget, int], ...] = (
            (view.title, gap["xxs"]),
            (view.text, gap["l"]),
            (view.old, gap["s"]),
            (view.new, gap["s"]),
            (view.again, gap["s"]),
            (view.error, gap["xs"]),
            (ways, gap["l"]),
        )
        form_column(look, parts, self)

    def set_compact(self, compact: bool) -> None:
        """A smaller title and no second line on the small tablet."""
        self._view.title.set_role("panel" if compact else "greeting")
        self._view.text.setVisible(not compact)


class ChangePasswordPresenter:
    """Asks the server, in the vault's lane: nothing of the store is touched before it agreed."""

    def __init__(
        self,
        view: ChangePasswordView,
        change: Callable[[str, str], Opened],
        lane: Lane,
        *,
        done: Callable[[Opened], None],
        left: Callable[[], None],
    ) -> None:
        """`change` gets the old and the new password, runs in the lane and raises KnownErrors; work goes on with what it returns."""
        self._view, self._change, self._lane, self._done = view, change, WhileShown(lane, view), done
        view.change_asked.connect(self._ask)
        view.left.connect(lambda: left())
        view.old.setFocus()

    def _ask(self, old: str, new: str) -> None:
        self._view.show_state(is_busy=True)
        self._lane.run(lambda: self._change(old, new), self._changed, self._failed)

    def _changed(self, opened: Opened) -> None:
        self._view.forget()
        self._done(opened)

    def _failed(self, error: Exception) -> None:
        sentence = sentence_for(error)
        code = error.code if isinstance(error, LoginRefused) else ""
        if isinstance(error, WrongPassword | TooSoon):
            self._view.show_state(is_busy=False, old=sentence)
            self._view.old.setFocus()
        elif code in NEW_PLACES:
            self._view.show_state(is_busy=False, new=sentence)
            self._view.new.setFocus()
        else:
            self._view.show_state(is_busy=False, error=sentence)
