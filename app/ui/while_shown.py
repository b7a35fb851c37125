"""A lane whose answers fall silent once their screen is gone: the device was locked while the lane was at work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.ui.background import Lane

T = TypeVar("T")
A = TypeVar("A")


class WhileShown:
    """`view`: the screen that the answers are for."""

    def __init__(self, lane: Lane, view: QWidget) -> None:
        self._lane, self._view = lane, view

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        """Do `work` in the lane; it is done in any case."""
        self._lane.run(work, self.heard(done), self.heard(failed))

    def heard(self, answer: Callable[[A], None]) -> Callable[[A], None]:
        """`answer`, for as long as the screen is there."""
        return lambda value: answer(value) if isValid(self._view) else None
