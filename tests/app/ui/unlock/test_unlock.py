"""The lock screen on a really paired tablet: who holds it, what a wrong password costs, what never shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.services.unlocking import Opened
from app.ui.theme.look import Look
from app.ui.theme.tokens import ThemeName
from app.ui.unlock.arrange import number_of
from app.ui.unlock.presenter import UnlockPresenter
from app.ui.unlock.view import UnlockView
from app.ui.widgets.fault import REPORT
from domain.permissions import Station
from tests import cast
from tests.app.services.locked_device import Device
from tests.app.ui.held import HeldLane
from tests.app.ui.walk import faults_of

LONDON = ZoneInfo("Europe/London")


class Desk:
    """A lock screen with its presenter, and what came out of it."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path, station: Station = Station.ROOM) -> None:
        self.device = Device(folder, station)
        self.vault, self.net = HeldLane(), HeldLane()
        self.opened: list[Opened] = []
        self.faults: list[str] = []
        self.view = UnlockView(look)
        qtbot.addWidget(self.view)
        self.view.resize(1280, 800)
        self.view.show()
        self.presenter = UnlockPresenter(
            self.view, self.device.unlocking, vault=self.vault, net=self.net, clock=self.device.clock, zone=LONDON,
            opened=self.opened.append, fault_reported=self.faults.append,
        )  # fmt: skip
        self.qtbot = qtbot

    def look(self) -> None:
        """The server answers who holds the tablet."""
        self.net.run_all()

    def log_in(self, user_name: str = "sam.morris", password: str = cast.PASSWORD) -> None:
        """Type, tap Open; the lane waits."""
        self.view.user_name.editor.setText(user_name)
        self.view.password.editor.setText(password)
        QTest.mouseClick(self.view.open_button, Qt.MouseButton.LeftButton)

    def wait(self, seconds: int) -> None:
        """Let that much time pass, on the device's clock and on the screen."""
        self.device.clock.go_on(seconds=seconds)
        for _ in range(seconds):
            self.presenter.count_down()

    def words(self) -> str:
        """All that can be read."""
        labels = [label.text() for label in self.view.findChildren(QLabel) if label.isVisible()]
        return " ".join(labels).translate(str.maketrans("", "", "\u2068\u2069"))

    def close(self) -> None:
        for opened in self.opened:
            opened.store.close()


@pytest.fixture
def desk(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, look, tmp_path)
    desk.look()
    yield desk
    desk.close()


def test_it_says_who_holds_the_tablet_and_until_when(desk: Desk) -> None:
    words = desk.words()

    assert "Sam Morris" in words
    assert "since 07:25, until 18:05" in words
    assert "Only Sam can open it." in words
    assert "Good morning, Sam" in words


def test_it_shows_nothing_of_any_child(desk: Desk) -> None:
    words = desk.words()

    assert [child.first_name for child in cast.CHILDREN if child.first_name in words] == []


def test_the_right_password_opens_in_the_vaults_lane(desk: Desk) -> None:
    desk.log_in()

    assert desk.opened == []
    assert desk.view.open_button.text() == "Opening…"
    assert not desk.view.open_button.is_available
    desk.vault.run_all()
    assert [opened.session.name for opened in desk.opened] == ["Sam M."]
    assert desk.view.password.text == ""


def test_a_second_tap_while_opening_starts_nothing(desk: Desk) -> None:
    desk.log_in()

    desk.log_in()

    assert len(desk.vault.waiting) == 1


def test_a_wrong_password_is_told_at_the_field_and_rests_the_button(desk: Desk) -> None:
    desk.log_in(password="wrong")
    desk.vault.run_all()

    assert desk.view.password.error.startswith("That is not right.")
    assert not desk.view.open_button.is_available
    assert "Try again in" in desk.words()
    assert desk.view.user_name.text == "sam.morris"


def test_the_wait_counts_down_to_another_try(desk: Desk) -> None:
    desk.log_in(password="wrong")
    desk.vault.run_all()

    desk.wait(60)

    assert desk.view.open_button.is_available


def test_every_wrong_try_costs_more(desk: Desk) -> None:
    waits = []
    for _ in range(4):
        desk.log_in(password="wrong")
        desk.vault.run_all()
        waits.append(int("".join(letter for letter in desk.view.form.missing_line.text() if letter.isdigit())))
        desk.wait(waits[-1])

    assert waits == sorted(waits)
    assert waits[-1] > waits[0]


