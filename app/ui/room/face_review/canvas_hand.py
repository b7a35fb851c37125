"""What a finger, the mouse and the keys mean on the picture: choose, hold, draw, pull, pan, look closer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from app.ui.room.face_review.geometry import meant_by
from app.ui.room.face_review.grips import END, START, WHOLE, Grip, grip_at, nearest_corner, pulled
from app.ui.room.face_review.mark_paint import view_rect
from app.ui.room.face_review.screen import MarkKind
from domain.boxes import GRID_PX, Box

if TYPE_CHECKING:
    from app.ui.room.face_review.canvas import PictureCanvas

DRAG_PX = 10  # less is a tap: a thumb trembles
TWICE_PX = 24  # two taps nearer than this are a double tap
HOLD_MS = 500
LEAST_FRAME_PX = 160  # of a cut, in picture pixels
PLAIN = Qt.KeyboardModifier.NoModifier
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
GRIPS = (
    (Qt.KeyboardModifier.ShiftModifier, WHOLE),
    (Qt.KeyboardModifier.ControlModifier, END),
    (Qt.KeyboardModifier.AltModifier, START),
)


class CanvasHand:
    """One finger or the mouse, on one canvas. Points are view pixels."""

    def __init__(self, canvas: PictureCanvas) -> None:
        self._canvas = canvas
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._keys = PLAIN
        self._is_dragging = False
        self._grip: Grip | None = None
        self._tapped_at: QPointF | None = None
        self._since = QElapsedTimer()
        self.hold = QTimer(canvas)
        self.hold.setSingleShot(True)
        self.hold.setInterval(HOLD_MS)
        self.hold.timeout.connect(self._held)

    # -- Fingers and mouse ------------------------------------------------------------------------------------------------------------

    def press(self, at: QPointF, keys: Qt.KeyboardModifier = PLAIN) -> None:
        """It came down; held there for half a second it begins to choose several."""
        self._pressed = self._last = at
        self._keys, self._is_dragging = keys, False
        target = self._target()
        self._grip = grip_at(target, at.x(), at.y(), self._canvas.placement) if target is not None else None
        if not self._is_busy() and self._canvas.frame is None:
            self.hold.start()

    def drag(self, at: QPointF) -> None:
        """It moved; a small tremble is still a tap."""
        canvas = self._canvas
        if self._pressed is None or not canvas.has_picture:
            return
        moved = at - self._pressed
        if not self._is_dragging and moved.manhattanLength() < DRAG_PX:
            return
        self.hold.stop()
        self._is_dragging = True
        target = self._target()
        if canvas.is_drawing:
            canvas.tool.drag(self._pressed, at)
        elif self._grip is not None and target is not None:
            scale = canvas.placement.scale
            canvas.pushed = self._pulled(target, self._grip, moved.x() / scale, moved.y() / scale)
        elif canvas.is_closer:
            canvas.pan(at.x() - self._last.x(), at.y() - self._last.y())
        self._last = at
        canvas.update()

    def release(self, at: QPointF) -> None:
        """It left: the end of a drag, or a tap."""
        self.hold.stop()
        pressed, self._pressed = self._pressed, None
        if pressed is None or not self._canvas.has_picture:
            return
        if self._is_dragging:
            self._is_dragging = False
            self._dropped(at)
        else:
            self._tapped(at)

    def let_go(self) -> None:
        """What began with one finger is no tap and no drag: a second one came."""
        self.hold.stop()
        self._pressed, self._is_dragging, self._canvas.pushed = None, False, None
        self._canvas.update()

    def pinch(self, factor: float, middle: QPointF, push: QPointF) -> None:
        """Two fingers zoom and push at once."""
        self._canvas.zoom(factor, middle)
        self._canvas.pan(push.x(), push.y())

    def _tapped(self, at: QPointF) -> None:
        canvas = self._canvas
        if canvas.is_drawing:
            self._set_corner(at)
        elif canvas.is_placing:
            self._place(at)
        elif canvas.frame is not None:
            self._pull_corner(canvas.frame, at)
        elif self._is_second(at):
            canvas.look_closer(at)
        else:
            self._choose(at)

    def _choose(self, at: QPointF) -> None:
        canvas = self._canvas
        meant = meant_by(canvas.marks, at.x(), at.y(), canvas.placement)
        if meant is None:
            return
        if self._keys & Qt.KeyboardModifier.ShiftModifier:
            canvas.range_tapped.emit(meant.id)
        elif self._keys & Qt.KeyboardModifier.ControlModifier:
            canvas.region_added.emit(meant.id)
        else:
            canvas.region_tapped.emit(meant.id)

    def _held(self) -> None:
        if self._pressed is None or not self._canvas.has_picture:
            return
        meant = meant_by(self._canvas.marks, self._pressed.x(), self._pressed.y(), self._canvas.placement)
        self._pressed = None  # the finger that leaves now is no tap
        if meant is not None:
            self._canvas.region_held.emit(meant.id)

    def _is_second(self, at: QPointF) -> bool:
        """Whether this tap makes two of the one before it."""
        before, self._tapped_at = self._tapped_at, at
        is_soon = self._since.isValid() and self._since.elapsed() < QGuiApplication.styleHints().mouseDoubleClickInterval()
        self._since.restart()
        if before is None or not is_soon or (at - before).manhattanLength() > TWICE_PX:
            return False
        self._tapped_at = None
        return True

    def _dropped(self, at: QPointF) -> None:
        canvas = self._canvas
        if canvas.is_drawing:
            self._finish_cover(at)
        elif canvas.pushed is not None and canvas.frame is not None:
            canvas.frame_moved.emit(canvas.pushed)
        elif canvas.pushed is not None and canvas.chosen is not None:
            canvas.cover_moved.emit(canvas.chosen.id, canvas.pushed)

    # -- Covers and the frame ---------------------------------------------------------------------------------------------------------

    def _target(self) -> Box | None:
        """What can be pulled: the frame of a cut, or the chosen cover when a person drew it."""
        canvas = self._canvas
        if canvas.frame is not None:
            return canvas.frame
        is_own = canvas.chosen is not None and canvas.chosen.kind is MarkKind.DRAWN
        return canvas.chosen.cover if canvas.chosen is not None and is_own else None

    def _pulled(self, box: Box, grip: Grip, dx: float, dy: float) -> Box:
        size, least = self._canvas.size_px, GRID_PX if self._canvas.frame is None else LEAST_FRAME_PX
        return pulled(box, grip, dx, dy, int(size.width), int(size.height), min(least, box.width, box.height))

    def _pull(self, grip: Grip, dx: float, dy: float) -> None:
        canvas, target = self._canvas, self._target()
        if target is None:
            return
        box = self._pulled(target, grip, dx, dy)
        if canvas.frame is not None:
            canvas.frame_moved.emit(box)
        elif canvas.chosen is not None:
            canvas.cover_moved.emit(canvas.chosen.id, box)

    def _pull_corner(self, frame: Box, at: QPointF) -> None:
        x, y = self._canvas.placement.to_picture(at.x(), at.y())
        self._pull(*nearest_corner(frame, x, y))

    def _place(self, at: QPointF) -> None:
        canvas = self._canvas
        canvas.draw_cover(False)
        if canvas.chosen is not None:
            middle = view_rect(canvas.chosen.cover, canvas.placement).center()
            self._pull(WHOLE, (at.x() - middle.x()) / canvas.placement.scale, (at.y() - middle.y()) / canvas.placement.scale)

    def _set_corner(self, at: QPointF) -> None:
        if self._canvas.tool.set_corner(at) is not None:
            self._finish_cover(at)
        self._canvas.update()

    def _finish_cover(self, other: QPointF) -> None:
        canvas = self._canvas
        box = canvas.tool.box(other, canvas.placement, canvas.size_px)
        canvas.draw_cover(False)
        if box is not None:
            canvas.cover_drawn.emit(box)

    def _is_busy(self) -> bool:
        return self._canvas.is_drawing or self._canvas.is_placing

    # -- Keys -------------------------------------------------------------------------------------------------------------------------

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> bool:
        """Do what the key means here; False when it means nothing.

        Arrows step between faces; while drawing they move the cross and Enter sets a corner. On an own cover or a frame, with Shift they
        push it, with Ctrl its far corner, with Alt its near one.
        """
        canvas = self._canvas
        if key in ARROWS:
            self._arrow(*ARROWS[key], keys)
        elif canvas.is_drawing and key in ENTER:
            self._set_corner(canvas.tool.cross or QRectF(canvas.rect()).center())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            canvas.zoom_in_steps(-1 if key == Qt.Key.Key_Minus else 1)
        elif key == Qt.Key.Key_Delete and canvas.chosen is not None and canvas.chosen.kind is MarkKind.DRAWN:
            canvas.removal_asked.emit(canvas.chosen.id)
        else:
            return False
        return True

    def _arrow(self, dx: int, dy: int, keys: Qt.KeyboardModifier) -> None:
        canvas = self._canvas
        grip = next((grip for modifier, grip in GRIPS if keys & modifier), WHOLE if canvas.frame is not None else None)
        if canvas.is_drawing:
            canvas.tool.move_cross(dx, dy, canvas.room)
            canvas.update()
        elif grip is not None:
            self._pull(grip, dx * GRID_PX, dy * GRID_PX)
        else:
            canvas.neighbour_asked.emit(1 if dx + dy > 0 else -1)
