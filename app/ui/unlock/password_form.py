"""User name, password, Open; or, on a tablet that nobody holds, what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.unlock.frame import form_column
from app.ui.unlock.screen import ErrorPlace, UnlockScreen
from app.ui.widgets.buttons import SMALL, ActionButton, Kind
from app.ui.widgets.cards import TintCard
from app.ui.widgets.field import ErrorRow, Field, IconLabel
from app.ui.widgets.words import Words


class PasswordForm(QWidget):
    """Draws the right half of an `UnlockScreen` whose face is the password."""

    open_asked = Signal(str, str)  # user name, password
    look_again_asked = Signal()
    pin_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = False
        self.greeting = Words(look, "", "greeting", "title", wrap=True)
        self.subtitle = Words(look, "", "card", "text", "muted", wrap=True)
        self.user_name = Field(look, "User name", icon="user-check")
        self.password = Field(look, "Password", icon="lock", secret=True)
        self.caps_hint = CapsHint(look)
        self.form_error = ErrorRow(look)
        self.open_button = ActionButton(look, "Open", "arrow-right", Kind.PRIMARY)
        self.missing_line = Words(look, "", "helper", "text", "muted", wrap=True)
        self.again_button = ActionButton(look, "Look again", "refresh-cw", Kind.PRIMARY)
        self.pin_button = ActionButton(look, "Use my PIN instead", "key-round", Kind.TINT, SMALL)
        self.hint = forgotten_hint(look)
        self._lay_out(look)
        self._connect()

    def show_screen(self, screen: UnlockScreen) -> None:
        """Draw that screen. What was typed stays, unless the screen brings a user name into an empty field."""
        self.greeting.setText(screen.greeting)
        self.subtitle.setText(screen.subtitle)
        held = screen.can_open
        for part in (self.user_name, self.password, self.open_button, self.hint):
            part.setVisible(held)
        self.again_button.setVisible(not held)
        self.pin_button.setVisible(held and screen.has_pin)
        self.caps_hint.setVisible(held and self.caps_hint.is_on)
        self._make_room()
        if screen.user_name and not self.user_name.text:
            self.user_name.set_text(screen.user_name)
        self.password.set_error(screen.error if screen.error_place is ErrorPlace.PASSWORD else "")
        self.form_error.set_sentence(screen.error if screen.error_place is ErrorPlace.FORM else "")
        self._show_open_button(screen)

    def first_focus(self) -> None:
        """Put the cursor where the person goes on: the password when the user name is there."""
        (self.password if self.user_name.text else self.user_name).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_compact(self, compact: bool) -> None:
        """A smaller greeting on the small tablet, and no second line where there is a form."""
        self._compact = compact
        self.greeting.set_role("panel" if compact else "greeting")
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See from the letters whether Caps Lock is on: Qt has no way to ask."""
        if watched is self.password.editor and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.caps_hint.notice(event)
        return False

    def _make_room(self) -> None:
        """On the small tablet the helper lines go."""
        nobody = self.again_button.isVisibleTo(self)
        self.subtitle.setVisible(not self._compact or nobody)
        self.hint.setVisible(not nobody and not (self._compact and self.pin_button.isVisibleTo(self)))

    def _show_open_button(self, screen: UnlockScreen) -> None:
        self.open_button.set_words("Opening…" if screen.is_busy else "Open")
        waits = f"Try again in {screen.wait_seconds} s." if screen.wait_seconds else ""
        missing = "Opening…" if screen.is_busy else waits
        self.open_button.set_missing(missing)
        self.missing_line.setText("" if screen.is_busy else missing)
        self.missing_line.setVisible(bool(waits) and not screen.is_busy and screen.can_open)

    def _ask_open(self) -> None:
        if self.open_button.is_available:
            self.open_asked.emit(self.user_name.text.strip(), self.password.text)

    def _connect(self) -> None:
        self.open_button.asked.connect(self._ask_open)
        self.password.entered.connect(self._ask_open)
        self.user_name.entered.connect(self.password.setFocus)
        self.again_button.asked.connect(self.look_again_asked)
        self.pin_button.asked.connect(self.pin_asked)
        self.password.editor.installEventFilter(self)

    def _lay_out(self, look: Look) -> None:
        gap = look.theme.space
        parts: tuple[tuple[QWidget, int], ...] = (
            (self.greeting, gap["xxs"]),
            (self.subtitle, gap["l"]),
            (self.user_name, gap["m"]),
            (self.password, gap["xs"]),
            (self.caps_hint, gap["xs"]),
            (self.form_error, gap["xs"]),
            (self.open_button, gap["xs"]),
            (self.missing_line, gap["m"]),
            (self.again_button, gap["xs"]),
            (self.pin_button, gap["xs"]),
            (self.hint, gap["l"]),
        )
        form_column(look, parts, self)


class CapsHint(QWidget):
    """Says that Caps Lock is on, as soon as a letter shows it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_on = False
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 0)
        row.setSpacing(10)
        row.addWidget(IconLabel(look, "triangle-alert", "warn"))
        row.addWidget(Words(look, "Caps Lock is on.", "body", "button", "warn"), 1)
        self.hide()

    def notice(self, event: QKeyEvent) -> None:
        """A capital without Shift, or a small letter with it, means that Caps Lock is on."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock and self.is_on:
            self.is_on = False
        elif len(letter) == 1 and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.is_on = letter.isupper() != shifted and letter.isupper() != letter.islower()
        self.setVisible(self.is_on)


def forgotten_hint(look: Look) -> TintCard:
    """What to do about a forgotten password."""
    card = TintCard(look, Tone.QUIET)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(IconLabel(look, "circle-help", "muted", 24))
    row.addWidget(Words(look, "Forgotten it? The office can give you a new one. Nobody can read the old one.", "body", wrap=True), 1)
    card.body.addLayout(row)
    return card
