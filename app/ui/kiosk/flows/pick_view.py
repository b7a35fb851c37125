"""A question with large answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kiosk.flows.pages import PickPage
from app.ui.kiosk.flows.tiles import FLAT_MOST, TileButton, heading, say
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind
from app.ui.widgets.scrolled import scrolled

FLAT_WIDTH, TALL_WIDTH = 236, 330  # px at 100 %: narrower ones break their words
GAP = 12


class PickView(QWidget):
    """Draws one PickPage."""

    picked = Signal(str)
    refused = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._page, self._columns = look, PickPage(question="", tiles=()), 0
        self.tiles: dict[str, TileButton] = {}
        self.question, self.second = heading(look)
        self._column = QWidget()  # tiles have a height of their own, whatever the room
        self._column.setObjectName("scrolled")
        self._grid = QGridLayout(self._column)
        self._grid.setContentsMargins(0, 4, 0, 4)
        self._grid.setSpacing(GAP)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(self.question)
        lines.addWidget(self.second)
        lines.addSpacing(6)
        self._room = scrolled(self._column)
        lines.addWidget(self._room, 1)
        self._ways = QHBoxLayout()
        self._ways.addStretch(1)
        lines.addLayout(self._ways)
        self.below = ActionButton(look, "", "", Kind.SECONDARY)
        self.below.asked.connect(lambda: self.picked.emit(self._page.below[0].name))
        self._ways.addWidget(self.below)
        self.below.hide()

    def show_page(self, page: PickPage) -> None:
        """Draw it; tiles that stay keep the focus."""
        same = self._page.is_tall == page.is_tall and [tile.name for tile in page.tiles] == list(self.tiles)
        self._page = page
        say(self.question, page.question)
        say(self.second, page.second)
        if not same:
            self._build()
        for tile in page.tiles:
            self.tiles[tile.name].show_tile(tile)
        self.below.setVisible(bool(page.below))
        if page.below:
            self.below.set_words(page.below[0].words, page.below[0].icon)

    def first_focus(self) -> None:
        """The first answer that can be tapped."""
        free = [tile.name for tile in self._page.tiles if not tile.missing]
        if free:
            self.tiles[free[0]].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _build(self) -> None:
        for old in self.tiles.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.tiles = {}
        for tile in self._page.tiles:
            button = TileButton(self._look, is_tall=self._page.is_tall)
            button.picked.connect(self.picked)
            button.refused.connect(self.refused)
            self.tiles[tile.name] = button
        self._columns = 0
        self._place()

    def _place(self) -> None:
        least = (TALL_WIDTH if self._page.is_tall else FLAT_WIDTH) * self._look.theme.text_percent / 100
        most = max(1, min(self._page.columns, int(self.width() // least)))
        columns = most if self._page.is_tall else self._fewest_columns(most)
        if columns == self._columns:
            return
        self._columns = columns
        for at, button in enumerate(self.tiles.values()):
            self._grid.addWidget(button, at // columns, at % columns)
        for column in range(max(8, columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        rows = -(-len(self.tiles) // columns)
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 100 if row < rows else 1 if row == rows else 0)

    def _fewest_columns(self, most: int) -> int:
        """Wide tiles rather than empty room: as few columns as still show everybody without scrolling."""
        row = self._look.theme.scaled(FLAT_MOST) + GAP
        fitting = (columns for columns in range(2, most) if -(-len(self.tiles) // columns) * row <= self._room.height())
        return next(fitting, most)
