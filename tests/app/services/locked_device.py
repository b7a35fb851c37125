"""A paired device and its lock screen: the real slots and store, a server that is a table."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.keys.device_secret import device_secret, name_for
from app.keys.enrolment import Enrolment, load_enrolment
from app.keys.password import Work
from app.keys.slots import KeySlots
from app.keys.timekeeper import Ticks, Timekeeper
from app.services.enrolling import Enrolling
from app.services.opened import Opened
from app.services.unlocking import Unlocking
from app.storage import audit, facts
from app.storage.database import transaction
from domain.errors import KnownError
from domain.permissions import Station
from domain.wire import (
    CommandKind,
    Commands,
    DeviceReport,
    FactKind,
    Hello,
    LoginAnswer,
    PairAnswer,
    Problem,
    SignedCommand,
    SignedLease,
    command_bytes,
    lease_bytes,
)  # fmt: skip
from tests import cast
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import FakeKeyStore

SIGNING, RECOVERY = Ed25519PrivateKey.generate(), X25519PrivateKey.from_private_bytes(bytes(range(64, 96)))  # the same in another process
LIGHT = Work(memory_kib=64, iterations=1, lanes=1)


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


RECOVERY_KEY = encoded(RECOVERY.public_key().public_bytes_raw())


@dataclass(frozen=True)
class PairedHere:
    answer: PairAnswer
    ca_pem: str = "the CA"
    server_key_sha256: str = "11" * 32


class Server:
    """What the nursery's server answers; `is_there` False = out of reach."""

    def __init__(self) -> None:
        self.clock = FakeClock(cast.NOW)
        self.is_there, self.holder, self.station = True, cast.SAM, Station.ROOM
        self.passwords = {person.username: cast.PASSWORD for person in cast.STAFF}
        self.until = cast.LEASE_UNTIL
        self.codes, self.ca_pem = ["123456"], "the CA"
        self.refused = ""
        self.orders: tuple[SignedCommand, ...] = ()
        self.is_revoked, self.must_change, self.ended_elsewhere, self.weak = False, False, "", ""
        self.since = cast.LEASE_SINCE
        self.reports: list[DeviceReport] = []
        self.versions: dict[str, int] = {}  # of people's passwords

    def pair(self, server_url: str, ca_sha256: str, code: str) -> PairedHere:
        self.reach()
        if code not in self.codes:
            raise KnownError("This code is wrong, used or too old.")
        self.codes.remove(code)
        answer = PairAnswer(
            device_id=cast.TABLET,
            device_name="T-02",
            station=self.station,
            room_id=cast.CATERPILLARS,
            token="the token",
            nursery_name="Hazel Lane Nursery",
            signing_key=encoded(SIGNING.public_key().public_bytes_raw()),
            recovery_key=RECOVERY_KEY,
            server_time=cast.NOW,
        )
        return PairedHere(answer, self.ca_pem)

    def log_in(self, username: str, password: str) -> LoginAnswer | Problem:
        self.reach()
        if self.refused:
            return Problem(title="Refused", status=403, code=self.refused, detail="You cannot log in just now. Ask the office.")
        if self.passwords.get(username) != password:
            return Problem(title="Refused", status=403, code="wrong_login", detail="Username and password do not fit.")
        person = next(each for each in cast.STAFF if each.username == username)
        return LoginAnswer(
            staff=person.model_copy(update={"login_version": self.versions.get(person.id, 0)}),
            share=encoded(bytes(range(32))),
            session="office session",
            expires_at=self.until,
            ended_elsewhere=self.ended_elsewhere,
            must_change_password=self.must_change,
        )

    def hello(self) -> Hello | Problem:
        self.reach()
        if self.is_revoked:
            return Problem(title="Refused", status=401, code="device_revoked", detail="This device was taken out of use.")
        return Hello(
            server_time=self.clock(),
            epoch=cast.id_of(9),
            schema_min=1,
            schema_max=1,
            max_operations=500,
            max_batch_bytes=1 << 20,
            max_media_bytes=32 << 20,
            backup_seq=0,
            lease=self.lease(),
            commands=self.orders,
        )

    def report(self, report: DeviceReport) -> None:
        self.reach()
        self.reports.append(report)

    def commands(self) -> Commands:
        self.reach()
        return Commands(commands=self.orders)

    def change_password(self, username: str, old: str, new: str) -> LoginAnswer | Problem:
        answer = self.log_in(username, old)
        if isinstance(answer, Problem):
            return answer
        if self.weak:
            return Problem(title="Refused", status=403, code=self.weak, detail="Choose a longer password.")
        self.passwords[username], self.must_change = new, False
        return answer.model_copy(update={"must_change_password": False, "session": "a newer session"})

    def lease(self) -> SignedLease:
        person = next(each for each in cast.STAFF if each.id == self.holder)
        name = f"{person.first_name} {person.last_name}"
        said = lease_bytes(device_id=cast.TABLET, holder_id=self.holder, holder_name=name, since=self.since, until=self.until)
        return SignedLease(
            device_id=cast.TABLET,
            holder_id=self.holder,
            holder_name=name,
            since=self.since,
            until=self.until,
            signature=encoded(SIGNING.sign(said)),
        )

    def order(self, kind: CommandKind, seq: int, reason: str = "", key: Ed25519PrivateKey = SIGNING, device: str = cast.TABLET) -> None:
        """The office commands something; it is told at every greeting from then on."""
        said = command_bytes(device_id=device, seq=seq, kind=kind.value, reason=reason, issued_at=cast.NOW)
        command = SignedCommand(device_id=device, seq=seq, kind=kind, reason=reason, issued_at=cast.NOW, signature=encoded(key.sign(said)))
        self.orders = (*self.orders, command)

    def reach(self) -> None:
        if not self.is_there:
            raise KnownError("The nursery's server cannot be reached.")


