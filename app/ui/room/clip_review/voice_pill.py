"""One child in "Who can be heard?": portrait, first name, and whether the picture shows them anyway."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.room.clip_review.screen import VoiceChoice
from app.ui.theme.icons import draw_icon
from app.ui.theme.look import Look
from app.ui.widgets.buttons import Painted
from app.ui.widgets.paint import Box, draw_box, isolated
from app.ui.widgets.portrait import draw_portrait

PILL_PX, PORTRAIT_PX, TICK_PX, PAD = 64, 44, 24, 10
IN_PICTURE, NOT_HEARD = "is in the picture", "may not be heard"


class VoicePill(Painted):
    """Ticked while the child is heard. One whom the picture names stays ticked."""

    def __init__(self, look: Look, choice: VoiceChoice, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.choice = choice
        self.setCheckable(True)
        self.setChecked(choice.is_heard)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("ring_radius", look.theme.radius["field"])
        self.note = IN_PICTURE if choice.is_in_picture else "" if choice.may_be_heard else NOT_HEARD
        self.setAccessibleName(f"{choice.first_name}, {self.note}" if self.note else choice.first_name)

    def nextCheckState(self) -> None:
        """Whoever is in the picture cannot be taken out."""
        self.setChecked(self.choice.is_in_picture or not self.isChecked())

    def sizeHint(self) -> QSize:
        """Half a sheet."""
        return QSize(200, self.look.theme.scaled(PILL_PX))

    def minimumSizeHint(self) -> QSize:
        """Portrait, some letters, tick."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, portrait, name and note, tick."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, is_rtl, on = QRectF(self.rect()), self.isRightToLeft(), self.isChecked()
        fill, edge = ("primary-soft", "primary") if on else ("surface", "line")
        draw_box(painter, rect, Box(fill, edge, 2 if on else 1, self.look.theme.radius["field"]), self.look, self.shaded(fill))
        portrait_x = rect.right() - PAD - PORTRAIT_PX if is_rtl else PAD
        middle = rect.center().y()
        draw_portrait(painter, QRectF(portrait_x, middle - PORTRAIT_PX / 2, PORTRAIT_PX, PORTRAIT_PX), self.choice.avatar)
        if on:
            tick_x = PAD if is_rtl else rect.right() - PAD - TICK_PX
            draw_icon(painter, QRectF(tick_x, middle - TICK_PX / 2, TICK_PX, TICK_PX), "check", self.look.theme.colours["primary"])
        lead, tail = 2 * PAD + PORTRAIT_PX, PAD + TICK_PX
        self._paint_words(painter, rect.adjusted(tail, 4, -lead, -4) if is_rtl else rect.adjusted(lead, 4, -tail, -4))

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        start = side | Qt.AlignmentFlag.AlignAbsolute
        name = QRectF(room.left(), room.top(), room.width(), room.height() / (2 if self.note else 1))
        low = Qt.AlignmentFlag.AlignBottom if self.note else Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.look.font("name", "button"))
        painter.setPen(self.look.colour("ink"))
        painter.drawText(
            name,
            start | low,
            isolated(painter.fontMetrics().elidedText(self.choice.first_name, Qt.TextElideMode.ElideRight, round(room.width()))),
        )
        if self.note:
            painter.setFont(self.look.font("chip"))
            painter.setPen(self.look.colour("muted"))
            under = QRectF(room.left(), name.bottom(), room.width(), room.height() / 2)
            painter.drawText(under, start | Qt.AlignmentFlag.AlignTop, self.note)
