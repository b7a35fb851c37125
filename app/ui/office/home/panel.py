"""The pictures from home that nobody is shown yet: one button to say who is in them, and how far each of them is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.office.home.screen import ACT_WORDS, Act, HomePart, HomeRow
from app.ui.office.parts.facts import empty_layout
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton, Kind
from app.ui.widgets.cards import Card
from app.ui.widgets.field import IconLabel
from app.ui.widgets.words import Words


class PictureRow(QWidget):
    """One picture in words."""

    acted = Signal(object, str)  # Act, the picture's id

    def __init__(self, look: Look, row: HomeRow) -> None:
        super().__init__()
        self.row, self.buttons = row, {act: self._button(look, act, row) for act in row.acts}
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Words(look, row.name, "body", "button", wrap=True))
        words.addWidget(Words(look, row.state, "second", "text", "ink" if row.colour == "ok" else row.colour, wrap=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(IconLabel(look, row.icon, row.colour, 24))
        line.addLayout(words, 1)
        deeds = QVBoxLayout()
        deeds.setSpacing(8)
        for button in self.buttons.values():
            deeds.addWidget(button)
        line.addLayout(deeds)

    def _button(self, look: Look, act: Act, row: HomeRow) -> ActionButton:
        words, icon = ACT_WORDS[act]
        button = ActionButton(look, words, icon, Kind.SECONDARY, SMALL)
        button.setAccessibleName(f"{words}: {row.name}")
        button.asked.connect(lambda: self.acted.emit(act, row.id))
        return button


class HomePanel(Card):
    """Draws a `HomePart`. Shows no picture: what is reviewed stands above it, as the family gets it."""

    review_asked = Signal()
    acted = Signal(object, str)
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, padding=18)
        self.icon = IconLabel(look, "house", "primary", 28)
        self.title, self.line = Words(look, "", "card", "title", wrap=True), Words(look, "", "body", "text", "muted", wrap=True)
        self.button = ActionButton(look, "", "scan-face", Kind.PRIMARY)
        self.rows: tuple[PictureRow, ...] = ()
        self._part: HomePart | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.line)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self.body.setSpacing(12)
        self.body.addLayout(head)
        self.body.addWidget(self.button)
        self.body.addLayout(self._list)
        self.button.asked.connect(self.review_asked)
        self.button.refused.connect(self.refused)

    def show_part(self, part: HomePart | None) -> None:
        """Draw it, or hide."""
        before, self._part = self._part, part
        self.setVisible(part is not None)
        if part is None:
            return
        self.title.setText(part.title)
        self.line.setText(part.line)
        self.button.setVisible(bool(part.button))
        self.button.set_words(part.button or self.button.text())
        self.button.set_missing(part.wish.why)
        if before is None or before.rows != part.rows:
            self._show_rows(part.rows)

    def _show_rows(self, rows: tuple[HomeRow, ...]) -> None:
        empty_layout(self._list)
        self.rows = tuple(PictureRow(self._look, row) for row in rows)
        for row in self.rows:
            row.acted.connect(self.acted)
            self._list.addWidget(row)
