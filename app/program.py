"""One device's window, from pairing to the last screen: what is shown when, and which keys are in memory then (docs/adr/0012)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.away import Absence, Away
from app.beginning import Beginning
from app.device import Device
from app.keys.folder_lock import FolderLock
from app.keys.lock import LOCK_STEPS, LockEvent, LockState
from app.keys.timekeeper import boot_seconds
from app.leaving import Leaving
from app.options import LONDON, Options
from app.services.starting import Starting
from app.services.unlocking import LoginRefused, Opened, Unlocking
from app.stations import Exits, StationNow, Surroundings, Work, begin_kiosk, begin_office, begin_room, load
from app.staying import Staying
from app.telling import Telling
from app.ui.background import Background
from app.ui.collecting import Collector
from app.ui.heartbeat import Heartbeat
from app.ui.lanes import Lanes
from app.ui.shell import Shell
from app.ui.theme.look import Look
from app.ui.unlock.arrange import elsewhere_sentence
from app.ui.unlock.arrival import Access, Arrival
from app.ui.unlock.presenter import LockedSession, UnlockPresenter
from app.ui.unlock.view import UnlockView
from domain.life import next_state
from domain.permissions import Station
from imaging.worker import ImagingWorker

LOAD_AFTER_MS = 300  # the lock screen is painted by then
SEAL_AFTER_MS = 10 * 60 * 1000  # a locked device goes on sending for ten minutes, then the key leaves the memory too
DRAIN_MS = 60 * 60 * 1000  # one that was taken back goes on until everything is sent, and no longer than this
SEALED_AT_ONCE = frozenset({"sealed"})  # codes of refusals after which nothing more is sent from here


class Program:
    """One device's window, from pairing to the last screen."""

    def __init__(self, options: Options, look: Look, imaging: ImagingWorker) -> None:
        self.options, self.look, self.imaging = options, look, imaging
        self.shell = Shell(look, "Daybook")
        self.lanes = Lanes(vault=Background(), net=Background(), cpu=Background())
        self.telling = Telling(options, self.shell, self.lanes)
        self.leaving = Leaving(self.lanes, self.telling.failed)
        self.device: Device | None = None
        self.work: Work | None = None
        self.opened: Opened | None = None
        self.station: StationNow | None = None
        self.lock_state = LockState.SEALED
        self._is_draining = False
        self._seal = self._timer(SEAL_AFTER_MS, self.seal, once=True)
        self.staying = Staying(self.lanes, self.end_session, self.telling.failed)
        self.shell.idle.connect(self.lock)
        self.shell.closing.connect(self.close)
        self.heart = Heartbeat(options.clock, options.zone, self.shell, boot_seconds if options.has_real_clock else None)
        self.heart.day_ended.connect(self.end_day)
        self.heart.slept.connect(self.wake_sealed)
        self.collector = Collector(self.shell)
        self.away = Away(options.clock, self.shell)
        self.away.noticed.connect(self._left_or_back)
        self._folder_lock = FolderLock(options.folder)
        self._beginning = Beginning(options, self.shell, self.lanes, imaging, self._ready)

    def start(self) -> None:
        """Show the first screen: pairing on a new device, the lock screen on any other. Raises FolderInUse for a second program."""
        self._folder_lock.take()
        self._beginning.start()

    # -- The lock screen --------------------------------------------------------------------------------------------------------------

    def _ready(self, device: Device, unlocking: Unlocking) -> None:
        self.device, self.unlocking = device, unlocking
        self.show_lock_screen()
        QTimer.singleShot(LOAD_AFTER_MS, self.shell, partial(load, self.options.station))

    def show_lock_screen(self, said: str = "") -> None:
        """Whose device it is, and how to open it. `said`: why somebody's work ended; it stays until it was read."""
        self.shell.watch(False)
        self.shell.alone()
        self.shell.go(partial(self._lock_screen, said))

    def _lock_screen(self, said: str) -> tuple[QWidget, object]:
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
            locked=self._locked_session(),
            said=said,
        )
        return view, presenter

    def _locked_session(self) -> LockedSession | None:
        """The work behind the lock, when its person may go on with it by PIN."""
        if self.opened is None or self._is_draining or self.lock_state is not LockState.LOCKED:
            return None
        return LockedSession(opened=self.opened, unlocked=self._unlocked, log_out=self.log_out)

    def _report_fault_locked(self, note: str) -> None:
        if self.device is not None:
            self.telling.fault(note, self.device, self.opened, self._wake)

    # -- Open -------------------------------------------------------------------------------------------------------------------------

    def _opened(self, opened: Opened) -> None:
        """A person logged in by password. What an earlier session's store still does ends first."""
        self._seal.stop()
        self._end_rest(lambda: self._begin(opened))

    def _begin(self, opened: Opened) -> None:
        if self.device is None:
            raise RuntimeError("Opened before it was enrolled")
        self.opened, self._is_draining = opened, False
        self._move(LockEvent.LOG_IN)
        self.work = Work(self.device, self.unlocking, opened, self.lanes)
        self.work.cycled.connect(self._cycled)
        self.station = arrival = Arrival(self.shell, self._access(opened), done=self._begin_station, log_out=self.log_out)
        self._watch(opened)
        arrival.start()

    def _unlocked(self, opened: Opened) -> None:
        """The same person again, by PIN: the store is still open, unless the log-out was quicker than the PIN."""
        if opened is not self.opened or self._is_draining or self.lock_state is not LockState.LOCKED:
            return
        self._seal.stop()
        self._move(LockEvent.UNLOCK)
        self._begin_station(opened)

    def _begin_station(self, opened: Opened) -> None:
        if self.work is None:
            raise RuntimeError("There is nothing to work with")
        said = elsewhere_sentence(opened.ended_elsewhere or self.unlocking.late_elsewhere(opened)) if self.work.is_new else ""
        self.opened = self.work.go_on(opened)
        begin = {Station.ROOM: begin_room, Station.OFFICE: begin_office, Station.KIOSK: begin_kiosk}[self.options.station]
        exits = Exits(lock=self.lock, log_out=self.log_out)
        around = Surroundings(frames=self.options.frames, zone=self.options.zone)
        self._watch(opened)
        self.station = begin(self.shell, self.work, self._access(opened), exits, around, said)

    def _access(self, opened: Opened) -> Access:
        return Access(
            unlocking=self.unlocking,
            opened=opened,
            vault=self.lanes.vault,
            clock=self.options.clock,
            zone=self.options.zone,
            report_fault=self._report_fault_locked,
        )

    def _watch(self, opened: Opened) -> None:
        """The idle clock runs where children are shown; the kiosk shows none, and each of its steps asks for a PIN."""
        self.shell.watch(self.options.station is not Station.KIOSK)
        self.away.watch(True)
        self.staying.watch(self.unlocking, opened)

    def _cycled(self, _report: object) -> None:
        """A sync cycle ended: custody, suspension or a command may have come with it."""
        if not self._is_draining:
            self.staying.ask()
        elif self.unlocking.sealed_reason or (self.work is not None and self.work.is_clear):
            self.seal()

    def _left_or_back(self, absence: Absence) -> None:
        self.telling.absence(absence, self.opened, self.work)

    def end_session(self, refusal: LoginRefused) -> None:
        """The office, the hours or the lease ended this person's work: lock at once, send what waits, then seal."""
        if self.station is not None:
            self._end_station()
            self._move(LockEvent.LOCK)
        self._is_draining = True
        if refusal.code in SEALED_AT_ONCE or self.work is None or not self.work.drain(refusal):
            self.seal()
        else:
            self._seal.start(DRAIN_MS)
        self.show_lock_screen(refusal.sentence)

    # -- Locked, sealed ---------------------------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Back to the lock screen at once. The store stays open below it for ten minutes, so that what waits can be sent."""
        if self.station is None:
            return
        self._end_station()
        self._move(LockEvent.LOCK)
        self.show_lock_screen()
        self._seal.start(SEAL_AFTER_MS)

    def log_out(self) -> None:
        """The person is done."""
        if self.station is not None:
            self._end_station()
            self._move(LockEvent.LOCK)
        self.seal()
        self.show_lock_screen()

    def seal(self) -> None:
        """The key leaves the memory, and the lock screen forgets whose work it was."""
        was_locked = self._locked_session() is not None
        self._end_rest(lambda: None)
        if was_locked and isinstance(self.shell.screen_now, UnlockView):
            self.show_lock_screen()

    def wake_sealed(self) -> None:
        """The device slept, and nobody knows in whose hands: no child on the screen, no key in the memory."""
        self.lock()
        self.seal()

    def end_day(self) -> None:
        """Midnight has passed over an open store: yesterday's originals go now, not at the next log-in."""
        opened = self.opened
        if opened is not None:
            starting = Starting(opened.store, opened.vault, self.unlocking.earliest_now)
            self.lanes.vault.run(starting.end_earlier_days, lambda _: None, self.telling.failed)

    def _end_station(self) -> None:
        self.away.watch(False)
        if self.station is not None:
            self.station.end()
            self.station = None

    def _end_rest(self, then: Callable[[], None]) -> None:
        """Log the earlier person out and close their store, once no lane is at work in it; then go on."""
        opened, self.opened = self.opened, None
        if opened is None and not self.leaving.is_going_on:
            then()
            return
        self._seal.stop()
        self.staying.stop()
        if opened is not None:
            self._move(LockEvent.LOG_OUT)
        if self.work is not None:
            self.work.stop()
            self.work = None
        self.leaving.end(lambda: self.unlocking.log_out(opened) if opened is not None else None, then)

    def close(self) -> None:
        """The window closes: lanes end, then the store."""
        self.heart.stop()
        self.collector.stop()
        self.staying.stop()
        self._end_station()
        if self.work is not None:
            self.work.stop()
        self.lanes.close()
        if self.opened is not None:
            self.unlocking.log_out(self.opened)
            self.opened = None
        self.imaging.close()
        self._folder_lock.release()

    def _move(self, event: LockEvent) -> None:
        self.lock_state = next_state(LOCK_STEPS, self.lock_state, event)

    def _timer(self, milliseconds: int, work: Callable[[], None], *, once: bool = False) -> QTimer:
        timer = QTimer(self.shell)
        timer.setSingleShot(once)
        timer.setInterval(milliseconds)
        timer.timeout.connect(work)
        return timer

    def _wake(self) -> None:
        if self.work is not None:
            self.work.wake()

    def say(self, sentence: str) -> None:
        """Say something where the person is, if that screen can."""
        self.telling.say(sentence)


__all__ = ["LONDON", "Options", "Program"]
