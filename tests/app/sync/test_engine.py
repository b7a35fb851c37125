"""One cycle against a server that keeps the protocol: everything arrives once, and nothing stays here."""

from __future__ import annotations

import errno
from datetime import timedelta

import pytest

from app.storage import audit, facts, outbox, renditions, settings, wiping
from app.storage.database import open_store, transaction
from app.storage.settings import Setting
from app.storage.space import BALLAST_NAME, DiskFull, ensure_ballast
from app.sync.engine import SyncEngine
from app.sync.network import AnyNetwork, Refused
from app.sync.transport import Transport
from domain.consent import Scope
from domain.lifecycle import RenditionState
from domain.wire import CommandKind, FactKind, Hello, SignedCommand, SignedLease
from tests.model.door import Door, Fault
from tests.model.protocol import DAY
from tests.model.tablet import AMELIA, CHILDREN, ISLA, NOAH, SAM, InkPictures, Listener, Tablet, child_fact

WIPED = RenditionState.WIPED


def test_a_photo_arrives_and_is_destroyed_here(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    entry_id = tablet.hand_in([AMELIA], faces=[AMELIA])

    report = engine.cycle()

    rendition = renditions.of_entry(tablet.connection, entry_id)[0]
    assert (report.is_online, report.wiped) == (True, 1)
    assert door.model.holds(rendition.id, rendition.sha256)
    assert door.model.rows.wiped == [rendition.id]
    assert (tablet.states(), tablet.vault_files(), tablet.keys()) == ([WIPED], [], 0)


def test_pull_comes_before_push_and_push_before_bytes(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA])

    engine.cycle()

    kinds = [asked.split(" ")[1].split("/")[4] for asked in door.asked]
    assert kinds == ["hello", "changes", "push", "media", "media", "media", "push", "report"]


def test_c5_a_second_cycle_sends_nothing_twice(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA, ISLA])
    engine.cycle()
    before = len(door.model.rows.applied)

    engine.cycle()

    assert len(door.model.rows.applied) == before
    assert set(door.model.times_applied()) == {1}


def test_a_shared_file_is_destroyed_with_its_last_rendition(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA, ISLA])
    assert tablet.keys() == 1
    second = renditions.in_state(tablet.connection, RenditionState.QUEUED)[1].id
    door.faults = lambda method, path: Fault("lose request") if second in path else None

    engine.cycle()

    assert tablet.states() == [WIPED, RenditionState.QUEUED]
    assert tablet.keys() == 1
    door.faults = lambda method, path: None
    engine.cycle()
    assert (tablet.states(), tablet.vault_files(), tablet.keys()) == ([WIPED, WIPED], [], 0)


def test_a_refused_network_is_not_touched(tablet: Tablet, transport: Transport, door: Door) -> None:
    class Elsewhere:
        def allowed(self) -> Refused:
            return Refused("This is not the nursery's Wi-Fi.")

    report = tablet.engine(transport, door.model.signing_key, Elsewhere()).cycle()

    assert (report.is_online, report.reason) == (False, "This is not the nursery's Wi-Fi.")
    assert door.asked == []


def test_the_lease_is_handed_on(tablet: Tablet, transport: Transport, door: Door) -> None:
    listener = Listener()
    lease = SignedLease(device_id=SAM, holder_id=SAM, holder_name="Sam Morris", since=DAY, until=DAY + timedelta(hours=9), signature="x")
    door.model.lease = lease
    engine = tablet.engine(transport, door.model.signing_key, contact=listener)

    engine.cycle()

    assert [hello.lease for hello in listener.heard] == [lease]


def test_c39_the_report_counts_what_is_left_after_everything_was_sent(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA])

    engine.cycle()

    assert [(report.battery, report.waiting) for report in door.model.reports] == [(84, 0)]


def test_c10_a_revoked_device_hears_its_commands_and_keeps_everything(tablet: Tablet, transport: Transport, door: Door) -> None:
    tablet.hand_in([AMELIA])
    door.model.is_revoked = True
    door.model.commands = [SignedCommand(device_id=SAM, seq=1, kind=CommandKind.SEAL, issued_at=DAY, signature="x")]
    listener = Listener()

    report = tablet.engine(transport, door.model.signing_key, contact=listener).cycle()

    assert not report.is_online and [command.kind for command in listener.commands] == [CommandKind.SEAL]
    assert tablet.states() == [RenditionState.QUEUED]


