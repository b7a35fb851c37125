"""A PIN for today, a password of one's own, and the way from one to the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.unlocking import Opened
from app.ui.shell import Shell
from app.ui.theme.look import Look
from app.ui.unlock.arrange import elsewhere_sentence
from app.ui.unlock.arrival import Access, Arrival, change_password, change_pin
from app.ui.unlock.change_password import NOT_THE_SAME as TWO_PASSWORDS
from app.ui.unlock.change_password import ChangePasswordView
from app.ui.unlock.choose_pin import AGAIN, CHOOSE, NOT_THE_SAME, ChoosePinView
from domain.pins import PinStanding
from tests import cast
from tests.app.services.locked_device import Device
from tests.app.ui.lanes import PromptLane
from tests.app.ui.walk import faults_of

PIN, NEW = "48261", "a new sentence of mine"


class Way:
    """Sam, just logged in, on the way to work."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path) -> None:
        self.device, self.shell = Device(folder), Shell(look, "Daybook")
        qtbot.addWidget(self.shell)
        self.shell.show()
        self.opened = self.device.unlocking.log_in("sam.morris", cast.PASSWORD)
        self.arrived: list[Opened] = []
        self.left: list[str] = []
        self.access = self.access_of(self.opened)

    def access_of(self, opened: Opened) -> Access:
        return Access(
            unlocking=self.device.unlocking, opened=opened, vault=PromptLane(), clock=self.device.clock, zone=ZoneInfo("Europe/London"),
            report_fault=lambda note: None,
        )  # fmt: skip

    def arrive(self, *, must_change: bool = False) -> None:
        access = self.access_of(dataclasses.replace(self.opened, must_change_password=must_change))
        self.arrival = Arrival(self.shell, access, done=self.arrived.append, log_out=lambda: self.left.append("out"))
        self.arrival.start()

    def pin_view(self) -> ChoosePinView:
        view = self.shell.screen_now
        assert isinstance(view, ChoosePinView)
        return view

    def password_view(self) -> ChangePasswordView:
        view = self.shell.screen_now
        assert isinstance(view, ChangePasswordView)
        return view

    def enter(self, pin: str) -> str:
        """Type a PIN; what the pad says then."""
        pad = self.pin_view().pad
        QTest.keyClicks(pad, pin)
        QTest.keyClick(pad, Qt.Key.Key_Return)
        return pad.line.sentence

    def change(self, old: str, new: str, again: str = "") -> ChangePasswordView:
        """Fill the form and tap Change it."""
        view = self.password_view()
        for field, text in ((view.old, old), (view.new, new), (view.again, again or new)):
            field.editor.setText(text)
        QTest.mouseClick(view.change, Qt.MouseButton.LeftButton)
        return view

    def standing(self) -> PinStanding | None:
        return self.device.unlocking.lock_screen(self.opened).pin


@pytest.fixture
def way(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Way]:
    way = Way(qtbot, look, tmp_path)
    yield way
    way.opened.store.close()


def test_l15_a_pin_is_chosen_twice_and_opens_from_then_on(way: Way) -> None:
    way.arrive()
    assert way.pin_view().pad.line.sentence == CHOOSE

    assert way.enter(PIN) == AGAIN
    way.enter(PIN)

    assert way.arrived == [way.opened]
    assert way.device.unlocking.unlock_with_pin(way.opened, PIN) == way.opened


@pytest.mark.parametrize(
    ("pin", "why"), [("0000", "one digit"), ("1234", "in a row"), ("1987", "year of birth"), ("2626", "the same digits twice")]
)
def test_l15_an_easy_pin_is_refused_with_its_reason(way: Way, pin: str, why: str) -> None:
    way.arrive()

    assert why in way.enter(pin)

    assert (way.arrived, way.standing()) == ([], None)


def test_two_different_pins_begin_anew(way: Way) -> None:
    way.arrive()
    way.enter(PIN)

    assert way.enter("91537") == NOT_THE_SAME
    assert way.enter("91537") == AGAIN


