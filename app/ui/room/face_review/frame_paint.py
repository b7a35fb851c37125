"""How a cut looks: what would go lies under a veil, the frame of what is kept has corners to pull."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.ui.room.face_review.geometry import Placement
from app.ui.room.face_review.mark_paint import view_rect
from app.ui.theme.look import Look
from domain.boxes import Box

VEIL = 0.82  # opaque enough to say "gone", open enough to show what goes while it is chosen
CORNER_PX, CORNER_WIDTH = 22, 6


def paint_veil(painter: QPainter, room: QRectF, kept: Box, placement: Placement, look: Look, *, is_gone: bool) -> None:
    """Hide what lies outside `kept`: wholly once it is cut, under a veil while it is chosen."""
    outside = QPainterPath()
    outside.addRect(room)
    inside = QPainterPath()
    inside.addRect(view_rect(kept, placement))
    colour = QColor(look.colour("sunk"))
    colour.setAlphaF(1.0 if is_gone else VEIL)
    painter.fillPath(outside.subtracted(inside), colour)


def paint_frame(painter: QPainter, kept: Box, placement: Placement, look: Look) -> None:
    """The frame, light on dark so that it shows on any photo, with a bar round each corner."""
    rect = view_rect(kept, placement).adjusted(1, 1, -1, -1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for token, more in (("surface", 2), ("primary", 0)):
        painter.setPen(QPen(look.colour(token), 2 + more))
        painter.drawRect(rect)
    for token, more in (("surface", 4), ("primary", 0)):
        painter.setPen(QPen(look.colour(token), CORNER_WIDTH + more, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for corner, across, down in corners(rect):
            painter.drawLine(corner, corner + QPointF(across, 0))
            painter.drawLine(corner, corner + QPointF(0, down))


def corners(rect: QRectF) -> tuple[tuple[QPointF, float, float], ...]:
    """Each corner, and which way its bars go."""
    across, down = min(CORNER_PX, rect.width() / 3), min(CORNER_PX, rect.height() / 3)
    return (
        (rect.topLeft(), across, down),
        (rect.topRight(), -across, down),
        (rect.bottomLeft(), across, -down),
        (rect.bottomRight(), -across, -down),
    )


def paint_handles(painter: QPainter, box: Box, placement: Placement, look: Look) -> None:
    """Four small discs at the corners of a drawn cover: it can be pulled there."""
    for corner, _, _ in corners(view_rect(box, placement)):
        painter.setPen(QPen(look.colour("surface"), 2))
        painter.setBrush(look.colour("primary"))
        painter.drawEllipse(corner, 7, 7)
