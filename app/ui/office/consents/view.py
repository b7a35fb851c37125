"""The consents section: the children by room, and one of them with every answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from app.ui.office.consents.adult_cards import AdultParts
from app.ui.office.consents.screen import ConsentDetail, ConsentsScreen, FilterFact
from app.ui.office.consents.state import PRINT
from app.ui.office.consents.steps import RECORD
from app.ui.office.parts.detail_page import DetailPage
from app.ui.office.parts.row_list import RowList
from app.ui.office.parts.screen import Head
from app.ui.office.parts.table import Table
from app.ui.theme.look import Look
from app.ui.widgets.flow import FlowRow
from app.ui.widgets.pills import Pill
from app.ui.widgets.words import Words

HEADS = (Head("Written down", 4), Head("Adult", 4), Head("Item", 5), Head("Answer", 3), Head("How we know", 7))
LOW_PX, LARGE_TEXT = 560, 120  # below, or from here on, the filters are one button


class ConsentsPage(DetailPage):
    """Emits wishes; the presenter answers with another screen."""

    filtered = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__(look, RowList(look, "Find a child"))
        self._screen = ConsentsScreen()
        self.filters = QWidget()
        self._filter_row, self._filter_group = FlowRow(8, self.filters), QButtonGroup(self)
        self.pills: dict[str, Pill] = {}
        self.rows.insert_tools(self.filters)
        self.sentence = Words(look, "", "body", "text", wrap=True)
        self.card.body.insertWidget(0, self.sentence)
        self.adults, self.history = AdultParts(look), Table(look, "All answers", HEADS, grows=True)
        self.no_history = Words(look, "Nobody has answered yet.", "second", "text", "muted", wrap=True)
        self.adults_card = self.add_card("Answers in force", self.adults)
        self.history_card = self.add_card("All answers, the newest first", self.history, self.no_history)
        self.empty.set_words("No child here yet", "Children come in here when they are entered.")
        self.keys |= {"n": lambda: self._press(RECORD), "p": lambda: self._press(PRINT)}

    @property
    def drawn(self) -> ConsentsScreen:
        """What is drawn now."""
        return self._screen

    def show_screen(self, screen: ConsentsScreen) -> None:
        """Draw everything that `screen` says."""
        self._screen = screen
        self.show_around(screen.around)
        self._show_filters(screen.filters)
        self.rows.show_list(screen.list)
        self._choose_tools()
        if screen.detail is not None:
            self._show_detail(screen.detail)
        self.sheet.show_ask(screen.ask)

    def _show_detail(self, detail: ConsentDetail) -> None:
        self.show_head(detail.title, detail.line, detail.chips)
        self.show_body((), detail.deeds, detail.dangers)
        self.sentence.setText(detail.sentence)
        self.told.show_notes(detail.told)
        self.adults.show_adults(detail.adults)
        self.adults_card.setVisible(bool(detail.adults))
        self.history.show_rows(detail.history)
        self.history.setVisible(bool(detail.history))
        self.no_history.setVisible(not detail.history)
        self.history_card.setVisible(bool(detail.deeds))

    def _show_filters(self, filters: tuple[FilterFact, ...]) -> None:
        for fact in filters:
            if fact.key not in self.pills:
                pill = self.pills[fact.key] = Pill(self._look, fact.words, count=fact.count, checkable=True)
                pill.set_dense(True)
                pill.clicked.connect(lambda _=False, key=fact.key: self.filtered.emit(key))
                self._filter_group.addButton(pill)
                self._filter_row.addWidget(pill)
            self.pills[fact.key].set_words(fact.words, count=fact.count)
            self.pills[fact.key].setChecked(fact.is_chosen)

    def _press(self, key: str) -> None:
        if (button := self.deeds.buttons.get(key)) is not None:
            button.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the filters' form."""
        super().resizeEvent(event)
        self._choose_tools()

    def _choose_tools(self) -> None:
        is_small = self.height() < LOW_PX or self._look.theme.text_percent > LARGE_TEXT
        self.filters.setVisible(not is_small)
        self.rows.order.setVisible(is_small)
