"""The real tablet's sync against the real server, in its own process, over TLS: the two sides mean the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app.storage import facts, outbox, renditions
from app.sync.engine import SyncEngine
from app.sync.failures import NetworkError
from app.sync.login import HttpLogin
from app.sync.network import AnyNetwork
from app.sync.pairing import HttpPairing
from app.sync.transport import Transport
from benchmarks.rig.pictures import pictures
from benchmarks.rig.server import Running, running_server
from benchmarks.rig.tablet import BenchTablet, now
from domain import wire
from domain.lifecycle import EntryState, OpState, RenditionState
from tests.contract.cutting_proxy import CuttingProxy, cutting_proxy
from tests.model.tablet import InkPictures, Listener

pytestmark = [pytest.mark.slow, pytest.mark.journey]


@dataclass
class Rig:
    """A server, a proxy before it, and a tablet behind that."""

    server: Running
    proxy: CuttingProxy
    tablet: BenchTablet
    transport: Transport

    def engine(self) -> SyncEngine:
        """The tablet's engine over the proxy."""
        return SyncEngine(
            self.tablet.store,
            self.tablet.vault,
            self.transport,
            AnyNetwork(),
            now,
            pictures=InkPictures(),
            signing_key=self.tablet.paired.answer.signing_key,
            actor=self.tablet.author,
            contact=Listener(),
        )

    def states(self) -> list[RenditionState]:
        return [row.state for row in renditions.in_state(self.tablet.connection, *RenditionState)]


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    folder = tmp_path_factory.mktemp("contract")
    with running_server(folder / "server") as server, cutting_proxy(server.url) as proxy:
        tablet = BenchTablet(folder / "tablet", server, "T-02")
        transport = tablet.transport_to(proxy.url)
        yield Rig(server, proxy, tablet, transport)
        transport.close()
        tablet.close()


def test_a_code_works_once(rig: Rig) -> None:
    with pytest.raises(NetworkError) as caught:
        HttpPairing().pair(rig.server.url, rig.server.ca_sha256, rig.server.codes["T-02"])

    assert caught.value.permanent


def test_the_first_pull_brings_the_room_and_nobody_else(rig: Rig) -> None:
    rooms = {child.room_id for child in facts.children(rig.tablet.connection)}

    assert rooms == {rig.tablet.paired.answer.room_id}


def test_pictures_go_the_whole_way(rig: Rig) -> None:
    rig.tablet.hand_in(pictures(2))

    report = rig.engine().cycle()

    assert (report.is_online, report.wiped, report.refused) == (True, 2, 0)
    assert set(rig.states()) == {RenditionState.WIPED}
    operations = outbox.select(rig.tablet.connection, "dev_seq > ?", "0")
    assert {queued.state for queued in operations} == {OpState.ACKNOWLEDGED}
    assert [queued.operation.action for queued in operations].count("wiped") == 2


def test_the_tablet_hears_what_became_of_its_entry(rig: Rig) -> None:
    rig.engine().cycle()

    entry_id = renditions.in_state(rig.tablet.connection, RenditionState.WIPED)[0].entry_id
    fact = facts.entry_fact(rig.tablet.connection, entry_id)
    assert fact is not None
    assert fact.state is EntryState.WAITING


@pytest.mark.parametrize("arrives", [100_000, 600_000])
def test_an_upload_that_broke_goes_on_from_its_offset(rig: Rig, arrives: int) -> None:
    rig.tablet.hand_in(pictures(1))
    before = len(rig.states())
    rig.engine().cycle(stop=lambda: outbox.count_waiting(rig.tablet.connection) == 0)
    row = renditions.in_state(rig.tablet.connection, RenditionState.QUEUED)[-1]
    rig.transport.line.close()
    rig.proxy.cut_after = arrives + 8_000  # greeting, facts and TLS take their part

    assert not rig.engine().cycle().is_online

    rig.proxy.cut_after = None
    assert rig.states()[-1] is RenditionState.QUEUED
    assert 0 < rig.transport.media_offset(row.id) < row.bytes
    assert rig.engine().cycle().wiped == 1
    assert rig.states() == [RenditionState.WIPED] * before


def test_a_wrong_password_is_an_answer_and_not_an_error(rig: Rig) -> None:
    answer = HttpLogin(rig.transport).log_in("sam.morris", "not it")

    assert isinstance(answer, wire.Problem)
    assert answer.code == "wrong_login"
    assert answer.detail


def test_a_picture_that_is_none_is_refused_and_stays_here(rig: Rig) -> None:
    picture = pictures(1)[0]
    rig.tablet.hand_in([type(picture)(b"no picture at all", 10, 10)])

    rig.engine().cycle()

    row = renditions.in_state(rig.tablet.connection, RenditionState.QUEUED)[0]
    assert "office" in row.last_error.lower()
    assert rig.tablet.vault.open(rig.tablet.connection, row.file_id or "") == b"no picture at all"
