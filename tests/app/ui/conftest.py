"""Real widgets without a screen."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.theme.look import Look
from tests.app.ui.held import HeldLane
from tests.app.ui.window import Window


def pytest_configure(config: pytest.Config) -> None:
    # The offscreen platform says so for every window; no other warning is let through.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


@pytest.fixture(autouse=True)
def _buried(qapp: QApplication) -> Iterator[None]:
    """Really delete the test's windows: no event loop runs that would, and each style sheet is read by every widget that lives."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The light look, without motion."""
    look = Look(reduced_motion=True)
    look.apply()
    return look


@pytest.fixture
def lane() -> HeldLane:
    """A lane that runs nothing until it is told to."""
    return HeldLane()


@pytest.fixture
def window(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Window]:
    window = Window(qtbot, look, tmp_path / "data")
    yield window
    window.close()
