"""The pictures from home that nobody is shown yet: one button to say who is in them, and how far each of them is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.office.home.screen import ACT_WORDS, Act, HomePart, HomeRow
from app.ui.office.key_button import KeyButton
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
        words.addStretch()
        words.addWidget(Words(look, row.name, "body", "button", wrap=True))
        words.addWidget(Words(look, row.state, "second", "text", "ink" if row.colour == "ok" else row.colour, wrap=True))
        words.addStretch()
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


class HomeList(Card):
    """How far each picture is."""

    acted = Signal(object, str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, padding=18)
        self.rows: tuple[PictureRow, ...] = ()
        self.body.setSpacing(8)

    def show_rows(self, rows: tuple[HomeRow, ...]) -> None:
        """Show these; what stands there already stays, and with it the focus."""
        if rows == tuple(each.row for each in self.rows):
            return
        empty_layout(self.body)
        self.rows = tuple(PictureRow(self._look, row) for row in rows)
        for row in self.rows:
            row.acted.connect(self.acted)
            self.body.addWidget(row)


class HomePanel(Card):
    """What is to be done, and the button that begins it; hidden when nothing is. `list` has the pictures, each by itself.

    Shows no picture: what is reviewed stands below it, as the family gets it.
    """

    review_asked = Signal()
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, padding=18)
        self.icon = IconLabel(look, "house", "primary", 28)
        self.title, self.line = Words(look, "", "card", "title", wrap=True), Words(look, "", "body", "text", "muted", wrap=True)
        self.button = KeyButton(look, "", "W", "scan-face", Kind.PRIMARY)
        self.list = HomeList(look)
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
        self.button.asked.connect(self.review_asked)
        self.button.refused.connect(self.refused)

    def show_part(self, part: HomePart | None) -> None:
        """Draw it, or hide."""
        self.setVisible(part is not None and bool(part.line))
        self.list.setVisible(part is not None)
        self.list.show_rows(part.rows if part is not None else ())
        if part is None:
            return
        self.title.setText(part.title)
        self.line.setText(part.line)
        self.button.setVisible(bool(part.button))
        self.button.set_words(part.button or self.button.text())
        self.button.set_missing(part.wish.why)
