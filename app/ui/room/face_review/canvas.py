"""The picture under review: drawn with its covers, tapped, zoomed, panned, drawn on and cut. It decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent, QTouchEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.room.face_review.canvas_hand import CanvasHand
from app.ui.room.face_review.cover_art import paint_cover
from app.ui.room.face_review.cover_tool import CoverTool, Mode
from app.ui.room.face_review.fingers import TOUCHES, Fingers
from app.ui.room.face_review.frame_paint import paint_frame, paint_handles, paint_veil
from app.ui.room.face_review.geometry import Placement, Size, fit, panned, settled, showing, zoomed
from app.ui.room.face_review.layer import CoveredLayer
from app.ui.room.face_review.mark_paint import paint_marks, paint_picked, view_rect
from app.ui.room.face_review.screen import FaceMark, MarkKind
from app.ui.theme.look import Look
from domain.boxes import Box
from domain.ids import RegionId

CLOSER = 2.5
WHEEL_STEP = 1.25


class PictureCanvas(QWidget):
    """Shows one picture whole, or closer. Boxes in signals are pixels of the kept picture."""

    region_tapped = Signal(str)
    region_held = Signal(str)  # a long press
    region_added = Signal(str)  # a click with Ctrl
    range_tapped = Signal(str)  # a click with Shift
    cover_drawn = Signal(object)  # Box
    cover_moved = Signal(str, object)  # RegionId, Box
    removal_asked = Signal(str)  # RegionId
    frame_moved = Signal(object)  # Box
    neighbour_asked = Signal(int)  # -1 or 1
    drawing_changed = Signal(bool)
    closeness_changed = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._layer = CoveredLayer()
        self._placement: Placement | None = None
        self._words = ""
        self.marks: tuple[FaceMark, ...] = ()
        self.chosen: FaceMark | None = None
        self.crop: Box | None = None
        self.frame: Box | None = None  # of a cut that is being chosen
        self.pushed: Box | None = None  # where the chosen cover or the frame lies while it is pulled
        self._picked: frozenset[RegionId] = frozenset()
        self.tool = CoverTool()
        self._hand = CanvasHand(self)
        self._fingers = Fingers(self._hand)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 200)
        look.changed.connect(self._look_changed)

    # -- What is shown ----------------------------------------------------------------------------------------------------------------

    def show_picture(self, picture: QImage | None, words: str = "") -> None:
        """Show that picture, or `words` where no picture may be shown yet. Closeness is kept while the picture stays the same."""
        self._words = words
        if picture is not self._layer.source:
            before = self._layer.source
            self._layer.show(picture)
            if picture is None or before is None or picture.size() != before.size():
                self._placement = None
        self.update()

    def show_marks(self, marks: tuple[FaceMark, ...], chosen: RegionId | None, picked: frozenset[RegionId] = frozenset()) -> None:
        """Draw those regions that the picture shows; a newly chosen one is brought into view."""
        before = self.chosen.id if self.chosen else None
        self.marks = tuple(mark for mark in marks if mark.is_here)
        self.chosen = next((mark for mark in self.marks if mark.id == chosen), None)
        self._picked = picked
        if self.chosen is not None and self.chosen.id != before and self.is_closer:
            self._placement = showing(self.chosen.cover, self.placement, picture=self.size_px, view=self.room)
        self.pushed = None
        self.update()

    def show_cut(self, crop: Box | None, frame: Box | None) -> None:
        """Hide what was cut away; with `frame`, show all of it and what a cut would keep."""
        if frame is not None and self.frame is None:
            self._placement = None  # the whole picture: one cannot choose among what is out of sight
            self.draw_cover(False)
        self.crop, self.frame, self.pushed = crop, frame, None
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to tap."""
        return self._layer.source is not None

    @property
    def is_closer(self) -> bool:
        """Whether less than the whole picture is shown."""
        return self.has_picture and self.placement.scale > fit(self.size_px, self.room).scale * 1.01

    @property
    def is_drawing(self) -> bool:
        """Whether the next two corners make a cover."""
        return self.tool.mode is Mode.DRAWING

    @property
    def is_placing(self) -> bool:
        """Whether the next tap moves the chosen cover there."""
        return self.tool.mode is Mode.PLACING

    @property
    def placement(self) -> Placement:
        """How the picture lies in the view now."""
        return self._placement or fit(self.size_px, self.room)

    @property
    def size_px(self) -> Size:
        """The picture's size in its own pixels."""
        return self._layer.size

    @property
    def room(self) -> Size:
        """The view's size in logical pixels."""
        return Size(max(1, self.width()), max(1, self.height()))

    # -- Looking closer ---------------------------------------------------------------------------------------------------------------

    def look_closer(self, at: QPointF | None = None) -> None:
        """Closer at that point of the view or at the chosen region, or back to the whole picture."""
        if self.is_closer:
            self._placement = None
            self._told_closeness()
            return
        chosen = self.chosen
        self.zoom(CLOSER, at or (view_rect(chosen.cover, self.placement).center() if chosen else QRectF(self.rect()).center()))
        if at is None and chosen is not None and self.has_picture:
            x, y, width, height = self.placement.to_view(chosen.cover)
            self.pan(self.room.width / 2 - x - width / 2, self.room.height / 2 - y - height / 2)

    def zoom_in_steps(self, steps: int) -> None:
        """By keys: closer at the chosen region when there is one, further for less than 0; 0 = the whole picture."""
        if steps == 0:
            self._placement = None
            self._told_closeness()
            return
        middle = view_rect(self.chosen.cover, self.placement).center() if self.chosen else QRectF(self.rect()).center()
        self.zoom(WHEEL_STEP**steps, middle)

    def zoom(self, factor: float, middle: QPointF) -> None:
        """Larger by `factor`, with the point under `middle` kept in place."""
        if self.has_picture:
            self._placement = zoomed(self.placement, factor, middle.x(), middle.y(), picture=self.size_px, view=self.room)
            self._told_closeness()

    def pan(self, dx: float, dy: float) -> None:
        """Push the picture."""
        self._placement = panned(self.placement, dx, dy, picture=self.size_px, view=self.room)
        self.update()

    def _told_closeness(self) -> None:
        self.closeness_changed.emit(self.is_closer)
        self.update()

    # -- Drawing a cover --------------------------------------------------------------------------------------------------------------

    def draw_cover(self, wanted: bool) -> None:
        """Begin to draw a cover (drag, or tap two corners), or stop."""
        self.tool.begin(Mode.DRAWING if wanted and self.has_picture else Mode.RESTING)
        self.setCursor(Qt.CursorShape.CrossCursor if self.is_drawing else Qt.CursorShape.ArrowCursor)
        self.drawing_changed.emit(self.is_drawing)
        self.update()

    def place_cover(self) -> None:
        """Let the next tap say where the middle of the chosen cover goes: the way of a drag without dragging."""
        self.draw_cover(False)
        self.tool.begin(Mode.PLACING)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- Qt ---------------------------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, then every cover on it, then what is being drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), self._look.theme.radius["button"], self._look.theme.radius["button"])
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), self._look.colour("sunk"))
        if not self.has_picture:
            self._paint_words(painter)
            return
        self._paint_covered(painter)
        self.tool.paint(painter, self.placement, self.size_px, self._look)
        if self.hasFocus():
            painter.setClipping(False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._look.colour("info"), 3))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 19, 19)

    def _paint_covered(self, painter: QPainter) -> None:
        look, place = self._look, self.placement
        is_pushed = self.pushed is not None and self.frame is None
        marks = tuple(mark for mark in self.marks if not is_pushed or mark is not self.chosen)
        painter.drawPixmap(0, 0, self._layer.drawn(marks, place, self.size(), self.devicePixelRatioF(), look.colour("sunk")))
        if self.frame is not None:
            kept = self.pushed or self.frame
            paint_veil(painter, QRectF(self.rect()), kept, place, look, is_gone=False)
            paint_frame(painter, kept, place, look)
            return
        if self.crop is not None:
            paint_veil(painter, QRectF(self.rect()), self.crop, place, look, is_gone=True)
        paint_picked(painter, tuple(mark for mark in marks if mark.id in self._picked), place, look)
        paint_marks(painter, marks, None if is_pushed or self._picked else self.chosen, place, look)
        if self.chosen is None or self.chosen.kind is not MarkKind.DRAWN:
            return
        if self.pushed is not None:
            paint_cover(painter, view_rect(self.pushed, place), self.chosen.art)
        elif not self._picked:
            paint_handles(painter, self.chosen.cover, place, look)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setPen(self._look.colour("muted"))
        painter.setFont(self._look.font("card", "text"))
        room = QRectF(self.rect()).adjusted(32, 16, -32, -16)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place within the new room."""
        if self._placement is not None and self.has_picture:
            self._placement = settled(self._placement, picture=self.size_px, view=self.room)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where it came down."""
        self._hand.press(event.position(), event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of two; what it means is the hand's to tell."""
        self._hand.press(event.position(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw, pull or pan."""
        self._hand.drag(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or mean what lies under the tap."""
        self._hand.release(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        if turned := event.angleDelta().y():
            self.zoom(WHEEL_STEP if turned > 0 else 1 / WHEEL_STEP, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Fingers are followed here; everything else goes its way."""
        if event.type() in TOUCHES and isinstance(event, QTouchEvent):
            self._fingers.touched(event)
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a key means here, or whatever it means elsewhere."""
        if not self._hand.key(Qt.Key(event.key()), event.modifiers()):
            super().keyPressEvent(event)

    def _look_changed(self) -> None:
        self._layer.forget()
        self.update()
