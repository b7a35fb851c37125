"""A person's hands on the real screens: taps where a finger would, keys as they are typed, and the patience to wait."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.ui.shell import Shell
from commands.touring.report import StepFailed

View = TypeVar("View", bound=QWidget)
PATIENCE_S = 30.0
LOOK_S = 0.01
ISOLATES = str.maketrans("", "", "\u2066\u2067\u2068\u2069")


class Bugs:
    """Hears every error that a slot lets out: a tour that went on over one would lie."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._before = sys.excepthook
        sys.excepthook = self._caught

    def close(self) -> None:
        """Hear no more."""
        sys.excepthook = self._before

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.heard.append("".join(traceback.format_exception(kind, error, trace)))

    def raise_heard(self) -> None:
        """Raises RuntimeError with everything heard so far."""
        if self.heard:
            heard, self.heard = self.heard, []
            raise RuntimeError("\n".join(heard))


class Hands:
    """One window under two hands; pictures of it go to `out`."""

    def __init__(self, shell: Shell, out: Path, bugs: Bugs) -> None:
        self.shell, self._out, self._bugs = shell, out, bugs

    def until(self, what: str, condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        """Wait for something to be seen. Raises StepFailed when it is not, RuntimeError for a bug on the way."""
        end = time.monotonic() + patience_s
        while not condition():
            QApplication.processEvents()
            self._bugs.raise_heard()
            if time.monotonic() > end:
                self.shoot("failed")
                raise StepFailed(f"Waited {patience_s:.0f} s for {what}.{self._said()}")
            time.sleep(LOOK_S)
        QApplication.processEvents()
        self._bugs.raise_heard()

    def screen(self, kind: type[View]) -> View:
        """Wait until that screen is shown."""
        self.until(f"the {kind.__name__}", lambda: isinstance(self.shell.screen_now, kind))
        found = self.shell.screen_now
        if not isinstance(found, kind):
            raise StepFailed(f"The {kind.__name__} went away.")
        return found

    def tap(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Tap in the middle, or at a point of the widget. Raises StepFailed when a finger could not reach it."""
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            raise StepFailed(f"“{widget.accessibleName()}” cannot be reached.")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())
        QApplication.processEvents()

    def button(self, name: str, within: QWidget | None = None) -> QAbstractButton:
        """The visible button that is spoken so. Raises StepFailed when there is none."""
        root = within or self.shell
        for button in root.findChildren(QAbstractButton):
            if button.isVisible() and spoken(button).startswith(name) and not button.visibleRegion().isEmpty():
                return button
        raise StepFailed(f"There is no “{name}” to tap.")

    def press(self, name: str, within: QWidget | None = None) -> None:
        """Tap the button that is spoken so."""
        self.tap(self.button(name, within))

    def type(self, widget: QWidget, text: str) -> None:
        """Tap a field and type. Letters beyond ASCII come as an input method brings them."""
        self.tap(widget)
        QTest.keyClicks(widget, text)
        QApplication.processEvents()

    def enter_pin(self, pad: QWidget, pin: str) -> None:
        """Press the digits on the keyboard, and Enter."""
        QTest.keyClicks(pad, pin)
        QTest.keyClick(pad, Qt.Key.Key_Return)
        QApplication.processEvents()

    def shoot(self, name: str) -> None:
        """A picture of the window as it stands."""
        QApplication.processEvents()
        self.shell.grab().save(str(self._out / f"{name}.png"))

    def _said(self) -> str:
        """What a toast says now, as a hint to why something did not come."""
        toast = getattr(self.shell.screen_now, "toast", None)
        words = getattr(toast, "sentence", "") if toast is not None and toast.isVisible() else ""
        return f" The screen says: {words}" if words else ""


def spoken(button: QAbstractButton) -> str:
    """The accessible name without the marks that isolate a name from its surroundings."""
    return button.accessibleName().translate(ISOLATES).strip()
