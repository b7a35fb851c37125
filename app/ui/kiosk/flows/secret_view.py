"""The PIN pad or the password field of one person, and the other ways beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.kiosk.flows.pages import SecretPage, Tile
from app.ui.kiosk.flows.tiles import heading, say
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.field import ErrorRow, Field
from app.ui.widgets.initials import InitialsDisc
from app.ui.widgets.pin_pad import PinPad
from app.ui.widgets.words import Words

PAD_PX, FIELD_PX = 480, 560
DISC, DISC_LOW = 88, 56


class SecretView(QWidget):
    """Draws one SecretPage. What is typed is given away once and forgotten here; digits never show."""

    entered = Signal(str)
    picked = Signal(str)
    touched = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._page, self._said = look, SecretPage(name="", initials="", prompt=""), 0
        self._disc = InitialsDisc(look, DISC)
        self.prompt, self.second = heading(look)
        self.name = Words(look, "", "body", "button", "muted", wrap=True)
        self.locked = ErrorRow(look)
        self.pad = PinPad(look)
        self.password = Field(look, "Password", icon="lock", secret=True)
        self.open_button = ActionButton(look, "Next", "chevron-right", Kind.PRIMARY)
        self._stack = QStackedWidget()
        self._below: list[ActionButton] = []
        self._lay_out()
        self.pad.entered.connect(self.entered)
        self.pad.changed.connect(lambda count: self.touched.emit())
        self.password.changed.connect(lambda text: self.touched.emit())
        self.password.entered.connect(self._give_password)
        self.open_button.asked.connect(self._give_password)

    def show_page(self, page: SecretPage) -> None:
        """Draw it. A new refusal empties the pad; the password stays, for a letter may be mended."""
        is_new = (page.name, page.is_password, page.prompt) != (self._page.name, self._page.is_password, self._page.prompt)
        self._page = page
        self._disc.set_initials(page.initials)
        say(self.prompt, page.prompt)
        say(self.name, page.name)
        say(self.second, page.second)
        self.locked.set_sentence(page.locked)
        self._stack.setVisible(not page.locked)
        self._stack.setCurrentIndex(1 if page.is_password else 0)
        self.open_button.set_words(page.open_words)
        self.pad.set_open_words(page.open_words)
        self._show_refusal(page, is_new=is_new)
        self._show_below(page.below)
        if is_new:
            self.password.set_text("")
            self.first_focus()

    def first_focus(self) -> None:
        """Digits type into the pad at once."""
        (self.password if self._page.is_password else self.pad).setFocus()

    def rest(self, *, is_busy: bool) -> None:
        """The server is asked: the pad shows that it does not listen just now."""
        self.pad.wait(is_busy)

    def type_digit(self, digit: str) -> None:
        """A digit of the keyboard goes into the pad; a password is typed where its cursor is."""
        if not self._page.is_password and not self._page.locked:
            self.pad.setFocus()
            self.pad.press(digit)

    def forget(self) -> None:
        """Nothing typed stays when the panel closes."""
        self.pad.clear()
        self.password.set_text("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pad keeps its width."""
        super().resizeEvent(event)
        wide = FIELD_PX if self._page.is_password else PAD_PX
        low = self.height() < 480
        self._disc.set_size(DISC_LOW if low else DISC)
        self.prompt.set_role("panel" if low else "dialog")
        self._stack.setFixedWidth(min(round(wide * (1 + (self._look.theme.text_percent - 100) / 200)), self.width() * 6 // 10))

    def _show_refusal(self, page: SecretPage, *, is_new: bool) -> None:
        if page.is_password:
            self.password.set_error(page.refusal)
        elif page.refusal and (page.tries != self._said or is_new):
            self.pad.refuse(page.refusal)
        elif not page.refusal:
            self.pad.ask("")
        if is_new:
            self.pad.clear()
        self._said = page.tries

    def _show_below(self, tiles: tuple[Tile, ...]) -> None:
        while len(self._below) < len(tiles):
            button = ActionButton(self._look, "", "", Kind.TINT)
            button.asked.connect(self._below_tapped)
            self._below.append(button)
            self._ways.addWidget(button)
        for at, button in enumerate(self._below):
            button.setVisible(at < len(tiles))
            if at < len(tiles):
                button.set_words(tiles[at].words, tiles[at].icon)

    def _below_tapped(self) -> None:
        sender = self.sender()
        at = next((at for at, button in enumerate(self._below) if button is sender), None)
        if at is not None and at < len(self._page.below):
            self.picked.emit(self._page.below[at].name)

    def _give_password(self) -> None:
        if self.password.text:
            self.entered.emit(self.password.text)
        else:
            self.password.set_error("Type your password.")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addStretch(2)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.prompt, self.name):
            words.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(words, 1)
        left.addLayout(head)
        left.addWidget(self.second)
        left.addWidget(self.locked)
        left.addStretch(1)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(10)
        left.addLayout(self._ways)
        left.addStretch(2)
        row.addLayout(left, 1)
        typing = QWidget()
        fields = QVBoxLayout(typing)
        fields.setContentsMargins(0, 8, 0, 0)
        fields.setSpacing(16)
        fields.addStretch(1)
        fields.addWidget(self.password)
        fields.addWidget(self.open_button)
        fields.addStretch(1)
        self._stack.addWidget(self.pad)
        self._stack.addWidget(typing)
        row.addWidget(self._stack)
