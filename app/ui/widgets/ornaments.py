"""The friendly drawings of empty places and of the lock screen: star, flower, leaf and teddy, each on its disc."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

STAR, FLOWER, LEAF, TEDDY = "star", "flower", "leaf", "teddy"
DISCS = {STAR: "#FFF3CF", FLOWER: "#FBE3EC", LEAF: "#E3F5EA", TEDDY: "#FFE9DC"}


def draw_ornament(painter: QPainter, rect: QRectF, name: str) -> None:
    """Draw the ornament with its disc into the square `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 100, rect.height() / 100)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(DISCS[name]))
    painter.drawEllipse(QRectF(0, 0, 100, 100))
    DRAWINGS[name](painter)
    painter.restore()


def ornament_pixmap(name: str, size: int, ratio: float) -> QPixmap:
    """The ornament as one picture, so that it can be drawn half seen without its parts showing through each other."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_ornament(painter, QRectF(0, 0, size, size), name)
    painter.end()
    return picture


def _star(painter: QPainter) -> None:
    colour = QColor("#E7B53C")
    points = []
    for corner in range(10):
        reach = 36 if corner % 2 == 0 else 17
        angle = pi * corner / 5 - pi / 2
        points.append(QPointF(50 + reach * cos(angle), 52 + reach * sin(angle)))
    painter.setBrush(colour)
    painter.setPen(QPen(colour, 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(QPolygonF(points))


def _flower(painter: QPainter) -> None:
    painter.setBrush(QColor("#E8739F"))
    for petal in range(6):
        angle = pi * petal / 3
        painter.drawEllipse(QPointF(50 + 22 * cos(angle), 50 + 22 * sin(angle)), 13.5, 13.5)
    painter.setBrush(QColor("#FFF3CF"))
    painter.drawEllipse(QPointF(50, 50), 12.5, 12.5)


def _leaf(painter: QPainter) -> None:
    leaf = QPainterPath(QPointF(80, 21))
    leaf.cubicTo(82, 58, 66, 80, 38, 79)
    leaf.cubicTo(14, 76, 18, 30, 80, 21)
    painter.setBrush(QColor("#4FBE86"))
    painter.drawPath(leaf)
    painter.setPen(QPen(QColor(DISCS[LEAF]), 4.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for start, end in (((24, 78), (66, 38)), ((46, 57), (46, 40)), ((46, 57), (64, 56))):
        painter.drawLine(QPointF(*start), QPointF(*end))


def _teddy(painter: QPainter) -> None:
    painter.setBrush(QColor("#F2A37C"))
    for side in (30, 70):
        painter.drawEllipse(QPointF(side, 30), 13, 13)
    painter.drawEllipse(QRectF(21, 23, 58, 58))
    painter.setBrush(QColor("#FFE3D3"))
    for side in (30, 70):
        painter.drawEllipse(QPointF(side, 30), 6, 6)
    painter.drawEllipse(QRectF(36, 50, 28, 22))
    painter.setBrush(QColor("#22313A"))
    for side in (39, 61):
        painter.drawEllipse(QPointF(side, 45), 3.2, 3.6)
    painter.drawEllipse(QPointF(50, 57), 4.6, 3.4)


DRAWINGS: dict[str, Callable[[QPainter], None]] = {STAR: _star, FLOWER: _flower, LEAF: _leaf, TEDDY: _teddy}
