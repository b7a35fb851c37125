"""From the sync panel's "Look" to the sheet, as the room's station joins them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.sync.reports import CycleReport, RemovalQuestion
from app.sync.rhythm import Rhythm
from app.ui.background import Background
from app.ui.camera import BrokenSource
from app.ui.lanes import Lanes
from app.ui.room.home.view import HomeView
from app.ui.room.needs_you import AGAIN
from app.ui.room.returned.view import ReturnedSheet
from app.ui.room.station import RoomStation, StationExits
from app.ui.room.sync_panel.view import SyncSheet
from app.ui.room.work_bar import WorkBar
from app.ui.shell import Shell
from app.ui.sync_clock import SyncClock
from app.ui.theme.look import Look
from app.ui.widgets.bars import TopBar
from app.ui.widgets.dialog import Dialog
from tests import cast
from tests.app.services.tablet import framework
from tests.app.ui.returned.conftest import Room, services_of
from tests.app.ui.walk import faults_of


@pytest.fixture
def shell(qtbot: QtBot, look: Look) -> Shell:
    shell = Shell(look, "Daybook")
    qtbot.addWidget(shell)
    shell.show()
    return shell


@pytest.fixture
def cycles() -> list[str]:
    return []


@pytest.fixture
def station(shell: Shell, room: Room, cycles: list[str]) -> Iterator[RoomStation]:
    lanes = Lanes(Background(), Background(), Background())

    def cycle(stop: object) -> CycleReport:
        cycles.append("now")
        return CycleReport(is_online=False)

    clock = SyncClock(cycle, lanes.net, Rhythm())
    exits = StationExits(lock=lambda: None, turned=lambda angle: None, agree_to_removal=lambda: cycles.append("agreed"))
    station = RoomStation(
        shell, services_of(room.tablet), room.tablet.session, lanes, BrokenSource("No camera."), framework(), clock, exits
    )
    yield station
    station.end()
    clock.stop()
    lanes.close()


def home_of(qtbot: QtBot, shell: Shell) -> HomeView:
    qtbot.waitUntil(lambda: isinstance(shell.screen_now, HomeView))
    home = shell.screen_now
    assert isinstance(home, HomeView)
    return home


def sheet_of(qtbot: QtBot, home: HomeView) -> ReturnedSheet:
    qtbot.waitUntil(lambda: any(sheet.isVisible() for sheet in home.findChildren(ReturnedSheet)))
    return next(sheet for sheet in home.findChildren(ReturnedSheet) if sheet.isVisible())


def look_in_panel(qtbot: QtBot, shell: Shell) -> None:
    """Open the sync panel over whatever is shown, and tap "Look"."""
    view = shell.screen_now
    assert view is not None
    qtbot.waitUntil(lambda: any(sheet.isVisible() and sheet.rows for sheet in view.findChildren(SyncSheet)))
    panel = next(sheet for sheet in view.findChildren(SyncSheet) if sheet.isVisible())
    next(row for row in panel.rows if hasattr(row, "button")).button.click()


def test_c16_look_opens_the_sheet_over_home_and_handing_in_wakes_the_sync(
    qtbot: QtBot, shell: Shell, station: RoomStation, room: Room, cycles: list[str]
) -> None:
    entry_id = room.returned()
    station.home()
    home = home_of(qtbot, shell)
    home.connection_asked.emit()
    look_in_panel(qtbot, shell)
    sheet = sheet_of(qtbot, home)
    QApplication.processEvents()
    assert sheet.y() == home.findChildren(TopBar)[0].height()

    sheet.text.set_text("She pours the water.")
    sheet.hand_in.click()

    qtbot.waitUntil(lambda: home.toast.sentence == AGAIN)
    qtbot.waitUntil(lambda: cycles == ["now"])
    assert room.text_of(entry_id) == "She pours the water."
    assert shell.screen_now is home


def test_c16_over_another_screen_home_comes_first(qtbot: QtBot, shell: Shell, station: RoomStation, room: Room) -> None:
    room.returned()
    station.compose(room.tablet.draft(cast.NOAH).id)
    qtbot.waitUntil(lambda: shell.screen_now is not None)
    view = shell.screen_now
    assert view is not None
    view.findChildren(WorkBar)[0].connection_asked.emit()
    look_in_panel(qtbot, shell)

    assert sheet_of(qtbot, home_of(qtbot, shell)).about.text().startswith("Observation · Amelia K.")


def test_a_removal_of_a_fifth_is_asked_once_and_goes_on_when_the_office_agrees(
    qtbot: QtBot, shell: Shell, station: RoomStation, cycles: list[str]
) -> None:
    station.start()
    home = home_of(qtbot, shell)
    question = CycleReport(is_online=False, question=RemovalQuestion(removed=9, known=30))

    for _ in range(2):
        station._cycled(question)
    (dialog,) = [dialog for dialog in home.findChildren(Dialog) if dialog.isVisible()]
    assert "9 of 30" in dialog.title.text()
    assert faults_of(dialog) == []
    dialog.buttons["agree"].click()

    assert "agreed" in cycles
    station._cycled(CycleReport(is_online=False, question=RemovalQuestion(removed=8, known=30)))
    again = next(dialog for dialog in home.findChildren(Dialog) if dialog.isVisible())
    again.buttons["later"].click()
    assert cycles.count("agreed") == 1
