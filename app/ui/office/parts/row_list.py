"""The list on the left of a section: a find field, the order, a card per row, and the main action at its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.office.parts.card_column import CardColumn, paint_side
from app.ui.office.parts.row_card import RowCard
from app.ui.office.parts.screen import ListPart
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton
from app.ui.widgets.field import SearchField
from app.ui.widgets.words import Words


class RowList(QWidget):
    """The left side of a section. Put the main action into `foot`."""

    row_chosen = Signal(str)
    searched = Signal(str)
    order_asked = Signal()

    def __init__(self, look: Look, find: str) -> None:
        super().__init__()
        self._look = look
        self._cards = CardColumn(self._card)
        self.room = self._cards.room
        self.search = SearchField(look, find)
        self.search.changed.connect(self.searched)
        self.order = ActionButton(look, "", "arrow-down-up", measure=SMALL)
        self.order.asked.connect(self.order_asked)
        self.none = Words(look, "", "second", "text", "muted", wrap=True)
        self.foot = QVBoxLayout()
        self._page = page = QVBoxLayout(self)
        page.setContentsMargins(14, 14, 14, 12)
        page.setSpacing(10)
        for part in (self.search, self.order, self.none):
            page.addWidget(part)
        page.addWidget(self.room, 1)
        page.addLayout(self.foot)

    @property
    def cards(self) -> tuple[RowCard, ...]:
        """The cards that are shown, in order."""
        return self._cards.shown

    def show_list(self, part: ListPart) -> None:
        """Show those rows; the chosen one is brought into view."""
        before = tuple(card.row for card in self.cards)
        for card, row in zip(self._cards.offer(len(part.rows)), part.rows, strict=True):
            card.show_row(row)
        if part.order != self.order.text():
            self.order.set_words(part.order)
            self.order.setToolTip("Tap for another order")
        self.order.setVisible(bool(part.order))
        self.none.setText(part.none)
        self.none.setVisible(bool(part.search) and not part.rows)
        if before != part.rows:
            self._cards.bring_chosen()

    def insert_tools(self, tools: QWidget) -> None:
        """Put something below the find field."""
        self._page.insertWidget(1, tools)

    def begin_search(self) -> None:
        """Put the cursor into the find field."""
        self.search.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, with a line towards the subject."""
        paint_side(self, self._look)

    def _card(self) -> RowCard:
        card = RowCard(self._look)
        card.clicked.connect(lambda _=False, card=card: self.row_chosen.emit(card.row.id))
        return card
