"""After a lock: the same person's PIN, what a wrong one costs, and whom the screen names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.services.unlocking import Opened
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from app.ui.unlock.presenter import LockedSession, UnlockPresenter
from app.ui.unlock.screen import Face
from app.ui.unlock.view import UnlockView
from domain.wire import CommandKind
from tests import cast
from tests.app.services.locked_device import Device
from tests.app.ui.held import HeldLane
from tests.app.ui.walk import faults_of

LONDON = ZoneInfo("Europe/London")
PIN, WRONG = "48261", "91537"
ENDED = "You logged in on OFFICE-1. Your work here has ended."


class Lock:
    """Sam's work behind the lock screen."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path, *, said: str = "", has_pin: bool = True) -> None:
        self.device = Device(folder)
        self.opened = self.device.unlocking.log_in("sam.morris", cast.PASSWORD)
        if has_pin:
            self.device.unlocking.set_pin(self.opened, PIN)
        self.vault, self.net = HeldLane(), HeldLane()
        self.unlocked: list[Opened] = []
        self.logged_in: list[Opened] = []
        self.log_outs: list[str] = []
        self.view = UnlockView(look)
        qtbot.addWidget(self.view)
        self.view.resize(1280, 800)
        self.view.show()
        locked = LockedSession(opened=self.opened, unlocked=self.unlocked.append, log_out=lambda: self.log_outs.append("out"))
        self.presenter = UnlockPresenter(
            self.view, self.device.unlocking, vault=self.vault, net=self.net, clock=self.device.clock, zone=LONDON,
            opened=self.logged_in.append, fault_reported=lambda note: None, locked=locked, said=said,
        )  # fmt: skip
        self.net.run_all()

    @property
    def face(self) -> Face:
        """What the right half asks for."""
        return next(face for face, form in self.view._faces.items() if form.isVisible())

    def type(self, pin: str) -> None:
        """Type it on the keyboard; the lane waits."""
        QTest.keyClicks(self.view.pin.pad, pin)
        QTest.keyClick(self.view.pin.pad, Qt.Key.Key_Return)

    def enter(self, pin: str) -> None:
        """Type it and let it be looked at."""
        self.type(pin)
        self.vault.run_all()

    def words(self) -> str:
        """All that can be read."""
        return " ".join(label.text() for label in self.view.findChildren(QLabel) if label.isVisible()).replace("\n", " ")

    def close(self) -> None:
        for opened in (self.opened, *self.logged_in):
            opened.store.close()


@pytest.fixture
def lock(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Lock]:
    lock = Lock(qtbot, look, tmp_path)
    yield lock
    lock.close()


def test_l15_the_pin_goes_on_with_the_same_open_store(lock: Lock) -> None:
    assert lock.face is Face.PIN
    assert "Hello again, Sam" in lock.words()

    lock.enter(PIN)

    assert [opened.store for opened in lock.unlocked] == [lock.opened.store]
    assert lock.logged_in == []


def test_l15_a_wrong_pin_says_how_many_are_left_and_nothing_of_its_digits(lock: Lock) -> None:
    lock.enter("48269")  # four of five digits are right

    assert lock.view.pin.pad.line.sentence == "That is not right. 4 more tries, then the password is needed."
    assert lock.view.pin.pad.typed == 0
    assert lock.unlocked == []


def test_l15_five_wrong_pins_lead_to_the_password(lock: Lock) -> None:
    for _ in range(5):
        lock.enter(WRONG)

    assert lock.face is Face.PASSWORD
    assert lock.view.form.form_error.sentence == "Five wrong PINs. Now only your password opens it."
    assert lock.view.user_name.text == "sam.morris"
    assert not lock.view.form.pin_button.isVisible()


