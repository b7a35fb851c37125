"""What waits, due first: a card per entry, one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.office.key_button import KeyCaps
from app.ui.office.parts.card_column import CardColumn, paint_side
from app.ui.office.parts.row_card import RowCard
from app.ui.office.parts.screen import RowLine
from app.ui.office.screen import QueueLine
from app.ui.theme.look import Look
from app.ui.widgets.field import SearchField
from app.ui.widgets.words import Words


class QueueCard(RowCard):
    """One entry of the list."""

    line: QueueLine

    def show_line(self, line: QueueLine) -> None:
        """Show that entry."""
        self.line = line
        row = RowLine(id=line.id, title=line.names, line=line.what, chip=line.due, avatar=line.avatar, is_chosen=line.is_chosen)
        self.show_row(row, f"due {line.due.word}")


class QueueList(QWidget):
    """The left side of the office."""

    entry_chosen = Signal(str)
    searched = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._cards = CardColumn(self._card)
        self.room = self._cards.room
        self.search = SearchField(look, "Find an entry")
        self.search.changed.connect(self.searched)
        self.none = Words(look, "Nothing here bears that name.", "second", "text", "muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(Words(look, "To check", "panel", "title"))
        head.addStretch()
        self.order = Words(look, "Due first", "second", "text", "muted")
        head.addWidget(self.order)
        self.step_keys = KeyCaps(look, ("J", "K"), "next and previous")
        keys = QHBoxLayout()
        keys.addWidget(self.step_keys)
        keys.addStretch()
        keys.addWidget(KeyCaps(look, ("?",), "keys"))
        page = QVBoxLayout(self)
        page.setContentsMargins(14, 16, 14, 14)
        page.setSpacing(10)
        page.addLayout(head)
        page.addWidget(self.search)
        page.addWidget(self.none)
        page.addWidget(self.room, 1)
        page.addLayout(keys)

    @property
    def cards(self) -> tuple[QueueCard, ...]:
        """The cards that are shown, in order."""
        return self._cards.shown

    def set_narrow(self, narrow: bool) -> None:
        """Large letters or a small window: the foot says less."""
        self.step_keys.setVisible(not narrow)

    def set_tight(self, tight: bool) -> None:
        """Large letters in a small window: the head says less."""
        self.order.setVisible(not tight)

    def show_lines(self, lines: tuple[QueueLine, ...], search: str) -> None:
        """Show those entries; the chosen one is brought into view."""
        for card, line in zip(self._cards.offer(len(lines)), lines, strict=True):
            card.show_line(line)
        self._cards.bring_chosen()
        self.none.setVisible(bool(search) and not lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, with a line towards the subject."""
        paint_side(self, self._look)

    def _card(self) -> QueueCard:
        card = QueueCard(self._look)
        card.clicked.connect(lambda _=False, card=card: self.entry_chosen.emit(card.line.id))
        return card
