"""The picture as its family sees it, whole, in memory only, with numbered outlines that a tap chooses; and the same as lines for paper."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.office.covering.screen import Outline, PicturePart
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.paint import Box, centred, draw_box, text_width, whole

TALL_PX, NOTE_TALL, DISC_PX, LINE_PX, CHOSEN_PX = 320, 34, 26, 2.0, 4.0
PAPER_PX = 400  # width of the drawing on paper, at 96 to the inch: numbers can be read, and two fit on a page
BLACK, WHITE = QColor(0, 0, 0), QColor(255, 255, 255)


class OutlinedPicture(QWidget):
    """`chosen` gives the number of the region that was tapped."""

    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._part: PicturePart | None = None
        self.setMinimumHeight(TALL_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as it always is: the table below keeps its place from picture to picture."""
        return QSize(480, TALL_PX)

    def show_part(self, part: PicturePart) -> None:
        """Draw that picture."""
        self._part = part
        self.setAccessibleName(f"Picture. {part.title}. {part.note}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tap on an outline chooses it; the smallest one where several lie over each other."""
        if self._part is None or self._part.image is None or not self._part.are_shown:
            return
        at = event.position()
        hit = [each for each in self._part.outlines if self._place(each.box).contains(at)]
        if hit:
            smallest = min(hit, key=lambda each: (each.box[2] - each.box[0]) * (each.box[3] - each.box[1]))
            self.chosen.emit(smallest.number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Quiet field, picture, outlines, note."""
        painter, rect, part = QPainter(self), QRectF(self.rect()), self._part
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(rect, 18, 18)
        painter.setClipPath(frame)
        painter.fillRect(rect, self._look.colour("sunk"))
        if part is None:
            return
        if part.image is None:
            draw_icon(painter, centred(rect.adjusted(0, -20, 0, -20), 48, 48), "image", self._look.theme.colours["muted"])
        else:
            painter.drawImage(self._field, part.image)
            if part.are_shown:
                self._paint_outlines(painter, part)
        self._paint_note(painter, rect, part.note)

    @property
    def _field(self) -> QRectF:
        """Where the picture lies."""
        return whole(QSize(*self._part.size), QRectF(self.rect())) if self._part else QRectF()

    def _place(self, box: tuple[int, int, int, int]) -> QRectF:
        """A box of the picture on the widget."""
        field, wide = self._field, max(1, self._part.size[0] if self._part else 1)
        scale = field.width() / wide
        left, top = field.left() + box[0] * scale, field.top() + box[1] * scale
        return QRectF(left, top, (box[2] - box[0]) * scale, (box[3] - box[1]) * scale)

    def _paint_outlines(self, painter: QPainter, part: PicturePart) -> None:
        """White over black, so that a line shows on every picture; the chosen one is thicker."""
        for each in part.outlines:
            place, is_chosen = self._place(each.box), each.number == part.chosen
            wide = CHOSEN_PX if is_chosen else LINE_PX
            draw_frame(painter, place, wide, self._look.colour("primary") if is_chosen else WHITE, dashed=not each.is_covered)
        for each in part.outlines:
            self._paint_number(painter, self._place(each.box), each, is_chosen=each.number == part.chosen)

    def _paint_number(self, painter: QPainter, place: QRectF, outline: Outline, *, is_chosen: bool) -> None:
        """At the upper corner, inside the picture."""
        side = float(self._look.theme.scaled(DISC_PX))
        disc = QRectF(max(place.left() - side / 2, self._field.left() + 2), max(place.top() - side / 2, self._field.top() + 2), side, side)
        draw_box(painter, disc, Box("primary" if is_chosen else "surface", "ink", 1.5, side / 2), self._look)
        painter.setFont(self._look.font("chip", "button"))
        painter.setPen(self._look.colour("on-primary" if is_chosen else "ink"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(outline.number))

    def _paint_note(self, painter: QPainter, rect: QRectF, note: str) -> None:
        font, tall = self._look.font("second", "button"), self._look.theme.scaled(NOTE_TALL)
        wide = min(text_width(font, note) + 28, rect.width() - 28)
        left = rect.right() - 14 - wide if self.isRightToLeft() else rect.left() + 14
        chip = QRectF(left, rect.bottom() - 12 - tall, wide, tall)
        draw_box(painter, chip, Box("surface", "line", 1, tall / 2), self._look)
        painter.setFont(font)
        painter.setPen(self._look.colour("ink"))
        painter.drawText(chip.adjusted(10, 0, -10, 0), Qt.AlignmentFlag.AlignCenter, note)


def draw_frame(painter: QPainter, place: QRectF, wide: float, colour: QColor, *, dashed: bool) -> None:
    """A frame with a dark edge around it; dashed where a face is seen."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(BLACK, wide + 2), QPen(colour, wide)):
        pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(place)
