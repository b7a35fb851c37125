"""How to take a tablet, in four steps; and the way to everything that is not a tap on a card."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import ActionButton, Kind, Measure
from app.ui.widgets.field import IconLabel
from app.ui.widgets.paint import Box, draw_box
from app.ui.widgets.words import Words

STEPS = (("hand", "Touch it"), ("key-round", "Your PIN"), ("search", "Look at the glass"), ("circle-check", "It is yours"))
DISC = 40
SHORT = "Touch it, your PIN, look at the glass: it is yours."
GAP = 6
MORE = Measure(64, 24, "body", 18, 10, "button")
MORE_LOW = Measure(48, 22, "body", 18, 10, "pill")


class StepDisc(QWidget):
    """An icon on a white disc."""

    def __init__(self, look: Look, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icon = look, icon
        self.setFixedSize(DISC, DISC)
        look.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Disc and icon."""
        painter = QPainter(self)
        edge = "primary" if self._look.theme.border_px > 1 else None
        draw_box(painter, QRectF(self.rect()), Box("surface", edge, 1, DISC / 2), self._look)
        draw_icon(painter, QRectF(self.rect()).adjusted(9, 9, -9, -9), self._icon, self._look.theme.colours["primary"])


class TakingStrip(QWidget):
    """Low on small tablets: the steps as words in one line. With large letters only the button stays."""

    more_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.title = Words(look, "Taking a tablet", "body", "button", "primary")
        self.more = ActionButton(look, "More", "ellipsis", Kind.SECONDARY, MORE)
        self.more.setAccessibleDescription("Damage, loss, checks and the report of the day")
        self.more.asked.connect(self.more_asked)
        self.short = Words(look, SHORT, "second", "button", wrap=True)
        self._steps = QWidget()
        self._discs = [StepDisc(look, icon) for icon, _ in STEPS]
        self._words = [Words(look, words, "body", "button") for _, words in STEPS]
        self._arrows = [IconLabel(look, "chevron-right", "muted", 20) for _ in STEPS[1:]]
        look.changed.connect(self.update)
        self._lay_out()

    def fit(self, width: int, *, low: bool) -> None:
        """Choose what fits into that width."""
        self.title.setVisible(not low)
        self._row.setContentsMargins(22, 4 if low else 12, 14, 4 if low else 12)
        self.more.measure = MORE_LOW if low else MORE
        self.more.updateGeometry()
        spare = width - 36 - self.more.sizeHint().width() - 12
        words = sum(label.sizeHint().width() for label in self._words)
        arrows = 3 * (20 + 2 * GAP)
        fits_discs = words + arrows + 4 * (DISC + GAP) <= spare and not low
        fits = words + arrows <= spare
        for disc in self._discs:
            disc.setVisible(fits_discs)
        self._steps.setVisible(fits)
        self.short.setVisible(not fits)

    def sizeHint(self) -> QSize:
        """As its rows need."""
        return self._row.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet box."""
        edge = "edge" if self._look.theme.border_px > 1 else None
        draw_box(QPainter(self), QRectF(self.rect()), Box("sunk", edge, 1, self._look.theme.radius["card"]), self._look)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        lines = QVBoxLayout()
        lines.setSpacing(8)
        lines.addStretch(1)
        lines.addWidget(self.title)
        steps = QHBoxLayout(self._steps)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(GAP)
        for at, words in enumerate(self._words):
            if at:
                steps.addWidget(self._arrows[at - 1], 0, Qt.AlignmentFlag.AlignVCenter)
            steps.addWidget(self._discs[at])
            steps.addWidget(words)
        steps.addStretch(1)
        lines.addWidget(self._steps)
        lines.addWidget(self.short)
        lines.addStretch(1)
        self._row.addLayout(lines, 1)
        self._row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
