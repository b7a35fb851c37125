"""The list on the left of a section: a find field, the order, a card per row, and the main action at its foot."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.office.parts.screen import ListPart, RowLine
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import SMALL, ActionButton, Painted
from app.ui.widgets.field import SearchField
from app.ui.widgets.paint import Box, centred, draw_box, in_lines, isolated, text_width
from app.ui.widgets.pills import CHIP_HEIGHT, chip_width, draw_chip
from app.ui.widgets.portrait import draw_portrait
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words

FACE_PX, PAD, CARD_PX, GAP, AIR = 48, 12, 78, 10, 10
LINE_PX, CHIP_SPACE = 24, 4
HEAD_PX = 30  # a heading above the first card of a group


@dataclass(frozen=True, slots=True)
class Measured:
    """How a card's words fall at one width: lines of the title, lines below, and whether the chip stands beside the title."""

    title: list[str]
    line: list[str]
    chip_beside: bool


class RowCard(Painted):
    """One row. A title takes two lines before it is shortened; a chip with no room beside it goes below."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.row = RowLine(id="", title="", line="")
        # Not fixed: Qt would hold it to the height that it had at another width, before a scroll bar came.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("ring_radius", look.theme.radius["card"])

    def show_row(self, row: RowLine, spoken_chip: str = "") -> None:
        """Show that row. spoken_chip: what the chip is called aloud when its word alone says too little."""
        if row == self.row:
            return
        self.row = row
        self.setText(row.title)
        said = spoken_chip or (row.chip.word if row.chip else "")
        self.setAccessibleName(", ".join(part for part in (row.title, row.line, said, row.heading) if part))
        self.setAccessibleDescription("chosen" if row.is_chosen else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines, at the width that it has."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def heightForWidth(self, width: int) -> int:
        """As high as its lines, and never lower than a portrait with air."""
        card = self._measured(width - 2 * PAD - FACE_PX - GAP)
        lines, chip = len(card.title) + len(card.line), 0 if card.chip_beside else self._chip_px + CHIP_SPACE
        return max(self.look.theme.scaled(CARD_PX), lines * self._line_px + chip + 2 * AIR) + self._head_px

    def minimumSizeHint(self) -> QSize:
        """A portrait with air; the list gives each card the height of its words."""
        return QSize(FACE_PX, self.look.theme.scaled(CARD_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint and edge when chosen; disc, title, chip, line."""
        painter, whole, rtl = QPainter(self), QRectF(self.rect()), self.isRightToLeft()
        rect = whole.adjusted(0, self._head_px, 0, 0)
        if self.row.heading:
            self._line(painter, QRectF(PAD, 0, whole.width() - 2 * PAD, self._head_px), ("chip", "button", "muted"), self.row.heading)
        if self.row.is_chosen:
            draw_box(painter, rect, Box("primary-soft", "primary", 2, 18), self.look)
        elif self.isDown() or self.underMouse() or self.hasFocus():
            draw_box(painter, rect, Box("sunk", None, 0, 18), self.look)
        self._paint_face(painter, QRectF(rect.right() - PAD - FACE_PX if rtl else PAD, rect.center().y() - FACE_PX / 2, FACE_PX, FACE_PX))
        start = PAD + FACE_PX + GAP
        words = rect.adjusted(PAD, AIR, -start, -AIR) if rtl else rect.adjusted(start, AIR, -PAD, -AIR)
        self._paint_words(painter, words, self._measured(words.width()))

    def _paint_words(self, painter: QPainter, words: QRectF, card: Measured) -> None:
        below = 0 if card.chip_beside else self._chip_px + CHIP_SPACE
        tall = (words.height() - below) / (len(card.title) + len(card.line))
        row = QRectF(words.left(), words.top(), words.width(), tall)
        self._paint_chip(painter, words, card)
        for title in card.title:
            self._line(painter, row, ("body", "title", "ink"), title)
            row.translate(0, row.height())
        for line in card.line:
            self._line(painter, row, ("second", "text", "ink" if self.row.is_chosen else "muted"), line)
            row.translate(0, row.height())

    def _paint_chip(self, painter: QPainter, words: QRectF, card: Measured) -> None:
        """At the end of the first row, or at the start of a row of its own."""
        if self.row.chip is None:
            return
        wide, tall = chip_width(self.look, self.row.chip), self._chip_px
        at_left = self.isRightToLeft() == card.chip_beside
        left = words.left() if at_left else words.right() - wide
        left = left if card.chip_beside else (words.right() - wide if self.isRightToLeft() else words.left())
        top = words.top() if card.chip_beside else words.bottom() - tall
        draw_chip(painter, QRectF(left, top, wide, tall), self.row.chip, self.look, rtl=self.isRightToLeft())

    @property
    def _head_px(self) -> int:
        return self.look.theme.scaled(HEAD_PX) if self.row.heading else 0

    @property
    def _line_px(self) -> int:
        return self.look.theme.scaled(LINE_PX)

    @property
    def _chip_px(self) -> int:
        return self.look.theme.scaled(CHIP_HEIGHT)

    def _measured(self, width: float) -> Measured:
        titles, lines = self.look.font("body", "title"), self.look.font("second")
        chip = chip_width(self.look, self.row.chip) if self.row.chip else 0
        beside = not chip or text_width(titles, self.row.title) + GAP + chip <= width
        below = in_lines(self.row.line, lines, width) if self.row.line else []
        return Measured(in_lines(self.row.title, titles, width), below, beside)

    def _line(self, painter: QPainter, rect: QRectF, dress: tuple[str, str, str], words: str) -> None:
        role, weight, token = dress
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.setFont(self.look.font(role, weight))
        painter.setPen(self.look.colour(token))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, isolated(words))

    def _paint_face(self, painter: QPainter, disc: QRectF) -> None:
        if self.row.avatar is not None:
            draw_portrait(painter, disc, self.row.avatar)
            return
        draw_box(painter, disc, Box("primary-soft", None, 0, FACE_PX / 2), self.look)
        draw_icon(painter, centred(disc, 24, 24), self.row.icon, self.look.theme.colours["primary"])


