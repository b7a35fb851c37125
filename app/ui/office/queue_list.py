"""What waits, due first: a card per entry, one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.office.key_button import KeyCaps
from app.ui.office.screen import QueueLine
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import Painted
from app.ui.widgets.field import SearchField
from app.ui.widgets.paint import Box, centred, draw_box, isolated, text_width
from app.ui.widgets.pills import chip_width, draw_chip
from app.ui.widgets.portrait import draw_portrait
from app.ui.widgets.words import Words

FACE_PX, PAD, CARD_PX = 48, 12, 78


class QueueCard(Painted):
    """One entry of the list."""

    def __init__(self, look: Look, line: QueueLine) -> None:
        super().__init__(look)
        self.line = line
        self._is_narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["card"])
        self.show_line(line)

    def show_line(self, line: QueueLine) -> None:
        """Show that entry."""
        self.line = line
        self.setText(line.names)
        self.setAccessibleName(f"{line.names}, {line.what}, due {line.due.word}")
        self.setAccessibleDescription("chosen" if line.is_chosen else "")
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Three lines, so that the name has one of its own."""
        self._is_narrow = narrow
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Two lines, or three."""
        return QSize(200, self.look.theme.scaled(CARD_PX + (28 if self._is_narrow else 0)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint and edge when chosen; portrait, names, due, what."""
        painter, rect, rtl = QPainter(self), QRectF(self.rect()), self.isRightToLeft()
        if self.line.is_chosen:
            draw_box(painter, rect, Box("primary-soft", "primary", 2, 18), self.look)
        elif self.isDown() or self.underMouse() or self.hasFocus():
            draw_box(painter, rect, Box("sunk", None, 0, 18), self.look)
        self._paint_face(painter, QRectF(rect.right() - PAD - FACE_PX if rtl else PAD, rect.center().y() - FACE_PX / 2, FACE_PX, FACE_PX))
        start = PAD + FACE_PX + 10
        words = rect.adjusted(PAD, 10, -start, -10) if rtl else rect.adjusted(start, 10, -PAD, -10)
        step = words.height() / (3 if self._is_narrow else 2)
        wide, tall = chip_width(self.look, self.line.due), min(step, self.look.theme.scaled(28))
        at_start = rtl != self._is_narrow
        top = words.bottom() - tall if self._is_narrow else words.top()
        chip = QRectF(words.left() if at_start else words.right() - wide, top, wide, tall)
        draw_chip(painter, chip, self.line.due, self.look, rtl=rtl)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        align = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        room = 0 if self._is_narrow else wide + 6
        names = QRectF(words.left() + (room if rtl else 0), words.top(), words.width() - room, step)
        self._line(painter, names, align, ("body", "title", "ink"), self.line.names)
        what = QRectF(words.left(), words.top() + step, words.width(), step)
        self._line(painter, what, align, ("second", "text", "ink" if self.line.is_chosen else "muted"), self.line.what)

    def _line(self, painter: QPainter, rect: QRectF, align: Qt.AlignmentFlag, dress: tuple[str, str, str], words: str) -> None:
        role, weight, token = dress
        font = self.look.font(role, weight)
        while text_width(font, words) > rect.width() and font.pixelSize() > self.look.theme.size("chip"):
            font.setPixelSize(font.pixelSize() - 1)
        painter.setFont(font)
        painter.setPen(self.look.colour(token))
        painter.drawText(rect, align, isolated(painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(rect.width()))))

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
        self._is_narrow = False
        self.search = SearchField(look, "Find an entry")
        self.search.changed.connect(self.searched)
        self.none = Words(look, "Nothing here bears that name.", "second", "text", "muted", wrap=True)
        head = QHBoxLayout()
        head.addWidget(Words(look, "To check", "panel", "title"))
        head.addStretch()
        head.addWidget(Words(look, "Due first", "second", "text", "muted"))
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        self.room = QScrollArea()
        self.room.setWidget(inner)
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        """Large letters or a small window: the cards get a line more, and the foot says less."""
        self._is_narrow = narrow
        self.step_keys.setVisible(not narrow)
        for card in self._cards:
            card.set_narrow(narrow)

    def show_lines(self, lines: tuple[QueueLine, ...], search: str) -> None:
        """Show those entries; the chosen one is brought into view."""
        while len(self._cards) < len(lines):
            card = QueueCard(self._look, lines[len(self._cards)])
            card.clicked.connect(lambda _=False, card=card: self.entry_chosen.emit(card.line.id))
            card.set_narrow(self._is_narrow)
            self._cards.append(card)
            self._column.insertWidget(len(self._cards) - 1, card)
        for index, card in enumerate(self._cards):
            card.setVisible(index < len(lines))
            if index < len(lines):
                card.show_line(lines[index])
                if lines[index].is_chosen:
                    self.room.ensureWidgetVisible(card, 0, 8)
        self.none.setVisible(bool(search) and not lines)

    def paintEvent(self, event: QPaintEvent) -> None:
        """White, with a line towards the subject."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        width = self._look.theme.border_px
        painter.fillRect(0 if self.isRightToLeft() else self.width() - width, 0, width, self.height(), self._look.colour("line"))
