"""Twenty seconds before the idle lock a quiet bar says so; any touch stops it and moves nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.ui.shell import LOCK_AFTER_S, TOUCHES
from app.ui.theme.look import Look
from app.ui.widgets.field import IconLabel
from app.ui.widgets.paint import Box, draw_box
from app.ui.widgets.words import Words

WARN_S = 20
BELOW_PX = 8  # under the bar of the work screens
BAR_PX = 56


class IdleBar(QWidget):
    """The bar itself. It lets every touch through: the touch is the answer."""

    def __init__(self, look: Look, host: QWidget, top_px: int) -> None:
        super().__init__(host)
        self._look, self._host, self._top_px = look, host, top_px
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 24, 10)
        row.setSpacing(12)
        self._icon = IconLabel(look, "lock", "on-toast", 22)
        self.words = Words(look, "", "body", "button", "on-toast")
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, seconds: int) -> None:
        """So many seconds are left."""
        self.words.setText(f"Locks in {seconds} s. Touch the screen to go on.")
        self.setAccessibleName(self.words.text())
        size = self.sizeHint()
        width = min(size.width(), self._host.width() - 32)
        height = max(self._look.theme.scaled(BAR_PX), size.height())
        self.setGeometry((self._host.width() - width) // 2, self._top_px + BELOW_PX, width, height)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dark capsule."""
        rect = QRectF(self.rect()).adjusted(3, 0, -3, -5)
        draw_box(QPainter(self), rect, Box("toast", None, 0, rect.height() / 2, 2), self._look)


class IdleWatch(QObject):
    """Counts beside the window's idle clock, from the same touches. `start` and `stop` go with the work."""

    def __init__(self, look: Look, host: QWidget, top_px: int = 80, after_s: int = LOCK_AFTER_S) -> None:
        super().__init__(host)
        self.bar = IdleBar(look, host, top_px)
        self._left = 0
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval((after_s - WARN_S) * 1000)
        self._quiet.timeout.connect(self.warn)
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self.tick)

    def start(self) -> None:
        """Somebody is at work."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._quiet.start()

    def stop(self) -> None:
        """Nobody is."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._quiet.stop()
        self._second.stop()
        self.bar.hide()

    def warn(self) -> None:
        """Nothing was touched for long: say it, and read it out once."""
        self._left = WARN_S
        self.bar.say(self._left)
        self._second.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.bar, self.bar.words.text()))

    def tick(self) -> None:
        """A second has passed."""
        self._left = max(0, self._left - 1)
        self.bar.say(self._left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any touch winds the clock up again."""
        if event.type() in TOUCHES and self._quiet.interval():
            self._second.stop()
            self.bar.hide()
            self._quiet.start()
        return False
