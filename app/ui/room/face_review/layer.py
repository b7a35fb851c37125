"""The picture with every cover on it as one pixmap, drawn again only when one of them has changed or moved."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from app.ui.room.face_review.geometry import Placement, Size
from app.ui.room.face_review.mark_paint import COVERED, paint_covers
from app.ui.room.face_review.screen import FaceMark


class CoveredLayer:
    """Keeps what is slow to draw: scaling 5 MP costs 30 ms, a crowd's covers 10."""

    def __init__(self) -> None:
        self.source: QImage | None = None
        self._picture: QPixmap | None = None
        self._scaled: tuple[QSize, QPixmap] | None = None
        self._layer: tuple[object, QPixmap] | None = None

    def show(self, picture: QImage | None) -> None:
        """Draw that picture from now on."""
        self.source = picture
        self._picture = QPixmap.fromImage(picture) if picture is not None else None
        self._scaled = self._layer = None

    @property
    def size(self) -> Size:
        """The picture's size; 1 × 1 without one."""
        return Size(1, 1) if self._picture is None else Size(self._picture.width(), self._picture.height())

    def forget(self) -> None:
        """Draw all of it again: the colours changed."""
        self._layer = None

    def drawn(self, marks: tuple[FaceMark, ...], placement: Placement, room: QSize, ratio: float, ground: QColor) -> QPixmap:
        """The layer for a view of `room` logical pixels. marks: those to cover by; `ground` lies beside the picture."""
        covers = tuple((mark.cover, mark.art) for mark in marks if mark.kind in COVERED)
        key = (self.source, placement, room, ratio, ground.rgba(), covers)
        if self._layer is None or self._layer[0] != key:
            layer = QPixmap(room * ratio)
            layer.setDevicePixelRatio(ratio)
            layer.fill(ground)
            painter = QPainter(layer)
            self._paint_picture(painter, placement, room, ratio)
            paint_covers(painter, marks, placement)
            painter.end()
            self._layer = (key, layer)
        return self._layer[1]

    def _paint_picture(self, painter: QPainter, place: Placement, room: QSize, ratio: float) -> None:
        if self._picture is None:
            return
        target = QRectF(place.left, place.top, self.size.width * place.scale, self.size.height * place.scale)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if target.width() > room.width() + 1 or target.height() > room.height() + 1:
            painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))
            return
        fitted = (target.size() * ratio).toSize()
        if self._scaled is None or self._scaled[0] != fitted:
            scaled = self._picture.scaled(fitted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
            self._scaled = (fitted, scaled)
        painter.drawPixmap(target, self._scaled[1], QRectF(self._scaled[1].rect()))
