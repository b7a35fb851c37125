"""The faces in reading order under the picture, with arrows: every face is a target of its own, however small it is in the photo."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.room.face_review.cover_art import paint_cover
from app.ui.room.face_review.screen import FaceMark, MarkKind
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import IconButton, Painted
from app.ui.widgets.paint import Box, draw_box, isolated
from domain.boxes import Box as PictureBox
from domain.ids import RegionId

ITEM_WIDTH = 68
ITEM_HEIGHT = 84
FACE_PX = 56
CROP_GROWTH = 1.35  # of the face's longer side: hair and ears help a person to tell who it is


def crop(picture: QImage, box: PictureBox, size: int) -> QPixmap:
    """The face as a square pixmap of `size` device pixels, in memory only."""
    side = round(max(box.width, box.height) * CROP_GROWTH)
    middle_x, middle_y = (box.x0 + box.x1) // 2, (box.y0 + box.y1) // 2
    square = QRect(middle_x - side // 2, middle_y - side // 2, side, side)
    piece = picture.copy(square)  # what lies outside the picture becomes black
    return QPixmap.fromImage(piece.scaled(size, size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation))


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
    """One face of the strip."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.mark: FaceMark | None = None
        self._face: QPixmap | None = None
        self._is_chosen = False
        self.setProperty("ring_radius", look.theme.radius["field"])

    def show_mark(self, mark: FaceMark, face: QPixmap | None, *, is_chosen: bool) -> None:
        """Show that face."""
        if (mark, is_chosen) == (self.mark, self._is_chosen) and face is self._face:
            return
        self.mark, self._face, self._is_chosen = mark, face, is_chosen
        self.setText(mark.label)
        self.setAccessibleName(mark.spoken)
        self.setAccessibleDescription("chosen" if is_chosen else "")
        self.update()

    def sizeHint(self) -> QSize:
        """A disc over a line of text."""
        return QSize(ITEM_WIDTH, item_height(self.look))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint when chosen, disc, ring, tick, label."""
        if self.mark is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_chosen or self.isDown():
            draw_box(painter, QRectF(self.rect()), Box("primary-soft", None, 0, 14), self.look)
        disc = QRectF((self.width() - FACE_PX) / 2, 4, FACE_PX, FACE_PX)
        paint_round(painter, disc.adjusted(2, 2, -2, -2), self._face, self.mark)
        self._paint_ring(painter, disc, self.mark)
        painter.setFont(self.look.font("chip", "title" if self._is_chosen else "button"))
        painter.setPen(self.look.colour(self._label_token(self.mark)))
        words = QRectF(0, disc.bottom() + 1, self.width(), self.height() - disc.bottom() - 2)
        label = painter.fontMetrics().elidedText(self.mark.label, Qt.TextElideMode.ElideRight, self.width() - 2)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, isolated(label))

    def _paint_ring(self, painter: QPainter, disc: QRectF, mark: FaceMark) -> None:
        ink = "ok" if mark.kind is MarkKind.SEEN else "primary" if self._is_chosen else "edge"
        pen = QPen(self.look.colour(ink), 3 if ink != "edge" else 1.5)
        if mark.kind in (MarkKind.MAYBE, MarkKind.NOT_A_FACE):
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc.adjusted(1.5, 1.5, -1.5, -1.5))
        sign = {MarkKind.SEEN: "check", MarkKind.ELSE: "users", MarkKind.NOT_A_FACE: "x", MarkKind.DRAWN: "brush"}.get(mark.kind)
        if sign:
            self._paint_sign(painter, QPointF(disc.right() - 6, disc.top() + 8), sign, "ok" if mark.kind is MarkKind.SEEN else "muted")

    def _paint_sign(self, painter: QPainter, middle: QPointF, icon: str, token: str) -> None:
        painter.setPen(QPen(self.look.colour("surface"), 2))
        painter.setBrush(self.look.colour(token))
        painter.drawEllipse(middle, 11, 11)
        draw_icon(painter, QRectF(middle.x() - 7, middle.y() - 7, 14, 14), icon, self.look.theme.colours["surface"])

    def _label_token(self, mark: FaceMark) -> str:
        if mark.kind is MarkKind.SEEN:
            return "ok"
        return "primary" if self._is_chosen else "muted"


class FaceStrip(QWidget):
    """As many faces as fit, and two arrows; the chosen one is always among them."""

    face_tapped = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._picture: QImage | None = None
        self._crops: dict[tuple[RegionId, PictureBox], QPixmap] = {}
        self._marks: tuple[FaceMark, ...] = ()
        self._chosen: RegionId | None = None
        self._first = 0
        self._buttons: list[FaceButton] = []
        self.back = IconButton(look, "chevron-left", "Earlier faces", fill="surface")
        self.on = IconButton(look, "chevron-right", "Later faces", fill="surface")
        self._room = QWidget()
        self._room.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self._room, 1)
        row.addWidget(self.on)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a face with its label."""
        return QSize(400, item_height(self._look))

    @property
    def faces(self) -> tuple[FaceButton, ...]:
        """The faces that are in sight, in order."""
        return tuple(button for button in self._buttons if not button.isHidden())

    def show_faces(self, picture: QImage | None, marks: tuple[FaceMark, ...], chosen: RegionId | None) -> None:
        """Show those faces; the strip moves only when the chosen one would be out of sight."""
        if picture is not self._picture:
            self._picture = picture
            self._crops.clear()
        known = {(mark.id, mark.box) for mark in marks}
        self._crops = {key: face for key, face in self._crops.items() if key in known}
        turned = chosen != self._chosen
        self._marks, self._chosen = marks, chosen
        if turned:
            self._bring_chosen()
        self._draw()

    def face_of(self, mark: FaceMark, size: int) -> QPixmap | None:
        """The crop of a face at `size` device pixels or more; None for a drawn cover or without a picture."""
        if self._picture is None or mark.kind is MarkKind.DRAWN:
            return None
        key = (mark.id, mark.box)
        if key not in self._crops or self._crops[key].width() < size:
            self._crops[key] = crop(self._picture, mark.box, size)
        return self._crops[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for as many as fit."""
        super().resizeEvent(event)
        self._bring_chosen()
        self._draw()

    @property
    def _fits(self) -> int:
        # The row's own width: the inner widget is laid out only after this one.
        return max(1, (self.width() - 2 * (self.back.width() + 8)) // ITEM_WIDTH)

    def _turn(self, way: int) -> None:
        self._first = max(0, min(self._first + way * max(1, self._fits - 1), len(self._marks) - self._fits))
        self._draw()

    def _bring_chosen(self) -> None:
        at = next((index for index, mark in enumerate(self._marks) if mark.id == self._chosen), None)
        if at is not None and not self._first <= at < self._first + self._fits:
            self._first = at - self._fits // 2
        self._first = max(0, min(self._first, len(self._marks) - self._fits))

    def _draw(self) -> None:
        shown = self._marks[self._first : self._first + self._fits]
        while len(self._buttons) < len(shown):
            self._buttons.append(self._new_button())
        lead = max(0, (self.width() - 2 * (self.back.width() + 8) - ITEM_WIDTH * self._fits) // 2)
        for index, button in enumerate(self._buttons):
            button.setVisible(index < len(shown))
            if index < len(shown):
                mark = shown[index]
                button.show_mark(mark, self.face_of(mark, round(FACE_PX * self.devicePixelRatioF())), is_chosen=mark.id == self._chosen)
                place = index if not self.isRightToLeft() else self._fits - 1 - index
                button.setGeometry(lead + place * ITEM_WIDTH, 0, ITEM_WIDTH, button.sizeHint().height())
        for arrow in (self.back, self.on):
            arrow.setVisible(len(self._marks) > self._fits)
        self.back.setEnabled(self._first > 0)
        self.on.setEnabled(self._first + self._fits < len(self._marks))
        for arrow in (self.back, self.on):
            arrow.icon_colour = "ink" if arrow.isEnabled() else "muted"

    def _new_button(self) -> FaceButton:
        button = FaceButton(self._look, self._room)
        button.clicked.connect(lambda: self.face_tapped.emit(button.mark.id) if button.mark else None)
        return button
