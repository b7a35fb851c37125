"""The whole program on a tablet that is far from its server: real screens, lanes, slots and store; the office is a table."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.device import Device as ProgramsDevice
from app.device import framework
from app.keys.lock import LockState
from app.keys.timekeeper import Ticks
from app.program import LONDON, Options, Program
from app.services.unlocking import Opened
from app.stations import Work
from app.storage import audit, facts
from app.storage.database import transaction
from app.sync.network import Refused
from app.ui.camera import BrokenSource
from app.ui.room.compose.view import ComposeView
from app.ui.room.home.view import HomeView
from app.ui.theme.look import Look
from app.ui.unlock.choose_pin import ChoosePinView
from app.ui.unlock.pin_form import PinForm
from app.ui.unlock.view import UnlockView
from domain.permissions import Station
from domain.wire import FactKind
from imaging.worker import ImagingWorker
from tests import cast
from tests.app.services.locked_device import Device
from tests.model.certificates import make_authority

V = TypeVar("V", bound=QWidget)
PIN = "5937"


@cache
def ca_pem() -> str:
    """A real certificate: a line is made, and never used."""
    return make_authority().pem


class Garden:
    """No network that the manager lists."""

    def allowed(self) -> Refused:
        return Refused("This is not the nursery's network.")


class Window:
    """One tablet and its program; `restart` is the same tablet after the program ended."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path, ticks: Ticks | None = None) -> None:
        self.qtbot, self.look, self.device = qtbot, look, Device(folder, ticks=ticks, ca_pem=ca_pem())
        self.program = self.made()

    def made(self) -> Program:
        """A program that was not started yet."""
        device = self.device
        options = Options(
            station=Station.ROOM, folder=device.folder, key_store=lambda: device.keys, frames=lambda _: BrokenSource("No camera."),
            clock=device.clock, network=Garden(), zone=LONDON,
        )  # fmt: skip
        program = Program(options, self.look, ImagingWorker())
        program.shell.show()
        return program

    def start(self) -> UnlockView:
        """From the lock screen on, with the table in the place of the server."""
        device = self.device
        made = ProgramsDevice(
            folder=device.folder, enrolment=device.enrolment(), key_store=device.keys, clock=device.clock, imaging=self.program.imaging,
            framework=framework(), network=Garden(),
        )  # fmt: skip
        self.program._ready(made, device.unlocking)
        return self.screen(UnlockView)

    def learn(self) -> None:
        """What an earlier sync brought: the children of the room."""
        opened = self.device.open()
        connection = opened.store.connect()
        with transaction(connection):
            facts.put(connection, FactKind.SITE, cast.SITE.id, 1, cast.SITE.model_dump(mode="json"))
            for kind, group in ((FactKind.ROOM, cast.ROOMS), (FactKind.STAFF, cast.STAFF), (FactKind.CHILD, cast.CHILDREN)):
                for fact in group:
                    facts.put(connection, kind, fact.id, 1, fact.model_dump(mode="json"))
            facts.confirm(connection, self.device.clock())
        self.device.unlocking.log_out(opened)

    def log_in(self, username: str = "sam.morris", password: str = cast.PASSWORD) -> None:
        """Type and open."""
        view = self.screen(UnlockView)
        view.open_asked.emit(username, password)

    def work(self) -> HomeView:
        """Log in, choose a PIN, stand before the children."""
        self.learn()
        self.start()
        self.log_in()
        view = self.screen(ChoosePinView)
        for _ in range(2):
            self.type_pin(view)
        home = self.screen(HomeView)
        self.qtbot.waitUntil(lambda: bool(home.grid.cards))
        return home

    def type_pin(self, view: ChoosePinView | PinForm, pin: str = PIN) -> None:
        """Digits and Enter on the pad."""
        QTest.keyClicks(view.pad, pin)
        QTest.keyClick(view.pad, Qt.Key.Key_Return)
        QCoreApplication.processEvents()

    def screen(self, kind: type[V]) -> V:
        """Wait until that screen is shown."""
        self.qtbot.waitUntil(lambda: isinstance(self.program.shell.screen_now, kind), timeout=15_000)
        found = self.program.shell.screen_now
        assert isinstance(found, kind)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return found

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the lanes and the window work until then."""
        self.qtbot.waitUntil(condition, timeout=15_000)

    def close(self) -> None:
        """The program ends, and its window is buried: each style sheet would be read by every widget that lives."""
        self.program.shell.close()
        self.program.shell.deleteLater()


def state_of(window: Window) -> LockState:
    return window.program.lock_state


def opened_of(window: Window) -> Opened:
    assert window.program.opened is not None
    return window.program.opened


def work_of(window: Window) -> Work:
    assert window.program.work is not None
    return window.program.work


def is_closed(opened: Opened) -> Callable[[], bool]:
    return lambda: opened.store.key == b""


def audited(opened: Opened, what: str) -> list[str]:
    return [row.detail for row in audit.rows(opened.store.connect()) if row.what == what]


def words_of(root: QWidget) -> str:
    """Everything that can be read on a widget or is told to whoever cannot see it, hidden parts too."""
    said = []
    for widget in (root, *root.findChildren(QWidget)):
        said += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle()]
        text, plain = getattr(widget, "text", None), getattr(widget, "toPlainText", None)
        said += [str(each()) for each in (text, plain) if callable(each)]
    return "\n".join(said)


def raised(error: Exception) -> None:
    raise error


def held(window: Window) -> threading.Event:
    """Work that keeps the vault's lane until it is let go."""
    go = threading.Event()
    window.program.lanes.vault.run(lambda: go.wait(10), lambda _: None, raised)
    return go


def write(window: Window, text: str) -> ComposeView:
    home = window.work()
    QTest.mouseClick(home.grid.cards[0], Qt.MouseButton.LeftButton)
    window.until(home.bar.observation_button.isEnabled)
    QTest.mouseClick(home.bar.observation_button, Qt.MouseButton.LeftButton)
    compose = window.screen(ComposeView)
    window.until(lambda: bool(compose.drawn.areas))
    compose.text.insertPlainText(text)
    return compose
