"""A section with a list and one thing in detail: head, notes, facts, steps, and whatever stands below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.office.parts.ask_sheet import AskSheet
from app.ui.office.parts.facts import Deeds, Facts, Notes, empty_layout
from app.ui.office.parts.listed_page import ListedPage
from app.ui.office.parts.row_list import RowList
from app.ui.office.parts.screen import Deed, FactLine
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.pills import Chip, ChipFact
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words


class DetailPage(ListedPage):
    """Subclasses add cards with `add_card`, once, after this one is made."""

    def __init__(self, look: Look, rows: RowList) -> None:
        super().__init__(look, rows)
        self.rows = rows
        self.title, self.line = Words(look, "", "panel", "title", wrap=True), Words(look, "", "second", "text", "muted", wrap=True)
        self._chips: tuple[ChipFact, ...] = ()
        self.chips = QWidget()
        self._chip_row = FlowRow(8, self.chips)
        self.alarms, self.told = Notes(look, Tone.BAD), Notes(look, Tone.INFO, "info")
        self.facts = Facts(look)
        self.deeds, self.dangers = Deeds(look), Deeds(look)
        self.card = Card(look)
        self._column = QVBoxLayout()
        self._lay_out()
        self.sheet = AskSheet(look, self)
        self._connect_parts()

    def show_head(self, title: str, line: str, chips: tuple[ChipFact, ...]) -> None:
        """Whose detail it is."""
        self.title.setText(title)
        self.line.setText(line)
        if chips != self._chips:
            self._chips = chips
            empty_layout(self._chip_row)
            for chip in chips:
                self._chip_row.addWidget(Chip(self._look, chip))

    def show_body(self, facts: tuple[FactLine, ...], deeds: tuple[Deed, ...], dangers: tuple[Deed, ...]) -> None:
        """What is known, and what can be done."""
        self.facts.show_facts(facts)
        for part, offered in ((self.deeds, deeds), (self.dangers, dangers)):
            part.show_deeds(offered)
            part.setVisible(bool(offered))

    def add_card(self, title: str, *parts: QWidget) -> Card:
        """Another card below the facts."""
        card = Card(self._look)
        card.body.addWidget(Words(self._look, title, "card", "title", "primary"))
        for part in parts:
            card.body.addWidget(part)
        self._column.insertWidget(self._column.count() - 1, card)  # what is left of the room stays below
        return card

    def _lay_out(self) -> None:
        head, top, inner = QVBoxLayout(), QHBoxLayout(), Column()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.line)
        top.addLayout(head, 1)
        top.addWidget(self.chips)
        for part in (self.facts, self.deeds, self.dangers):
            self.card.body.addWidget(part)
        self.card.body.setSpacing(16)
        inner.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(10)
        self._column.addLayout(top)
        for below in (self.alarms, self.told, self.card):
            self._column.addWidget(below)
        self._column.addStretch(1)
        outer = QVBoxLayout(self.content)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def _connect_parts(self) -> None:
        self.connect_list(self.rows)
        for signal, wish in (
            (self.deeds.asked, self.deed_asked),
            (self.dangers.asked, self.deed_asked),
            (self.deeds.refused, self.said),
            (self.dangers.refused, self.said),
            (self.sheet.button.refused, self.said),
        ):
            signal.connect(wish)
