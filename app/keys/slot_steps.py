"""Small steps over the slots: whose is whose, what each is sealed for, and the coming key beside the old one."""

from __future__ import annotations

from app.keys import pairs
from app.keys.pairs import Pair
from app.keys.password import Work
from app.keys.slot_file import PersonSlot, SlotFile


def others(file: SlotFile, staff_id: str) -> tuple[PersonSlot, ...]:
    """Everybody's slots but that person's."""
    return tuple(slot for slot in file.people if slot.staff_id != staff_id)


def work_of(file: SlotFile) -> Work | None:
    """The work that this device did for its newest slot: measuring it once is enough."""
    if not file.people:
        return None
    slot = file.people[-1]
    return Work(memory_kib=slot.memory_kib, iterations=slot.iterations, lanes=slot.lanes)


def told(slot: PersonSlot, store_key: bytes) -> PersonSlot:
    """The slot with the coming key beside the old one."""
    return slot.model_copy(update={"pair": slot.pair and with_coming(slot.pair, purpose_of(slot.staff_id), store_key)})


def with_coming(pair: Pair, purpose: str, store_key: bytes) -> Pair:
    """The pair with the coming key beside the old one."""
    return pair.model_copy(update={"keys": pairs.with_coming(pair.keys, purpose, store_key)})


def settled(pair: Pair, *, is_new: bool) -> Pair:
    """The pair with one key alone."""
    return pair.model_copy(update={"keys": pairs.settled(pair.keys, is_new=is_new)})


def purpose_of(staff_id: str) -> str:
    """What a person's slot is sealed for: it cannot be passed off as another's."""
    return f"pair password {staff_id}"


def old_purpose_of(staff_id: str) -> str:
    """The same, of version 1."""
    return f"slot password {staff_id}"


def folded(username: str) -> str:
    """The username as it is compared."""
    return username.strip().casefold()
