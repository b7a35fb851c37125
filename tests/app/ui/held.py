"""A lane that holds its work until the test lets it run: what the screen shows meanwhile can be looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

T = TypeVar("T")


class HeldLane(QObject):
    """`run_next` does one piece of work, `run_all` everything, also what comes of it."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []
        self.is_stopping = False

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        def task() -> None:
            try:
                result = work()
            except Exception as error:
                failed(error)
            else:
                done(result)

        self.waiting.append(task)

    def run_next(self) -> None:
        self.waiting.pop(0)()

    def run_all(self) -> None:
        while self.waiting:
            self.run_next()

    def stop(self) -> bool:
        return self.is_stopping
