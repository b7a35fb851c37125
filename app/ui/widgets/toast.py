"""The dark bar that says what happened and lets it be undone for eight seconds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.buttons import LEAST, Painted
from app.ui.widgets.paint import Box, draw_box, text_width
from app.ui.widgets.words import Words

UNDO_SECONDS = 8
TOAST_PX, TOAST_WIDTH, LEAST_WIDTH = 64, 584, 400
MARK_PX, ENDS_PX, SIDE = 38, 20 + 16, 16  # px: for the tick, at the two ends, between the toast and the window


class UndoButton(Painted):
    """Undo with the seconds that are left."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setProperty("ring_radius", look.theme.radius["pill"])
        self.set_seconds(UNDO_SECONDS)

    def set_seconds(self, seconds: int) -> None:
        """Show what is left."""
        self.setText(f"Undo  {seconds} s")
        self.setAccessibleName(f"Undo {seconds} s")
        width = text_width(self.look.font("body", "button"), f"Undo  {UNDO_SECONDS} s") + 56
        self.setFixedSize(round(width), self.look.theme.scaled(LEAST))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An outlined capsule on the dark bar."""
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), Box("toast", "on-toast", 1.5, self.height() / 2), self.look, self.shaded("toast"))
        painter.setFont(self.look.font("body", "button"))
        painter.setPen(self.look.colour("on-toast"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Toast(QWidget):
    """Lies above the bottom bar and moves nothing. `undone` or `expired` is emitted, exactly one of them, once per `say`."""

    undone = Signal()
    expired = Signal()

    def __init__(self, look: Look, parent: QWidget, bottom_px: int = 96) -> None:
        super().__init__(parent)
        self._look, self._host, self._bottom_px, self._left = look, parent, bottom_px, 0
        self._beside: QRect | None = None
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 16, 4)
        self._words = Words(look, "", "body", "button", "on-toast", wrap=True)
        self.undo_button = UndoButton(look)
        self.undo_button.clicked.connect(self._undo)
        row.addSpacing(MARK_PX)
        row.addWidget(self._words, 1)
        row.addWidget(self.undo_button)
        self.timer = QTimer(self)
        self.timer.setInterval(1000)
        self.timer.timeout.connect(self.tick)
        parent.installEventFilter(self)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says, or said last."""
        return self._words.text()

    def say(self, sentence: str, *, can_undo: bool = True) -> None:
        """Show the sentence for eight seconds, and read it out once. What was shown before counts as expired."""
        if self.isVisible():
            self._end()
        self._words.setText(sentence)
        self.undo_button.setVisible(can_undo)
        self._left = UNDO_SECONDS
        self.undo_button.set_seconds(self._left)
        self._place()
        self.show()
        self.raise_()
        self.timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def dismiss(self) -> None:
        """Something else takes the room: what was said counts as expired."""
        if self.isVisible():
            self._end()

    def stand_beside(self, free: QRect | None) -> None:
        """A sheet opened and leaves `free` of the window, or the last one closed: nothing of the toast lies under it."""
        self._beside = free if free is None or free.width() >= self._look.theme.scaled(LEAST_WIDTH) else None
        if self.isVisible():
            self._place()
            self.raise_()

    def tick(self) -> None:
        """One second has passed; it does not count while the toast is touched or focused."""
        if self.underMouse() or self.undo_button.hasFocus():
            return
        self._left -= 1
        self.undo_button.set_seconds(max(0, self._left))
        if self._left <= 0:
            self._end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size."""
        if event.type() == QEvent.Type.Resize and watched is self.parentWidget() and self.isVisible():
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dark bar with its tick."""
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(3, 0, -3, -5)
        draw_box(painter, rect, Box("toast", None, 0, self._look.theme.radius["card"], 2), self._look)
        left = self.width() - 48 if self.isRightToLeft() else 22
        picture = self._look.pixmap("check", self._look.theme.colours["on-toast"], 24, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - 5 - 24) // 2, picture)

    def _undo(self) -> None:
        self.timer.stop()
        self.hide()
        self.undone.emit()

    def _end(self) -> None:
        self.timer.stop()
        self.hide()
        self.expired.emit()

    def _place(self) -> None:
        """Above the bottom bar, in the middle of what is free; long words take a second line."""
        free = self._beside or self._host.rect()
        rest = MARK_PX + ENDS_PX + 2 * self._row.spacing() + (self.undo_button.width() if not self.undo_button.isHidden() else 0)
        needed = round(text_width(self._look.font("body", "button"), self.sentence)) + rest
        width = min(max(TOAST_WIDTH, needed), free.width() - 2 * SIDE)
        height = max(self._look.theme.scaled(TOAST_PX), self._words.heightForWidth(width - rest) + 16) + 5
        self.setGeometry(free.left() + (free.width() - width) // 2, self._host.height() - self._bottom_px - height - 8, width, height)
