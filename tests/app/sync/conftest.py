"""A model server behind TLS, and a transport to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.sync.engine import SyncEngine
from app.sync.line import Timeouts
from app.sync.transport import Transport
from tests.model.door import TOKEN, Door, open_door
from tests.model.protocol import ModelServer
from tests.model.tablet import Tablet, fill
from tests.stores import KEY, lay_store

QUICK = Timeouts(connect_s=2, read_s=5)


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """A model server that answers."""
    with open_door(ModelServer(), tmp_path) as door:
        yield door


@pytest.fixture
def transport(door: Door) -> Iterator[Transport]:
    """A paired device's transport to it."""
    transport = transport_to(door)
    yield transport
    transport.close()


def transport_to(door: Door, *, url: str = "", key: str = "") -> Transport:
    """A transport that trusts the door's CA and key, wherever it is pointed at."""
    return Transport(
        server_url=url or door.url,
        ca_pem=door.authority.pem,
        server_key_sha256=key or door.identity.key_sha256,
        token=TOKEN,
        timeouts=QUICK,
    )


@pytest.fixture
def tablet(tmp_path: Path, door: Door) -> Iterator[Tablet]:
    """A tablet of a small nursery, whose clock is the server's."""
    fill(door.model)
    lay_store(tmp_path / "T-02")
    tablet = Tablet(tmp_path / "T-02", lambda: door.model.now, KEY)
    yield tablet
    tablet.close()


@pytest.fixture
def engine(tablet: Tablet, transport: Transport, door: Door) -> SyncEngine:
    """Its engine."""
    return tablet.engine(transport, door.model.signing_key)
