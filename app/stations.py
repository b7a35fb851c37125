"""What works over one open store: its services and its sync, and the screens of each kind of station.

A station's screens are loaded when somebody works at it, or before while the lock screen waits: three stations' screens, with sound and
printing, would keep the lock screen back by half a second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from app.device import Device, TabletContact, house_desk, kiosk_desk, note_waiting, office_desk, tablet_services
from app.services.at_kiosk import AtKiosk
from app.services.home_reviews import HomeReviews
from app.services.moderating import Moderating
from app.services.tablet import TabletServices
from app.services.unlocking import LoginRefused, Opened, Unlocking
from app.sync.office_consents import HttpConsentDesk
from app.sync.reports import CycleReport
from app.sync.rhythm import Rhythm
from app.ui.camera import FrameSource
from app.ui.lanes import Lanes
from app.ui.room.clip_tasks import ClipTasks
from app.ui.shell import Shell
from app.ui.sync_clock import SyncClock
from app.ui.unlock.arrival import Access
from domain.custody import LoginRefusal
from domain.permissions import Station

TURN_FILE = "camera-turn"
NOTES_KEPT = 5  # of one log-in
CUSTODY_OVER = frozenset(reason.value for reason in LoginRefusal)  # the tablet is in other hands now, or in nobody's


class StationNow(Protocol):
    """The screens of whoever is at work."""

    def end(self) -> None:
        """Fall silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exits:
    """The ways out of every station: to the lock screen, or out for good."""

    lock: Callable[[], None]
    log_out: Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Where the device stands: its camera, by the angle it is turned, and its zone."""

    frames: Callable[[int], FrameSource]
    zone: ZoneInfo


class Work(QObject):
    """One log-in's services and sync. They outlive the screens: a locked tablet goes on sending."""

    cycled = Signal(object)  # CycleReport

    def __init__(self, device: Device, unlocking: Unlocking, opened: Opened, lanes: Lanes) -> None:
        super().__init__()
        self.device, self.unlocking, self.opened, self.lanes = device, unlocking, opened, lanes
        self.is_new = True
        self.services: TabletServices | None = None
        self.clock: SyncClock | None = None
        self.clips: ClipTasks | None = None
        self._contact = TabletContact(unlocking, opened)
        self._is_covering = self._is_stopped = False
        if opened.session.station is Station.ROOM:
            self._begin_room(device, opened, lanes)

    def _begin_room(self, device: Device, opened: Opened, lanes: Lanes) -> None:
        services, engine = tablet_services(device, opened, self.unlocking.earliest_now), device.engine(opened, self._contact)

        def cycle(stop: Callable[[], bool]) -> CycleReport:
            report = engine.cycle(stop)
            note_waiting(device, services)
            return report

        self.services, self.clock, self.agree_to_removal = services, SyncClock(cycle, lanes.net, Rhythm()), engine.agree_to_removal
        self.clock.cycled.connect(self.cycled)
        self.clock.cycled.connect(self._cover_clips)
        self.clips = tasks = ClipTasks(services, opened.session, lanes)
        self.clock.cycled.connect(lambda _: tasks.later.wake())
        tasks.later.handed_in.connect(lambda _: self.wake())

    @property
    def is_clear(self) -> bool:
        """Whether the server has been told that nothing is left on this device."""
        return self._contact.told_clear

    def go_on(self, opened: Opened) -> Opened:
        """The session goes on, perhaps with a new password's session at the office."""
        self.opened, self.is_new = opened, False
        return opened

    def drain(self, refusal: LoginRefused) -> bool:
        """The person is out: send what waits, and report that nobody is at work. False = there is nothing to wait for.

        An original never outlives the custody it was taken in; the words of its draft stay.
        """
        self._contact.is_at_work = False
        if self.services is None or self.clock is None:
            return False
        starting = self.services.starting
        if refusal.code in CUSTODY_OVER:
            # Behind a recording that the lock has just ended: it goes through the lane of frames into the vault, and would come after this.
            vault, woken = self.lanes.vault, lambda _: self.wake()
            self.lanes.frames.run(lambda: None, lambda _: vault.run(starting.end_custody, woken, woken), woken)
        else:
            self.wake()
        return True

    def note(self, words: str) -> None:
        """Say something of this device on the kiosk's board, with the next report."""
        self._contact.notes = (*self._contact.notes, words)[-NOTES_KEPT:]

    def wake(self) -> None:
        """Run a sync cycle now, where there is one."""
        if self.clock is not None:
            self.clock.wake()

    def stop(self) -> None:
        """No further cycle, and no long work on a video."""
        self._is_stopped = True
        if self.clips is not None:
            self.clips.end()
        if self.clock is not None:
            self.clock.stop()

    def _cover_clips(self, report: CycleReport) -> None:
        """Videos that a cycle held are covered further behind everything else; the next cycle sends them."""
        if not report.held_clips or self._is_covering:
            return
        self._is_covering, lane = True, self.lanes.later
        recheck = self.device.clip_recheck(self.opened)
        lane.run(lambda: recheck.work(lambda: self._must_rest() or lane.stop()), self._clips_covered, self._clips_failed)

    def _must_rest(self) -> bool:
        """The store is about to close, or a person waits for a look at another video."""
        return self._is_stopped or (self.clips is not None and self.clips.looks.is_busy)

    def _clips_covered(self, released: int) -> None:
        self._is_covering = False
        if released:
            self.wake()

    def _clips_failed(self, error: Exception) -> None:
        self._is_covering = False
        raise error


