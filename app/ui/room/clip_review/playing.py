"""The clock of a video that plays: it says which moment it is; whoever hears it shows what it can in time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

TICK_MS = 80  # a covered frame takes longer to come than to show: twelve a second are more than there will be


class Playing:
    """`heard` gets the moment in seconds, again and again, until it is stopped."""

    def __init__(self, parent: QObject, heard: Callable[[float], None]) -> None:
        self._heard, self._start_s = heard, 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(parent)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self, start_s: float) -> None:
        """Begin at that moment."""
        self._start_s = start_s
        self._since.start()
        self._timer.start()

    def stop(self) -> None:
        """Say no more."""
        self._timer.stop()

    def _tick(self) -> None:
        self._heard(self._start_s + self._since.elapsed() / 1000)
