"""Blocking work off the GUI thread: lanes that take values and hand values back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

T = TypeVar("T")
P = TypeVar("P")


class Lane(Protocol):
    """What a presenter asks of a lane; `Background` is the real one, tests hold one back."""

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Do `work` elsewhere, then call `done` with its result or `failed` with its error in the caller's thread."""
        ...


class LongLane(Lane, Protocol):
    """A lane whose work asks between its steps whether it shall stop."""

    def stop(self) -> bool:
        """Whether the lane is closing."""
        ...


class Background(QObject):
    """One lane of blocking work; `done` and `failed` run in the thread that built the lane."""

    _outcome = Signal(object)  # owned by the lane: a signal owned by the task dies before it is heard

    def __init__(self, threads: int = 1) -> None:
        super().__init__()
        self._open, self._pool = True, QThreadPool(self)
        self._stop = Event()
        self._pool.setMaxThreadCount(threads)
        self._pool.setExpiryTimeout(-1)  # keep the thread: its SQLite connection is bound to it
        self._outcome.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Do `work` in the lane. Nothing is done or heard after `close`."""

        def task() -> None:
            try:
                outcome: Callable[[], None] = partial(done, work())
            except Exception as error:
                outcome = partial(failed, error)
            self._outcome.emit(outcome)

        if self._open:
            self._pool.start(task)

    def progress(self, heard: Callable[[P], None]) -> Callable[[P], None]:
        """A function that long work may call from the lane with a value; `heard` gets it in the lane's home thread."""
        return lambda value: self._outcome.emit(partial(heard, value))

    def stop(self) -> bool:
        """Whether the lane is closing: long work asks this between its steps."""
        return self._stop.is_set()

    def close(self) -> None:
        """Let late outcomes fall silent, drop what has not begun, and wait for what has."""
        self._open = False
        self._stop.set()
        self._pool.clear()
        self._pool.waitForDone()

    @Slot(object)
    def _deliver(self, outcome: Callable[[], None]) -> None:
        if self._open:  # close() lowers this, clears the pool and waits: late outcomes fall silent
            outcome()