class Device:
    """A paired device and its lock screen; `restarted` is the same device after a restart."""

    def __init__(self, folder: Path, station: Station = Station.ROOM, ticks: Ticks | None = None, ca_pem: str = "the CA") -> None:
        self.ticks = ticks
        self.folder, self.server, self.keys, self.clock = folder, Server(), FakeKeyStore(), FakeClock(cast.NOW)
        self.server.clock = self.clock
        self.server.station, self.server.ca_pem = station, ca_pem
        Enrolling(folder, self.keys, self.server).pair("https://server/", "00:" * 31 + "00", " 123456 ")
        self.restart()

    def enrolment(self) -> Enrolment:
        """What pairing left, as it lies there now."""
        enrolment = load_enrolment(self.folder)
        assert enrolment is not None
        return enrolment

    def restart(self) -> None:
        enrolment = self.enrolment()
        self.slots = KeySlots(self.folder, lambda: device_secret(self.keys, enrolment.device_id, enrolment.key_store), work=LIGHT)
        self.unlocking = Unlocking(
            self.folder,
            enrolment,
            self.slots,
            self.server,
            self.clock,
            timekeeper=Timekeeper(self.folder, self.clock, self.ticks),
            forget_secret=lambda: self.keys.delete(name_for(enrolment.device_id)),
            pin_work=LIGHT,
        )

    def open(self, username: str = "sam.morris", password: str = cast.PASSWORD) -> Opened:
        """Log in and stay."""
        return self.unlocking.log_in(username, password)

    def log_in(self, username: str = "sam.morris", password: str = cast.PASSWORD) -> str:
        """Log in and out again: who it was."""
        opened = self.unlocking.log_in(username, password)
        self.unlocking.log_out(opened)
        return opened.session.name

    def audit(self) -> list[tuple[str, str]]:
        """Who and what, as the audit has it; reads with the person's slot."""
        opened = self.unlocking.log_in("sam.morris", cast.PASSWORD)
        rows = [(row.who, row.what) for row in audit.rows(opened.store.connect())]
        opened.store.close()
        return rows

    def put(self, kind: FactKind, id: str, body: dict[str, object]) -> None:
        """The server said something while Sam was logged in."""
        opened = self.unlocking.log_in("sam.morris", cast.PASSWORD)
        with transaction(opened.store.connect()):
            facts.put(opened.store.connect(), kind, id, 5, body)
        opened.store.close()
