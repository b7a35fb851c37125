"""The recording as a line: where each face is there, where we are, and two handles for the part that is kept.

A finger scrubs by dragging anywhere and moves a handle by dragging it. Keys do the same, and buttons beside it take the moment that is
shown.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.room.clip_review.screen import Appearance, Timeline
from app.ui.room.clip_review.wording import second_words
from app.ui.theme.look import Look
from app.ui.widgets.paint import Box, draw_box

TALL, PAD, HANDLE_PX = 64, 22, 14
GRIP_PX = 28  # a finger this near to a handle means it
MOST_ROWS = 6
STEP_S, LARGE_STEP_S = 0.1, 1.0
KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TimelineBar(QWidget):
    """Emits where a finger or a key wants to be, and the part it wants to keep, both in seconds of the recording."""

    moved = Signal(float)
    trimmed = Signal(float, float)
    played = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._shown = look, Timeline()
        self._grip = ""  # "start", "end" or "at" while a finger is down
        self._dragged: tuple[float, float] | None = None  # the part as it would be
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["field"])
        look.changed.connect(self.update)

    def show_timeline(self, timeline: Timeline) -> None:
        """Draw that."""
        self._shown = timeline
        kept = f", kept from {second_words(timeline.start_s)} to {second_words(timeline.end_s)}" if timeline.is_trimmed else ""
        if timeline.looked is not None:
            kept = f", looked for faces in {round(100 * timeline.looked)} % of it"
        self.setAccessibleName(f"Timeline. At {second_words(timeline.at_s)} of {second_words(timeline.seconds)}{kept}")
        self.update()

    def sizeHint(self) -> QSize:
        """A line for a finger."""
        return QSize(320, TALL)

    # -- Drawing ----------------------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, the bars of the faces, what is cut off, the handles and the playhead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = QRectF(self.rect()).adjusted(PAD - HANDLE_PX, 4, HANDLE_PX - PAD, -4)
        edge = "edge" if self._look.theme.border_px > 1 else "line"
        draw_box(painter, field, Box("surface", edge, 1, 10), self._look)
        if self._shown.looked is not None:
            self._paint_looked(painter, field, self._shown.looked)
        if self._shown.why or self._shown.seconds <= 0:
            return
        for row, bar in self._rows():
            self._paint_bar(painter, field, row, bar)
        start, end = self._dragged or (self._shown.start_s, self._shown.end_s)
        self._paint_cut_off(painter, field, start, end)
        self._paint_handle(painter, field, self._x(start), -1)
        self._paint_handle(painter, field, self._x(end), 1)
        self._paint_head(painter, field)

    def _paint_looked(self, painter: QPainter, field: QRectF, share: float) -> None:
        """How far the search is, as a bar; the words stand in the picture's place."""
        done = QRectF(field)
        done.setWidth(max(20.0, field.width() * share))
        if self.isRightToLeft():
            done.moveRight(field.right())
        draw_box(painter, done, Box("primary-soft", None, 0, 10), self._look)

    def _rows(self) -> list[tuple[int, Appearance]]:
        """Each bar with its row: the first in which it does not lie over another."""
        ends: list[float] = []
        placed = []
        for bar in self._shown.bars:
            row = next((row for row, end in enumerate(ends) if end <= bar.start_s), len(ends))
            ends[row : row + 1] = [bar.end_s]
            placed.append((row % MOST_ROWS, bar))
        return placed

    def _paint_bar(self, painter: QPainter, field: QRectF, row: int, bar: Appearance) -> None:
        rows = min(MOST_ROWS, 1 + max((row for row, _ in self._rows()), default=0))
        tall = (field.height() - 16) / rows
        left, right = sorted((self._x(bar.start_s), self._x(bar.end_s)))
        token = "primary" if bar.is_chosen else "ok" if bar.is_seen else "edge"
        thick = min(8.0, tall - 2) + (2 if bar.is_chosen else 0)
        middle = field.top() + 8 + (row + 0.5) * tall
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour(token))
        painter.drawRoundedRect(QRectF(left, middle - thick / 2, max(6.0, right - left), thick), thick / 2, thick / 2)

    def _paint_cut_off(self, painter: QPainter, field: QRectF, start: float, end: float) -> None:
        veil = self._look.colour("sunk")
        veil.setAlphaF(0.86)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        ends = (field.left(), field.right()) if not self.isRightToLeft() else (field.right(), field.left())
        for outer, inner in ((ends[0], self._x(start)), (self._x(end), ends[1])):
            painter.drawRect(QRectF(QPointF(min(outer, inner), field.top() + 1), QPointF(max(outer, inner), field.bottom() - 1)))

    def _paint_handle(self, painter: QPainter, field: QRectF, x: float, side: int) -> None:
        """A tab outside the kept part, so that it never hides a face's bar."""
        side = -side if self.isRightToLeft() else side
        tab = QRectF(x if side > 0 else x - HANDLE_PX, field.top(), HANDLE_PX, field.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("muted" if self._shown.why else "primary"))
        painter.drawRoundedRect(tab, 5, 5)
        painter.setPen(QPen(self._look.colour("on-primary"), 2))
        middle = tab.center()
        painter.drawLine(QPointF(middle.x(), middle.y() - 8), QPointF(middle.x(), middle.y() + 8))

    def _paint_head(self, painter: QPainter, field: QRectF) -> None:
        x = self._x(self._shown.at_s)
        painter.setPen(QPen(self._look.colour("surface"), 6))
        painter.drawLine(QPointF(x, field.top() + 2), QPointF(x, field.bottom() - 2))
        painter.setPen(QPen(self._look.colour("ink"), 3))
        painter.drawLine(QPointF(x, field.top() - 2), QPointF(x, field.bottom() + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("ink"))
        top = field.top() - 4
        painter.drawPolygon(QPolygonF([QPointF(x - 7, top), QPointF(x + 7, top), QPointF(x, top + 10)]))

    # -- Fingers and keys -------------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a handle, or go there."""
        if self._shown.why or self._shown.seconds <= 0:
            return
        self._grip = self._meant(event.position().x())
        self._drag(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on."""
        if self._grip:
            self._drag(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the part that was dragged out."""
        self._grip, dragged, self._dragged = "", self._dragged, None
        if dragged is not None:
            self.trimmed.emit(*dragged)
        self.update()

    def _meant(self, x: float) -> str:
        start, end = self._x(self._shown.start_s), self._x(self._shown.end_s)
        out = -1 if self.isRightToLeft() else 1
        # Inside the part a finger scrubs, unless it is on the handle's own edge.
        for name, at, way in (("start", start, -out), ("end", end, out)):
            away = (x - at) * way
            if -6 <= away <= GRIP_PX:
                return name
        return "at"

    def _drag(self, x: float) -> None:
        seconds = self._seconds(x)
        if self._grip == "at":
            self.moved.emit(min(max(seconds, self._shown.start_s), self._shown.end_s))
            return
        start, end = self._shown.start_s, self._shown.end_s
        self._dragged = (min(seconds, end - 1), end) if self._grip == "start" else (start, max(seconds, start + 1))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step, with Shift by a second; Home and End jump; the space bar plays."""
        way = KEYS.get(Qt.Key(event.key()), 0) * (-1 if self.isRightToLeft() else 1)
        shown = self._shown
        if shown.why:
            super().keyPressEvent(event)
        elif way:
            step = LARGE_STEP_S if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP_S
            self.moved.emit(min(max(shown.at_s + way * step, shown.start_s), shown.end_s))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.moved.emit(shown.start_s if event.key() == Qt.Key.Key_Home else shown.end_s)
        elif event.key() == Qt.Key.Key_Space:
            self.played.emit()
        else:
            super().keyPressEvent(event)

    # -- Geometry ---------------------------------------------------------------------------------------------------------------------

    def _x(self, seconds: float) -> float:
        share = seconds / self._shown.seconds if self._shown.seconds else 0.0
        across = PAD + share * (self.width() - 2 * PAD)
        return self.width() - across if self.isRightToLeft() else across

    def _seconds(self, x: float) -> float:
        across = self.width() - x if self.isRightToLeft() else x
        share = (across - PAD) / max(1, self.width() - 2 * PAD)
        return min(1.0, max(0.0, share)) * self._shown.seconds
