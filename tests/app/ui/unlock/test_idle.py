"""Twenty seconds before the lock."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.shell import LOCK_AFTER_S, Shell
from app.ui.theme.look import Look
from app.ui.unlock.idle import WARN_S, IdleWatch
from tests.app.ui.walk import faults_of


@pytest.fixture
def shell(qtbot: QtBot, look: Look) -> Shell:
    shell = Shell(look, "Daybook")
    qtbot.addWidget(shell)
    shell.show()
    return shell


@pytest.fixture
def idle(shell: Shell) -> Iterator[IdleWatch]:
    idle = IdleWatch(shell.look, shell)
    idle.start()
    yield idle
    idle.stop()


def test_c37_it_says_so_twenty_seconds_before(idle: IdleWatch) -> None:
    assert idle._quiet.interval() == (LOCK_AFTER_S - WARN_S) * 1000
    idle.warn()
    idle.tick()

    assert idle.bar.isVisible()
    assert idle.bar.words.text() == f"Locks in {WARN_S - 1} s. Touch the screen to go on."


def test_any_touch_stops_it_and_is_a_touch_all_the_same(qtbot: QtBot, shell: Shell, idle: IdleWatch) -> None:
    button, taps = QPushButton("Amelia", shell), []
    button.clicked.connect(lambda: taps.append("tap"))
    button.show()
    idle.warn()

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert not idle.bar.isVisible()
    assert idle._quiet.isActive()
    assert taps == ["tap"]


def test_a_key_stops_it_too(shell: Shell, idle: IdleWatch) -> None:
    idle.warn()
    QTest.keyClick(shell, Qt.Key.Key_A)

    assert not idle.bar.isVisible()


def test_after_the_work_nothing_is_said(shell: Shell, idle: IdleWatch) -> None:
    idle.warn()
    idle.stop()
    QTest.keyClick(shell, Qt.Key.Key_A)

    assert not idle.bar.isVisible()
    assert not idle._quiet.isActive()


@pytest.mark.parametrize("percent", [100, 150])
def test_its_words_are_whole(shell: Shell, idle: IdleWatch, percent: int) -> None:
    shell.resize(1024, 600)
    shell.look.choose(shell.look.theme.name, percent)
    idle.warn()

    assert faults_of(shell) == []
    shell.look.choose(shell.look.theme.name, 100)
