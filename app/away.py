"""Whether the window was left while a person's work was open: something else on the device was used (C13). Noted, told, never hidden."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

BRIEF_MS = 1000  # between two windows of our own nothing is active for a moment


@dataclass(frozen=True, slots=True)
class Absence:
    """The window was left at `at`; `seconds` None = nobody came back yet."""

    at: datetime
    seconds: int | None = None

    @property
    def what(self) -> str:
        """For the audit."""
        return "window.left" if self.seconds is None else "window.came_back"

    def note(self, here: datetime) -> str:
        """For the kiosk's board. here: `at` in the site's zone."""
        since = f"the window was left at {here:%H:%M}"
        return since if self.seconds is None else f"{since} for {self.seconds} s"


class Away(QObject):
    """Watches while work is open. Our own dialogs are windows of the same application and count as being there."""

    noticed = Signal(object)  # Absence, when the window was left, and again when somebody came back

    def __init__(self, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._clock, self._is_watching = clock, False
        self._since: datetime | None = None
        self._brief = QTimer(self)
        self._brief.setSingleShot(True)
        self._brief.setInterval(BRIEF_MS)
        self._brief.timeout.connect(self._left)
        QGuiApplication.instance().applicationStateChanged.connect(self.changed)  # type: ignore[union-attr]

    def watch(self, on: bool) -> None:
        """Begin with a person's work, end with it: on the lock screen there is nothing to leave."""
        if self._is_watching and not on:
            self._came_back()
        self._is_watching = on
        self._brief.stop()

    def changed(self, state: Qt.ApplicationState) -> None:
        """The system says whether one of our windows has the person's attention."""
        if not self._is_watching:
            return
        if state is Qt.ApplicationState.ApplicationActive:
            self._brief.stop()
            self._came_back()
        elif self._since is None:
            self._brief.start()

    def _left(self) -> None:
        self._since = self._clock()
        self.noticed.emit(Absence(self._since))

    def _came_back(self) -> None:
        if self._since is not None:
            since, self._since = self._since, None
            self.noticed.emit(Absence(since, round((self._clock() - since).total_seconds())))
