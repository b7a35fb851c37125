"""A drawing of lines on a printed sheet: numbered frames on white. It holds no picture, so it can print none."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPyTextObject, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

LINES = QTextFormat.ObjectTypes.UserObject.value + 1
DRAWING = QTextFormat.Property.UserProperty.value + 1
PAPER_PX, NUMBER_PX = 480, 16  # the drawing is as wide as the sheet's text leaves room for
SCREEN_DPI = 96
OBJECT = "\ufffc"  # stands in the text where an object is painted
COVERED, SEEN, BLACK = QColor(225, 225, 225), QColor(Qt.GlobalColor.white), QColor(Qt.GlobalColor.black)


@dataclass(frozen=True, slots=True)
class PaperFrame:
    """One numbered frame: edges in pixels of the picture that it speaks of; grey and solid where something is covered, else dashed."""

    number: int
    edges: tuple[int, int, int, int]
    is_covered: bool


@dataclass(frozen=True, slots=True)
class LineDrawing:
    """A picture's size in pixels, and the frames in it."""

    width: int
    height: int
    frames: tuple[PaperFrame, ...]

    @property
    def size(self) -> QSizeF:
        """On paper, in px."""
        return QSizeF(PAPER_PX, max(1.0, PAPER_PX * self.height / max(1, self.width)))


class LineObject(QPyTextObject):
    """Paints the drawings of one document."""

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        """The room that a drawing takes, in dots of whatever it is painted on."""
        device = document.documentLayout().paintDevice()
        return drawing_of(form).size * (device.logicalDpiX() / SCREEN_DPI if device is not None else 1.0)

    def drawObject(self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, form: QTextFormat) -> None:
        """Paint it."""
        paint_lines(painter, QRectF(rect), drawing_of(form))


def insert_lines(cursor: QTextCursor, drawing: LineDrawing) -> None:
    """Put the drawing where the cursor stands."""
    document = cursor.document()
    document.documentLayout().registerHandler(LINES, LineObject(document))
    form = QTextCharFormat()
    form.setObjectType(LINES)
    form.setProperty(DRAWING, drawing)
    cursor.insertText(OBJECT, form)


def drawing_of(form: QTextFormat) -> LineDrawing:
    """The drawing that stands in the text there."""
    drawing: LineDrawing = form.property(DRAWING)
    return drawing


def paint_lines(painter: QPainter, rect: QRectF, drawing: LineDrawing) -> None:
    """Fill `rect` with it."""
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / PAPER_PX, rect.width() / PAPER_PX)  # a printer has many dots for one px
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(BLACK, 1))
    painter.fillRect(QRectF(QPointF(), drawing.size), SEEN)
    painter.drawRect(QRectF(QPointF(), drawing.size))
    font = QFont("Nunito", weight=QFont.Weight.Bold)
    font.setPixelSize(NUMBER_PX)
    painter.setFont(font)
    for each in drawing.frames:
        left, top, right, bottom = (edge * PAPER_PX / max(1, drawing.width) for edge in each.edges)
        place = QRectF(left, top, right - left, bottom - top)
        painter.fillRect(place, COVERED if each.is_covered else SEEN)
        painter.setPen(QPen(BLACK, 1.5, Qt.PenStyle.SolidLine if each.is_covered else Qt.PenStyle.DashLine))
        painter.drawRect(place)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(each.number))
    painter.restore()
