"""The rail's switch for a video's sound: off until somebody moves it, and never without being seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.room.camera_screen.shutter import rail_colour
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName, theme
from app.ui.widgets.buttons import LEAST, Painted
from app.ui.widgets.paint import Box, draw_box, mixed, text_width

PAD, ICON_PX, GAP = 12, 24, 8
TRACK_W, TRACK_H, KNOB_PX = 44, 26, 20


class SoundSwitch(Painted):
    """Icon, word and switch. A tap is only a wish: the screen says whether it is on, and why it cannot be."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setText("Sound")
        self.setCheckable(True)
        self.setProperty("ring_radius", look.theme.radius["card"])
        self.show_state(on=False, why_not="")

    def show_state(self, *, on: bool, why_not: str) -> None:
        """Draw it on or off; why_not: the sentence that keeps it off."""
        self._why_not = why_not
        self.setChecked(on)
        self.setAccessibleName("Sound, on" if on else "Sound, off")
        self.setAccessibleDescription(why_not)
        self.update()

    def nextCheckState(self) -> None:
        """A tap changes nothing by itself."""

    def sizeHint(self) -> QSize:
        """One line, as high as a finger."""
        width = 2 * PAD + ICON_PX + 2 * GAP + text_width(self.look.font("body", "button"), self.text()) + TRACK_W
        return QSize(round(width), self.look.theme.scaled(LEAST))

    def minimumSizeHint(self) -> QSize:
        """All of it."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tile, icon, word, switch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, is_rtl = QRectF(self.rect()), self.isRightToLeft()
        fill = mixed(rail_colour("surface"), rail_colour("line"), 1 if self.isDown() else 0.6)
        draw_box(painter, rect, Box("surface", None, 0, self.look.theme.radius["card"]), self.look, fill)
        ink = "muted" if self._why_not else "ink"
        icon_x = rect.right() - PAD - ICON_PX if is_rtl else PAD
        icon = "mic" if self.isChecked() else "mic-off"
        draw_icon(painter, QRectF(icon_x, rect.center().y() - ICON_PX / 2, ICON_PX, ICON_PX), icon, theme(ThemeName.DARK).colours[ink])
        painter.setFont(self.look.font("body", "button"))
        painter.setPen(rail_colour(ink))
        lead, tail = PAD + ICON_PX + GAP, PAD + TRACK_W + GAP
        words = rect.adjusted(tail, 0, -lead, 0) if is_rtl else rect.adjusted(lead, 0, -tail, 0)
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, self.text())
        self._paint_switch(painter, PAD if is_rtl else rect.right() - PAD - TRACK_W, on_right=self.isChecked() is not is_rtl)

    def _paint_switch(self, painter: QPainter, x: float, *, on_right: bool) -> None:
        """Where the knob lies says it too, and not the colour alone."""
        track = QRectF(x, (self.height() - TRACK_H) / 2, TRACK_W, TRACK_H)
        fill, knob_fill = (rail_colour("primary"), rail_colour("bg")) if self.isChecked() else (rail_colour("bg"), rail_colour("muted"))
        draw_box(painter, track, Box(None, None, 0, TRACK_H / 2), self.look, fill)
        away = (TRACK_H - KNOB_PX) / 2
        knob_x = track.right() - away - KNOB_PX if on_right else track.left() + away
        draw_box(painter, QRectF(knob_x, track.top() + away, KNOB_PX, KNOB_PX), Box(None, None, 0, KNOB_PX / 2), self.look, knob_fill)
