"""The stores that are open on this device, and what is done when one is closed: counted, given a new key when one is owed, forgotten."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path

from app.keys.count_note import save_counts
from app.keys.slots import KeySlots
from app.keys.waiting_note import save_waiting
from app.services import noting
from app.services.admitting import Admitting
from app.services.opened import Opened
from app.services.rotating import renew
from app.storage.database import Store
from app.storage.space import DiskFull, full_disk


class OpenStores:
    """Knows which stores are open: one that sends behind a lock, and the next person's. Asked in the vault's lane."""

    def __init__(self, folder: Path, slots: KeySlots, admitting: Admitting, recovery_key: str) -> None:
        self._folder, self._slots, self._admitting, self._recovery_key = folder, slots, admitting, recovery_key
        self._open: list[Store] = []

    @property
    def is_any_open(self) -> bool:
        """Whether somebody's lanes may be at work in a store."""
        return any(store.key for store in self._open)

    @property
    def all(self) -> tuple[Store, ...]:
        """Every store that was opened and not closed yet."""
        return tuple(self._open)

    def add(self, store: Store) -> None:
        """A person came in."""
        self._open.append(store)

    def close(self, opened: Opened, at: datetime, *, is_destroyed: bool) -> None:
        """Close a store. Raises DiskFull when the audit has no room; it is closed all the same. is_destroyed: there is nothing to write."""
        try:
            if not is_destroyed:
                self._leave(opened, at)
        finally:
            self._forget(opened.store)
            opened.store.close()

    def renew_if_owed(self, store: Store) -> None:
        """A new key for the store after somebody was suspended (L10), unless an earlier session's lanes still work in it."""
        if self._admitting.remove_who_left(store.connect()) and not self.is_any_open:
            with contextlib.suppress(DiskFull):  # it stays owed, and keeps nobody from work
                renew(store, self._slots, self._recovery_key)

    def _leave(self, opened: Opened, at: datetime) -> None:
        noting.note(opened.store, opened.session.staff_id, "log_out", at)
        with full_disk(self._folder):
            counts = noting.counted(opened.store.connect())
            save_waiting(self._folder, counts.waiting or 0)
            save_counts(self._folder, counts)
        self._forget(opened.store)
        self.renew_if_owed(opened.store)

    def _forget(self, store: Store) -> None:
        self._open = [each for each in self._open if each is not store]