def test_another_person_is_refused_with_a_sentence(desk: Desk) -> None:
    desk.log_in("jo.patel")
    desk.vault.run_all()

    assert desk.opened == []
    assert desk.view.form.form_error.sentence == "Only Sam can open it. Not Sam? Take it to the office."


def test_empty_fields_are_told_without_a_try(desk: Desk) -> None:
    desk.log_in("", "")

    assert desk.vault.waiting == []
    assert desk.view.password.error == "Type your user name and your password."


def test_a_tablet_that_nobody_holds_says_where_to_take_it(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    desk = Desk(qtbot, look, tmp_path)
    desk.device.server.is_there = False
    desk.look()

    assert "Nobody holds this tablet" in desk.words()
    assert "Take it to the office." in desk.words()
    assert not desk.view.password.isVisible()
    assert desk.view.form.again_button.isVisible()
    assert faults_of(desk.view) == []


def test_look_again_asks_the_server(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    desk = Desk(qtbot, look, tmp_path)
    desk.device.server.is_there = False
    desk.look()
    desk.device.server.is_there = True

    QTest.mouseClick(desk.view.form.again_button, Qt.MouseButton.LeftButton)
    desk.look()

    assert "Only Sam can open it." in desk.words()


def test_out_of_reach_is_said_beside_the_holder(desk: Desk) -> None:
    desk.device.server.is_there = False
    desk.presenter.look_again()
    desk.look()

    assert "Not on the nursery’s network" in desk.words()
    assert "Only Sam can open it." in desk.words()


def test_the_number_waiting_is_a_figure(desk: Desk) -> None:
    (desk.device.folder / "waiting").write_text("3")
    desk.presenter.look_again()
    desk.look()

    assert "3 waiting" in desk.words()


def test_the_office_asks_each_person(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    desk = Desk(qtbot, look, tmp_path, Station.OFFICE)
    desk.look()

    assert desk.view.password.isVisible()
    assert "The office’s" in desk.words()
    assert "This tablet is with" not in desk.words()


def test_the_kiosk_says_that_it_is_one(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    desk = Desk(qtbot, look, tmp_path, Station.KIOSK)
    desk.look()

    assert "The kiosk" in desk.words() and "The office’s" not in desk.words()


def test_caps_lock_shows_itself_by_the_first_letter(desk: Desk) -> None:
    shouted = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")

    QApplication.sendEvent(desk.view.password.editor, shouted)

    assert desk.view.form.caps_hint.isVisible()


def test_shift_is_no_caps_lock(desk: Desk) -> None:
    shifted = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier, "A")

    QApplication.sendEvent(desk.view.password.editor, shifted)

    assert not desk.view.form.caps_hint.isVisible()


def test_a_fault_can_be_reported_from_the_lock_screen(qtbot: QtBot, desk: Desk) -> None:
    QTest.mouseClick(desk.view.fault_button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(desk.view.fault_dialog.note, "Noah is on the screen")

    QTest.mouseClick(desk.view.fault_dialog.buttons[REPORT], Qt.MouseButton.LeftButton)

    assert desk.faults == ["Noah is on the screen"]


def test_enter_walks_from_the_name_to_the_password_and_opens(qtbot: QtBot, desk: Desk) -> None:
    asked = QSignalSpy(desk.view.open_asked)
    desk.view.user_name.editor.setText("sam.morris")
    QTest.keyClick(desk.view.user_name.editor, Qt.Key.Key_Return)
    QTest.keyClicks(desk.view.password.editor, "abc")

    QTest.keyClick(desk.view.password.editor, Qt.Key.Key_Return)

    assert asked.at(0) == ["sam.morris", "abc"]


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("size", [(1280, 800), (1024, 600)])
@pytest.mark.parametrize("name", ThemeName)
def test_nothing_is_small_nameless_or_cut_off(desk: Desk, name: ThemeName, size: tuple[int, int], percent: int, rtl: bool) -> None:
    desk.view.look.choose(name, percent)
    desk.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    desk.view.resize(*size)
    QApplication.processEvents()

    assert faults_of(desk.view) == []
    assert (desk.view.width(), desk.view.height()) == size


@pytest.mark.parametrize(("name", "number"), [("T-02", "2"), ("T-12", "12"), ("OFFICE-1", "1"), ("Blue", "BL")])
def test_the_tile_shows_the_tablets_number(name: str, number: str) -> None:
    assert number_of(name) == number
