"""What waits, due first: a card per entry, one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.office.key_button import KeyCaps
from app.ui.office.parts.row_list import RowCard
from app.ui.office.parts.screen import RowLine
from app.ui.office.screen import QueueLine
from app.ui.theme.look import Look
from app.ui.widgets.field import SearchField
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words


class QueueCard(RowCard):
    """One entry of the list."""

    def __init__(self, look: Look, line: QueueLine) -> None:
        super().__init__(look)
        self.show_line(line)

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
        self._cards: list[QueueCard] = []
        self.search = SearchField(look, "Find an entry")
        self.search.changed.connect(self.searched)
        self.none = Words(look, "Nothing here bears that name.", "second", "text", "muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(Words(look, "To check", "panel", "title"))
        head.addStretch()
        self.order = Words(look, "Due first", "second", "text", "muted")
        head.addWidget(self.order)
        inner = Column()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self.room = scrolled(inner)
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
        return tuple(card for card in self._cards if not card.isHidden())

    def set_narrow(self, narrow: bool) -> None:
        """Large letters or a small window: the foot says less."""
        self.step_keys.setVisible(not narrow)

    def set_tight(self, tight: bool) -> None:
        """Large letters in a small window: the head says less."""
        self.order.setVisible(not tight)

    def show_lines(self, lines: tuple[QueueLine, ...], search: str) -> None:
        """Show those entries; the chosen one is brought into view."""
        while len(self._cards) < len(lines):
            card = QueueCard(self._look, lines[len(self._cards)])
            card.clicked.connect(lambda _=False, card=card: self.entry_chosen.emit(card.line.id))
            self._cards.append(card)
            self._column.insertWidget(len(self._cards) - 1, card)
        for index, card in enumerate(self._cards):
            card.setVisible(index < len(lines))
            if index < len(lines):
                card.show_line(lines[index])
        self._column.activate()  # the places of the cards, before one of them is looked for
        for card in self.cards:
            if card.line.is_chosen:
                self.room.ensureWidgetVisible(card, 0, 8)
        self.none.setVisible(bool(search) and not lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, with a line towards the subject."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        width = self._look.theme.border_px
        painter.fillRect(0 if self.isRightToLeft() else self.width() - width, 0, width, self.height(), self._look.colour("line"))
