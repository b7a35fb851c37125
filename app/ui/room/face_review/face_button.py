"""One face as a round target: its crop, its ring, what is said of it, and its number or name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.ui.room.face_review.cover_art import paint_cover
from app.ui.room.face_review.screen import FaceMark, MarkKind
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import Painted
from app.ui.widgets.paint import Box, draw_box, isolated
from domain.boxes import Box as PictureBox

ITEM_WIDTH = 68
ITEM_HEIGHT = 84
FACE_PX = 56
HOLD_MS = 500
SIGNS = {MarkKind.SEEN: "check", MarkKind.ELSE: "users", MarkKind.NOT_A_FACE: "x", MarkKind.DRAWN: "brush"}
CROP_GROWTH = 1.35  # of the face's longer side: hair and ears help a person to tell who it is


def crop(picture: QImage, box: PictureBox, size: int) -> QPixmap:
    """The face as a square pixmap of `size` device pixels, in memory only."""
    side = round(max(box.width, box.height) * CROP_GROWTH)
    middle_x, middle_y = (box.x0 + box.x1) // 2, (box.y0 + box.y1) // 2
    square = QRect(middle_x - side // 2, middle_y - side // 2, side, side)
    return scaled(picture.copy(square), size)  # what lies outside the picture becomes black


def squared(face: QImage, size: int) -> QPixmap:
    """A picture of nothing but a face as a square pixmap of `size` device pixels: near the edge of a frame it is none."""
    least = min(face.width(), face.height())
    return scaled(face.copy((face.width() - least) // 2, (face.height() - least) // 2, least, least), size)


def scaled(square: QImage, size: int) -> QPixmap:
    """The square at that size."""
    return QPixmap.fromImage(square.scaled(size, size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation))


def paint_round(painter: QPainter, disc: QRectF, face: QPixmap | None, mark: FaceMark) -> None:
    """The face in a disc; a drawn cover shows its drawing, never what lies beneath it."""
    painter.save()
    clip = QPainterPath()
    clip.addEllipse(disc)
    painter.setClipPath(clip)
    if mark.kind is MarkKind.DRAWN or face is None:
        paint_cover(painter, disc, mark.art)
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(disc, face, QRectF(face.rect()))
    painter.restore()


def item_height(look: Look) -> int:
    """The disc, and a label that grows with the text size."""
    return ITEM_HEIGHT - 20 + look.theme.scaled(20)


class FaceButton(Painted):
    """`tapped` with the keys that were held; `held` after half a second of pressing, which is no tap then."""

    tapped = Signal(object)  # Qt.KeyboardModifier
    held = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.mark: FaceMark | None = None
        self._face: QPixmap | None = None
        self._is_chosen = self._is_picked = self._was_held = False
        self._keys = Qt.KeyboardModifier.NoModifier
        self.hold = QTimer(self)
        self.hold.setSingleShot(True)
        self.hold.setInterval(HOLD_MS)
        self.hold.timeout.connect(self._held)
        self.clicked.connect(self._clicked)
        self.setProperty("ring_radius", look.theme.radius["field"])

    def show_mark(self, mark: FaceMark, face: QPixmap | None, *, is_chosen: bool, is_picked: bool = False) -> None:
        """Show that face."""
        if (mark, is_chosen, is_picked) == (self.mark, self._is_chosen, self._is_picked) and face is self._face:
            return
        self.mark, self._face, self._is_chosen, self._is_picked = mark, face, is_chosen, is_picked
        self.setText(mark.label)
        self.setAccessibleName(mark.spoken)
        self.setAccessibleDescription("chosen" if is_chosen or is_picked else "")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the keys; a long press is not a tap."""
        self._keys, self._was_held = event.modifiers(), False
        self.hold.start()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap, unless it was held."""
        self.hold.stop()
        super().mouseReleaseEvent(event)
        self._keys = Qt.KeyboardModifier.NoModifier

    def sizeHint(self) -> QSize:
        """A disc over a line of text."""
        return QSize(ITEM_WIDTH, item_height(self.look))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint when chosen, disc, ring, sign, label."""
        if self.mark is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_chosen or self._is_picked or self.isDown():
            draw_box(painter, QRectF(self.rect()), Box("primary-soft", None, 0, 14), self.look)
        disc = QRectF((self.width() - FACE_PX) / 2, 4, FACE_PX, FACE_PX)
        paint_round(painter, disc.adjusted(2, 2, -2, -2), self._face, self.mark)
        self._paint_ring(painter, disc, self.mark)
        painter.setFont(self.look.font("chip", "title" if self._is_chosen or self._is_picked else "button"))
        painter.setPen(self.look.colour(self._label_token(self.mark)))
        words = QRectF(0, disc.bottom() + 1, self.width(), self.height() - disc.bottom() - 2)
        label = painter.fontMetrics().elidedText(self.mark.label, Qt.TextElideMode.ElideRight, self.width() - 2)
        if self.mark.kind is MarkKind.MAYBE and label != self.mark.label:
            label = "?"  # with large letters; the dashes say the same
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, isolated(label))

    def _clicked(self) -> None:
        was_held, self._was_held = self._was_held, False
        if not was_held:
            self.tapped.emit(self._keys)

    def _held(self) -> None:
        self._was_held = True
        self.held.emit()

    def _paint_ring(self, painter: QPainter, disc: QRectF, mark: FaceMark) -> None:
        is_marked = self._is_chosen or self._is_picked
        ink = "ok" if mark.kind is MarkKind.SEEN else "primary" if is_marked else "edge"
        pen = QPen(self.look.colour(ink), 3 if ink != "edge" else 1.5)
        if mark.kind in (MarkKind.MAYBE, MarkKind.NOT_A_FACE):
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc.adjusted(1.5, 1.5, -1.5, -1.5))
        if self._is_picked:
            self._paint_sign(painter, disc, "check", "primary")
        elif sign := "eye-off" if mark.is_passed else SIGNS.get(mark.kind):
            self._paint_sign(painter, disc, sign, "ok" if mark.kind is MarkKind.SEEN else "muted")

    def _paint_sign(self, painter: QPainter, disc: QRectF, icon: str, token: str) -> None:
        """What was answered, on a small disc at the face's shoulder."""
        middle = QPointF(disc.right() - 6, disc.top() + 8)
        painter.setPen(QPen(self.look.colour("surface"), 2))
        painter.setBrush(self.look.colour(token))
        painter.drawEllipse(middle, 11, 11)
        draw_icon(painter, QRectF(middle.x() - 7, middle.y() - 7, 14, 14), icon, self.look.theme.colours["surface"])

    def _label_token(self, mark: FaceMark) -> str:
        if mark.kind is MarkKind.SEEN:
            return "ok"
        return "primary" if self._is_chosen or self._is_picked else "muted"
