"""What stands above the keys of the PIN pad: a sentence in two lines' room, and a dot for every digit."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.field import IconLabel
from app.ui.widgets.paint import in_lines, text_width
from app.ui.widgets.words import Words
from domain.pins import LONGEST, SHORTEST

DOT, DOT_STEP = 26, 48  # px: diameter, from centre to centre
MARK_GAP = 10
LOOKED_AT = "It is being looked at"


class TwoLines(Words):
    """A sentence in the room of two lines, whatever it says: no key ever moves under a thumb. A refusal has a mark before its words."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "", "body", "text", "muted", parent=parent)
        self.sentence, self._is_wrong = "", False
        self.mark = IconLabel(look, "circle-alert", "bad", parent=self)
        self.mark.hide()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._break)

    def say(self, sentence: str, *, wrong: bool = False) -> None:
        """Show it, broken where it must be."""
        self.sentence, self._is_wrong = sentence, wrong and bool(sentence)
        self.set_colour("bad" if wrong else "muted")
        self._break()

    def sizeHint(self) -> QSize:
        """Two lines high; the width is given."""
        return QSize(0, 2 * self.fontMetrics().lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        """As high as ever."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break anew."""
        super().resizeEvent(event)
        self._break()

    def _break(self) -> None:
        aside = self.mark.width() + MARK_GAP if self._is_wrong else 0
        lines = in_lines(self.sentence, self.font(), max(1, self.width() - aside))
        self.setText("\n".join(lines))
        self.setAccessibleName(self.sentence)
        is_mirrored = self.isRightToLeft()
        self.setContentsMargins(0 if is_mirrored else aside, 0, aside if is_mirrored else 0, 0)
        self.mark.setVisible(self._is_wrong)
        self._place_mark(max(text_width(self.font(), line) for line in lines), aside)

    def _place_mark(self, words: float, aside: int) -> None:
        """Before the longer line, wherever that begins."""
        left = round((self.width() - aside - words) / 2)
        x = self.width() - left - self.mark.width() if self.isRightToLeft() else left
        self.mark.move(x, (self.height() - self.mark.height()) // 2)


class Dots(QWidget):
    """Four rings, filled one by one; more appear for a longer PIN."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._count, self._is_given = look, 0, False
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFixedHeight(DOT + 14)
        look.changed.connect(self.update)
        self.set_count(0)

    def set_count(self, count: int, *, is_given: bool = False) -> None:
        """So many digits are typed; is_given: they were handed over, and are looked at."""
        self._count, self._is_given = count, is_given
        typed = "Nothing typed" if not count else "1 digit typed" if count == 1 else f"{count} digits typed"
        self.setAccessibleName(LOOKED_AT if is_given else typed)
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough for the longest PIN."""
        return QSize(DOT_STEP * LONGEST, DOT + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled or not; never which digit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = max(SHORTEST, self._count)
        step = min(DOT_STEP, self.width() / shown)
        left = (self.width() - step * (shown - 1)) / 2
        for at in range(shown):
            filled = at < self._count
            full = "edge" if self._is_given else "primary"
            painter.setPen(QPen(self._look.colour(full if filled else "edge"), 2))
            painter.setBrush(self._look.colour(full) if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(left + at * step, self.height() / 2), DOT / 2 - 1, DOT / 2 - 1)
