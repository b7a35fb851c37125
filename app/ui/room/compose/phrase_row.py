"""The quick phrases below the text, as many in a line as have room."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.room.compose.phrases import PHRASES
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Measure
from app.ui.widgets.flow import FlowRow

PHRASE = Measure(48, 20, "second", 16, 8, "pill")


class PhraseRow(QWidget):
    """`chosen` gives the phrase that was tapped."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        flow = FlowRow(8, self)
        for phrase in PHRASES:
            button = ActionButton(look, phrase, measure=PHRASE)
            button.asked.connect(lambda phrase=phrase: self.chosen.emit(phrase))
            flow.addWidget(button)
