"""The open hint under the text: what we do here, and two ways on. Never an order."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.room.compose.screen import HintCard
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import ActionButton, Measure
from app.ui.widgets.cards import TintCard
from app.ui.widgets.field import IconLabel
from app.ui.widgets.words import Words

ANSWER = Measure(48, 20, "helper", 16, 8, "pill")


class HintBox(TintCard):
    """Hidden while no hint is open."""

    change_asked = Signal()
    keep_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, Tone.WARN, padding=12, parent=parent)
        self.title = Words(look, "", "helper", "button", "warn", wrap=True)
        self.line = Words(look, "", "second", "text", "warn", wrap=True)
        self.change = ActionButton(look, "", measure=ANSWER)
        self.keep = ActionButton(look, "", measure=ANSWER)
        self.keep.bare, self.keep.text_colour = True, "warn"
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel(look, "pencil", "warn", 24))
        row.addLayout(words, 1)
        row.addWidget(self.change)
        row.addWidget(self.keep)
        self.body.addLayout(row)
        self.change.asked.connect(self.change_asked)
        self.keep.asked.connect(self.keep_asked)
        self.hide()

    def set_compact(self, compact: bool) -> None:
        """The helper line goes on the small tablet."""
        self.line.setVisible(not compact)
        inset = 4 if compact else 12
        self.body.setContentsMargins(12, inset, 12, inset)

    def show_card(self, card: HintCard | None) -> None:
        """Show that hint, or none."""
        self.setVisible(card is not None)
        if card is not None:
            self.title.setText(card.title)
            self.line.setText(card.line)
            self.change.set_words(card.change)
            self.keep.set_words(card.keep)
            self.setAccessibleName(f"{card.title} {card.line}")
