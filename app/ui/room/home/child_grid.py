"""The grid of children: as many columns as fit, three rows without scrolling, arrows walk it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QScrollerProperties, QWidget

from app.ui.room.home.child_card import ChildCard
from app.ui.room.home.screen import ChildTile
from app.ui.theme.look import Look
from app.ui.widgets.cards import SHADOW_ROOM
from domain.ids import ChildId

ROWS = 3
COLUMNS = 5
GAP, GAP_COMPACT = 12, 10
WIDE_CARD_PX = 300  # cards wider than this look empty: the grid takes a further column instead


class ChildGrid(QScrollArea):
    """Emits `tapped` with the child's id."""

    tapped = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._compact, self._columns = look, False, COLUMNS
        self.cards: list[ChildCard] = []
        self._inner = QWidget()
        self._inner.setObjectName("scrolled")
        self.setWidget(self._inner)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._let_scroll_by_thumb()
        look.changed.connect(self.arrange)

    def show_children(self, tiles: Sequence[ChildTile]) -> None:
        """Show these children; a card whose child stays keeps its place, its focus and its pressed state."""
        if [tile.id for tile in tiles] == [card.tile.id for card in self.cards]:
            for card, tile in zip(self.cards, tiles, strict=True):
                card.show_tile(tile)
            return
        kept = {card.tile.id: card for card in self.cards}
        self.cards = [self._card_of(kept.pop(tile.id, None), tile) for tile in tiles]
        for card in kept.values():
            card.hide()
            card.deleteLater()
        self.arrange()

    def set_compact(self, compact: bool) -> None:
        """The small tablet's measures."""
        if compact != self._compact:
            self._compact = compact
            self.arrange()

    def card(self, child: ChildId) -> ChildCard:
        """The card of that child. Raises StopIteration when it is not shown."""
        return next(card for card in self.cards if card.tile.id == child)

    def arrange(self) -> None:
        """Place the cards; rows share the height that there is, and scroll only when they would get too low."""
        for card in self.cards:
            card.compact = self._compact
        if not self.cards:
            self._inner.resize(self.viewport().width(), 0)
            return
        gap = (GAP_COMPACT if self._compact else GAP) - SHADOW_ROOM.left() - SHADOW_ROOM.right()
        width = self.viewport().width()
        self._columns = self._columns_in(width, gap)
        rows = ceil(len(self.cards) / self._columns)
        card_width = (width - gap * (self._columns - 1)) / self._columns
        height = max(self.cards[0].least_height(), (self.viewport().height() - gap * (ROWS - 1)) / ROWS)
        for index, card in enumerate(self.cards):
            column, row = index % self._columns, index // self._columns
            column = self._columns - 1 - column if self.isRightToLeft() else column
            card.setGeometry(QRect(round(column * (card_width + gap)), round(row * (height + gap)), round(card_width), round(height)))
        self._inner.resize(width, round(rows * (height + gap) - gap))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards anew."""
        super().resizeEvent(event)
        self.arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring a card that gets the focus into sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, ChildCard):
            self.ensureWidgetVisible(watched, 0, 8)
        return super().eventFilter(watched, event)

    def _columns_in(self, width: int, gap: int) -> int:
        fit = max(1, (width + gap) // (self.cards[0].least_width() + gap))
        wished = max(COLUMNS, width // WIDE_CARD_PX)
        return min(fit, wished)

    def _card_of(self, card: ChildCard | None, tile: ChildTile) -> ChildCard:
        if card is not None:
            card.show_tile(tile)
            card.raise_()  # Tab goes in the order of the children
            return card
        card = ChildCard(self._look, tile)
        card.setParent(self._inner)
        card.clicked.connect(lambda _checked=False, made=card: self.tapped.emit(made.tile.id))
        card.moved.connect(lambda columns, rows, made=card: self._move(made, columns, rows))
        card.installEventFilter(self)
        card.show()
        return card

    def _move(self, card: ChildCard, columns: int, rows: int) -> None:
        index = self.cards.index(card) + columns + rows * self._columns
        if 0 <= index < len(self.cards):
            self.cards[index].setFocus(Qt.FocusReason.TabFocusReason)

    def _let_scroll_by_thumb(self) -> None:
        # The left-mouse gesture without delay: the touch gesture would also click the card under the thumb.
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
        scroller = QScroller.scroller(self.viewport())
        properties = scroller.scrollerProperties()
        properties.setScrollMetric(QScrollerProperties.ScrollMetric.MousePressEventDelay, 0)
        off = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
        properties.setScrollMetric(QScrollerProperties.ScrollMetric.VerticalOvershootPolicy, off)
        properties.setScrollMetric(QScrollerProperties.ScrollMetric.HorizontalOvershootPolicy, off)
        scroller.setScrollerProperties(properties)
