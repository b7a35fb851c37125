"""Each adult with both answers: what, since when, by what evidence, written down by whom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.ui.office.consents.screen import AdultFact, AnswerFact
from app.ui.office.parts.facts import empty_layout
from app.ui.theme.look import Look
from app.ui.widgets.pills import Chip
from app.ui.widgets.words import Words


class AnswerPart(QWidget):
    """One item: its words, the answer as a chip, and where it comes from."""

    def __init__(self, look: Look, fact: AnswerFact) -> None:
        super().__init__()
        self.setAccessibleName(f"{fact.item}: {fact.chip.word}. {fact.line}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Words(look, fact.item, "body", "button", wrap=True))
        column.addWidget(Chip(look, fact.chip), 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(Words(look, fact.line, "second", "text", "muted", wrap=True))
        column.addStretch(1)


class AdultPart(QWidget):
    """The adult's name and relation, and both answers below."""

    def __init__(self, look: Look, fact: AdultFact) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 8)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.addWidget(Words(look, fact.name, "card", "title", wrap=True), 0, 0, 1, 2)
        grid.addWidget(Words(look, fact.line, "second", "text", "muted", wrap=True), 1, 0, 1, 2)
        for column, answer in enumerate(fact.answers):
            grid.addWidget(AnswerPart(look, answer), 2, column)
            grid.setColumnStretch(column, 1)


class AdultParts(QWidget):
    """All adults of a child."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._facts: tuple[AdultFact, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_adults(self, facts: tuple[AdultFact, ...]) -> None:
        """Show those adults."""
        if facts == self._facts:
            return
        self._facts = facts
        empty_layout(self._column)
        for fact in facts:
            self._column.addWidget(AdultPart(self._look, fact))
