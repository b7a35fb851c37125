"""One card of a list: a disc or a portrait, a title, a line below, and a chip beside or under them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.ui.office.parts.screen import RowLine
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import Painted
from app.ui.widgets.paint import Box, centred, draw_box, in_lines, isolated, text_width
from app.ui.widgets.pills import CHIP_HEIGHT, chip_width, draw_chip
from app.ui.widgets.portrait import draw_portrait

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