def test_l2_what_was_refused_here_is_told_to_the_office_once(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    with transaction(tablet.connection):
        audit.append(tablet.connection, at=DAY, who="unknown", what="log_in.wrong_password")
        audit.append(tablet.connection, at=DAY, who=SAM, what="log_in")
        audit.append(tablet.connection, at=DAY, who=SAM, what="log_in.refused", detail={"code": "held_by_someone_else"})

    engine.cycle()
    engine.cycle()

    noticed = [operation.body["noticed"] for operation in door.model.rows.applied]
    assert [row["what"] for row in noticed] == ["log_in.wrong_password", "log_in.refused"]
    assert noticed[1]["detail"] == {"code": "held_by_someone_else"}


def test_stopping_leaves_the_rest_for_the_next_cycle(tablet: Tablet, engine: SyncEngine) -> None:
    for _ in range(3):
        tablet.hand_in([AMELIA])
    done: list[int] = []

    engine.cycle(stop=lambda: len(done) > 1, progress=lambda progress: done.append(progress.done))

    assert tablet.states() == [WIPED, WIPED, RenditionState.QUEUED]


@pytest.mark.parametrize("status", [401, 403, 404, 409, 413, 426, 500, 503])
def test_no_status_ever_deletes_anything_here(tablet: Tablet, engine: SyncEngine, door: Door, status: int) -> None:
    engine.cycle()
    known = facts.count(tablet.connection)
    tablet.hand_in([NOAH])
    for part in ("hello", "changes", "push", "media"):
        door.faults = lambda method, path, part=part: Fault("status", status=status) if part in path else None  # type: ignore[misc]
        engine.cycle()

    assert facts.count(tablet.connection) == known
    assert outbox.count_waiting(tablet.connection) + sum(q.state == "acknowledged" for q in all_operations(tablet)) == 1
    assert (len(tablet.vault_files()), tablet.states()) == (1, [RenditionState.QUEUED])


def all_operations(tablet: Tablet) -> tuple[outbox.Queued, ...]:
    return outbox.select(tablet.connection, "dev_seq > ?", "0")


def test_an_old_program_keeps_its_outbox(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA])
    door.model.schema_min = door.model.schema_max = 9

    report = engine.cycle()

    assert (report.is_online, report.is_permanent) == (False, True)
    assert "update" in report.reason or "schema" in report.reason
    assert outbox.count_waiting(tablet.connection) == 1


def test_the_panel_is_told_why_it_is_offline(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    door.faults = lambda method, path: Fault("lose request")

    report = engine.cycle()

    assert settings.read(tablet.connection, Setting.NETWORK) == "offline"
    assert settings.read(tablet.connection, Setting.OFFLINE_REASON) == report.reason
    door.faults = lambda method, path: None
    engine.cycle()
    assert settings.read(tablet.connection, Setting.NETWORK) == "online"


def test_the_servers_clock_is_measured(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.clock = lambda: door.model.now - timedelta(seconds=90)
    engine._clock = tablet.clock

    engine.cycle()

    assert settings.read(tablet.connection, Setting.OFFSET_MS) == "90000"


def test_a_whole_roster_comes_in_pages(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    for number in range(450):
        fact = child_fact(AMELIA, Scope.ALL).model_copy(update={"id": f"00000000-0000-7000-8000-00000001{number:04d}"})
        door.model.put(FactKind.CHILD, fact)

    engine.cycle()

    assert len(facts.children(tablet.connection)) == 450 + len(CHILDREN)
    assert door.model.pages_served == 3


def test_a_reader_in_the_way_puts_the_end_of_a_wipe_off(tablet: Tablet, engine: SyncEngine, door: Door) -> None:
    tablet.hand_in([AMELIA])
    tablet.connection.execute("PRAGMA busy_timeout = 20")
    reader = open_store(tablet.store.path, tablet.key)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM rendition").fetchone()

    assert engine.cycle().wiped == 0
    assert (tablet.states(), tablet.keys(), door.model.rows.wiped) == ([RenditionState.WIPING], 0, [])

    reader.close()
    assert engine.cycle().wiped == 1
    assert (tablet.states(), len(door.model.rows.wiped)) == ([WIPED], 1)


def test_a_full_disk_ends_the_cycle_with_its_sentence(tablet: Tablet, engine: SyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    tablet.hand_in([AMELIA])

    def no_room(*everything: object) -> None:
        raise DiskFull

    monkeypatch.setattr(wiping, "acknowledge", no_room)

    report = engine.cycle()

    assert not report.is_online
    assert report.reason == DiskFull().sentence
    assert tablet.states() == [RenditionState.QUEUED]


def test_a_new_lease_that_finds_no_room_gives_the_reserve_back(tablet: Tablet, transport: Transport, door: Door) -> None:
    class NoRoom(Listener):
        def greeted(self, hello: Hello) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    engine = SyncEngine(
        tablet.store,
        tablet.vault,
        transport,
        AnyNetwork(),
        lambda: door.model.now,
        pictures=InkPictures(),
        signing_key=door.model.signing_key,
        actor=SAM,
        contact=NoRoom(),
    )
    ensure_ballast(tablet.store.folder)

    report = engine.cycle()

    assert report.reason == DiskFull().sentence
    assert not (tablet.store.folder / BALLAST_NAME).exists()