def test_not_now_keeps_the_password_as_the_only_way(way: Way) -> None:
    way.arrive()

    QTest.mouseClick(way.pin_view().later, Qt.MouseButton.LeftButton)

    assert way.arrived == [way.opened]
    assert way.standing() is None


def test_c36_the_offices_password_is_replaced_before_anything_else(way: Way) -> None:
    way.arrive(must_change=True)

    way.change(cast.PASSWORD, NEW)

    assert way.device.server.passwords["sam.morris"] == NEW
    way.enter(PIN)
    way.enter(PIN)
    assert [opened.must_change_password for opened in way.arrived] == [False]


def test_past_the_offices_password_only_a_log_out_leads(way: Way) -> None:
    way.arrive(must_change=True)

    QTest.mouseClick(way.password_view().leave, Qt.MouseButton.LeftButton)

    assert (way.left, way.arrived) == (["out"], [])


def test_a_wrong_old_password_is_told_at_its_field(way: Way) -> None:
    way.arrive(must_change=True)

    view = way.change("something else", NEW)

    assert view.old.error.startswith("That is not right.")
    assert way.device.server.passwords["sam.morris"] == cast.PASSWORD


def test_a_password_that_the_server_refuses_is_told_at_its_field(way: Way) -> None:
    way.device.server.weak = "weak_password"
    way.arrive(must_change=True)

    assert way.change(cast.PASSWORD, "short").new.error != ""


def test_two_different_passwords_go_nowhere(way: Way) -> None:
    way.arrive(must_change=True)

    view = way.change(cast.PASSWORD, NEW, "another")

    assert view.again.error == TWO_PASSWORDS
    assert way.device.server.passwords["sam.morris"] == cast.PASSWORD


def test_without_the_network_a_password_stays_as_it_is(way: Way) -> None:
    way.device.server.is_there = False
    done: list[Opened] = []
    change_password(way.shell, way.access, forced=False, done=done.append, left=lambda: None)

    view = way.change(cast.PASSWORD, NEW)

    assert "cannot be reached" in view.error.sentence
    assert view.new.text == NEW
    assert done == []


def test_another_pin_is_chosen_only_by_whoever_knows_the_one_before(way: Way) -> None:
    way.device.unlocking.set_pin(way.opened, PIN)
    done: list[bool] = []
    change_pin(way.shell, way.access, done.append, lambda: way.left.append("lock"))

    assert "not right" in way.enter("91537")
    assert way.enter(PIN) == CHOOSE
    way.enter("91537")
    way.enter("91537")

    assert done == [True]
    assert way.device.unlocking.unlock_with_pin(way.opened, "91537") == way.opened


def test_whoever_guesses_at_anothers_pin_is_shut_out(way: Way) -> None:
    way.device.unlocking.set_pin(way.opened, PIN)
    change_pin(way.shell, way.access, lambda new: None, lambda: way.left.append("lock"))

    for _ in range(5):
        way.enter("91537")

    assert way.left == ["lock"]
    assert way.standing() is None


def test_l14_who_was_at_work_elsewhere_is_told() -> None:
    assert elsewhere_sentence("OFFICE-1").startswith("You were also logged in on OFFICE-1. That has ended.")
    assert elsewhere_sentence("") == ""


@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("must_change", [False, True])
def test_nothing_is_small_nameless_or_cut_off(way: Way, size: tuple[int, int], percent: int, must_change: bool) -> None:
    way.arrive(must_change=must_change)
    way.shell.look.choose(way.shell.look.theme.name, percent)
    way.shell.resize(*size)
    QApplication.processEvents()
    view = way.shell.screen_now
    assert view is not None

    assert faults_of(view) == []


def test_c37_before_the_work_the_lock_is_announced_too_and_not_after(way: Way) -> None:
    way.arrive()
    way.arrival._idle.warn()
    assert way.arrival._idle.bar.isVisible()
    way.arrival.end()
    assert not way.arrival._idle.bar.isVisible()
