"""One device's window, from pairing to the last screen: what is shown when, and which keys are in memory then."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.device import Device, framework, note_waiting, office_desk, tablet_services
from app.keys.device_secret import KeyStore
from app.keys.enrolment import Enrolment, load_enrolment
from app.keys.lock import LOCK_STEPS, LockEvent, LockState
from app.services.enrolling import Enrolling
from app.services.moderating import Moderating
from app.services.reporting import Reporting
from app.services.session import Clock
from app.services.starting import Starting
from app.services.unlocking import Opened
from app.sync.network import NetworkPolicy
from app.sync.pairing import HttpPairing
from app.sync.reports import CycleReport
from app.sync.rhythm import Rhythm
from app.ui.background import Background
from app.ui.camera import FrameSource
from app.ui.enrol.presenter import EnrolPresenter
from app.ui.enrol.view import EnrolView
from app.ui.errors import sentence_for
from app.ui.heartbeat import Heartbeat
from app.ui.lanes import Lanes
from app.ui.office.presenter import OfficeTask
from app.ui.office.station import OfficeStation
from app.ui.room.station import RoomStation, StationExits
from app.ui.shell import Shell
from app.ui.sync_clock import SyncClock
from app.ui.theme.look import Look
from app.ui.unlock.presenter import UnlockPresenter
from app.ui.unlock.view import UnlockView
from domain.life import next_state
from domain.pairing import Pairing
from domain.permissions import Station
from imaging.worker import ImagingWorker

SEAL_AFTER_MS = 10 * 60 * 1000  # a locked device goes on sending for ten minutes, then the key leaves the memory too
TURN_FILE = "camera-turn"
LONDON = ZoneInfo("Europe/London")  # until the site's own zone is known: every nursery of this program is in the UK (C51)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the program was started. `network` None = the manager's list decides."""

    station: Station
    folder: Path
    key_store: Callable[[], KeyStore]
    frames: Callable[[int], FrameSource]
    clock: Clock
    network: NetworkPolicy | None = None
    zone: ZoneInfo = LONDON


