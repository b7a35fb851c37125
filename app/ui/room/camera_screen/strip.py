"""This entry's photos and videos as small covered pictures, the newest on top; arrows leaf when there are more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.pixels import Preview
from app.ui.room.camera_screen.screen import ShotTile
from app.ui.room.camera_screen.shutter import rail_colour
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName, theme
from app.ui.widgets.buttons import IconButton, Painted
from app.ui.widgets.paint import Box, draw_box, text_width, whole
from app.ui.widgets.words import Words

TILE_W, TILE_H, GAP = 160, 104, 12
LABEL_PX = 26


class ShotButton(Painted):
    """One small picture with its word; a tap goes to its faces."""

    def __init__(self, look: Look, shot: ShotTile, number: int, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.shot = shot
        self._image = image_of(shot.picture) if shot.picture else QImage()
        self.setFixedSize(TILE_W, TILE_H)
        kind = f"video {number}, {shot.film}" if shot.film else f"photo {number}"
        self.setAccessibleName(f"{shot.word.value}, {kind}")
        self.setProperty("ring_radius", look.theme.radius["field"])

    def sizeHint(self) -> QSize:
        """Fixed."""
        return QSize(TILE_W, TILE_H)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The covered picture, whole, and its word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        clip = QPainterPath()
        clip.addRoundedRect(rect, 14, 14)
        painter.fillPath(clip, rail_colour("line"))
        if not self._image.isNull():
            painter.setClipPath(clip)
            painter.drawImage(whole(self._image.size(), rect), self._image)
            painter.setClipping(False)
        self._paint_word(painter)
        if self.shot.film:
            paint_film_mark(painter, QRectF(self.rect()), self.shot.film, self.look, rtl=self.isRightToLeft())

    def _paint_word(self, painter: QPainter) -> None:
        light = theme(ThemeName.LIGHT).colours
        font = self.look.font("chip", "button")
        label_px = self.look.theme.scaled(LABEL_PX)
        label = QRectF(8, self.height() - 8 - label_px, min(TILE_W - 16, text_width(font, self.shot.word.value) + 40), label_px)
        draw_box(painter, label, Box(None, None, 0, label_px / 2), self.look, QColor(light["surface"]))
        painter.setFont(font)
        painter.setPen(QColor(light["ink"]))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self.shot.word.value)


def paint_film_mark(painter: QPainter, rect: QRectF, words: str, look: Look, *, rtl: bool = False) -> None:
    """Film and duration in the upper corner of a small picture: dark on any picture, in every look."""
    font, tall = look.font("chip", "button"), look.theme.scaled(LABEL_PX)
    wide = text_width(font, words) + 16 + 6 + 18
    mark = QRectF(rect.right() - 8 - wide if rtl else rect.left() + 8, rect.top() + 8, wide, tall)
    draw_box(painter, mark, Box(None, None, 0, tall / 2), look, rail_colour("bg"))
    ink = theme(ThemeName.DARK).colours["ink"]
    draw_icon(painter, QRectF(mark.right() - 9 - 16 if rtl else mark.left() + 9, mark.center().y() - 8, 16, 16), "film", ink)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    room = mark.adjusted(9, 0, -31, 0) if rtl else mark.adjusted(31, 0, -9, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)


class ShotStrip(QWidget):
    """Title, as many small pictures as there is room for, and arrows. `tapped` gives the photo's id."""

    tapped = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._room, self._from, self._compact = look, 2, 0, False
        self._shots: tuple[ShotTile, ...] = ()
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(0)
        self.back = IconButton(look, "chevron-left", "Newer shots")
        self.on = IconButton(look, "chevron-right", "Older shots")
        self._title = RailWords(look, "This entry", "second")
        for arrow, step in ((self.back, -1), (self.on, 1)):
            arrow.icon_colour = "on-toast" if look.theme.name is not ThemeName.DARK else "ink"
            arrow.clicked.connect(lambda _checked=False, step=step: self._leaf(step))
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        head.addWidget(self.on)
        lines.addLayout(head)
        self._tiles = QVBoxLayout()
        self._tiles.setSpacing(GAP)
        lines.addLayout(self._tiles)
        self._draw()

    def show_shots(self, shots: Sequence[ShotTile]) -> None:
        """Show these photos, given in the order in which they were taken."""
        if tuple(shots) == self._shots:
            return
        if len(shots) != len(self._shots):
            self._from = 0
        self._shots = tuple(shots)
        self._draw()

    def set_compact(self, compact: bool) -> None:
        """The title goes where it only repeats what one sees."""
        self._compact = compact
        self._draw()

    def set_room(self, tiles: int) -> None:
        """How many small pictures fit."""
        if tiles != self._room:
            self._room = tiles
            self._draw()

    def _leaf(self, step: int) -> None:
        self._from = max(0, min(len(self._shots) - self._room, self._from + step))
        self._draw()

    def _draw(self) -> None:
        while (item := self._tiles.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        newest_first = list(enumerate(self._shots, start=1))[::-1]
        for number, shot in newest_first[self._from : self._from + self._room]:
            button = ShotButton(self._look, shot, number)
            button.clicked.connect(lambda _checked=False, shot=shot: self.tapped.emit(shot.photo_id))
            self._tiles.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        more = len(self._shots) > self._room
        self.back.setVisible(more)
        self.on.setVisible(more)
        self._title.setVisible(more or not self._compact)
        self._title.setText(f"{len(self._shots)} taken" if more else "This entry" if self._shots else "Nothing taken yet")


class RailWords(Words):
    """A line on the rail, light on dark in every look."""

    def __init__(self, look: Look, text: str, role: str = "body", weight: str = "button") -> None:
        super().__init__(look, text, role, weight, wrap=True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _dress(self) -> None:
        super()._dress()
        palette = self.palette()
        palette.setColor(self.foregroundRole(), rail_colour("ink"))
        self.setPalette(palette)


def image_of(preview: Preview) -> QImage:
    """A covered preview as an image of its own."""
    return QImage(preview.rgb, preview.width, preview.height, preview.width * 3, QImage.Format.Format_RGB888).copy()
