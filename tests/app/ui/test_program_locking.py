"""What the locked window shows, and answers that come while it locks (C32, C37, L15)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.keys.lock import LockState
from app.ui.room.home.view import HomeView
from app.ui.room.person.menu import PersonMenu
from app.ui.unlock.choose_pin import ChoosePinView
from app.ui.unlock.view import UnlockView
from app.ui.widgets.focus_ring import FocusRing
from domain.wire import CommandKind
from tests import cast
from tests.app.ui.window import Window, held, is_closed, opened_of, raised, state_of, words_of, write

NAMES = [child.first_name for child in cast.CHILDREN]


# -- What the locked screen shows ------------------------------------------------------------------------------------------------------


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_locked_window_names_no_child_anywhere(window: Window) -> None:
    home = window.work()
    assert all(name in words_of(home) for name in ("Amelia", "Noah"))
    notice = QDialog(home)
    QVBoxLayout(notice).addWidget(QLabel("Amelia K. has an egg allergy"))
    notice.show()
    menu = QMenu(home)
    menu.addAction("Noah B.")
    menu.popup(home.mapToGlobal(home.rect().center()))

    window.program.lock()
    locked = window.screen(UnlockView)

    assert not [each for each in (notice, menu) if isValid(each) and each.isVisible()]
    shell = window.program.shell
    assert not [name for name in NAMES if name in words_of(shell)]
    assert shell.windowTitle() == "Daybook" and not shell.findChildren(HomeView)
    others = [each for each in shell.findChildren(QWidget) if each.isVisible() and each is not locked and not locked.isAncestorOf(each)]
    assert {type(each) for each in others} <= {QStackedWidget, FocusRing}, "something lies over the lock screen"
    assert state_of(window) is LockState.LOCKED


def test_words_copied_from_a_childs_entry_are_forgotten_with_the_lock(window: Window) -> None:
    compose = write(window, "Amelia pours the water")
    compose.text.selectAll()
    compose.text.copy()
    assert QApplication.clipboard().text() == "Amelia pours the water"

    window.program.lock()
    window.screen(UnlockView)

    assert QApplication.clipboard().text() == ""


def test_a_sheet_open_over_the_children_goes_with_the_session(window: Window) -> None:
    home = window.work()
    home.person_button.menu_asked.emit()
    window.until(lambda: bool(home.findChildren(PersonMenu)))
    window.device.server.order(CommandKind.SEAL, 1, "Bring it to the office.")
    window.device.unlocking.refresh()
    window.program.staying.ask()
    window.screen(UnlockView)
    window.until(lambda: state_of(window) is LockState.SEALED)

    assert not [name for name in NAMES if name in words_of(window.program.shell)]


# -- Races -----------------------------------------------------------------------------------------------------------------------------


def test_l15_a_right_pin_that_comes_after_the_log_out_opens_nothing(window: Window) -> None:
    window.work()
    opened = opened_of(window)
    window.program.lock()
    locked = window.screen(UnlockView)
    go = held(window)
    window.type_pin(locked.pin)
    window.program.seal()
    go.set()

    window.until(is_closed(opened))
    QCoreApplication.processEvents()
    assert state_of(window) is LockState.SEALED and window.program.station is None
    assert isinstance(window.program.shell.screen_now, UnlockView)


def test_l15_a_right_pin_beside_an_order_to_end_opens_no_screen_for_long(window: Window) -> None:
    window.work()
    window.program.lock()
    locked = window.screen(UnlockView)
    go = held(window)
    window.type_pin(locked.pin)
    window.device.server.order(CommandKind.SEAL, 1, "Bring it to the office.")
    window.device.unlocking.refresh()
    go.set()
    window.program.staying.ask()

    window.until(lambda: state_of(window) is LockState.SEALED)
    assert isinstance(window.program.shell.screen_now, UnlockView) and window.program.station is None


def test_a_log_in_whose_screen_went_away_still_finds_its_program(window: Window) -> None:
    """Else a store would stay open that nobody closes."""
    window.learn()
    window.start()
    go = held(window)
    window.log_in()
    window.program.show_lock_screen("Somebody's work ended.")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    go.set()

    window.screen(ChoosePinView)
    assert state_of(window) is LockState.OPEN


def test_a_pin_that_is_being_kept_when_the_screen_locks_starts_no_station(window: Window) -> None:
    window.learn()
    window.start()
    window.log_in()
    view = window.screen(ChoosePinView)
    go = held(window)
    for _ in range(2):
        window.type_pin(view)
    window.program.lock()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    go.set()
    done: list[bool] = []
    window.program.lanes.vault.run(lambda: True, done.append, raised)

    window.until(lambda: bool(done))
    assert state_of(window) is LockState.LOCKED and isinstance(window.program.shell.screen_now, UnlockView)
