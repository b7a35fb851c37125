"""The brush: two corners make a cover, by a drag, by two taps or by keys; or one tap says where a cover goes."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from app.ui.room.face_review.cover_art import CoverPick, paint_cover, random_pick
from app.ui.room.face_review.geometry import Placement, Size, drawn_box
from app.ui.room.face_review.mark_paint import view_rect
from app.ui.theme.look import Look
from domain.boxes import Box

STEP_PX = 12  # one press of an arrow key, in view pixels
ARM_PX = 12  # of the cross that shows a corner


class Mode(Enum):
    """What the next tap does."""

    RESTING = "resting"  # it chooses a face
    DRAWING = "drawing"  # it sets a corner
    PLACING = "placing"  # it says where the chosen cover goes


class CoverTool:
    """Corners are view pixels. It holds no picture: whoever asks says how the picture lies in the view."""

    def __init__(self) -> None:
        self.mode = Mode.RESTING
        self.corner: QPointF | None = None  # the first one
        self.cross: QPointF | None = None  # the other one, or what the keys move
        self._art: CoverPick = random_pick()

    def begin(self, mode: Mode) -> None:
        """Start anew in that mode, with another drawing."""
        self.mode, self.corner, self.cross, self._art = mode, None, None, random_pick()

    def set_corner(self, at: QPointF) -> QPointF | None:
        """Set a corner; the first one is returned once this is the second."""
        if self.corner is None:
            self.corner = self.cross = at
            return None
        return self.corner

    def drag(self, start: QPointF, here: QPointF) -> None:
        """Draw from where the finger came down, or from the corner that was set before."""
        self.corner, self.cross = self.corner if self.corner is not None else start, here

    def move_cross(self, dx: int, dy: int, view: Size) -> None:
        """Move the cross by keys, no further than the edges; it begins in the middle."""
        at = self.cross or QPointF(view.width / 2, view.height / 2)
        self.cross = QPointF(min(max(0.0, at.x() + dx * STEP_PX), view.width), min(max(0.0, at.y() + dy * STEP_PX), view.height))

    def box(self, other: QPointF, placement: Placement, picture: Size) -> Box | None:
        """The cover between the first corner and that point, in picture pixels; None while it is too thin to mean one."""
        if self.corner is None:
            return None
        one, two = placement.to_picture(self.corner.x(), self.corner.y()), placement.to_picture(other.x(), other.y())
        return drawn_box(one, two, int(picture.width), int(picture.height))

    def paint(self, painter: QPainter, placement: Placement, picture: Size, look: Look) -> None:
        """The cover as it would be, and the corners."""
        if self.mode is not Mode.DRAWING or self.cross is None:
            return
        box = self.box(self.cross, placement, picture)
        if box is not None:
            paint_cover(painter, view_rect(box, placement), self._art)
        for token, width in (("surface", 5), ("primary", 3)):
            painter.setPen(QPen(look.colour(token), width))
            for at in (self.corner, self.cross):
                if at is not None:
                    painter.drawLine(QPointF(at.x() - ARM_PX, at.y()), QPointF(at.x() + ARM_PX, at.y()))
                    painter.drawLine(QPointF(at.x(), at.y() - ARM_PX), QPointF(at.x(), at.y() + ARM_PX))
