"""The lock screen: whose tablet this is, user name, password, Open. It shows nothing of any child."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme.look import Look, is_compact
from app.ui.theme.tokens import Tone
from app.ui.unlock.panel import HolderPanel
from app.ui.unlock.screen import ErrorPlace, UnlockScreen
from app.ui.widgets.bars import FaultButton
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.cards import TintCard
from app.ui.widgets.fault import FaultDialog
from app.ui.widgets.field import ErrorRow, Field, IconLabel
from app.ui.widgets.page import Page
from app.ui.widgets.words import Words

FORM_PX = 560
HEAD_PX = 96


class UnlockView(Page):
    """Draws an `UnlockScreen`; emits the wish to open, to look again, and to report a fault."""

    open_asked = Signal(str, str)  # user name, password
    look_again_asked = Signal()
    fault_reported = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setAccessibleName("Daybook is locked")
        self.panel = HolderPanel(look)
        self.clock = Words(look, "", "greeting", "title")
        self.fault_button = FaultButton(look)
        self.greeting = Words(look, "", "greeting", "title", wrap=True)
        self.subtitle = Words(look, "", "card", "text", "muted", wrap=True)
        self.user_name = Field(look, "User name", icon="user-check")
        self.password = Field(look, "Password", icon="lock", secret=True)
        self.caps_hint = CapsHint(look)
        self.form_error = ErrorRow(look)
        self.open_button = ActionButton(look, "Open", "arrow-right", Kind.PRIMARY)
        self.missing_line = Words(look, "", "helper", "text", "muted", wrap=True)
        self.again_button = ActionButton(look, "Look again", "refresh-cw", Kind.PRIMARY)
        self.hint = _hint(look)
        self.fault_dialog = FaultDialog(look, self, HEAD_PX)
        self._lay_out()
        self._connect()
        look.changed.connect(self._fold)

    def show_screen(self, screen: UnlockScreen) -> None:
        """Draw that screen. What was typed stays, unless the screen brings a user name into an empty field."""
        self.panel.show_screen(screen)
        self.clock.setText(screen.clock)
        self.greeting.setText(screen.greeting)
        held = screen.can_open
        self.subtitle.setText("Your password opens it." if held else "It is signed out at the office, to one person. Then it opens here.")
        for part in (self.user_name, self.password, self.open_button, self.hint):
            part.setVisible(held)
        self.again_button.setVisible(not held)
        self.caps_hint.setVisible(held and self.caps_hint.is_on)
        if screen.user_name and not self.user_name.text:
            self.user_name.set_text(screen.user_name)
        self._show_errors(screen)
        self._show_open_button(screen)

    def forget_password(self) -> None:
        """Empty the password: after a log-out, and when the screen goes."""
        self.password.set_text("")

    def first_focus(self) -> None:
        """Put the cursor where the person goes on: the password when the user name is there."""
        (self.password if self.user_name.text else self.user_name).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold to the new size."""
        self._fold()
        super().resizeEvent(event)

    def _fold(self) -> None:
        """The left half takes 500 px, less on the small tablet."""
        compact = is_compact(self.width(), self.height())
        self.panel.set_compact(compact)
        self.greeting.set_role("panel" if compact else "greeting")
        self.subtitle.setVisible(not compact or self.again_button.isVisibleTo(self))
        self._head_row.setContentsMargins(32 if compact else 40, 10 if compact else 24, 16 if compact else 24, 10 if compact else 16)
        self._left.setFixedWidth(
            min(round((380 if compact else 500) * (1 + (self.look.theme.text_percent - 100) / 200)), self.width() // 2)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See from the letters whether Caps Lock is on: Qt has no way to ask."""
        if watched is self.password.editor and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.caps_hint.notice(event)
        return False

    def _show_errors(self, screen: UnlockScreen) -> None:
        self.password.set_error(screen.error if screen.error_place is ErrorPlace.PASSWORD else "")
        self.form_error.set_sentence(screen.error if screen.error_place is ErrorPlace.FORM else "")

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
        self.fault_button.asked.connect(self.fault_dialog.open)
        self.fault_dialog.reported.connect(self.fault_reported)
        self.password.editor.installEventFilter(self)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        self.settle(row)
        self._left = _scrolled(self.panel)
        row.addWidget(self._left)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self._head_row = self._head()
        right.addLayout(self._head_row)
        form = QWidget()
        form.setObjectName("scrolled")
        form.setLayout(self._form())
        right.addWidget(_scrolled(form), 1)
        row.addLayout(right, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(40, 24, 24, 16)
        head.addWidget(self.clock)
        head.addStretch()
        head.addWidget(self.fault_button)
        return head

    def _form(self) -> QHBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(2)
        gap = self.look.theme.space
        for part, after in (
            (self.greeting, gap["xxs"]), (self.subtitle, gap["l"]), (self.user_name, gap["m"]), (self.password, gap["xs"]),
            (self.caps_hint, gap["xs"]), (self.form_error, gap["xs"]), (self.open_button, gap["xs"]), (self.missing_line, gap["m"]),
            (self.again_button, gap["xs"]), (self.hint, gap["l"]),
        ):  # fmt: skip
            lines.addWidget(part)
            lines.addSpacing(after)
        lines.addStretch(3)
        across = QHBoxLayout()
        across.setContentsMargins(32, 0, 32, 0)
        across.addStretch(1)
        holder = QWidget()
        holder.setLayout(lines)
        holder.setMaximumWidth(self.look.theme.scaled(FORM_PX))
        across.addWidget(holder, 100)
        across.addStretch(1)
        return across


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


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def _hint(look: Look) -> TintCard:
    card = TintCard(look, Tone.QUIET)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(IconLabel(look, "circle-help", "muted", 24))
    row.addWidget(Words(look, "Forgotten it? The office can give you a new one. Nobody can read the old one.", "body", wrap=True), 1)
    card.body.addLayout(row)
    return card
