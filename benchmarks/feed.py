"""Rows and operations in numbers: 50,000 facts into the encrypted store against plain SQLite, and a morning's outbox to a real server."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from app.storage import facts, outbox, sendable
from app.storage.database import AFTER_PROOF, Connection, open_store, transaction
from app.storage.ids import new_id
from app.storage.migrate import migrate
from app.sync.engine import never
from app.sync.pulling import Pull
from app.sync.pushing import Pusher
from benchmarks.common import ROUNDS, figure, ratio_figure, seconds, show
from benchmarks.rig.server import running_server
from benchmarks.rig.tablet import BenchTablet, now
from domain.consent import Scope
from domain.entries import EntryKind
from domain.wire import Change, Changes, ChildFact, EntryBody, FactKind, OpKind

ROWS = 50_000
PAGE = 1000
OPERATIONS = 2_000


def main() -> None:
    """Print both figures."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        measure_rows(Path(name))
        measure_push(Path(name))


class PagesInMemory:
    """The feed without a network: what is measured is checking and writing."""

    def __init__(self, pages: Sequence[Changes]) -> None:
        self._pages = {"0": pages[0], **{page.cursor: after for page, after in pairwise(pages)}}

    def changes(self, cursor: str) -> Changes:
        """The page behind the cursor."""
        return self._pages[cursor]


def measure_rows(folder: Path) -> None:
    """Five rounds of each, each into a fresh file."""
    feed = PagesInMemory(pages())
    encrypted, plain = [], []
    for turn in range(ROUNDS):
        encrypted.append(apply(open_store(folder / f"{turn}.enc", os.urandom(32)), folder / f"{turn}.enc", feed))
        plain.append(apply(open_plain(folder / f"{turn}.db"), folder / f"{turn}.db", feed))
    ratios = [mine / peer for mine, peer in zip(encrypted, plain, strict=True)]
    show(ratio_figure("apply_50000_rows", ratios, ratio_to="plain SQLite, same settings"))
    show(figure("apply_50000_rows_s", encrypted, "s"))


def pages() -> list[Changes]:
    """50,000 children in pages."""
    made = []
    for start in range(0, ROWS, PAGE):
        changes = tuple(put(seq) for seq in range(start + 1, start + PAGE + 1))
        made.append(Changes(changes=changes, cursor=str(start + PAGE), more=start + PAGE < ROWS))
    return made


def put(seq: int) -> Change:
    """One child."""
    child = new_id(now())
    fact = ChildFact(id=child, first_name="Amelia", last_initial="K", room_id=child, key_person_id=child, scope=Scope.ALL)
    return Change(seq=seq, kind=FactKind.CHILD, id=child, action="put", body=fact.model_dump(mode="json"))


def open_plain(path: Path) -> Connection:
    """The same SQLite without a key."""
    connection: Connection = sqlcipher.connect(str(path), isolation_level=None)
    for pragma in AFTER_PROOF:
        connection.execute(pragma)
    return connection


def apply(connection: Connection, path: Path, feed: PagesInMemory) -> float:
    """Seconds to follow the whole feed."""
    migrate(connection, path)
    connection.execute("INSERT INTO setting VALUES ('cursor', '0')")
    taken = seconds(Pull(connection, feed, now()).run)
    assert facts.count(connection) == ROWS
    connection.close()
    return taken


def measure_push(folder: Path) -> None:
    """One outbox of entries without pictures to a real server, in the batches that the engine makes."""
    with running_server(folder / "server") as server:
        tablet = BenchTablet(folder / "tablet", server, "T-02")
        fill_outbox(tablet)
        taken = seconds(
            lambda: Pusher(
                tablet.connection, tablet.transport, tablet.transport.hello(), decided_up_to=sendable.last_seq(tablet.connection)
            ).run(never)
        )
        assert outbox.count_waiting(tablet.connection) == 0
        show(figure("push_ms_per_operation", [taken / OPERATIONS * 1000], "ms"))
        tablet.close()


def fill_outbox(tablet: BenchTablet) -> None:
    """Entries, as many as a room writes in a year."""
    with transaction(tablet.connection):
        for _ in range(OPERATIONS):
            at = now()
            body = EntryBody(
                id=new_id(at),
                kind=EntryKind.OBSERVATION,
                children=(tablet.child,),
                author_id=tablet.author,
                happened_at=at,
                text="Pours water from cup to cup.",
                framework="eyfs-2025",
            )
            said = body.model_dump(mode="json")
            outbox.add(
                tablet.connection, kind=OpKind.ENTRY, entity_id=body.id, action="create", actor=tablet.author, captured_at=at, body=said
            )


if __name__ == "__main__":
    main()
