from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.theme.look import Look
from tests.app.ui.unlock.work import Work


@pytest.fixture
def work(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Work]:
    work = Work(qtbot, look, tmp_path)
    yield work
    work.close()
