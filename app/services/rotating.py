"""Opening a store by whichever of its keys is the true one, and giving it a new key that nobody who left can know (docs/adr/0013)."""

from __future__ import annotations

import os
from pathlib import Path

from app.keys.pairs import StoreKeys
from app.keys.sealing import KEY_BYTES
from app.keys.slots import KeySlots
from app.storage import crash
from app.storage.database import STORE_NAME, Store, StoreLocked
from domain.errors import KnownError


class StoreGone(KnownError):
    """The keys are there, and the file that they open is not."""

    def __init__(self) -> None:
        super().__init__("This tablet’s store is not where it was. Take it to the office before anybody uses it; do not set it up anew.")


class KeysGone(KnownError):
    """The file is there, and every key to it is gone from the folder."""

    def __init__(self) -> None:
        super().__init__("The keys of this device are gone. Take it to the office; the recovery key opens its store. Nothing is lost.")


def open_settled(folder: Path, slots: KeySlots, keys: StoreKeys) -> Store:
    """The open store, connected in this thread. After a power cut while its key changed, the store says which key it has.

    Raises StoreGone, StoreLocked, StoreTooNew.
    """
    if slots.has_store and not (folder / STORE_NAME).exists():
        raise StoreGone  # opening would make an empty one, and nobody would notice
    for number, key in enumerate(keys.candidates):
        store = Store(folder, key)
        try:
            store.connect()
        except StoreLocked:
            store.close()
            continue
        except BaseException:
            store.close()
            raise
        if len(keys.candidates) > 1:
            slots.settle(is_new=number == 0)
        return store
    raise StoreLocked


def renew(store: Store, slots: KeySlots, recovery_key: str) -> None:
    """Give the store a new key, and tell it to everybody who has a slot. No lane may be at work in it.

    Every step may be the last before a power cut: both keys lie in the slots from before the store changes until after.
    Raises DiskFull, and StoreLocked when the store opens with neither; whatever happens, the slots have the key that it opens with.
    """
    old, new = store.key, os.urandom(KEY_BYTES)
    slots.offer(old, new, recovery_key)
    crash.point("rekey.offered")
    try:
        store.rekey(new)
    finally:
        slots.settle(is_new=store.key == new)
    crash.point("rekey.settled")
