"""What a device is made of below its screens: its folder, keys, line to the server, picture worker, and the services of an open store."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.keys.device_secret import KeyStore, device_secret
from app.keys.enrolment import Enrolment, token_of
from app.keys.lease import save_lease
from app.keys.slots import KeySlots
from app.keys.waiting_note import save_waiting
from app.services.capturing import Capturing
from app.services.handing_in import HandingIn
from app.services.looking import Looking
from app.services.reporting import Reporting
from app.services.reviewing import Reviewing
from app.services.rewording import Rewording
from app.services.room import Room
from app.services.sending import Sending, count_waiting
from app.services.session import Clock
from app.services.starting import Starting
from app.services.tablet import TabletServices
from app.services.unlocking import Opened, Unlocking
from app.services.writing import Writing
from app.storage import facts, photos
from app.storage.database import Connection, Store
from app.storage.space import DiskFull, full_disk
from app.sync.battery import read_battery
from app.sync.engine import SyncEngine
from app.sync.login import HttpLogin
from app.sync.network import ListedNetworks, NetworkPolicy
from app.sync.network_manager import current_link
from app.sync.office import HttpOfficeDesk
from app.sync.transport import Transport
from domain.curriculum import Framework, framework_from_json
from domain.wire import DeviceReport, Hello, SignedCommand
from imaging.worker import ImagingWorker

FRAMEWORKS = Path(__file__).resolve().parent.parent / "resources" / "frameworks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """An enrolled device. `network` None = the manager's list of networks decides, once the store is open."""

    folder: Path
    enrolment: Enrolment
    key_store: KeyStore
    clock: Clock
    imaging: ImagingWorker
    framework: Framework
    network: NetworkPolicy | None = None

    def transport(self) -> Transport:
        """A line of its own to the server: a line is not for two threads. Raises KeyStoreUnusable."""
        enrolment = self.enrolment
        return Transport(
            server_url=enrolment.server_url,
            ca_pem=enrolment.ca_pem,
            server_key_sha256=enrolment.server_key_sha256,
            token=token_of(enrolment, self.key_store),
        )

    def unlocking(self) -> Unlocking:
        """Log-ins on this device. Raises KeyStoreUnusable."""
        secret = functools.partial(device_secret, self.key_store, self.enrolment.device_id, self.enrolment.key_store)
        return Unlocking(self.folder, self.enrolment, KeySlots(self.folder, secret), HttpLogin(self.transport()), self.clock)

    def engine(self, opened: Opened) -> SyncEngine:
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
            contact=TabletContact(self.folder, opened),
        )


class TabletContact:
    """What an open tablet hears of each contact, and says of itself."""

    def __init__(self, folder: Path, opened: Opened) -> None:
        self._folder, self._opened = folder, opened

    def greeted(self, hello: Hello) -> None:
        """Keep the lease."""
        save_lease(self._folder, hello.lease)

    def commanded(self, commands: Sequence[SignedCommand]) -> None:
        """Commands of a revoked device."""

    def report(self, connection: Connection) -> DeviceReport:
        """What lies here and how full the battery is."""
        battery, session = read_battery(), self._opened.session
        return DeviceReport(
            battery=battery.percent,
            is_charging=battery.is_charging,
            waiting=count_waiting(connection),
            originals=len(photos.alive(connection)),
            children=len(facts.children(connection)),
            logged_in=session.staff_id,
        )


def office_desk(device: Device, opened: Opened) -> HttpOfficeDesk:
    """The moderation desk of whoever logged in at the office."""
    session = opened.office_session or ""
    return HttpOfficeDesk(device.transport(), lambda: session)


def tablet_services(device: Device, opened: Opened) -> TabletServices:
    """All services over the store that a person opened."""
    store, vault, imaging, clock = opened.store, opened.vault, device.imaging, device.clock
    return TabletServices(
        room=Room(store, device.enrolment.room_id, clock),
        writing=Writing(store, vault, clock),
        capturing=Capturing(store, vault, imaging, clock),
        looking=Looking(store, vault, imaging, clock),
        reviewing=Reviewing(store, vault, imaging, clock),
        handing_in=HandingIn(store, vault, imaging, device.framework, clock),
        rewording=Rewording(store, device.framework, clock),
        sending=Sending(store, clock),
        reporting=Reporting(store, clock),
        starting=Starting(store, vault, clock),
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
