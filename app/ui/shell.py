"""The window: one screen at a time, toasts over it, and the idle lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard, QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QToolTip, QWidget

from app.ui.theme.look import Look
from app.ui.widgets.focus_ring import FocusRing

LOCK_AFTER_S = 120  # DESIGN: idle lock after two minutes
TOUCHES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,  # a keyboard on the screen presses no key
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.Wheel,
    }
)


class Shell(QMainWindow):
    """Shows one screen; `idle` is emitted after two minutes without a touch, `closing` before the window goes."""

    idle = Signal()
    closing = Signal()

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self.look = look
        self.setWindowTitle(title)
        self.setMinimumSize(1024, 600)
        self.resize(1280, 800)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._idle = QTimer(self)
        self._idle.setInterval(LOCK_AFTER_S * 1000)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.idle)
        self._keep: list[object] = []
        self.ring = FocusRing(look, self)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    @property
    def screen_now(self) -> QWidget | None:
        """The screen that is shown; None before the first."""
        return self._stack.currentWidget()

    def go(self, build: Callable[[], tuple[QWidget, object]]) -> QWidget:
        """Show a new screen in place of the old one. The presenter is kept as long as its view: Qt holds slots weakly."""
        old = [self._stack.widget(index) for index in range(self._stack.count())]
        view, presenter = build()
        self._keep = [presenter]
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        for each in old:
            self._drop(each)
        return view

    def _drop(self, view: QWidget | None) -> None:
        if view is not None:
            self._stack.removeWidget(view)
            view.deleteLater()

    def over(self, build: Callable[[], tuple[QWidget, object]]) -> QWidget:
        """Show a screen over the one that `go` brought, which stays as it is until `uncover` or the next `go`."""
        self.uncover()
        view, presenter = build()
        self._keep.append(presenter)
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        return view

    def uncover(self) -> None:
        """Let go of what was shown `over` the screen, and show that again."""
        while self._stack.count() > 1:
            self._drop(self._stack.widget(self._stack.count() - 1))
        del self._keep[1:]

    def alone(self) -> None:
        """Close what stands over the window in windows of its own: dialogs, menus, tips. They were opened over somebody's work.

        Words that were copied from it are forgotten too: the next one here could paste them.
        """
        QToolTip.hideText()
        copies = QApplication.clipboard()
        copies.clear()
        if copies.supportsSelection():
            copies.clear(QClipboard.Mode.Selection)
        for window in QApplication.topLevelWidgets():
            if not isinstance(window, Shell) and window.isVisible():  # another program's own window is not over this one
                window.close()

    def watch(self, on: bool) -> None:
        """Begin or end the idle clock: it runs only while children are on the screen."""
        if on:
            self._idle.start()
        else:
            self._idle.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every touch winds the idle clock up again."""
        if event.type() in TOUCHES and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the lanes end before the window goes."""
        self.closing.emit()
        super().closeEvent(event)
