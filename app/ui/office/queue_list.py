"""What waits, due first: a card per entry, one of them chosen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.office.key_button import KeyCaps
from app.ui.office.screen import QueueLine
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import Painted
from app.ui.widgets.field import SearchField
from app.ui.widgets.paint import Box, centred, draw_box, in_lines, isolated, text_width
from app.ui.widgets.pills import CHIP_HEIGHT, chip_width, draw_chip
from app.ui.widgets.portrait import draw_portrait
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words

FACE_PX, PAD, CARD_PX, GAP, AIR = 48, 12, 78, 10, 10
LINE_PX, CHIP_SPACE = 24, 4


@dataclass(frozen=True, slots=True)
class Measured:
    """How a card's words fall at one width: lines of names, lines of what, and whether the chip stands beside the names."""

    names: list[str]
    what: list[str]
    chip_beside: bool


class QueueCard(Painted):
    """One entry of the list. Names take two lines before they are shortened; a chip with no room beside them goes below."""

    def __init__(self, look: Look, line: QueueLine) -> None:
        super().__init__(look)
        self.line = line
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("ring_radius", look.theme.radius["card"])
        self.show_line(line)

    def show_line(self, line: QueueLine) -> None:
        """Show that entry."""
        self.line = line
        self.setText(line.names)
        self.setAccessibleName(f"{line.names}, {line.what}, due {line.due.word}")
        self.setAccessibleDescription("chosen" if line.is_chosen else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines, at the width that it has."""
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def heightForWidth(self, width: int) -> int:
        """As high as its lines, and never lower than a portrait with air."""
        card = self._measured(width - 2 * PAD - FACE_PX - GAP)
        lines, chip = len(card.names) + len(card.what), 0 if card.chip_beside else self._chip_px + CHIP_SPACE
        return max(self.look.theme.scaled(CARD_PX), lines * self._line_px + chip + 2 * AIR)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint and edge when chosen; portrait, names, due, what."""
        painter, rect, rtl = QPainter(self), QRectF(self.rect()), self.isRightToLeft()
        if self.line.is_chosen:
            draw_box(painter, rect, Box("primary-soft", "primary", 2, 18), self.look)
        elif self.isDown() or self.underMouse() or self.hasFocus():
            draw_box(painter, rect, Box("sunk", None, 0, 18), self.look)
        self._paint_face(painter, QRectF(rect.right() - PAD - FACE_PX if rtl else PAD, rect.center().y() - FACE_PX / 2, FACE_PX, FACE_PX))
        start = PAD + FACE_PX + GAP
        words = rect.adjusted(PAD, AIR, -start, -AIR) if rtl else rect.adjusted(start, AIR, -PAD, -AIR)
        card = self._measured(words.width())
        below = 0 if card.chip_beside else self._chip_px + CHIP_SPACE
        tall = (words.height() - below) / (len(card.names) + len(card.what))
        row = QRectF(words.left(), words.top(), words.width(), tall)
        self._paint_chip(painter, words, card)
        for name in card.names:
            self._line(painter, row, ("body", "title", "ink"), name)
            row.translate(0, row.height())
        for line in card.what:
            self._line(painter, row, ("second", "text", "ink" if self.line.is_chosen else "muted"), line)
            row.translate(0, row.height())

    def _paint_chip(self, painter: QPainter, words: QRectF, card: Measured) -> None:
        """At the end of the first row, or at the start of a row of its own."""
        wide, tall = chip_width(self.look, self.line.due), self._chip_px
        at_left = self.isRightToLeft() == card.chip_beside
        left = words.left() if at_left else words.right() - wide
        top = words.top() if card.chip_beside else words.bottom() - tall
        draw_chip(painter, QRectF(left, top, wide, tall), self.line.due, self.look, rtl=self.isRightToLeft())

    @property
    def _line_px(self) -> int:
        return self.look.theme.scaled(LINE_PX)

    @property
    def _chip_px(self) -> int:
        return self.look.theme.scaled(CHIP_HEIGHT)

    def _measured(self, width: float) -> Measured:
        names, what = self.look.font("body", "title"), self.look.font("second")
        beside = text_width(names, self.line.names) + GAP + chip_width(self.look, self.line.due) <= width
        return Measured(in_lines(self.line.names, names, width), in_lines(self.line.what, what, width), beside)

    def _line(self, painter: QPainter, rect: QRectF, dress: tuple[str, str, str], words: str) -> None:
        role, weight, token = dress
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.setFont(self.look.font(role, weight))
        painter.setPen(self.look.colour(token))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, isolated(words))

    def _paint_face(self, painter: QPainter, disc: QRectF) -> None:
        if self.line.avatar is not None:
            draw_portrait(painter, disc, self.line.avatar)
            return
        draw_box(painter, disc, Box("primary-soft", None, 0, FACE_PX / 2), self.look)
        draw_icon(painter, centred(disc, 24, 24), "users", self.look.theme.colours["primary"])


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
        head.addWidget(Words(look, "Due first", "second", "text", "muted"))
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
