"""The shutter, and the dark tiles of the rail."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.room.camera_screen.screen import FilmLine, FilmState
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName, theme
from app.ui.widgets.buttons import LEAST, Painted
from app.ui.widgets.paint import Box, centred, draw_box, mixed, text_width
from imaging.video_values import MAX_CLIP_S

SHUTTER_PX = 124
RING_PX, RING_GAP = 6, 9
TILE_W, TILE_H = 76, 76


def rail_colour(token: str) -> QColor:
    """The rail is dark in every look: the picture is what counts."""
    return QColor(theme(ThemeName.DARK).colours[token])


FILM_NAMES = {FilmState.READY: "Record video", FilmState.RUNNING: "Stop", FilmState.SAVING: "Saving the video"}


class Shutter(Painted):
    """The one large button of the camera. While a photo or a video is being kept it rests, and says so.

    For videos it has a red disc, which becomes a square while it records, and a ring that closes in thirty seconds.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.is_resting = False
        self.film: FilmLine | None = None
        self.setFixedSize(SHUTTER_PX + 6, SHUTTER_PX + 6)
        self.setAccessibleName("Take photo")
        self.setProperty("ring_radius", SHUTTER_PX / 2)

    def set_resting(self, resting: bool) -> None:
        """Take no tap while the last photo is being kept."""
        self.is_resting = resting
        self.setAccessibleDescription("The last one is being kept" if resting else "")
        self.update()

    def set_film(self, film: FilmLine | None) -> None:
        """Be there for videos, or for photos."""
        if film != self.film:
            self.film = film
            self.setAccessibleName(FILM_NAMES[film.state] if film else "Take photo")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ring, disc, camera."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        white = QColor(theme(ThemeName.LIGHT).colours["surface"])
        rect = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(white, RING_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.adjusted(RING_PX / 2, RING_PX / 2, -RING_PX / 2, -RING_PX / 2))
        inset = RING_PX + RING_GAP + (4 if self.isDown() else 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(white, rail_colour("bg"), 0.35 if self.is_resting else 0))
        painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
        if self.film is None:
            draw_icon(painter, centred(rect, 42, 42), "camera", theme(ThemeName.LIGHT).colours["primary"])
        else:
            self._paint_film(painter, rect, self.film)

    def _paint_film(self, painter: QPainter, rect: QRectF, film: FilmLine) -> None:
        red = QColor(theme(ThemeName.LIGHT).colours["bad"])
        painter.setBrush(mixed(red, rail_colour("muted"), 0.7 if self.is_resting else 0))
        if film.state is FilmState.READY:
            painter.drawEllipse(centred(rect, 56, 56))
            return
        painter.drawRoundedRect(centred(rect, 40, 40), 8, 8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme(ThemeName.DARK).colours["bad"]), RING_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        ring = rect.adjusted(RING_PX / 2, RING_PX / 2, -RING_PX / 2, -RING_PX / 2)
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * min(1.0, film.seconds / MAX_CLIP_S)))


class RailTile(Painted):
    """A dark tile with an icon over its word: Turn, Video."""

    def __init__(self, look: Look, icon: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._icon, self._is_flat = icon, False
        self.setText(word)
        self.setAccessibleName(word)
        self.setProperty("ring_radius", look.theme.radius["card"])

    def set_words(self, icon: str, word: str) -> None:
        """Say something else."""
        if word != self.text():
            self._icon = icon
            self.setText(word)
            self.setAccessibleName(word)
            self._look_changed()

    def set_flat(self, flat: bool) -> None:
        """Icon beside the word, 48 high, where the rail is low."""
        if flat != self._is_flat:
            self._is_flat = flat
            self._look_changed()

    def sizeHint(self) -> QSize:
        """At least 76 × 76; flat 48 high."""
        width = text_width(self.look.font("body", "button"), self.text()) + 20
        if self._is_flat:
            return QSize(round(width) + 52, self.look.theme.scaled(LEAST))
        return QSize(max(TILE_W, round(width)), self.look.theme.scaled(TILE_H))

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tile, icon, word."""
        painter = QPainter(self)
        fill = mixed(rail_colour("surface"), rail_colour("line"), 1 if self.isDown() else 0.6)
        draw_box(painter, QRectF(self.rect()), Box("surface", None, 0, self.look.theme.radius["card"]), self.look, fill)
        if self._is_flat:
            self._paint_flat(painter)
            return
        word_px = self.look.theme.scaled(24)
        top = (self.height() - 28 - 4 - word_px) / 2
        draw_icon(painter, QRectF((self.width() - 28) / 2, top, 28, 28), self._icon, theme(ThemeName.DARK).colours["ink"])
        painter.setFont(self.look.font("body", "button"))
        painter.setPen(rail_colour("ink"))
        painter.drawText(QRectF(0, top + 32, self.width(), word_px), Qt.AlignmentFlag.AlignCenter, self.text())

    def _paint_flat(self, painter: QPainter) -> None:
        rtl = self.isRightToLeft()
        side = self.width() - 16 - 24 if rtl else 16
        draw_icon(painter, QRectF(side, (self.height() - 24) / 2, 24, 24), self._icon, theme(ThemeName.DARK).colours["ink"])
        painter.setFont(self.look.font("body", "button"))
        painter.setPen(rail_colour("ink"))
        words = QRectF(self.rect()).adjusted(12, 0, -48, 0) if rtl else QRectF(self.rect()).adjusted(48, 0, -12, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
