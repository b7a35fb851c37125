""" "Which of these are not yours?": what was written shortly before "Not me?" was tapped, each with a tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import MAIN, SMALL, ActionButton, Kind, Painted
from app.ui.widgets.overlays import Sheet
from app.ui.widgets.paint import Box, draw_box, in_lines
from app.ui.widgets.pills import Chip, ChipFact
from app.ui.widgets.scrolled import Column, scrolled
from app.ui.widgets.words import Words

TITLE = "Which of these are not yours?"
WHAT_FOR = "Tick what somebody else wrote here under your name. The office looks at it. Nobody is blamed."
NOTHING = "Nothing was written under your name in the last minutes."
BOX_PX, ROW_PX, INSET = 40, 76, 12
NOT_MINE = ChipFact("Not mine", "user", Tone.WARN)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLine:
    """One entry or draft. `title`: "Observation, 1 photo"; `second`: whom it is about, and when."""

    id: str
    title: str
    second: str
    is_disowned: bool
    can_delete: bool


class WrittenRow(Painted):
    """A tick with two lines; the whole row is the target."""

    def __init__(self, look: Look, line: WrittenLine, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.line = line
        self.setCheckable(True)
        self.setAccessibleName(f"{line.title}, {line.second}")
        self.setAccessibleDescription("Tick it when it is not yours")
        self.setProperty("ring_radius", look.theme.radius["field"])
        self.toggled.connect(self.update)

    def sizeHint(self) -> QSize:
        """As high as two lines and its box."""
        return QSize(300, self.look.theme.scaled(ROW_PX))

    def minimumSizeHint(self) -> QSize:
        """It may be as narrow as the sheet."""
        return QSize(200, self.look.theme.scaled(ROW_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, tick, two lines."""
        painter, rect, checked = QPainter(self), QRectF(self.rect()), self.isChecked()
        edge = "warn" if checked else "line"
        box = Box("warn-soft" if checked else "surface", edge, 2 if checked else 1, self.look.theme.radius["field"])
        draw_box(painter, rect, box, self.look, self.shaded(box.fill or "surface"))
        left = rect.right() - BOX_PX - INSET if self.isRightToLeft() else rect.left() + INSET
        square = QRectF(left, rect.center().y() - BOX_PX / 2, BOX_PX, BOX_PX)
        draw_box(painter, square, Box("warn" if checked else "surface", None if checked else "edge", 2, 10), self.look)
        if checked:
            draw_icon(painter, square.adjusted(8, 8, -8, -8), "check", self.look.theme.colours["surface"])
        shift = BOX_PX + 2 * INSET
        words = rect.adjusted(INSET, 8, -shift, -8) if self.isRightToLeft() else rect.adjusted(shift, 8, -INSET, -8)
        self._paint_words(painter, words)

    def _paint_words(self, painter: QPainter, words: QRectF) -> None:
        half = words.height() / 2
        lines = (
            (self.line.title, "body", "ink", words.adjusted(0, 0, 0, -half)),
            (self.line.second, "second", "muted", words.adjusted(0, half, 0, 0)),
        )
        for text, role, colour, place in lines:
            font = self.look.font(role, "button" if role == "body" else "text")
            painter.setFont(font)
            painter.setPen(self.look.colour(colour))
            align = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, align, in_lines(text, font, place.width(), most=1)[0])


class DisownedRow(QWidget):
    """What was disowned already: said once, and a draft can go."""

    delete_asked = Signal(str)

    def __init__(self, look: Look, line: WrittenLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 4, 4, 4)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(look, line.title, "body", "button", wrap=True))
        words.addWidget(Words(look, line.second, "second", "text", "muted", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(Chip(look, NOT_MINE))
        self.delete = ActionButton(look, "Delete", "trash-2", Kind.DANGER, SMALL)
        self.delete.asked.connect(lambda: self.delete_asked.emit(line.id))
        self.delete.setVisible(line.can_delete)
        row.addWidget(self.delete)


class WrittenSheet(Sheet):
    """`disowned` gives the ids that were ticked, none of them when all is theirs; closing it otherwise leaves the question open."""

    disowned = Signal(object)  # tuple[str, ...]
    delete_asked = Signal(str)

    def __init__(self, look: Look, parent: QWidget, top_px: int = 0) -> None:
        super().__init__(look, parent, TITLE, top_px, width=640)
        self.text = Words(look, WHAT_FOR, "body", "text", "muted", wrap=True)
        self.rows: list[WrittenRow] = []
        self.gone: list[DisownedRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        column = Column()
        inside = QVBoxLayout(column)
        inside.setContentsMargins(2, 2, 8, 2)
        inside.addLayout(self._list)
        inside.addStretch(1)
        self.tell = ActionButton(look, "", "check", Kind.PRIMARY, MAIN)
        self.tell.asked.connect(self._tell)
        self.body.addWidget(self.text)
        self.body.addWidget(scrolled(column), 1)
        self.body.addWidget(self.tell)

    def show_lines(self, lines: Sequence[WrittenLine]) -> None:
        """List these; nothing is ticked."""
        for old in (*self.rows, *self.gone):
            self._list.removeWidget(old)
            old.deleteLater()
        self.rows = [WrittenRow(self.look, line) for line in lines if not line.is_disowned]
        self.gone = [DisownedRow(self.look, line) for line in lines if line.is_disowned]
        for row in self.rows:
            row.toggled.connect(self._count)
            self._list.addWidget(row)
        for row_gone in self.gone:
            row_gone.delete_asked.connect(self.delete_asked)
            self._list.addWidget(row_gone)
        self.text.setText(WHAT_FOR if self.rows else "" if self.gone else NOTHING)
        self.text.setVisible(bool(self.text.text()))
        self.tell.setVisible(bool(self.rows))
        self._count()

    def _count(self) -> None:
        ticked = len(self._ticked())
        words = (
            "All of it is mine"
            if not ticked
            else "It is not mine: tell the office"
            if ticked == 1
            else f"{ticked} are not mine: tell the office"
        )
        self.tell.set_words(words, "send" if ticked else "check")

    def _ticked(self) -> tuple[str, ...]:
        return tuple(row.line.id for row in self.rows if row.isChecked())

    def _tell(self) -> None:
        ticked = self._ticked()
        self.shut()
        self.disowned.emit(ticked)
