"""The tablet by itself: sealing a picture until durable, the timeline's first page, and unlocking to the children."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.keys.slots import KeySlots
from app.services.room import Room
from app.services.session import Session
from app.storage import entries, facts
from app.storage.database import Store, transaction
from app.storage.entries import EntryRow
from app.storage.vault import Vault
from benchmarks.common import figure, percentile, seconds, show
from domain.consent import Scope
from domain.entries import EntryKind
from domain.ids import RoomId, StaffId, uuid7
from domain.permissions import Role, Station
from domain.wire import ChildFact, EntryBody, FactKind

PICTURE_BYTES = 3 << 20
CAPTURES = 40
ENTRIES = 50_000
CHILDREN = 60
NOW = datetime(2026, 11, 19, 10, 5, tzinfo=UTC)
SESSION = Session(
    staff_id=StaffId(uuid7(NOW, b"\1" * 10)),
    username="sam.morris",
    first_name="Sam",
    last_name="Morris",
    role=Role.PRACTITIONER,
    station=Station.ROOM,
)
ROOM = RoomId(uuid7(NOW, b"\2" * 10))


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory(prefix="daybook-bench-") as name:
        folder, key = Path(name), os.urandom(32)
        store = Store(folder, key)
        seal_a_picture(store, Vault(folder))
        show_the_timeline(store)
        unlock_to_the_children(store, folder, key)
        store.close()


def p95(name: str, work: Callable[[], object], runs: int) -> None:
    """Print the 95th percentile of a work, in milliseconds."""
    taken = [seconds(work) * 1000 for _ in range(runs)]
    show(figure(name, taken, "ms", value=percentile(taken, 0.95)))


def seal_a_picture(store: Store, vault: Vault) -> None:
    """A picture of 3 MiB: file synced, renamed, folder synced, key row committed. Beside it, the same bytes written and synced bare."""
    connection, picture = store.connect(), os.urandom(PICTURE_BYTES)

    def seal() -> None:
        sealed = vault.write(picture)
        with transaction(connection):
            vault.record(connection, sealed, NOW)

    def bare() -> None:
        path = store.folder / "bare"
        with path.open("wb") as file:
            file.write(picture)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()

    sealing, plain = [], []
    for _ in range(CAPTURES):
        sealing.append(seconds(seal) * 1000)
        plain.append(seconds(bare) * 1000)
    show(figure("capture_until_durable_p95", sealing, "ms", value=percentile(sealing, 0.95)))
    ratios = [ours / theirs for ours, theirs in zip(sealing, plain, strict=True)]
    show(figure("capture_until_durable", ratios, "ratio", ratio_to="write and fsync of the same bytes"))


def show_the_timeline(store: Store) -> None:
    """The first 50 of 50,000 entries."""
    connection = store.connect()
    child = uuid7(NOW, b"\3" * 10)
    with transaction(connection):
        for number in range(ENTRIES):
            at = NOW - timedelta(minutes=number)
            entry_id = uuid7(at, number.to_bytes(10, "big"))
            body = EntryBody(
                id=entry_id,
                kind=EntryKind.OBSERVATION,
                children=(child,),
                author_id=SESSION.staff_id,
                happened_at=at,
                text="Amelia fills the yellow jug at the water tray and pours it slowly.",
                framework="eyfs-2025",
            )
            entries.add(connection, EntryRow(body=body, handed_in_at=at))
    p95("timeline_first_50_of_50000_p95", lambda: entries.recent(connection, 50), 200)


def unlock_to_the_children(store: Store, folder: Path, key: bytes) -> None:
    """Password to the cards of 60 children: the slot's Argon2id at its calibrated cost, opening the store, the board."""
    put_children(store)
    share, recovery = os.urandom(32), recovery_key()
    secret = os.urandom(32)
    slots = KeySlots(folder, lambda: secret)
    slots.create(share, recovery)
    slots.add(SESSION.staff_id, SESSION.username, "Demo-Daybook-2026", key)

    def unlock() -> None:
        opened = slots.open(SESSION.username, "Demo-Daybook-2026")
        if opened is None:
            raise RuntimeError("The slot did not open")
        fresh = Store(folder, opened.store_key)
        Room(fresh, ROOM, lambda: NOW).board(SESSION)
        fresh.close()

    p95("unlock_to_child_grid_p95", unlock, 15)


def put_children(store: Store) -> None:
    """Sixty children of one room."""
    connection = store.connect()
    with transaction(connection):
        for number in range(CHILDREN):
            child = ChildFact(
                id=uuid7(NOW, b"\4" * 8 + number.to_bytes(2, "big")),
                first_name=f"Child {number}",
                last_initial="K",
                room_id=ROOM,
                key_person_id=SESSION.staff_id,
                scope=Scope.ALL,
                session_start="08:00",
                session_end="17:00",
            )
            facts.put(connection, FactKind.CHILD, child.id, number + 1, child.model_dump(mode="json"))


def recovery_key() -> str:
    """A nursery's public recovery key, as the server sends it."""
    import base64

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return base64.urlsafe_b64encode(X25519PrivateKey.generate().public_key().public_bytes_raw()).decode("ascii")


if __name__ == "__main__":
    main()
