"""Facts with their labels, the buttons that a presenter offers, and the names of who did what."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.office.parts.screen import Deed, FactLine
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import SMALL, ActionButton
from app.ui.widgets.cards import TintCard
from app.ui.widgets.field import IconLabel
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.words import Words


class Facts(QWidget):
    """A grid of labels and values, two pairs beside each other when there is room."""

    def __init__(self, look: Look, pairs: int = 2) -> None:
        super().__init__()
        self._look, self._pairs, self._facts = look, pairs, ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)

    _facts: tuple[FactLine, ...]

    def show_facts(self, facts: tuple[FactLine, ...]) -> None:
        """Show those facts."""
        if facts == self._facts:
            return
        self._facts = facts
        empty_layout(self._grid)
        for number, fact in enumerate(facts):
            row, column = number // self._pairs, number % self._pairs
            label = Words(self._look, fact.label, "second", "text", "muted", wrap=True)
            value = Words(self._look, fact.value, "second", "button", fact.tone.value if fact.tone else "ink", wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            self._grid.addWidget(label, row, 2 * column)
            self._grid.addWidget(value, row, 2 * column + 1)
        for column in range(self._pairs):
            self._grid.setColumnStretch(2 * column, 2)
            self._grid.setColumnStretch(2 * column + 1, 3)


class Deeds(QWidget):
    """The steps that can be taken, one button each. `asked` gives the key; `refused` the sentence of one that rests."""

    asked = Signal(str)
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.buttons: dict[str, ActionButton] = {}
        self._row = FlowRow(8, self)

    def show_deeds(self, deeds: tuple[Deed, ...]) -> None:
        """Offer those; a button that stays keeps the focus."""
        if list(self.buttons) != [deed.key for deed in deeds]:
            self._build(deeds)
        for deed in deeds:
            button = self.buttons[deed.key]
            button.kind = deed.kind
            if (button.text(), button.icon_name) != (deed.words, deed.icon):
                button.set_words(deed.words, deed.icon)
            button.set_missing(deed.missing)

    def _build(self, deeds: tuple[Deed, ...]) -> None:
        empty_layout(self._row)
        self.buttons = {}
        for deed in deeds:
            button = ActionButton(self._look, deed.words, deed.icon, deed.kind, SMALL)
            button.asked.connect(lambda key=deed.key: self.asked.emit(key))
            button.refused.connect(self.refused)
            self.buttons[deed.key] = button
            self._row.addWidget(button)
        self.updateGeometry()


class Notes(QWidget):
    """Sentences that want to be read first, each in a tinted box."""

    def __init__(self, look: Look, tone: Tone = Tone.WARN, icon: str = "triangle-alert") -> None:
        super().__init__()
        self._look, self._tone, self._icon = look, tone, icon
        self._sentences: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_notes(self, sentences: tuple[str, ...]) -> None:
        """Show them; none takes no room."""
        if sentences == self._sentences:
            return
        self._sentences = sentences
        empty_layout(self._column)
        for sentence in sentences:
            box, row = TintCard(self._look, self._tone, padding=12), QHBoxLayout()
            box.setAccessibleName(sentence)
            row.setSpacing(10)
            tone = "muted" if self._tone is Tone.QUIET else self._tone.value
            row.addWidget(IconLabel(self._look, self._icon, tone), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Words(self._look, sentence, "body", "text", wrap=True), 1)
            box.body.addLayout(row)
            self._column.addWidget(box)
        self.setVisible(bool(sentences))


def empty_layout(layout: QGridLayout | QVBoxLayout | QHBoxLayout | FlowRow) -> None:
    """Take everything out and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