class RowList(QWidget):
    """The left side of a section. Put the main action into `foot`."""

    row_chosen = Signal(str)
    searched = Signal(str)
    order_asked = Signal()

    def __init__(self, look: Look, find: str) -> None:
        super().__init__()
        self._look = look
        self._cards: list[RowCard] = []
        self.search = SearchField(look, find)
        self.search.changed.connect(self.searched)
        self.order = ActionButton(look, "", "arrow-down-up", measure=SMALL)
        self.order.asked.connect(self.order_asked)
        self.none = Words(look, "", "second", "text", "muted", wrap=True)
        inner = Column()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self.room = scrolled(inner)
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
        return tuple(card for card in self._cards if not card.isHidden())

    def show_list(self, part: ListPart) -> None:
        """Show those rows; the chosen one is brought into view."""
        before = tuple(card.row for card in self.cards)
        while len(self._cards) < len(part.rows):
            card = RowCard(self._look)
            card.clicked.connect(lambda _=False, card=card: self.row_chosen.emit(card.row.id))
            self._cards.append(card)
            self._column.insertWidget(len(self._cards) - 1, card)
        for index, card in enumerate(self._cards):
            card.setVisible(index < len(part.rows))
            if index < len(part.rows):
                card.show_row(part.rows[index])
        if part.order != self.order.text():
            self.order.set_words(part.order)
            self.order.setToolTip("Tap for another order")
        self.order.setVisible(bool(part.order))
        self.none.setText(part.none)
        self.none.setVisible(bool(part.search) and not part.rows)
        if before != part.rows:
            self._bring_chosen()

    def insert_tools(self, tools: QWidget) -> None:
        """Put something below the find field."""
        self._page.insertWidget(1, tools)

    def begin_search(self) -> None:
        """Put the cursor into the find field."""
        self.search.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, with a line towards the subject."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        width = self._look.theme.border_px
        painter.fillRect(0 if self.isRightToLeft() else self.width() - width, 0, width, self.height(), self._look.colour("line"))

    def _bring_chosen(self) -> None:
        self._column.activate()  # the places of the cards, before one of them is looked for
        for card in self.cards:
            if card.row.is_chosen:
                self.room.ensureWidgetVisible(card, 0, 8)
