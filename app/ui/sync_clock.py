"""When the next sync cycle runs: on a timer, at once after a hand-in, and never two at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.sync.reports import CycleReport
from app.sync.rhythm import Rhythm
from app.ui.background import Background

Stop = Callable[[], bool]
Cycle = Callable[[Stop], CycleReport]


class SyncClock(QObject):
    """Runs `cycle` in the net lane. `cycled` gives each report."""

    cycled = Signal(object)  # CycleReport

    def __init__(self, cycle: Cycle, net: Background, rhythm: Rhythm) -> None:
        super().__init__()
        self._cycle, self._net, self._rhythm = cycle, net, rhythm
        self._runs = self._asked_again = self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.wake)

    def wake(self) -> None:
        """Run a cycle now; asked while one runs, run another one right after it."""
        if self._is_stopped:
            return
        if self._runs:
            self._asked_again = True
            return
        self._runs = True
        self._timer.stop()
        self._net.run(lambda: self._cycle(lambda: self._is_stopped or self._net.stop()), self._ended, self._failed)

    def stop(self) -> None:
        """No further cycle; the one that runs ends at its next step."""
        self._is_stopped = True
        self._timer.stop()

    def _ended(self, report: CycleReport) -> None:
        self._runs = False
        if self._is_stopped:
            return
        self.cycled.emit(report)
        if self._asked_again:
            self._asked_again = False
            self.wake()
            return
        self._timer.start(round(self._rhythm.after(report) * 1000))

    def _failed(self, error: Exception) -> None:
        """A bug: the world's errors stand in the report. Go on syncing, and let it be seen."""
        self._runs = False
        if not self._is_stopped:
            self._timer.start(round(self._rhythm.after(CycleReport(is_online=False)) * 1000))
        raise error
