"""The picture under review: drawn with its covers, tapped, zoomed, panned, and drawn on. It decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from app.ui.room.face_review.cover_art import paint_cover
from app.ui.room.face_review.cover_tool import CoverTool, Mode
from app.ui.room.face_review.geometry import Placement, Size, fit, meant_by, moved_box, panned, settled, showing, zoomed
from app.ui.room.face_review.mark_paint import COVERED, paint_covers, paint_marks, view_rect
from app.ui.room.face_review.screen import FaceMark, MarkKind
from app.ui.theme.look import Look
from domain.boxes import GRID_PX, Box
from domain.ids import RegionId

DRAG_PX = 10  # less is a tap: a thumb trembles
CLOSER = 2.5
WHEEL_STEP = 1.25
ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class PictureCanvas(QWidget):
    """Shows one picture whole, or closer. Points in signals are pixels of the kept picture."""

    region_tapped = Signal(str)
    cover_drawn = Signal(object)  # Box
    cover_moved = Signal(str, object)  # RegionId, Box
    removal_asked = Signal(str)  # RegionId
    neighbour_asked = Signal(int)  # -1 or 1
    drawing_changed = Signal(bool)
    closeness_changed = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._picture: QPixmap | None = None
        self._source: QImage | None = None
        self._scaled: QPixmap | None = None  # the picture at the fitted size: scaling 5 MP for each paint costs 30 ms
        self._layer: tuple[object, QPixmap] | None = None  # picture and covers as last drawn: a crowd's covers cost 10 ms
        self._marks: tuple[FaceMark, ...] = ()
        self._chosen: FaceMark | None = None
        self._placement: Placement | None = None
        self._words = ""
        self._tool = CoverTool()
        self._pressed: QPointF | None = None
        self._last: QPointF | None = None
        self._dragging = False
        self._pushed: Box | None = None  # where the chosen cover lies while it is dragged
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 200)
        look.changed.connect(self._look_changed)

    # -- What is shown ----------------------------------------------------------------------------------------------------------------

    def show_picture(self, picture: QImage | None, words: str = "") -> None:
        """Show that picture, or `words` where no picture may be shown yet. Closeness is kept while the picture stays the same."""
        self._words = words
        if picture is not self._source:
            same_size = picture is not None and self._source is not None and picture.size() == self._source.size()
            self._source = picture
            self._picture = QPixmap.fromImage(picture) if picture is not None else None
            self._scaled = self._layer = None
            if not same_size:
                self._placement = None
        self.update()

    def show_marks(self, marks: tuple[FaceMark, ...], chosen: RegionId | None) -> None:
        """Draw those regions; a newly chosen one is brought into view."""
        before = self._chosen.id if self._chosen else None
        self._marks = marks
        self._chosen = next((mark for mark in marks if mark.id == chosen), None)
        if self._chosen is not None and self._chosen.id != before and self.is_closer:
            self._placement = showing(self._chosen.cover, self.placement, picture=self._size, view=self._room)
        self._pushed = None
        self.update()

    @property
    def is_closer(self) -> bool:
        """Whether less than the whole picture is shown."""
        return self._picture is not None and self.placement.scale > fit(self._size, self._room).scale * 1.01

    @property
    def is_drawing(self) -> bool:
        """Whether the next two corners make a cover."""
        return self._tool.mode is Mode.DRAWING

    @property
    def is_placing(self) -> bool:
        """Whether the next tap moves the chosen cover there."""
        return self._tool.mode is Mode.PLACING

    @property
    def placement(self) -> Placement:
        """How the picture lies in the view now."""
        return self._placement or fit(self._size, self._room)

    # -- Looking closer ---------------------------------------------------------------------------------------------------------------

    def look_closer(self) -> None:
        """Closer at the chosen region, or back to the whole picture."""
        if self._picture is None:
            return
        if self.is_closer:
            self._placement = None
            self._told_closeness()
            return
        middle = view_rect(self._chosen.cover, self.placement).center() if self._chosen else QRectF(self.rect()).center()
        self._zoom(CLOSER, middle)
        if self._chosen is not None:
            x, y, width, height = self.placement.to_view(self._chosen.cover)
            self._pan(self._room.width / 2 - x - width / 2, self._room.height / 2 - y - height / 2)

    def _zoom(self, factor: float, middle: QPointF) -> None:
        if self._picture is None:
            return
        self._placement = zoomed(self.placement, factor, middle.x(), middle.y(), picture=self._size, view=self._room)
        self._told_closeness()

    def _pan(self, dx: float, dy: float) -> None:
        self._placement = panned(self.placement, dx, dy, picture=self._size, view=self._room)
        self.update()

    def _told_closeness(self) -> None:
        self.closeness_changed.emit(self.is_closer)
        self.update()

    # -- Drawing a cover --------------------------------------------------------------------------------------------------------------

    def draw_cover(self, wanted: bool) -> None:
        """Begin to draw a cover (drag, or tap two corners), or stop."""
        self._tool.begin(Mode.DRAWING if wanted and self._picture is not None else Mode.RESTING)
        self.setCursor(Qt.CursorShape.CrossCursor if self.is_drawing else Qt.CursorShape.ArrowCursor)
        self.drawing_changed.emit(self.is_drawing)
        self.update()

    def place_cover(self) -> None:
        """Let the next tap say where the middle of the chosen cover goes: the way of a drag without dragging."""
        self.draw_cover(False)
        self._tool.begin(Mode.PLACING)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_at(self, at: QPointF) -> None:
        self._tool.begin(Mode.RESTING)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if self._chosen is not None:
            middle = view_rect(self._chosen.cover, self.placement).center()
            self._push((at.x() - middle.x()) / self.placement.scale, (at.y() - middle.y()) / self.placement.scale)

    def _push(self, dx: float, dy: float) -> None:
        """Ask for the chosen cover to be moved by (dx, dy) picture pixels."""
        if self._chosen is not None:
            self.cover_moved.emit(self._chosen.id, self._pushed_by(self._chosen.cover, dx, dy))

    def _pushed_by(self, box: Box, dx: float, dy: float) -> Box:
        return moved_box(box, dx, dy, int(self._size.width), int(self._size.height))

    def _corner_set(self, at: QPointF) -> None:
        if self._tool.set_corner(at) is not None:
            self._finish_cover(at)
        self.update()

    def _finish_cover(self, other: QPointF) -> None:
        box = self._tool.box(other, self.placement, self._size)
        self.draw_cover(False)
        if box is not None:
            self.cover_drawn.emit(box)

    # -- Qt ---------------------------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, then every cover on it, then what is being drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), self._look.theme.radius["button"], self._look.theme.radius["button"])
        painter.setClipPath(frame)
        painter.fillRect(self.rect(), self._look.colour("sunk"))
        if self._picture is None:
            self._paint_words(painter)
            return
        marks = tuple(mark for mark in self._marks if self._pushed is None or mark is not self._chosen)
        painter.drawPixmap(0, 0, self._covered(marks))
        paint_marks(painter, marks, self._chosen if self._pushed is None else None, self.placement, self._look)
        if self._pushed is not None and self._chosen is not None:
            paint_cover(painter, view_rect(self._pushed, self.placement), self._chosen.art)
        self._tool.paint(painter, self.placement, self._size, self._look)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.colour("info"), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 19, 19)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setPen(self._look.colour("muted"))
        painter.setFont(self._look.font("card", "text"))
        room = QRectF(self.rect()).adjusted(32, 16, -32, -16)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)

    def _covered(self, marks: tuple[FaceMark, ...]) -> QPixmap:
        """The picture with every cover on it, drawn again only when one of them has changed or moved."""
        ratio = self.devicePixelRatioF()
        key = (self._source, self.placement, self.size(), ratio, tuple((mark.cover, mark.art, mark.kind in COVERED) for mark in marks))
        if self._layer is None or self._layer[0] != key:
            layer = QPixmap(self.size() * ratio)
            layer.setDevicePixelRatio(ratio)
            layer.fill(self._look.colour("sunk"))
            painter = QPainter(layer)
            self._paint_picture(painter)
            paint_covers(painter, marks, self.placement)
            painter.end()
            self._layer = (key, layer)
        return self._layer[1]

    def _paint_picture(self, painter: QPainter) -> None:
        assert self._picture is not None  # noqa: S101 — paintEvent has looked
        place = self.placement
        target = QRectF(place.left, place.top, self._size.width * place.scale, self._size.height * place.scale)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.is_closer:
            painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))
            return
        ratio = self.devicePixelRatioF()
        if self._scaled is None:
            fitted = (target.size() * ratio).toSize()
            self._scaled = self._picture.scaled(fitted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        painter.drawPixmap(target, self._scaled, QRectF(self._scaled.rect()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place within the new room."""
        self._scaled = None
        if self._placement is not None and self._picture is not None:
            self._placement = settled(self._placement, picture=self._size, view=self._room)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the finger came down."""
        self._pressed = self._last = event.position()
        self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, push a drawn cover, or pan; a small tremble is still a tap."""
        if self._pressed is None or self._last is None or self._picture is None:
            return
        here, moved = event.position(), event.position() - self._pressed
        if not self._dragging and moved.manhattanLength() < DRAG_PX:
            return
        self._dragging = True
        if self.is_drawing:
            self._tool.drag(self._pressed, here)
        elif self._may_push(self._pressed) and self._chosen is not None:
            scale = self.placement.scale
            self._pushed = self._pushed_by(self._chosen.cover, moved.x() / scale, moved.y() / scale)
        else:
            self._pan(here.x() - self._last.x(), here.y() - self._last.y())
        self._last = here
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or mean the region under the tap."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._picture is None:
            return
        if self._dragging:
            self._drag_ended(event.position())
        elif self.is_drawing:
            self._corner_set(event.position())
        elif self.is_placing:
            self._place_at(event.position())
        elif meant := meant_by(self._marks, event.position().x(), event.position().y(), self.placement):
            self.region_tapped.emit(meant.id)

    def _drag_ended(self, at: QPointF) -> None:
        self._dragging = False
        if self.is_drawing:
            self._finish_cover(at)
        elif self._pushed is not None and self._chosen is not None:
            self.cover_moved.emit(self._chosen.id, self._pushed)

    def _may_push(self, at: QPointF) -> bool:
        chosen = self._chosen
        return chosen is not None and chosen.kind is MarkKind.DRAWN and view_rect(chosen.cover, self.placement).contains(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        if turned := event.angleDelta().y():
            self._zoom(WHEEL_STEP if turned > 0 else 1 / WHEEL_STEP, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Pinch zooms; everything else goes its way."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pressed = None  # two fingers are no tap
                self._zoom(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint())))
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step between faces; while drawing they move the cross and Enter sets a corner. Shift and arrows push a drawn cover."""
        key = Qt.Key(event.key())
        if key in ARROWS and self.is_drawing:
            self._tool.move_cross(*ARROWS[key], self._room)
            self.update()
        elif key in ARROWS and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._push_by_key(*ARROWS[key])
        elif key in ARROWS:
            self.neighbour_asked.emit(1 if sum(ARROWS[key]) > 0 else -1)
        elif self.is_drawing and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._corner_set(self._tool.cross or QRectF(self.rect()).center())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoom(1 / WHEEL_STEP if key == Qt.Key.Key_Minus else WHEEL_STEP, QRectF(self.rect()).center())
        elif key == Qt.Key.Key_Delete and self._chosen is not None and self._chosen.kind is MarkKind.DRAWN:
            self.removal_asked.emit(self._chosen.id)
        else:
            super().keyPressEvent(event)

    def _push_by_key(self, dx: int, dy: int) -> None:
        if self._chosen is not None and self._chosen.kind is MarkKind.DRAWN:
            self._push(dx * GRID_PX, dy * GRID_PX)

    def _look_changed(self) -> None:
        self._layer = None
        self.update()

    @property
    def _size(self) -> Size:
        if self._picture is None:
            return Size(1, 1)
        return Size(self._picture.width(), self._picture.height())

    @property
    def _room(self) -> Size:
        return Size(max(1, self.width()), max(1, self.height()))
