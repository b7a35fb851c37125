"""What a device is made of below its screens: its folder, keys, line to the server, picture worker, and the services of an open store."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.keys.device_secret import KeyStore, device_secret, name_for
from app.keys.enrolment import Enrolment, token_of
from app.keys.slots import KeySlots
from app.keys.timekeeper import Timekeeper, boot_seconds
from app.keys.waiting_note import save_waiting
from app.services.capturing import Capturing
from app.services.clips import Clips
from app.services.handing_in import HandingIn
from app.services.later import HandingInLater, Power
from app.services.looking import Looking
from app.services.reporting import Reporting
from app.services.reviewing import Reviewing
from app.services.rewording import Rewording
from app.services.room import Room
from app.services.sending import Sending, count_on_their_way, count_waiting
from app.services.session import Clock
from app.services.starting import Starting
from app.services.tablet import TabletServices
from app.services.unlocking import Opened, Unlocking
from app.services.writing import Writing
from app.storage import facts, photos
from app.storage.database import Connection, Store
from app.storage.space import DiskFull, full_disk
from app.sync.battery import read_battery
from app.sync.contact import Contact
from app.sync.engine import SyncEngine
from app.sync.kiosk import HttpKioskDesk
from app.sync.login import HttpLogin
from app.sync.network import ListedNetworks, NetworkPolicy
from app.sync.network_manager import current_link
from app.sync.office import HttpOfficeDesk
from app.sync.office_house import HttpHouseDesk
from app.sync.recheck_clips import ClipRecheck
from app.sync.transport import Transport
from domain.curriculum import Framework, framework_from_json
from domain.wire import DeviceReport, Hello, SignedCommand
from imaging.worker import ImagingWorker

FRAMEWORKS = Path(__file__).resolve().parent.parent / "resources" / "frameworks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """An enrolled device. `network` None = the manager's list of networks decides, once the store is open.

    has_real_clock: nobody but the world moves `clock`, so that what runs beside it can prove when somebody did. token: as `token_of` read
    it, so that the window's thread never asks a key ring, which may ask a person first.
    """

    folder: Path
    enrolment: Enrolment
    key_store: KeyStore
    clock: Clock
    imaging: ImagingWorker
    framework: Framework
    network: NetworkPolicy | None = None
    has_real_clock: bool = False
    token: str | None = field(default=None, repr=False)

    def transport(self) -> Transport:
        """A line of its own to the server: a line is not for two threads. Raises KeyStoreUnusable."""
        enrolment = self.enrolment
        return Transport(
            server_url=enrolment.server_url,
            ca_pem=enrolment.ca_pem,
            server_key_sha256=enrolment.server_key_sha256,
            token=self.token or token_of(enrolment, self.key_store),
        )

    def unlocking(self) -> Unlocking:
        """Log-ins on this device. Raises KeyStoreUnusable."""
        device_id = self.enrolment.device_id
        return Unlocking(
            self.folder,
            self.enrolment,
            KeySlots(self.folder, functools.partial(device_secret, self.key_store, device_id, self.enrolment.key_store)),
            HttpLogin(self.transport()),
            self.clock,
            timekeeper=Timekeeper(self.folder, self.clock, boot_seconds if self.has_real_clock else None),
            forget_secret=functools.partial(self.key_store.delete, name_for(device_id)),
        )

    def engine(self, opened: Opened, contact: Contact) -> SyncEngine:
        """The sync of an open store, in the name of whoever opened it."""
        store = opened.store
        return SyncEngine(
            store,
            opened.vault,
            self.transport(),
            self.network or ListedNetworks(current_link, lambda: listed_networks(store)),
            self.clock,
            pictures=self.imaging,
            signing_key=self.enrolment.signing_key,
            actor=opened.session.staff_id,
            contact=contact,
        )

    def clip_recheck(self, opened: Opened) -> ClipRecheck:
        """What covers held clips of an open store further, beside the sync."""
        return ClipRecheck(opened.store, opened.vault, self.imaging, self.clock)


class TabletContact:
    """What an open tablet hears of each contact, and says of itself.

    is_at_work: False once its person was logged out from afar; notes: words for the kiosk's board, the newest last.
    """

    def __init__(self, unlocking: Unlocking, opened: Opened) -> None:
        self._unlocking, self._opened = unlocking, opened
        self.is_at_work, self.told_clear = True, False
        self.notes: tuple[str, ...] = ()

    def greeted(self, hello: Hello) -> None:
        """Keep time, lease and commands."""
        self._unlocking.greeted(hello, self._opened)

    def commanded(self, commands: Sequence[SignedCommand]) -> None:
        """Commands of a revoked device."""
        self._unlocking.obey(commands, self._opened)

    def report(self, connection: Connection) -> DeviceReport:
        """What lies here, who is at work, and how full the battery is."""
        report = DeviceReport(
            **battery_facts(),
            waiting=count_waiting(connection),
            originals=len(photos.alive(connection)),
            children=len(facts.children(connection)),
            logged_in=self._opened.session.staff_id if self.is_at_work else None,
            logged_in_since=self._opened.since if self.is_at_work else None,
            command_seq=self._unlocking.command_seq,
            clock_skew_s=self._unlocking.clock_skew_s(),
            notes=self.notes,
        )
        # A hand-in that was only asked for can go on when its author is back; the store need not stay open for it.
        self.told_clear = not self.is_at_work and count_on_their_way(connection) == 0
        return report


def battery_facts() -> dict[str, Any]:
    """The battery's part of a report."""
    battery = read_battery()
    return {"battery": battery.percent, "is_charging": battery.is_charging}


