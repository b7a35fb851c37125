"""A model server behind TLS, and a transport to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.sync.line import Timeouts
from app.sync.transport import Transport
from tests.model.door import TOKEN, Door, open_door
from tests.model.protocol import ModelServer

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
