"""The photos and videos of an entry, always covered: tap one to see who is in it, × to take it out, and a place for another."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.room.camera_screen.strip import paint_film_mark
from app.ui.room.compose.screen import PhotoTile
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import IconButton, Painted
from app.ui.widgets.paint import Box, centred, draw_box, whole
from app.ui.widgets.pills import ChipFact, chip_width, draw_chip

WIDE, TALL, COMPACT_TALL, GAP = 172, 116, 84, 12


class TileButton(Painted):
    """One photo."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.tile: PhotoTile | None = None
        self.setProperty("ring_radius", look.theme.radius["field"])

    def show_tile(self, tile: PhotoTile, number: int) -> None:
        """Show that photo."""
        self.tile = tile
        self.setText(tile.note)
        self.setAccessibleName(f"{tile.note}, video {number}, {tile.film}" if tile.film else f"{tile.note}, photo {number}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The covered picture, whole, and what is said of it."""
        if self.tile is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        painter.save()
        frame = QPainterPath()
        frame.addRoundedRect(rect, 14, 14)
        painter.setClipPath(frame)
        painter.fillRect(rect, self.look.colour("sunk"))
        if self.tile.picture is not None:
            painter.drawImage(whole(self.tile.picture.size(), rect), self.tile.picture)
        else:
            icon = "film" if self.tile.film else "image"
            draw_icon(painter, centred(rect.adjusted(0, 0, 0, -24), 28, 28), icon, self.look.theme.colours["muted"])
        painter.restore()
        if self.tile.film and self._has_room_for_both:
            paint_film_mark(painter, rect, self.tile.film, self.look, rtl=self.isRightToLeft())
        self._paint_note(painter, rect, self.tile)

    @property
    def _has_room_for_both(self) -> bool:
        """Whether mark and note stand one over the other; else the note bears the film."""
        return self.height() >= 2 * self.look.theme.scaled(28) + 20

    def _paint_note(self, painter: QPainter, rect: QRectF, tile: PhotoTile) -> None:
        icon = "circle-alert" if tile.asks else "check" if tile.note.startswith("No") else "eye-off"
        icon = "film" if tile.film and not self._has_room_for_both else icon
        fact = ChipFact(tile.note, icon, Tone.WARN if tile.asks else Tone.QUIET)
        tall = self.look.theme.scaled(28)
        wide = min(chip_width(self.look, fact), rect.width() - 16)
        chip = QRectF(rect.left() + 8, rect.bottom() - tall - 8, wide, tall)
        if not tile.asks:
            draw_box(painter, chip.adjusted(-1, -1, 1, 1), Box("surface", "line", 1, tall / 2), self.look)
        draw_chip(painter, chip, fact, self.look, rtl=self.isRightToLeft())


class AnotherPhoto(Painted):
    """The dashed place that leads to the camera."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setText("Another photo")
        self.setAccessibleName("Another photo")
        self.setProperty("ring_radius", look.theme.radius["field"])

    def show_first(self, first: bool) -> None:
        """Without any photo it says so."""
        self.setText("Take a photo" if first else "Another photo")
        self.setAccessibleName(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dashes, camera, words."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_box(painter, rect.adjusted(1, 1, -1, -1), Box("bg", "edge", 1.5, 14, dashed=True), self.look, self.shaded("bg"))
        icon = centred(rect.adjusted(0, 0, 0, -self.look.theme.scaled(26)), 28, 28)
        draw_icon(painter, icon, "camera", self.look.theme.colours["primary"])
        painter.setFont(self.look.font("helper", "button"))
        painter.setPen(self.look.colour("primary"))
        words = QRectF(rect.left(), icon.bottom() + 4, rect.width(), self.look.theme.scaled(26))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())


class PhotoRow(QWidget):
    """As many tiles as fit, with arrows when there are more."""

    photo_tapped = Signal(str)
    removal_asked = Signal(str)
    another_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._tiles: tuple[PhotoTile, ...] = ()
        self._first, self._compact = 0, False
        self._buttons: list[TileButton] = []
        self._crosses: list[IconButton] = []
        self.another = AnotherPhoto(look, self)
        self.another.clicked.connect(self.another_asked)
        self.back = IconButton(look, "chevron-left", "Earlier photos", fill="surface", parent=self)
        self.on = IconButton(look, "chevron-right", "Later photos", fill="surface", parent=self)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_compact(self, compact: bool) -> None:
        """Lower tiles on the small tablet."""
        self._compact = compact
        self.updateGeometry()
        self._place()

    def show_photos(self, tiles: tuple[PhotoTile, ...]) -> None:
        """Show those photos in that order."""
        self._tiles = tiles
        while len(self._buttons) < len(tiles):
            self._add()
        self.another.show_first(not tiles)
        self._place()

    def sizeHint(self) -> QSize:
        """One row of tiles."""
        return QSize(2 * (WIDE + GAP), self._tall)

    def minimumSizeHint(self) -> QSize:
        """One tile and the place for another."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room for as many as fit."""
        self._place()

    @property
    def _tall(self) -> int:
        return COMPACT_TALL if self._compact else TALL

    @property
    def _fits(self) -> int:
        return max(1, (self.width() + GAP) // (WIDE + GAP) - 1)

    def _turn(self, way: int) -> None:
        self._first += way * self._fits
        self._place()

    def _place(self) -> None:
        scrolls = len(self._tiles) > self._fits
        fits = max(1, (self.width() - 2 * (self.back.width() + 8) + GAP) // (WIDE + GAP) - 1) if scrolls else self._fits
        self._first = max(0, min(self._first, len(self._tiles) - fits))
        left = self.back.width() + 8 if scrolls else 0
        for index, (button, cross) in enumerate(zip(self._buttons, self._crosses, strict=True)):
            shown = self._first <= index < min(self._first + fits, len(self._tiles))
            button.setVisible(shown)
            cross.setVisible(shown)
            if shown:
                button.show_tile(self._tiles[index], index + 1)
                kind = "video" if self._tiles[index].film else "photo"
                cross.setAccessibleName(f"Take {kind} {index + 1} out")
                x = self._x(left + (index - self._first) * (WIDE + GAP), WIDE)
                button.setGeometry(x, 0, WIDE, self._tall)
                cross.move(x + (0 if self.isRightToLeft() else WIDE - cross.width()), 0)
                cross.raise_()
        after = left + min(fits, len(self._tiles)) * (WIDE + GAP)
        self.another.setGeometry(self._x(after, WIDE), 0, WIDE, self._tall)
        self._place_arrows(scrolls, fits)

    def _place_arrows(self, scrolls: bool, fits: int) -> None:
        middle = (self._tall - self.back.height()) // 2
        self.back.move(self._x(0, self.back.width()), middle)
        self.on.move(self._x(self.width() - self.on.width(), self.on.width()), middle)
        for arrow in (self.back, self.on):
            arrow.setVisible(scrolls)
        self.back.setEnabled(self._first > 0)
        self.on.setEnabled(self._first + fits < len(self._tiles))

    def _x(self, left: int, width: int) -> int:
        return self.width() - left - width if self.isRightToLeft() else left

    def _add(self) -> None:
        button, cross = TileButton(self._look, self), IconButton(self._look, "x", "Take out", fill="surface", parent=self)
        button.clicked.connect(lambda: self.photo_tapped.emit(button.tile.id) if button.tile else None)
        cross.clicked.connect(lambda: self.removal_asked.emit(button.tile.id) if button.tile else None)
        self._buttons.append(button)
        self._crosses.append(cross)
