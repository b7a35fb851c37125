"""The locks: PIN to open screen, password to open store, a whole log-in near the server, the store's new key after a suspension.

Argon2id bare beside the first. The server of the third shares this machine's cores, which no nursery's server does.
"""

from __future__ import annotations

import os
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from app.keys.device_secret import FolderKeyStore, device_secret
from app.keys.enrolment import token_of
from app.keys.password import stretched
from app.keys.pin import PIN_WORK, KeptTries
from app.keys.slots import KeySlots
from app.services.enrolling import Enrolling
from app.services.pinning import Pinning
from app.services.rotating import open_settled, renew
from app.services.session import Session
from app.services.unlocking import Unlocking
from app.storage import audit
from app.storage.database import Store, transaction
from app.sync.login import HttpLogin
from app.sync.pairing import HttpPairing
from app.sync.transport import Transport
from benchmarks.common import figure, percentile, seconds, show
from benchmarks.tablet import recovery_key
from commands.touring.serving import ServerProcess
from domain.ids import StaffId, uuid7
from domain.permissions import Role, Station

NOW = datetime(2026, 11, 19, 10, 5, tzinfo=UTC)
PIN, PASSWORD = "4826", "Demo-Daybook-2026"
RUNS, ROWS = 20, 20_000  # a store of some 8 MiB: a tablet after a term
SESSION = Session(
    staff_id=StaffId(uuid7(NOW, b"\1" * 10)),
    username="sam.morris",
    first_name="Sam",
    last_name="Morris",
    role=Role.PRACTITIONER,
    station=Station.ROOM,
)


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory(prefix="daybook-bench-") as name:
        unlock_by_pin(Path(name))
        folder, secret, recovery = Path(name), os.urandom(32), recovery_key()
        slots = KeySlots(folder, lambda: secret)
        key = slots.create(os.urandom(32), recovery)
        fill(folder, key)
        slots.add(SESSION.staff_id, SESSION.username, PASSWORD, key)
        unlock_by_password(folder, slots)
        change_the_key(folder, slots, recovery)
        log_in_near_the_server(folder)


def unlock_by_pin(folder: Path) -> None:
    """Counted durably, compared, the count taken back durably; and the hash alone."""
    pins = Pinning(KeptTries(folder))
    pins.arm(SESSION, PIN, NOW.date())
    ours, bare = [], []
    for _ in range(RUNS):
        ours.append(seconds(lambda: pins.check(SESSION, PIN, NOW, NOW.date())) * 1000)
        bare.append(seconds(lambda: stretched(PIN, bytes(16), PIN_WORK)) * 1000)
    show(figure("unlock_by_pin_p95", ours, "ms", value=percentile(ours, 0.95)))
    show(figure("unlock_by_pin", [one / other for one, other in zip(ours, bare, strict=True)], "ratio", ratio_to="Argon2id alone"))


def unlock_by_password(folder: Path, slots: KeySlots) -> None:
    """The person's slot at its calibrated cost, and the store it opens."""

    def unlock() -> None:
        opened = slots.open(SESSION.username, PASSWORD)
        if opened is None:
            raise RuntimeError("The slot did not open")
        open_settled(folder, slots, opened.keys).close()

    taken = [seconds(unlock) * 1000 for _ in range(RUNS)]
    show(figure("unlock_by_password_p95", taken, "ms", value=percentile(taken, 0.95)))


def change_the_key(folder: Path, slots: KeySlots, recovery: str) -> None:
    """Every slot told, every page written anew, proved, settled."""
    taken = []
    for _ in range(RUNS // 4):
        opened = slots.open(SESSION.username, PASSWORD)
        if opened is None:
            raise RuntimeError("The slot did not open")
        store = open_settled(folder, slots, opened.keys)
        taken.append(seconds(partial(renew, store, slots, recovery)) * 1000)
        store.close()
    show(figure("new_store_key", taken, "ms"))


def log_in_near_the_server(base: Path) -> None:
    """From the typed password to the open store, the server's word included; the first one on a device makes the store and the slot."""
    key_store = FolderKeyStore(base / "keys")
    with ServerProcess(base / "server", base / "server.log") as server:
        pairing = server.ready.pairing("T-02")
        enrolling = Enrolling(base / "tablet", key_store, HttpPairing())
        enrolment = enrolling.pair(pairing.server_url, pairing.ca_sha256, pairing.code)
        lock = KeySlots(base / "tablet", partial(device_secret, key_store, enrolment.device_id, enrolment.key_store))
        line = Transport(
            server_url=enrolment.server_url,
            ca_pem=enrolment.ca_pem,
            server_key_sha256=enrolment.server_key_sha256,
            token=token_of(enrolment, key_store),
        )
        unlocking = Unlocking(base / "tablet", enrolment, lock, HttpLogin(line), lambda: datetime.now(UTC))
        unlocking.refresh()
        taken = []
        for _ in range(RUNS // 2):
            before = time.perf_counter()
            opened = unlocking.log_in(SESSION.username, PASSWORD)
            taken.append((time.perf_counter() - before) * 1000)
            unlocking.log_out(opened)
    show(figure("first_log_in_near_the_server", taken[:1], "ms"))
    show(figure("log_in_near_the_server_p95", taken[1:], "ms", value=percentile(taken[1:], 0.95)))


def fill(folder: Path, key: bytes) -> None:
    """Audit rows, as a term of work leaves them."""
    store = Store(folder, key)
    connection = store.connect()
    with transaction(connection):
        for number in range(ROWS):
            audit.append(connection, at=NOW, who=SESSION.staff_id, what="entry.handed_in", about=str(number))
    store.close()


if __name__ == "__main__":
    main()
