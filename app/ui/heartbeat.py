"""What only the clock on the wall knows: that the device slept, and that a day has ended. Qt's timers stand still in a sleep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QObject, QTimer, Signal

BEAT_MS = 15_000
ASLEEP_AFTER = timedelta(minutes=2)  # between two beats: nothing else keeps the window's thread for so long


class Heartbeat(QObject):
    """Looks at the clock while the program runs. `zone`: whose midnight ends the day."""

    day_ended = Signal()
    slept = Signal()

    def __init__(
        self, clock: Callable[[], datetime], zone: tzinfo, parent: QObject, ticks: Callable[[], float] | None = None
    ) -> None:  # fmt: skip
        """ticks: seconds that nobody can set and that run on in a sleep; None = there are none beside the clock."""
        super().__init__(parent)
        self._clock, self._zone, self._last = clock, zone, clock()
        self._ticks = ticks or (lambda: 0.0)
        self._last_ticks = self._ticks()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    def stop(self) -> None:
        """No further beat."""
        self._timer.stop()

    def beat(self) -> None:
        """Compare with the beat before. The end of the day comes first: what it does needs what a sleep closes."""
        last, now = self._last, self._clock()
        ticks = self._ticks()
        passed_s, self._last, self._last_ticks = ticks - self._last_ticks, now, ticks
        if now.astimezone(self._zone).date() > last.astimezone(self._zone).date():
            self.day_ended.emit()
        if now - last > ASLEEP_AFTER or passed_s > ASLEEP_AFTER.total_seconds():
            self.slept.emit()
