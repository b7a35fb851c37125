"""Cards below each other in a room that scrolls, on the white side of a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.office.parts.row_card import RowCard
from app.ui.theme.look import Look
from app.ui.widgets.scrolled import Column, scrolled

C = TypeVar("C", bound=RowCard)
AIR_PX = 8  # round the card that is brought into view


class CardColumn(Generic[C]):
    """A card is made when it is first needed, and hidden when it is needed no more. Put `room` into a layout."""

    def __init__(self, make: Callable[[], C]) -> None:
        self._make = make
        self._cards: list[C] = []
        inner = Column()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self.room = scrolled(inner)

    @property
    def shown(self) -> tuple[C, ...]:
        """The cards that are shown, in order."""
        return tuple(card for card in self._cards if not card.isHidden())

    def offer(self, number: int) -> tuple[C, ...]:
        """That many cards, to be filled in."""
        while len(self._cards) < number:
            self._cards.append(self._make())
            self._column.insertWidget(len(self._cards) - 1, self._cards[-1])
        for index, card in enumerate(self._cards):
            card.setVisible(index < number)
        return tuple(self._cards[:number])

    def bring_chosen(self) -> None:
        """Bring the chosen one into view."""
        self._column.activate()  # the places of the cards, before one of them is looked for
        for card in self.shown:
            if card.row.is_chosen:
                self.room.ensureWidgetVisible(card, 0, AIR_PX)


def paint_side(side: QWidget, look: Look) -> None:
    """White, with a line towards the subject."""
    painter, width = QPainter(side), look.theme.border_px
    painter.fillRect(side.rect(), look.colour("surface"))
    painter.fillRect(0 if side.isRightToLeft() else side.width() - width, 0, width, side.height(), look.colour("line"))
