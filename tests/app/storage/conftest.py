from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.database import Connection, Store
from app.storage.vault import Vault
from tests.stores import KEY, lay_store

__all__ = ["KEY", "connection", "vault"]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    lay_store(tmp_path)
    store = Store(tmp_path, KEY)
    yield store.connect()
    store.close()


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path)
