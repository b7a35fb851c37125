"""A window that was left, a second program, and keys that are missing at the start (C13, C32)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.keys.folder_lock import FolderInUse, FolderLock
from app.storage import outbox
from app.sync import telling
from app.ui.unlock.view import UnlockView
from tests import cast
from tests.app.ui.window import Window, audited, opened_of, words_of, work_of

# -- The window was left ---------------------------------------------------------------------------------------------------------------


def test_c13_a_window_that_was_left_is_audited_told_and_on_the_kiosks_board(window: Window) -> None:
    window.work()
    opened, away = opened_of(window), window.program.away
    away.changed(Qt.ApplicationState.ApplicationInactive)
    away._brief.timeout.emit()
    window.device.clock.go_on(seconds=42)
    away.changed(Qt.ApplicationState.ApplicationActive)

    window.until(lambda: audited(opened, "window.came_back") == ['{"seconds": 42}'])
    assert audited(opened, "window.left") == ["{}"]
    report = work_of(window)._contact.report(opened.store.connect())
    assert report.notes == ("the window was left at 10:05 for 42 s",)

    telling.tell(opened.store.connect(), cast.SAM)
    assert any("window.left" in str(row.body) for row in outbox.waiting(opened.store.connect()))


def test_c13_our_own_windows_and_the_lock_screen_are_no_leaving(window: Window) -> None:
    window.work()
    opened, away = opened_of(window), window.program.away
    away.changed(Qt.ApplicationState.ApplicationInactive)
    away.changed(Qt.ApplicationState.ApplicationActive)  # within the moment between two of our own
    assert not away._brief.isActive()
    window.program.lock()
    away.changed(Qt.ApplicationState.ApplicationInactive)

    assert not away._brief.isActive() and audited(opened, "window.left") == []


def test_c13_the_window_that_locks_while_it_is_left_says_how_long(window: Window) -> None:
    window.work()
    opened, away = opened_of(window), window.program.away
    away.changed(Qt.ApplicationState.ApplicationInactive)
    away._brief.timeout.emit()
    window.device.clock.go_on(seconds=120)
    window.program.lock()

    window.until(lambda: audited(opened, "window.came_back") == ['{"seconds": 120}'])


# -- One program, one folder -----------------------------------------------------------------------------------------------------------


def test_a_second_program_on_the_same_folder_is_a_sentence(window: Window) -> None:
    window.program.start()
    second = window.made()
    with pytest.raises(FolderInUse, match="open on this device already"):
        second.start()
    second.shell.close()
    second.shell.deleteLater()

    window.program.shell.close()
    FolderLock(window.device.folder).take()


# -- Keys that are missing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["secret", "other key store", "slots damaged", "enrolment edited"])
def test_a_missing_key_is_a_sentence_in_the_window_and_the_next_look_finds_it(window: Window, missing: str) -> None:
    window.learn()
    device = window.device
    before = {path: path.read_bytes() for path in device.folder.glob("*.json")}
    secrets = dict(device.keys.secrets)
    if missing == "secret":
        device.keys.secrets.clear()
    if missing == "other key store":
        device.keys.name = "another"
    if missing == "slots damaged":
        (device.folder / "slots.json").write_text("{")
    if missing == "enrolment edited":
        path = device.folder / "enrolment.json"
        path.write_text(path.read_text().replace("https://server", "https://other"))
    window.program.start()

    view = window.screen(UnlockView)
    window.until(lambda: "This device does not open" in words_of(view))
    assert any(words in words_of(view) for words in ("recovery key", "Take it to the office"))

    device.keys.secrets.update(secrets)
    device.keys.name = "memory"
    for path, content in before.items():
        path.write_bytes(content)
    view.look_again_asked.emit()
    window.until(lambda: window.program.device is not None and window.program.shell.screen_now is not view)