class Program:
    """One device's window, from pairing to the last screen."""

    def __init__(self, options: Options, look: Look, imaging: ImagingWorker) -> None:
        self.options, self.look, self.imaging = options, look, imaging
        self.shell = Shell(look, "Daybook")
        self.lanes = Lanes(vault=Background(), net=Background(), cpu=Background())
        self.device: Device | None = None
        self.clock: SyncClock | None = None
        self.opened: Opened | None = None
        self.station: RoomStation | OfficeStation | None = None
        self.lock_state = LockState.SEALED
        self._seal = QTimer(self.shell)
        self._seal.setSingleShot(True)
        self._seal.setInterval(SEAL_AFTER_MS)
        self._seal.timeout.connect(self.seal)
        self.shell.idle.connect(self.lock)
        self.shell.closing.connect(self.close)
        self._resting = 0  # stores that are being closed behind the lanes' work
        self.heart = Heartbeat(options.clock, options.zone, self.shell)
        self.heart.day_ended.connect(self.end_day)
        self.heart.slept.connect(self.wake_sealed)

    def start(self) -> None:
        """Show the first screen: pairing on a new device, the lock screen on any other."""
        enrolment = load_enrolment(self.options.folder)
        if enrolment is None:
            self.shell.go(self._enrol_screen)
        else:
            self._enrolled(enrolment)

    # -- Pairing and unlocking --------------------------------------------------------------------------------------------------------

    def _enrol_screen(self) -> tuple[QWidget, object]:
        view = EnrolView(self.look)
        return view, EnrolPresenter(view, self._pair, self._enrolled, self.lanes.net)

    def _pair(self, pairing: Pairing) -> Enrolment:
        enrolling = Enrolling(self.options.folder, self.options.key_store(), HttpPairing())
        return enrolling.pair(pairing.server_url, pairing.ca_sha256, pairing.code)

    def _enrolled(self, enrolment: Enrolment) -> None:
        self.device = Device(
            folder=self.options.folder,
            enrolment=enrolment,
            key_store=self.options.key_store(),
            clock=self.options.clock,
            imaging=self.imaging,
            framework=framework(),
            network=self.options.network,
        )
        self.unlocking = self.device.unlocking()
        self.show_lock_screen()

    def show_lock_screen(self) -> None:
        """Whose device it is, and how to open it."""
        self.shell.watch(False)
        self.shell.go(self._lock_screen)

    def _lock_screen(self) -> tuple[QWidget, object]:
        view = UnlockView(self.look)
        presenter = UnlockPresenter(
            view,
            self.unlocking,
            vault=self.lanes.vault,
            net=self.lanes.net,
            clock=self.options.clock,
            zone=self.options.zone,
            opened=self._opened,
            fault_reported=self._report_fault_locked,
        )
        return view, presenter

    def _report_fault_locked(self, note: str) -> None:
        """A fault seen on the lock screen: into the open store if there is one, else straight to the office."""
        device, opened = self.device, self.opened
        if device is None:
            return
        if opened is not None:
            reporting = Reporting(opened.store, self.options.clock)
            self.lanes.vault.run(lambda: reporting.report(note, opened.session), lambda _: self._wake(), self.failed)
            return
        self.lanes.net.run(lambda: tell(device, note), lambda _: self.say("The office has been told."), self.failed)

    # -- Open, locked, sealed ---------------------------------------------------------------------------------------------------------

    def _opened(self, opened: Opened) -> None:
        """A person logged in. What an earlier person's store still does ends first."""
        self._seal.stop()
        self._end_rest(lambda: self._begin(opened))

    def _begin(self, opened: Opened) -> None:
        if self.device is None:
            raise RuntimeError("Opened before it was enrolled")
        self.opened = opened
        self._move(LockEvent.LOG_IN)
        begin = self._begin_office if self.options.station is Station.OFFICE else self._begin_room
        begin(self.device, opened)
        self.shell.watch(True)

    def _begin_room(self, device: Device, opened: Opened) -> None:
        services, engine = tablet_services(device, opened), device.engine(opened)

        def cycle(stop: Callable[[], bool]) -> CycleReport:
            report = engine.cycle(stop)
            note_waiting(device, services)
            return report

        self.clock = SyncClock(cycle, self.lanes.net, Rhythm())
        exits = StationExits(lock=self.lock, turned=lambda turn: keep_turn(device.folder, turn), agree_to_removal=engine.agree_to_removal)
        frames = self.options.frames(kept_turn(device.folder))
        self.station = RoomStation(self.shell, services, opened.session, self.lanes, frames, device.framework, self.clock, exits)
        self.station.start()

    def _begin_office(self, device: Device, opened: Opened) -> None:
        desk = office_desk(device, opened)
        moderating = Moderating(desk, device.framework, self.options.clock)
        task = OfficeTask(session=opened.session, framework=device.framework, zone=self.options.zone, clock=self.options.clock)
        self.station = OfficeStation(self.shell, moderating, task, self.lanes, report_fault=desk.report_fault, lock=self.lock)
        self.station.start()

    def lock(self) -> None:
        """Back to the lock screen at once. The store stays open below it for ten minutes, so that what waits can be sent."""
        if self.station is None:
            return
        self.station.end()
        self.station = None
        self._move(LockEvent.LOCK)
        self.show_lock_screen()
        self._seal.start()

    def seal(self) -> None:
        """The key leaves the memory."""
        self._end_rest(lambda: None)

    def wake_sealed(self) -> None:
        """The device slept, and nobody knows in whose hands: no child on the screen, no key in the memory."""
        self.lock()
        self.seal()

    def end_day(self) -> None:
        """Midnight has passed over an open store: yesterday's originals go now, not at the next log-in."""
        opened = self.opened
        if opened is not None:
            starting = Starting(opened.store, opened.vault, self.options.clock)
            self.lanes.vault.run(starting.end_earlier_days, lambda _: None, self.failed)

    def _end_rest(self, then: Callable[[], None]) -> None:
        """Log the earlier person out and close their store, once no lane is at work in it; then go on."""
        opened, self.opened = self.opened, None
        if opened is None and not self._resting:
            then()
            return
        if opened is not None:
            self._move(LockEvent.LOG_OUT)
        if self.clock is not None:
            self.clock.stop()
        self._resting += 1
        lanes = self.lanes

        def close() -> None:
            if opened is not None:
                self.unlocking.log_out(opened)

        def closed() -> None:
            self._resting -= 1
            then()

        def closed_badly(error: Exception) -> None:
            closed()  # the store is closed all the same: a full disk keeps the next person from nothing
            self.failed(error)

        # Each lane has one thread: what is put behind its work runs when that work has ended.
        lanes.cpu.run(
            nothing,
            lambda _: lanes.net.run(nothing, lambda _: lanes.vault.run(close, lambda _: closed(), closed_badly), self.failed),
            self.failed,
        )

    def close(self) -> None:
        """The window closes: lanes end, then the store."""
        self.heart.stop()
        if self.station is not None:
            self.station.end()
        if self.clock is not None:
            self.clock.stop()
        self.lanes.close()
        if self.opened is not None:
            self.unlocking.log_out(self.opened)
            self.opened = None
        self.imaging.close()

    def _move(self, event: LockEvent) -> None:
        self.lock_state = next_state(LOCK_STEPS, self.lock_state, event)

    # -- Telling ----------------------------------------------------------------------------------------------------------------------

    def say(self, sentence: str) -> None:
        """Say something where the person is, if that screen can."""
        say = getattr(self.shell.screen_now, "say", None)
        if callable(say):
            say(sentence)

    def failed(self, error: Exception) -> None:
        """The world's errors are said; a bug goes on up."""
        self.say(sentence_for(error))

    def _wake(self) -> None:
        if self.clock is not None:
            self.clock.wake()
        self.say("It is kept, and goes to the office at the first contact.")


def nothing() -> None:
    """Work that only marks its place in a lane."""


def tell(device: Device, note: str) -> None:
    """Report a fault from a sealed device. Raises NetworkError when the office cannot be reached."""
    with contextlib.closing(device.transport()) as line:
        line.report_fault(note)


def kept_turn(folder: Path) -> int:
    """How this device's camera is turned, degrees clockwise."""
    path = folder / TURN_FILE
    text = path.read_text(encoding="ascii") if path.exists() else ""
    return int(text) % 360 if text.isdecimal() else 0


def keep_turn(folder: Path, turn: int) -> None:
    """Remember how this device's camera is turned."""
    (folder / TURN_FILE).write_text(str(turn), encoding="ascii")
