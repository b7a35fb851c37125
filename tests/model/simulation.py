"""Two real tablets and a model server live through a random day of drops, crashes, withdrawals and restores; what must hold is checked.

The same seed plays the same day. `Broken` says which promise was not kept.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from app.storage import audit, crash, facts, outbox, renditions
from app.storage.outbox import Queued
from app.sync.line import Timeouts
from app.sync.transport import Transport
from domain.consent import Scope
from domain.ids import EntryId
from domain.lifecycle import OpState, RenditionState
from domain.wire import FactKind, OpKind
from tests.model.door import TOKEN, Door, Fault, open_door
from tests.model.protocol import ModelServer
from tests.model.tablet import CHILDREN, Tablet, child_fact, fill

STEPS = 30
QUIET_CYCLES = 4  # without faults, after which everything must have come to its end
SENT = (RenditionState.ACKNOWLEDGED, RenditionState.WIPING, RenditionState.WIPED)
HERE = (RenditionState.QUEUED, RenditionState.HELD)
CRASH_POINTS = tuple(name for name in crash.POINTS if name.split(".")[0] in ("sync", "upload", "receipt", "wipe", "vault", "recheck"))


class Broken(AssertionError):
    """A promise of the protocol that was not kept."""


class PowerCut(BaseException):
    """The program ends here."""


class World:
    """Everything of one day."""

    def __init__(self, seed: int, door: Door, folder: Path) -> None:
        self.random, self.door, self.server = random.Random(seed), door, door.model
        self.tablets = [Tablet(folder / name, lambda: self.server.now) for name in ("T-01", "T-02")]
        self.handed_in: list[EntryId] = []
        self.armed, self.seed = "", seed
        self.asked: Counter[tuple[str, str]] = Counter()
        self.ordinals: dict[str, str] = {}  # ids are random: the nth one is what the seed knows
        self.lock = threading.Lock()
        fill(self.server)

    def close(self) -> None:
        """End of the day."""
        for tablet in self.tablets:
            tablet.close()

    def live(self, steps: int = STEPS) -> None:
        """A random day, then a quiet evening. Raises Broken."""
        actions = {self.hand_in: 5, self.cycle: 8, self.change_consent: 2, self.back_up: 1, self.restore: 1, self.break_pictures: 1}
        for _ in range(steps):
            self.random.choices(list(actions), list(actions.values()))[0]()
            self.server.pass_time(timedelta(minutes=self.random.randint(0, 5)))
            for tablet in self.tablets:
                self.check_safe(tablet)
        self.settle()

    # -- what happens --

    def hand_in(self) -> None:
        """A person hands an entry in, covered as their tablet knows the consents."""
        tablet = self.random.choice(self.tablets)
        known = dict(facts.consent(tablet.connection).scopes)
        journals = self.random.sample(CHILDREN, self.random.randint(1, 3))
        faces = self.random.sample(CHILDREN, self.random.randint(0, 3))
        if known:
            self.handed_in.append(tablet.hand_in(journals, faces, content=self.random.randbytes(3000), scopes=known))

    def cycle(self) -> None:
        """A tablet syncs over a bad line; sometimes its battery dies on the way."""
        tablet = self.random.choice(self.tablets)
        self.door.faults = self.draw_fault
        self.armed = self.random.choice(CRASH_POINTS) if self.random.random() < 0.3 else ""
        self.run_cycle(tablet)
        self.armed, self.door.faults = "", lambda method, path: None

    def run_cycle(self, tablet: Tablet) -> None:
        """One cycle, and one start more when it was cut."""
        transport = transport_to(self.door)
        try:
            tablet.engine(transport, self.server.signing_key).cycle()
        except PowerCut:
            self.check_safe(tablet)
            self.armed = ""
            tablet.close()
            tablet.open()
            tablet.engine(transport, self.server.signing_key).recover()
        finally:
            transport.close()

    def draw_fault(self, method: str, path: str) -> Fault | None:
        """What happens to one request: drawn from the seed and how often this was asked, for two lines ask at the same time."""
        with self.lock:
            place = "/".join(self.ordinals.setdefault(part, str(len(self.ordinals))) if "-" in part else part for part in path.split("/"))
            self.asked[method, place] += 1
            draw = random.Random(f"{self.seed} {method} {place} {self.asked[method, place]}")
        if draw.random() > 0.25:
            return None
        kind = draw.choice(("lose request", "lose answer", "break body", "damage body", "status"))
        return Fault(kind, keep=draw.randint(0, 4000), status=draw.choice((500, 503, 429)))

    def change_consent(self) -> None:
        """A family signs or withdraws."""
        child = self.random.choice(CHILDREN)
        self.server.put(FactKind.CHILD, child_fact(child, self.random.choice(list(Scope))))

    def back_up(self) -> None:
        """The server is backed up."""
        self.server.back_up()

    def restore(self) -> None:
        """The server's disk dies."""
        self.server.restore()

    def break_pictures(self) -> None:
        """A tablet's detector dies, or comes back."""
        tablet = self.random.choice(self.tablets)
        tablet.pictures.is_broken = not tablet.pictures.is_broken

    def cut(self, name: str) -> None:
        """Stands in the place of crash.point."""
        if name == self.armed:
            raise PowerCut(name)

    # -- what must hold --

    def check_safe(self, tablet: Tablet) -> None:
        """At every moment: destroyed only what the server holds, everything else still here, nothing applied twice, nothing bare."""
        for row in renditions.in_state(tablet.connection, *SENT):
            need(self.server.holds(row.id, row.sha256), f"{row.id} is {row.state} here, and the server has not its bytes")
        for row in renditions.in_state(tablet.connection, *HERE):
            need(len(tablet.vault.open(tablet.connection, row.file_id or "")) == row.bytes, f"{row.id} waits, and its bytes are gone")
        need(set(self.server.times_applied()) <= {1}, "an operation was applied twice")
        self.check_covered(tablet)

    def check_covered(self, tablet: Tablet) -> None:
        """The server had to cover only what had been tried before the consent changed: all else came covered."""
        late = {rendition for rendition, _ in self.server.rows.covered_here}
        for row in renditions.in_state(tablet.connection, *RenditionState):
            if row.id in late:
                tries = [queued.attempts for queued in entry_operations(tablet, row.entry_id)]
                need(all(attempts > 1 for attempts in tries), f"{row.id} left the tablet with a face that it knew to be forbidden")

    def settle(self) -> None:
        """A quiet evening; then nothing is lost, doubled or left."""
        for tablet in self.tablets:
            tablet.pictures.is_broken = False
            for _ in range(QUIET_CYCLES):
                self.run_cycle(tablet)
            self.check_safe(tablet)
            self.check_done(tablet)
        need(Counter(list(self.server.rows.entries)) == Counter(self.handed_in), "the server has not just the entries that were handed in")
        need(Counter(self.server.rows.wiped) == Counter(list(self.server.rows.renditions)), "not every wipe was reported once")

    def check_done(self, tablet: Tablet) -> None:
        """Nothing waits on the tablet and nothing lies there."""
        need(set(tablet.states()) <= {RenditionState.WIPED}, f"left over: {Counter(tablet.states())}")
        need((tablet.vault_files(), tablet.keys()) == ([], 0), "a file or a key is left")
        states = {queued.state for queued in outbox.select(tablet.connection, "dev_seq > ?", "0")}
        need(states <= {OpState.ACKNOWLEDGED}, f"operations are {states}")
        need(audit.first_broken(tablet.connection) is None, "the audit chain is broken")


def entry_operations(tablet: Tablet, entry_id: EntryId) -> list[Queued]:
    """The operations that handed the entry in, as long as they are kept."""
    return [queued for queued in outbox.of_entity(tablet.connection, entry_id) if queued.operation.kind is OpKind.ENTRY]


def transport_to(door: Door) -> Transport:
    """A fresh line to the server."""
    return Transport(
        server_url=door.url,
        ca_pem=door.authority.pem,
        server_key_sha256=door.identity.key_sha256,
        token=TOKEN,
        timeouts=Timeouts(connect_s=2, read_s=5),
    )


def need(holds: bool, broken: str) -> None:
    """Raises Broken with that sentence when it does not hold."""
    if not holds:
        raise Broken(broken)


@contextmanager
def world(seed: int, folder: Path, planted: str = "") -> Iterator[World]:
    """A day that has not begun."""
    with open_door(ModelServer(planted), folder) as door:
        world = World(seed, door, folder)
        try:
            yield world
        finally:
            world.close()