def test_l15_ten_wrong_pins_lock_it_and_say_whom_to_go_to(lock: Lock) -> None:
    for _ in range(5):
        lock.enter(WRONG)
    lock.device.unlocking.log_out(lock.opened)
    again = lock.device.unlocking.log_in("sam.morris", cast.PASSWORD)
    lock.device.unlocking.set_pin(again, PIN)
    lock.presenter._locked = LockedSession(opened=again, unlocked=lock.unlocked.append, log_out=lambda: None)
    lock.opened = again
    lock.presenter.use_password(False)
    lock.presenter.look_again()
    lock.net.run_all()

    for _ in range(5):
        lock.enter(WRONG)

    assert lock.face is Face.SHUT
    assert "Take it to the kiosk or the office. They can release it." in lock.words()
    assert [field for field in lock.view.findChildren(QLineEdit) if field.isVisible()] == []


def test_nobody_else_can_be_picked(lock: Lock) -> None:
    others = [person.first_name for person in cast.STAFF if person.id != cast.SAM]
    buttons = [each.accessibleName() for each in lock.view.findChildren(QAbstractButton) if each.isVisible()]

    assert not any(name in f"{lock.words()} {buttons}" for name in others)
    assert [field for field in lock.view.findChildren(QLineEdit) if field.isVisible()] == []


def test_the_password_is_the_other_way_and_back(lock: Lock) -> None:
    QTest.mouseClick(lock.view.pin.use_password, Qt.MouseButton.LeftButton)
    assert (lock.face, lock.view.user_name.text) == (Face.PASSWORD, "sam.morris")

    QTest.mouseClick(lock.view.form.pin_button, Qt.MouseButton.LeftButton)
    assert lock.face is Face.PIN


def test_without_a_pin_only_the_password_opens(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    lock = Lock(qtbot, look, tmp_path, has_pin=False)

    assert lock.face is Face.PASSWORD
    assert not lock.view.form.pin_button.isVisible()
    lock.close()


def test_logging_out_is_one_tap(lock: Lock) -> None:
    QTest.mouseClick(lock.view.pin.log_out, Qt.MouseButton.LeftButton)

    assert lock.log_outs == ["out"]


def test_while_a_pin_is_looked_at_no_second_one_is_heard(lock: Lock) -> None:
    lock.type(WRONG)
    lock.type(PIN)

    assert len(lock.vault.waiting) == 1


def test_the_clock_does_not_wipe_what_is_being_typed(lock: Lock) -> None:
    QTest.keyClicks(lock.view.pin.pad, "482")
    lock.presenter._show()

    assert lock.view.pin.pad.typed == 3


def test_why_work_ended_stays_until_it_is_read(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    lock = Lock(qtbot, look, tmp_path, said=ENDED)
    lock.enter(WRONG)
    lock.presenter.look_again()
    lock.net.run_all()
    assert ENDED in lock.words()

    QTest.mouseClick(lock.view.notice.close_button, Qt.MouseButton.LeftButton)

    assert ENDED not in lock.words()
    lock.close()


def test_what_the_program_says_is_seen_on_the_lock_screen_too(lock: Lock) -> None:
    lock.view.say("The office has been told.")

    assert lock.view.toast.isVisible()
    assert "The office has been told." in lock.words()


def test_c12_a_tablet_that_the_office_closed_names_only_where_it_belongs(lock: Lock) -> None:
    lock.device.server.order(CommandKind.SEAL, 1, "Bring it back, please.")

    lock.presenter.look_again()
    lock.net.run_all()

    assert lock.face is Face.SHUT
    assert "Bring it back, please." in lock.words()
    assert "Return it to Hazel Lane Nursery." in lock.words()
    assert "Sam" not in lock.words()


def test_a_clock_that_went_back_opens_for_nobody_until_the_server_is_heard(lock: Lock) -> None:
    lock.device.server.is_there = False
    lock.device.clock.now -= timedelta(days=2)

    lock.enter(PIN)

    assert lock.unlocked == []
    assert lock.face is Face.SHUT
    assert "clock has gone back" in lock.words()


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("name", ThemeName)
def test_nothing_is_small_nameless_or_cut_off(lock: Lock, name: ThemeName, size: tuple[int, int], percent: int, rtl: bool) -> None:
    lock.enter(WRONG)
    lock.presenter._put(notice=ENDED)
    lock.view.look.choose(name, percent)
    lock.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    lock.view.resize(*size)
    QApplication.processEvents()

    assert faults_of(lock.view) == []
    assert (lock.view.width(), lock.view.height()) == size
