"""Who collects garbage while a window lives."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from app.ui.collecting import Collector


class Screen(QObject):
    """A screen that nobody holds any more, in a circle with itself."""

    def __init__(self) -> None:
        super().__init__()
        self.timer = QTimer(self)
        self.timer.start(1000)
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    window = QObject()
    collector = Collector(window)
    yield collector
    collector.stop()
    gc.unfreeze()


def test_a_lane_never_collects_a_screen(collector: Collector) -> None:
    gone = weakref.ref(Screen())

    lane = threading.Thread(target=lambda: [[[]] for _ in range(50_000)])
    lane.start()
    lane.join()

    assert gone() is not None
    gc.collect()
    assert gone() is None


def test_the_window_collects_when_it_is_due_and_gives_the_work_back(collector: Collector) -> None:
    gone = weakref.ref(Screen())
    kept: list[list[int]] = [[] for _ in range(gc.get_threshold()[0] + 1)]

    collector.collect()

    assert gone() is None and kept
    collector.stop()
    assert gc.isenabled()
