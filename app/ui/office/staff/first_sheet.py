"""The password that opens once: large, to be written down; the only way on says that it was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.office.parts.copying import copy_words, forget_words
from app.ui.office.staff.screen import FirstPart
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import MAIN, SMALL, ActionButton, Kind
from app.ui.widgets.cards import TintCard
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words


class FirstSheet(Sheet):
    """Neither Escape nor a tap beside it closes: nobody can see the password a second time."""

    written_down = Signal()
    copied = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent, "", 0, 560)
        self.closes_outside = False
        self.close_button.hide()
        self.say = Words(look, "", "body", "text", "muted", wrap=True)
        self.username = Words(look, "", "card", "button", wrap=True)
        self.password = Words(look, "", "greeting", "title", wrap=True)
        self.password.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.password.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.copy = ActionButton(look, "Copy", "copy", Kind.SECONDARY, SMALL)
        self.done = ActionButton(look, "I have written it down", "check", Kind.PRIMARY, MAIN)
        self.copy.asked.connect(self._copy)
        self.done.asked.connect(self._done)
        look.changed.connect(self._dress)
        self._lay_out()
        self._dress()

    def show_part(self, part: FirstPart | None) -> None:
        """Show it; None wipes it from the sheet."""
        self.password.setText(part.password if part else "")
        if part is None:
            self.shut()
            return
        self.title.setText(f"{part.name}’s first password")
        self.setAccessibleName(self.title.text())
        self.say.setText(f"{part.say} Nobody can see it again, you neither.".strip())
        self.username.setText(f"User name: {part.username}")
        self.password.setAccessibleName(f"First password: {part.password}")
        if not self.isVisible():
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape does nothing here."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        copy_words(self.password.text())
        self.copied.emit()

    def _done(self) -> None:
        forget_words(self.password.text())
        self.password.setText("")
        self.password.setAccessibleName("First password")
        self.written_down.emit()

    def _dress(self) -> None:
        font = self.look.font("greeting", "title")
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 106)
        self.password.setFont(font)

    def _lay_out(self) -> None:
        inner = Column()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 8, 8)
        column.setSpacing(16)
        box = TintCard(self.look, Tone.INFO, padding=20)
        box.body.addWidget(self.password)
        for part in (self.say, self.username, box, self.copy):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(scrolled(inner), 1)
        self.body.addWidget(self.done)