def power_now() -> Power:
    """What the operating system says of the battery, for whoever asks whether long work may go on."""
    battery = read_battery()
    return Power(battery.percent, battery.is_charging)


def office_desk(device: Device, opened: Opened) -> HttpOfficeDesk:
    """The moderation desk of whoever logged in at the office."""
    session = opened.office_session or ""
    return HttpOfficeDesk(device.transport(), lambda: session)


def house_desk(device: Device, opened: Opened) -> HttpHouseDesk:
    """The desk for devices and people of whoever logged in at the office."""
    session = opened.office_session or ""
    return HttpHouseDesk(device.transport(), lambda: session)


def kiosk_desk(device: Device, opened: Opened) -> HttpKioskDesk:
    """The kiosk's line, in the name of whoever opened the office."""
    session = opened.office_session or ""
    return HttpKioskDesk(device.transport(), lambda: session)


def tablet_services(device: Device, opened: Opened, ends_by: Clock | None = None) -> TabletServices:
    """All services over the store that a person opened. ends_by: the clock by which a day's pictures end, None = the device's."""
    store, vault, imaging, clock = opened.store, opened.vault, device.imaging, device.clock
    handing_in = HandingIn(store, vault, imaging, device.framework, clock)
    return TabletServices(
        room=Room(store, device.enrolment.room_id, clock),
        writing=Writing(store, vault, clock),
        capturing=Capturing(store, vault, imaging, clock),
        clips=Clips(store, vault, imaging, clock),
        looking=Looking(store, vault, imaging, clock),
        reviewing=Reviewing(store, vault, imaging, clock),
        handing_in=handing_in,
        later=HandingInLater(store, handing_in, clock, power_now),
        rewording=Rewording(store, device.framework, clock),
        sending=Sending(store, clock),
        reporting=Reporting(store, clock),
        starting=Starting(store, vault, ends_by or clock),
    )


def note_waiting(device: Device, services: TabletServices) -> None:
    """Keep the number that waits where the lock screen finds it; a disk that has no room for it keeps the old one."""
    with contextlib.suppress(DiskFull), full_disk(device.folder):
        save_waiting(device.folder, services.sending.waiting_count())


def listed_networks(store: Store) -> tuple[str, ...]:
    """The networks that the manager lists, as this device knows them."""
    site = facts.site(store.connect())
    return site.networks if site is not None else ()


def framework(version: str = "eyfs-2025") -> Framework:
    """The framework of that version, carried with the program."""
    return framework_from_json((FRAMEWORKS / f"{version}.json").read_text(encoding="utf-8"))
