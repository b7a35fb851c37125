"""The friendly drawings that cover faces on the screen: opaque, filling their rectangle, chosen by chance alone.

The same look as `imaging.covers` burns into the file; here Qt paints it, so that the clear photo need not leave memory.
"""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

DISC_TO_SIDE = 0.84  # the lighter disc within the shorter side
DRAWING_TO_DISC = 0.76


@dataclass(frozen=True, slots=True)
class Pastel:
    """The three colours of a tile."""

    field: str
    disc: str
    drawing: str
    heart: str


PASTELS = (
    Pastel("#FFDCC7", "#FFECE0", "#FF9A6E", "#FFECE0"),  # peach
    Pastel("#CBEAD6", "#E3F5EA", "#52B184", "#FFF3C4"),  # mint
    Pastel("#CBE1F7", "#E4F0FC", "#5B9CEF", "#E4F0FC"),  # sky
    Pastel("#E1D4F4", "#EFE8FA", "#A97BF0", "#FFF3C4"),  # lilac
    Pastel("#FAE6AE", "#FDF2D2", "#E9B024", "#FDF2D2"),  # butter
    Pastel("#F8D2DB", "#FCE7EC", "#F76A97", "#FFF3C4"),  # rose
)


@dataclass(frozen=True, slots=True)
class CoverPick:
    """Which drawing on which tile; picked by chance, never by what lies beneath."""

    drawing: int
    pastel: int


def random_pick() -> CoverPick:
    """A drawing and a tile from the system's randomness: a fixed one per child would be a pseudonym."""
    return CoverPick(secrets.randbelow(len(DRAWINGS)), secrets.randbelow(len(PASTELS)))


def paint_cover(painter: QPainter, tile: QRectF, pick: CoverPick) -> None:
    """Fill `tile` wholly, then draw the disc and the drawing on it."""
    pastel = PASTELS[pick.pastel]
    painter.save()
    painter.setClipRect(tile, Qt.ClipOperation.IntersectClip)
    painter.fillRect(tile, QColor(pastel.field))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = min(tile.width(), tile.height()) * DISC_TO_SIDE / 2
    painter.setBrush(QColor(pastel.disc))
    painter.drawEllipse(tile.center(), radius, radius)
    painter.translate(tile.center())
    painter.scale(radius * DRAWING_TO_DISC, radius * DRAWING_TO_DISC)
    DRAWINGS[pick.drawing](painter, pastel)
    painter.restore()


def paint_star(painter: QPainter, pastel: Pastel) -> None:
    """A five-pointed star within the unit circle."""
    points = [
        QPointF(reach * math.sin(turn), -reach * math.cos(turn))
        for turn, reach in ((math.pi / 5 * corner, 1.0 if corner % 2 == 0 else 0.46) for corner in range(10))
    ]
    painter.setPen(QPen(QColor(pastel.drawing), 0.14, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QColor(pastel.drawing))
    painter.drawPolygon(QPolygonF([point * 0.94 for point in points]))


def paint_flower(painter: QPainter, pastel: Pastel) -> None:
    """Six petals round a heart within the unit circle."""
    painter.setBrush(QColor(pastel.drawing))
    for petal in range(6):
        turn = math.pi / 3 * petal
        painter.drawEllipse(QPointF(0.58 * math.sin(turn), -0.58 * math.cos(turn)), 0.4, 0.4)
    painter.drawEllipse(QPointF(0, 0), 0.6, 0.6)
    painter.setBrush(QColor(pastel.heart))
    painter.drawEllipse(QPointF(0, 0), 0.3, 0.3)


def paint_leaf(painter: QPainter, pastel: Pastel) -> None:
    """A leaf with its veins within the unit circle."""
    leaf = QPainterPath(QPointF(0.8, -0.82))
    leaf.cubicTo(QPointF(0.98, 0.2), QPointF(0.55, 0.86), QPointF(-0.2, 0.72))
    leaf.cubicTo(QPointF(-0.92, 0.58), QPointF(-0.8, -0.3), QPointF(-0.1, -0.56))
    leaf.cubicTo(QPointF(0.2, -0.66), QPointF(0.5, -0.7), QPointF(0.8, -0.82))
    painter.setBrush(QColor(pastel.drawing))
    painter.drawPath(leaf)
    painter.setPen(QPen(QColor(pastel.disc), 0.12, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(-0.72, 0.86), QPointF(0.4, -0.36))
    painter.drawLine(QPointF(-0.16, 0.26), QPointF(0.3, 0.26))
    painter.drawLine(QPointF(-0.16, 0.26), QPointF(-0.2, -0.14))


def paint_teddy(painter: QPainter, pastel: Pastel) -> None:
    """A teddy's head within the unit circle: buttons for eyes, nothing that could be taken for the child."""
    brown = QColor("#5B3A1E")
    for colour, reach in ((pastel.drawing, 0.34), (pastel.disc, 0.17)):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(-0.62, -0.6), reach, reach)
        painter.drawEllipse(QPointF(0.62, -0.6), reach, reach)
    painter.setBrush(QColor(pastel.drawing))
    painter.drawEllipse(QPointF(0, 0.06), 0.86, 0.8)
    painter.setBrush(QColor(pastel.disc))
    painter.drawEllipse(QPointF(0, 0.34), 0.36, 0.3)
    painter.setBrush(brown)
    painter.drawEllipse(QPointF(-0.32, -0.08), 0.09, 0.09)
    painter.drawEllipse(QPointF(0.32, -0.08), 0.09, 0.09)
    painter.drawEllipse(QPointF(0, 0.24), 0.13, 0.09)


DRAWINGS = (paint_flower, paint_leaf, paint_star, paint_teddy)
