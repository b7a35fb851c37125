"""Chips state a fact and are never tapped; pills are 48 high and are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import LEAST, Painted
from app.ui.widgets.paint import Box, draw_box, text_width

DENSE = 7  # px less air on each side, where a bar is narrow
CHIP_HEIGHT, CHIP_ICON, CHIP_GAP, CHIP_PAD = 28, 16, 6, 9
PILL_ICON, PILL_GAP, PILL_PAD = 22, 10, 21


@dataclass(frozen=True, slots=True)
class ChipFact:
    """What a chip says: word, icon name and tone."""

    word: str
    icon: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class PillLine:
    """A pill of the top bar: words at full width, words on the small tablet, icon and tone."""

    words: str
    short: str
    icon: str
    tone: Tone


def chip_width(look: Look, fact: ChipFact) -> float:
    """How wide the chip is with all of its word."""
    return CHIP_PAD + CHIP_ICON + CHIP_GAP + text_width(look.font("chip", "button"), fact.word) + CHIP_PAD + 2


def draw_chip(painter: QPainter, rect: QRectF, fact: ChipFact, look: Look, *, rtl: bool = False) -> None:
    """Draw a chip into `rect`, which is `chip_width` wide."""
    theme = look.theme
    edge = fact.tone.value if theme.border_px > 1 and fact.tone is not Tone.QUIET else None
    box = Box("sunk" if fact.tone is Tone.QUIET else f"{fact.tone.value}-soft", edge, 1, rect.height() / 2)
    draw_box(painter, rect, box, look)
    side = rect.right() - CHIP_PAD - CHIP_ICON if rtl else rect.left() + CHIP_PAD
    draw_icon(painter, QRectF(side, rect.center().y() - CHIP_ICON / 2, CHIP_ICON, CHIP_ICON), fact.icon, theme.tone(fact.tone))
    painter.setFont(look.font("chip", "button"))
    painter.setPen(theme.tone(fact.tone))
    shift = CHIP_PAD + CHIP_ICON + CHIP_GAP
    words = rect.adjusted(CHIP_PAD, 0, -shift, 0) if rtl else rect.adjusted(shift, 0, 0, 0)
    align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    painter.drawText(words, align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, fact.word)


class Chip(QWidget):
    """One fact as a soft capsule: icon and word."""

    def __init__(self, look: Look, fact: ChipFact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._fact = look, fact
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(fact.word)
        look.changed.connect(self.updateGeometry)

    def set_fact(self, fact: ChipFact) -> None:
        """Say something else."""
        self._fact = fact
        self.setAccessibleName(fact.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the word."""
        return QSize(round(chip_width(self._look, self._fact)), self._look.theme.scaled(CHIP_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chip."""
        draw_chip(QPainter(self), QRectF(self.rect()), self._fact, self._look, rtl=self.isRightToLeft())


class Pill(Painted):
    """A tappable capsule: the next promise, the connection, or a filter with its count (`count` ≥ 0, and checkable)."""

    def __init__(
        self, look: Look, word: str, icon: str = "", tone: Tone = Tone.PRIMARY, *, count: int = -1, checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(look, parent)
        self._icon, self._tone, self._count, self._dense = icon, tone, count, 0
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["pill"])
        self.set_words(word, icon, tone, count=count)

    def set_words(self, word: str, icon: str = "", tone: Tone = Tone.PRIMARY, *, count: int = -1) -> None:
        """Say something else."""
        if (word, icon, tone, count) == (self.text(), self._icon, self._tone, self._count):
            return
        self._icon, self._tone, self._count = icon, tone, count
        self.setText(word)
        self.setAccessibleName(f"{word} {count}" if count >= 0 else word)
        self._look_changed()

    def set_dense(self, dense: bool) -> None:
        """Less air, and letters one size smaller."""
        if bool(self._dense) is dense:
            return
        self._dense = DENSE if dense else 0
        self._look_changed()

    def sizeHint(self) -> QSize:
        """As wide as icon, word and count."""
        width = 2.0 * (PILL_PAD - self._dense) + text_width(self._word_font, self.text())
        width += PILL_ICON + PILL_GAP if self._icon else 0
        width += PILL_GAP + text_width(self._count_font, str(self._count)) if self._count >= 0 else 0
        return QSize(max(LEAST, round(width)), self.look.theme.scaled(LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, icon, word, count."""
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), self._box(), self.look, self.shaded(self._fill_token))
        line = QRectF(self.rect()).adjusted(PILL_PAD - self._dense, 0, self._dense - PILL_PAD, 0)
        if self._icon:
            left = line.right() - PILL_ICON if self.isRightToLeft() else line.left()
            draw_icon(painter, QRectF(left, line.center().y() - PILL_ICON / 2, PILL_ICON, PILL_ICON), self._icon, self._ink)
            shift = PILL_ICON + PILL_GAP
            line = line.adjusted(0, 0, -shift, 0) if self.isRightToLeft() else line.adjusted(shift, 0, 0, 0)
        self._paint_words(painter, line)

    def _paint_words(self, painter: QPainter, line: QRectF) -> None:
        vertical = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if self.isRightToLeft():
            start, end = end, start
        painter.setPen(self._ink)
        painter.setFont(self._word_font)
        painter.drawText(line, start | vertical, self.text())
        if self._count >= 0:
            painter.setFont(self._count_font)
            painter.setPen(self._ink if self.isChecked() else self.look.colour("muted"))
            painter.drawText(line, end | vertical, str(self._count))

    def _box(self) -> Box:
        radius = min(self.look.theme.radius["pill"], self.height() / 2)
        if self.isCheckable():
            return Box(self._fill_token, "primary" if self.isChecked() else "line", 2 if self.isChecked() else 1, radius)
        edge = self._tone.value if self.look.theme.border_px > 1 and self._tone is not Tone.QUIET else None
        return Box(self._fill_token, edge, 1, radius)

    @property
    def _fill_token(self) -> str:
        if self.isCheckable():
            return "primary-soft" if self.isChecked() else "surface"
        return "sunk" if self._tone is Tone.QUIET else f"{self._tone.value}-soft"

    @property
    def _ink(self) -> str:
        if self.isCheckable() and not self.isChecked():
            return self.look.theme.colours["ink"]
        return self.look.theme.tone(self._tone)

    @property
    def _word_font(self) -> QFont:
        return self.look.font("helper" if self._dense else "body", "button")

    @property
    def _count_font(self) -> QFont:
        return self.look.font("helper" if self._dense else "body", "title")
