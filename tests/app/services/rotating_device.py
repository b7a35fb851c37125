"""A tablet whose store is given a new key because Jo was suspended, in a process of its own that DAYBOOK_CRASH_AT ends on the way.

`python -m tests.app.services.rotating_device FOLDER`: makes the device in FOLDER, with slots of Sam and Jo, and rotates.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.keys.password import Work
from app.keys.slots import KeySlots
from app.services.rotating import open_settled, renew
from app.storage import audit
from app.storage.database import Store, transaction
from tests import cast
from tests.app.services.locked_device import RECOVERY_KEY

SECRET, SHARE = bytes(range(32)), bytes(range(32, 64))
ROWS = 300


def slots_in(folder: Path) -> KeySlots:
    """The slots as the device opens them."""
    return KeySlots(folder, lambda: SECRET, work=Work(memory_kib=64, iterations=1, lanes=1))


def make(folder: Path) -> bytes:
    """A store with a few rows, and slots of Sam and Jo; its key."""
    slots = slots_in(folder)
    key = slots.create(SHARE, RECOVERY_KEY)
    store = Store(folder, key)
    with transaction(store.connect()):
        for number in range(ROWS):
            audit.append(store.connect(), at=cast.NOW, who=cast.SAM, what="work", about=str(number))
    slots.add(cast.SAM, "sam.morris", cast.PASSWORD, key)
    slots.add(cast.JO, "jo.patel", cast.PASSWORD, key)
    store.close()
    return key


def rotate(folder: Path) -> None:
    """Jo leaves; Sam's next log-in gives the store a new key."""
    slots = slots_in(folder)
    slots.remove(cast.JO, owes_new_key=True)
    opened = slots.open("sam.morris", cast.PASSWORD)
    if opened is None:
        raise RuntimeError("Sam's slot did not open")
    store = open_settled(folder, slots, opened.keys)
    renew(store, slots, RECOVERY_KEY)
    store.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
    rotate(Path(sys.argv[1]))
