"""Sam at work on a really paired tablet: the station over a store that a log-in opened, in a real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.capturing import Capturing
from app.services.clips import Clips
from app.services.handing_in import HandingIn
from app.services.later import HandingInLater
from app.services.looking import Looking
from app.services.reporting import Reporting
from app.services.reviewing import Reviewing
from app.services.rewording import Rewording
from app.services.room import Room
from app.services.sending import Sending
from app.services.starting import Starting
from app.services.tablet import TabletServices
from app.services.unlocking import Opened
from app.services.writing import Writing
from app.storage import facts
from app.storage.database import transaction
from app.sync.reports import CycleReport
from app.sync.rhythm import Rhythm
from app.ui.background import Background
from app.ui.camera import BrokenSource
from app.ui.lanes import Lanes
from app.ui.room.home.view import HomeView
from app.ui.room.person.desk import person_tools
from app.ui.room.station import RoomStation, StationExits
from app.ui.shell import Shell
from app.ui.sync_clock import SyncClock
from app.ui.theme.look import Look
from app.ui.unlock.arrival import Access
from domain.wire import FactKind, SiteFact
from tests import cast
from tests.app.services.locked_device import Device
from tests.app.services.tablet import framework
from tests.app.ui.seen import SeenImaging

V = TypeVar("V", bound=QWidget)
LONDON = ZoneInfo("Europe/London")


class Work:
    """`locks` and `log_outs` count the exits; `say_paused` is what the office says of the whole nursery."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path) -> None:
        self.qtbot, self.device, self.shell = qtbot, Device(folder), Shell(look, "Daybook")
        qtbot.addWidget(self.shell)
        self.shell.show()
        self.opened = self.device.open()
        self.learn()
        self.lanes = Lanes(Background(), Background(), Background())
        self.clock = SyncClock(lambda stop: CycleReport(is_online=False), self.lanes.net, Rhythm())
        self.locks: list[str] = []
        self.log_outs: list[str] = []
        self.services = services_over(self.opened, self.device)
        self.station = self.begin()

    def begin(self) -> RoomStation:
        """The station, as after an unlock; it shows nothing before it is started."""
        access = Access(
            unlocking=self.device.unlocking, opened=self.opened, vault=self.lanes.vault, clock=self.device.clock, zone=LONDON,
            report_fault=lambda note: None,
        )  # fmt: skip
        exits = StationExits(
            lock=lambda: self.locks.append("lock"), turned=lambda angle: None, agree_to_removal=lambda: None,
            log_out=lambda: self.log_outs.append("out"),
        )  # fmt: skip
        return RoomStation(
            self.shell, self.services, self.opened.session, self.lanes, BrokenSource("No camera."), framework(), self.clock, exits,
            person=person_tools(access, cast.CATERPILLARS),
        )  # fmt: skip

    def begin_again(self) -> RoomStation:
        """The same person after a lock."""
        self.station.end()
        self.station = self.begin()
        self.station.start()
        return self.station

    def learn(self, site: SiteFact = cast.SITE) -> None:
        """What the server says of the nursery."""
        connection = self.opened.store.connect()
        with transaction(connection):
            for kind, group in ((FactKind.ROOM, cast.ROOMS), (FactKind.STAFF, cast.STAFF), (FactKind.CHILD, cast.CHILDREN)):
                for fact in group:
                    facts.put_now(connection, kind, fact.id, fact.model_dump(mode="json"))
            facts.put_now(connection, FactKind.SITE, site.id, site.model_dump(mode="json"))
            facts.confirm(connection, self.device.clock())

    def say_paused(self, is_paused: bool) -> None:
        """The office pauses Daybook, or lifts it; the tablet hears it at its next contact."""
        said = {"is_paused": is_paused, "paused_at": cast.NOW, "office_name": "Ruth Adeyemi", "phone": "01632 960 018"}
        self.learn(cast.SITE.model_copy(update=said))
        self.clock.cycled.emit(CycleReport(is_online=True))

    def screen(self, kind: type[V]) -> V:
        """Wait for that screen."""
        self.qtbot.waitUntil(lambda: isinstance(self.shell.screen_now, kind))
        now = self.shell.screen_now
        assert isinstance(now, kind)
        return now

    def home(self) -> HomeView:
        """Home, with its children."""
        home = self.screen(HomeView)
        self.qtbot.waitUntil(lambda: "Amelia" in told_by(self.shell))
        return home

    def over(self, kind: type[V]) -> V:
        """Wait for a sheet or dialog over the screen."""
        self.qtbot.waitUntil(lambda: any(each.isVisible() for each in self.shell.findChildren(kind)))
        return next(each for each in self.shell.findChildren(kind) if each.isVisible())

    def rest(self) -> None:
        """Let every lane end what it was given."""
        ended: list[str] = []
        for lane in (self.lanes.cpu, self.lanes.net, self.lanes.vault):
            lane.run(lambda: None, lambda _: ended.append("now"), raised)
        self.qtbot.waitUntil(lambda: len(ended) == 3)

    def close(self) -> None:
        self.station.end()
        self.clock.stop()
        self.lanes.close()
        self.opened.store.close()


def services_over(opened: Opened, device: Device) -> TabletServices:
    """The room's services over the open store."""
    store, vault, imaging, clock = opened.store, opened.vault, SeenImaging(), device.clock
    handing_in = HandingIn(store, vault, imaging, framework(), clock)
    return TabletServices(
        room=Room(store, cast.CATERPILLARS, clock),
        writing=Writing(store, vault, clock),
        capturing=Capturing(store, vault, imaging, clock),
        clips=Clips(store, vault, imaging, clock),
        looking=Looking(store, vault, imaging, clock),
        reviewing=Reviewing(store, vault, imaging, clock),
        handing_in=handing_in,
        later=HandingInLater(store, handing_in, clock),
        rewording=Rewording(store, framework(), clock),
        sending=Sending(store, clock),
        reporting=Reporting(store, clock),
        starting=Starting(store, vault, clock),
    )


def told_by(window: QWidget) -> str:
    """All that a window holds for eyes and for a screen reader, shown or not: titles, names, descriptions, words, what was typed."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return " ".join(part for widget in (window, *window.findChildren(QWidget)) for part in words_of(widget))


def words_of(widget: QWidget) -> tuple[str, ...]:
    """What one widget holds."""
    texts: list[Callable[[], str]] = [widget.windowTitle, widget.accessibleName, widget.accessibleDescription, widget.toolTip]
    if isinstance(widget, QLabel):
        texts.append(widget.text)
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        texts.append(widget.toPlainText)
    return tuple(text() for text in texts)


def raised(error: Exception) -> None:
    raise error
