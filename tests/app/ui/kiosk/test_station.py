"""The station in its window: started, locked, a fault told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from pytestqt.qtbot import QtBot

from app.services.at_kiosk import AtKiosk
from app.ui.background import Background
from app.ui.kiosk.station import KioskExits, KioskStation
from app.ui.lanes import Lanes
from app.ui.shell import Shell
from app.ui.theme.look import Look
from tests.app.ui.kiosk.desk import Desk
from tests.app.ui.kiosk.kiosk import ZONE, Camera, Imaging


@dataclass
class Standing:
    """A station in a window."""

    station: KioskStation
    shell: Shell
    desk: Desk
    camera: Camera
    locked: list[bool] = field(default_factory=list)


@pytest.fixture
def standing(look: Look, qtbot: QtBot) -> Iterator[Standing]:
    desk, camera, locked = Desk(), Camera(), list[bool]()
    shell, lanes = Shell(look, "Daybook"), Lanes(vault=Background(), net=Background(), cpu=Background())
    exits = KioskExits(lock=lambda: locked.append(True))
    at_kiosk = AtKiosk(desk, Imaging(), lambda: desk.now)
    station = KioskStation(
        shell, at_kiosk, lanes, camera, exits, clock=lambda: desk.now, zone=ZONE, ring=lambda: None, paper=lambda html: None
    )
    shell.show()
    station.start()
    qtbot.waitUntil(lambda: bool(station.view.drawn.cards))
    yield Standing(station, shell, desk, camera, locked)
    station.end()
    lanes.close()
    shell.close()
    shell.deleteLater()


def test_the_board_is_there_without_an_idle_clock(standing: Standing) -> None:
    assert standing.shell.screen_now is standing.station.view
    assert not standing.shell._idle.isActive()


def test_lock_leads_to_the_lock_screen(standing: Standing) -> None:
    standing.station.view.lock.click()

    assert standing.locked == [True]


def test_a_fault_closes_what_is_open_is_told_and_locks(standing: Standing, qtbot: QtBot) -> None:
    standing.station.view.card("1").button.click()
    assert standing.station.panel.isVisible()

    standing.station.view.fault.click()
    standing.station._fault.note.setPlainText("I saw a child")
    standing.station._fault.buttons["report"].click()

    qtbot.waitUntil(lambda: standing.locked == [True])
    assert standing.desk.faults == ["I saw a child"]
    assert not standing.station.panel.isVisible()


def test_a_fault_that_cannot_be_told_says_whom_to_tell(standing: Standing, qtbot: QtBot) -> None:
    standing.desk.is_out_of_reach = True
    standing.station.view.fault.click()
    standing.station._fault.buttons["report"].click()

    qtbot.waitUntil(lambda: "Tell a manager in person." in standing.station.view.toast.sentence)
    assert standing.locked == []


def test_the_panel_leaves_the_bar_with_the_fault_button_free(standing: Standing) -> None:
    standing.station.view.card("1").button.click()

    assert standing.station.panel.y() == standing.station.view.bar.height()


def test_the_end_falls_silent_and_lets_go_of_the_camera(standing: Standing) -> None:
    standing.station.presenter.flows.camera(on=True)
    assert standing.camera.is_on

    standing.station.end()

    assert not standing.camera.is_on
    assert not standing.station.presenter._poll.isActive()