def begin_room(shell: Shell, work: Work, access: Access, exits: Exits, around: Surroundings, say: str) -> StationNow:
    """The room tablet's screens; home says that sentence."""
    from app.ui.room.person.desk import person_tools
    from app.ui.room.station import RoomStation, StationExits

    folder, services, clock = work.device.folder, work.services, work.clock
    if services is None or clock is None or work.clips is None:
        raise RuntimeError("A room's screens need a room's store")
    device, session, source = work.device, work.opened.session, around.frames(kept_turn(folder))
    ways = StationExits(lock=exits.lock, turned=partial(keep_turn, folder), agree_to_removal=work.agree_to_removal, log_out=exits.log_out)
    person = person_tools(access, device.enrolment.room_id)
    station = RoomStation(shell, services, session, work.lanes, source, device.framework, clock, ways, person, clips=work.clips)
    station.start(say)
    return station


def begin_office(shell: Shell, work: Work, access: Access, exits: Exits, around: Surroundings, say: str) -> StationNow:
    """The office PC's screens."""
    from app.ui.office.presenter import OfficeTask
    from app.ui.office.station import OfficeStation

    device, session = work.device, work.opened.session
    desk = office_desk(device, work.opened)
    nursery = device.enrolment.nursery_name
    task = OfficeTask(session=session, framework=device.framework, zone=around.zone, clock=device.clock, nursery=nursery)
    moderating = Moderating(desk, device.framework, device.clock)
    station = OfficeStation(
        shell,
        moderating,
        task,
        work.lanes,
        report_fault=desk.report_fault,
        lock=exits.lock,
        house_desk=house_desk(device, work.opened),
        consent_desk=consent_desk(device, work.opened),
        home=HomeReviews(desk, device.imaging, device.clock),
    )
    station.start()
    say_on(shell, say)
    return station


def consent_desk(device: Device, opened: Opened) -> HttpConsentDesk:
    """The desk for permissions and covers of whoever logged in at the office."""
    session = opened.office_session or ""
    return HttpConsentDesk(device.transport(), lambda: session)


def begin_kiosk(shell: Shell, work: Work, access: Access, exits: Exits, around: Surroundings, say: str) -> StationNow:
    """The kiosk's screens."""
    from app.ui.kiosk.station import KioskExits, KioskStation

    device = work.device
    at_kiosk = AtKiosk(kiosk_desk(device, work.opened), device.imaging, device.clock)
    frames = around.frames(kept_turn(device.folder))
    ways = KioskExits(lock=exits.lock)
    station = KioskStation(shell, at_kiosk, work.lanes, frames, ways, clock=device.clock, zone=around.zone)
    station.start()
    say_on(shell, say)
    return station


def load(station: Station) -> None:
    """Load that station's screens now, so that whoever logs in does not wait for them."""
    if station is Station.KIOSK:
        import app.ui.kiosk.station
    elif station is Station.OFFICE:
        import app.ui.office.station
    else:
        import app.ui.room.station  # noqa: F401


def say_on(shell: Shell, sentence: str) -> None:
    """Say something where the person is, if that screen can."""
    say = getattr(shell.screen_now, "say", None)
    if sentence and callable(say):
        say(sentence)


def kept_turn(folder: Path) -> int:
    """How this device's camera is turned, degrees clockwise."""
    path = folder / TURN_FILE
    text = path.read_text(encoding="ascii") if path.exists() else ""
    return int(text) % 360 if text.isdecimal() else 0


def keep_turn(folder: Path, turn: int) -> None:
    """Remember how this device's camera is turned."""
    (folder / TURN_FILE).write_text(str(turn), encoding="ascii")
