"""The painted buttons: the action button in its kinds, and the round button with an icon and a spoken name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.paint import Box, centred, draw_box, mixed, text_width

LEAST = 48  # px; nothing that can be tapped is smaller (LOOK, targets)


class Kind(Enum):
    """What a button is for; there is one PRIMARY on a screen."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TINT = "tint"
    DANGER = "danger"
    DANGER_TINT = "danger-tint"


@dataclass(frozen=True, slots=True)
class Paint:
    """The tokens of one kind: fill, edge or None, icon and text."""

    fill: str
    edge: str | None
    icon: str
    text: str


PAINTS = {
    Kind.PRIMARY: Paint("primary", None, "on-primary", "on-primary"),
    Kind.SECONDARY: Paint("surface", "line", "primary", "ink"),
    Kind.TINT: Paint("primary-soft", None, "primary", "primary"),
    Kind.DANGER: Paint("surface", "bad", "bad", "bad"),
    Kind.DANGER_TINT: Paint("bad-soft", None, "bad", "bad"),
}
UNAVAILABLE = Paint("sunk", None, "muted", "muted")


@dataclass(frozen=True, slots=True)
class Measure:
    """The measures of a button in logical pixels: `role` is its type, `pad` the space at both ends."""

    height: int
    icon: int
    role: str
    pad: int
    gap: int
    radius: str


MAIN = Measure(64, 28, "card", 26, 12, "button")
SMALL = Measure(LEAST, 22, "body", 22, 10, "pill")


class Painted(QAbstractButton):
    """A button that paints itself, takes the keyboard's focus and follows the look."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        look.changed.connect(self._look_changed)

    def shaded(self, token: str) -> QColor:
        """The colour of a token, a shade nearer to the ink while the button is pressed or pointed at."""
        share = 0.12 if self.isDown() else 0.05 if self.underMouse() and self.isEnabled() else 0.0
        return mixed(self.look.colour(token), self.look.colour("ink"), share)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts like the space bar: both are the thumb of whoever uses keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the pointed-at shade."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the shade away."""
        self.update()
        super().leaveEvent(event)

    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()


class ActionButton(Painted):
    """Icon and words. Connect to `asked`; while something is missing it stays focusable and emits `refused` with the sentence instead."""

    asked = Signal()
    refused = Signal(str)

    def __init__(
        self, look: Look, text: str, icon: str = "", kind: Kind = Kind.SECONDARY, measure: Measure = MAIN, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self.kind, self.icon_name, self.measure, self._missing = kind, icon, measure, ""
        self.icon_colour = ""  # a token that stands in for the kind's own icon colour
        self.text_colour = ""  # and for its text and icon
        self.bare = False  # no box: a button inside a field
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.setAccessibleName(text)
        self.clicked.connect(self._decide)
        self.setProperty("ring_radius", look.theme.radius[measure.radius])

    def set_words(self, text: str, icon: str | None = None) -> None:
        """Change what the button says, and its icon when one is given."""
        self.setText(text)
        self.setAccessibleName(text)
        self.icon_name = self.icon_name if icon is None else icon
        self._look_changed()

    def set_missing(self, sentence: str) -> None:
        """Make the button unavailable with the sentence that says what is missing; the empty sentence makes it available."""
        self._missing = sentence
        self.setAccessibleDescription(sentence)
        self.setToolTip(sentence)
        self.update()

    @property
    def is_available(self) -> bool:
        """Whether a tap acts."""
        return not self._missing and self.isEnabled()

    def sizeHint(self) -> QSize:
        """As wide as its words need; at least 48 × 48."""
        width = self._content_width() + 2 * self.measure.pad
        return QSize(max(LEAST, round(width)), self.look.theme.scaled(self.measure.height))

    def minimumSizeHint(self) -> QSize:
        """The words never get cut off: a narrow place may take half of the padding, no more."""
        return QSize(max(LEAST, round(self._content_width() + self.measure.pad)), self.look.theme.scaled(self.measure.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, icon, words."""
        paint = PAINTS[self.kind] if self.is_available else UNAVAILABLE
        painter = QPainter(self)
        elevation = 1 if self.is_available and self.kind in (Kind.PRIMARY, Kind.SECONDARY) else 0
        radius = min(self.look.theme.radius[self.measure.radius], self.height() / 2)
        edge_px = 1.5 if self.kind is Kind.DANGER else 1.0
        box = Box(paint.fill, paint.edge, edge_px, radius, elevation)
        if not self.bare or self.isDown():
            draw_box(
                painter,
                QRectF(self.rect()).adjusted(1, 0, -1, -1) if elevation else QRectF(self.rect()),
                box,
                self.look,
                self.shaded(paint.fill),
            )
        self._paint_content(painter, replace(paint, icon=self.text_colour, text=self.text_colour) if self.text_colour else paint)

    def _paint_content(self, painter: QPainter, paint: Paint) -> None:
        line = centred(QRectF(self.rect()), self._content_width(), self.height())
        if self.isRightToLeft() and self.icon_name:
            place = QRectF(
                line.right() - self.measure.icon, line.center().y() - self.measure.icon / 2, self.measure.icon, self.measure.icon
            )
            words = line.adjusted(0, 0, -self.measure.icon - self.measure.gap, 0)
        else:
            shift = self.measure.icon + self.measure.gap if self.icon_name else 0
            place = QRectF(line.left(), line.center().y() - self.measure.icon / 2, self.measure.icon, self.measure.icon)
            words = line.adjusted(shift, 0, 0, 0)
        if self.icon_name:
            token = self.icon_colour if self.icon_colour and self.is_available else paint.icon
            draw_icon(painter, place, self.icon_name, self.look.theme.colours[token])
        painter.setFont(self.look.font(self.measure.role, "button"))
        painter.setPen(self.look.colour(paint.text))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())

    def _content_width(self) -> float:
        icon = self.measure.icon + self.measure.gap if self.icon_name else 0
        return icon + text_width(self.look.font(self.measure.role, "button"), self.text())

    def _decide(self) -> None:
        if self._missing:
            self.refused.emit(self._missing)
        else:
            self.asked.emit()


class IconButton(Painted):
    """A round button with an icon alone, for ×, ‹, › and backspace; `name` is what it is called aloud."""

    def __init__(self, look: Look, icon: str, name: str, size: int = LEAST, fill: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._icon, self._size, self._fill = icon, size, fill
        self.icon_colour = "ink"
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(size, size)
        self.setProperty("ring_radius", size / 2)

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A disc when it has a fill or is pointed at, and the icon."""
        painter = QPainter(self)
        if self._fill or self.isDown() or self.underMouse():
            token = self._fill or "surface"
            draw_box(painter, QRectF(self.rect()), Box(token, None, 0, self._size / 2), self.look, self.shaded(token))
        size = 24 if self._size <= LEAST else 28
        draw_icon(painter, centred(QRectF(self.rect()), size, size), self._icon, self.look.theme.colours[self.icon_colour])
