"""A new store, made once and copied: bringing each test's own up to date costs ten times as much."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from app.storage.database import STORE_NAME, Store

KEY = bytes(range(32))


def lay_store(folder: Path) -> None:
    """Put an empty store with today's schema into `folder`, which may not be there yet; it opens with KEY."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STORE_NAME).write_bytes(_new_store())


@cache
def _new_store() -> bytes:
    """The file of a store that the program itself made and closed."""
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name), KEY)
        store.connect()
        store.close()
        assert [path.name for path in Path(name).iterdir()] == [STORE_NAME]  # nothing is left in a log
        return (Path(name) / STORE_NAME).read_bytes()
