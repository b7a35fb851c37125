"""Lanes for tests: held back until the test lets them run, or at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from tests.app.ui.held import HeldLane

T = TypeVar("T")
P = TypeVar("P")


class HeldToldLane(HeldLane):
    """A held lane whose work can tell how far it is; it is heard at once, as the lanes run in the test's own thread."""

    def progress(self, heard: Callable[[P], None]) -> Callable[[P], None]:
        return heard


class PromptLane(HeldToldLane):
    """A lane without a thread: everything is done before `run` returns. Errors that are bugs come out."""

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]) -> None:
        super().run(work, done, failed)
        self.run_all()
