"""The focus ring: 3 px, 2 px outside the control, drawn once per window over whatever has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.ui.theme.look import Look

RING_PX, GAP_PX = 3, 2
KEYS_THAT_SHOW = frozenset(
    {
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_F6,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class FocusRing(QWidget):
    """Lies over `window`, lets every tap through, shows while keys are used and hides at a touch."""

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._window, self._by_keys, self._radius = look, window, False, 0.0
        self._handle: QWindow | None = None
        self._followed: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice keys and touches at the window, and moves of the focused control."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in KEYS_THAT_SHOW:
            self._by_keys = True
            self._place()
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self._by_keys = False
            self.hide()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide) and watched is self._followed:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("info"), RING_PX))
        half = RING_PX / 2
        radius = self._radius + GAP_PX + half
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Only the window's own input and the focused control are watched: a filter on the application would see every event there is.
        handle = self._window.window().windowHandle()
        if handle is not None and handle is not self._handle:
            self._handle = handle
            handle.installEventFilter(self)
        if self._followed is not None and isValid(self._followed):
            self._followed.removeEventFilter(self)
        self._followed = new
        if new is not None:
            new.installEventFilter(self)
        self._place()

    def _place(self) -> None:
        focused = QApplication.focusWidget()
        window = self._window
        if not self._by_keys or focused is None or not window.isAncestorOf(focused) or focused.property("ring_radius") is None:
            self.hide()
            return
        self._radius = min(float(focused.property("ring_radius")), focused.height() / 2)
        reach = RING_PX + GAP_PX
        corner = focused.mapTo(window, QPoint(0, 0))
        self.setGeometry(QRect(corner, focused.size()).adjusted(-reach, -reach, reach, reach))
        self.show()
        self.raise_()
