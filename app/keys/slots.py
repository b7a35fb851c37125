"""Key slots: the store's random key, kept once per way of opening it (docs/adr/0005, 0013).

- one slot per member of staff: password and device secret;
- one slot for a person's first log-in here: device secret and the server's share, which only a log-in at the server brings;
- one recovery slot, sealed to the nursery's public key.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag

from app.keys import pairs
from app.keys.kept import Kept
from app.keys.pairs import Pair, StoreKeys
from app.keys.password import Work, calibrated, stretched
from app.keys.sealing import KEY_BYTES, Sealed, decoded, encoded, unseal, unseal_from
from app.keys.slot_file import FILE_NAME, PersonSlot, RefusedLogin, SlotFile, SlotsDamaged, read_slots
from domain.errors import KnownError
from domain.ids import StaffId

SALT_BYTES = 16
ONLINE, RECOVERY = "pair online", "pair recovery"
OLD_ONLINE, OLD_RECOVERY = "slot online", "slot recovery"  # of version 1
LONGEST_WAIT_S = 300
REMEMBERED_REFUSALS = 50


class WrongPassword(KnownError):
    """Username and password do not fit; the next try is possible after `wait_seconds`."""

    def __init__(self, wait_seconds: int) -> None:
        wait = "1 second" if wait_seconds == 1 else f"{wait_seconds} seconds"
        super().__init__(f"That is not right. Wait {wait}, then try again.")
        self.wait_seconds = wait_seconds


class TooSoon(KnownError):
    """A try before the wait was over; it was not looked at."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"Wait {wait_seconds} more seconds, then try again." if wait_seconds > 1 else "Wait a second, then try again.")
        self.wait_seconds = wait_seconds


class ShareUnknown(KnownError):
    """The server's share does not open this store."""

    def __init__(self) -> None:
        super().__init__("This tablet's store belongs to another set-up of the server. Take it to the office; nothing is lost.")


@dataclass(frozen=True, slots=True)
class OpenedSlot:
    """Whose slot it was, and what it opens."""

    staff_id: StaffId
    keys: StoreKeys

    @property
    def store_key(self) -> bytes:
        """The store's key; while the store is being given a new one, the new one."""
        return self.keys.candidates[0]


class KeySlots:
    """The slots of one data folder. `secret` reads the device's secret for a moment; without `work` the first slot measures this device."""

    def __init__(self, folder: Path, secret: Callable[[], bytes], *, work: Work | None = None) -> None:
        self._kept = Kept(folder / FILE_NAME, SlotFile(), read_slots)
        self._secret, self._work = secret, work

    @property
    def is_made(self) -> bool:
        """Whether the store has a key yet."""
        file = self._kept.value
        return any(each is not None for each in (file.online, file.old_online, file.recovery, file.old_recovery))

    @property
    def has_store(self) -> bool:
        """Whether a store was ever opened with these keys: if its file is gone, somebody took it away."""
        return self._kept.value.has_store

    @property
    def people(self) -> tuple[StaffId, ...]:
        """Who has a slot."""
        return tuple(StaffId(slot.staff_id) for slot in self._kept.value.people)

    def knows(self, username: str) -> bool:
        """Whether that person can log in here without the server."""
        return self._slot(username) is not None

    # -- Making and taking away -------------------------------------------------------------------------------------------------------

    def create(self, share: bytes, recovery_key: str) -> bytes:
        """Make the store's key at the first log-in of all, and its online and recovery slots. Raises ValueError when there is one."""
        if self.is_made:
            raise ValueError("This store has its key already")
        store_key = os.urandom(KEY_BYTES)
        self.write_shared(share, recovery_key, store_key)
        return store_key

    def write_shared(self, share: bytes, recovery_key: str, store_key: bytes) -> None:
        """The two slots that are nobody's own: for first log-ins, and for the nursery's recovery key."""
        online = pairs.new_pair(self._secret() + share, ONLINE, store_key)
        recovery = pairs.keys_for(decoded(recovery_key), RECOVERY, store_key)
        self._kept.update(online=online, old_online=None, recovery=recovery, old_recovery=None)

    def add(self, staff_id: StaffId, username: str, password: str, store_key: bytes) -> None:
        """Give a person a slot under the password that the server has just accepted; an older one of theirs goes."""
        self._work = self._work or calibrated()
        salt, work = os.urandom(SALT_BYTES), self._work
        opener = stretched(password, salt, work) + self._secret()
        slot = PersonSlot(
            staff_id=staff_id,
            username=folded(username),
            salt=encoded(salt),
            memory_kib=work.memory_kib,
            iterations=work.iterations,
            lanes=work.lanes,
            pair=pairs.new_pair(opener, purpose_of(staff_id), store_key),
        )
        self._kept.change(lambda file: file.model_copy(update={"people": (*others(file, staff_id), slot), "has_store": True}))

    def remove(self, staff_id: StaffId, *, owes_new_key: bool = False) -> None:
        """Take a person's slot away. owes_new_key: they may keep a copy of what it opened, so the store is given a new key."""
        self._kept.change(
            lambda file: file.model_copy(update={"people": others(file, staff_id), "owes_new_key": file.owes_new_key or owes_new_key})
        )

    def remove_everybody(self) -> None:
        """Every next log-in here is online again."""
        self._kept.update(people=())

    def forget(self) -> None:
        """Destroy every slot: nothing opens the store any more."""
        self._kept.forget(SlotFile())

    # -- Opening ----------------------------------------------------------------------------------------------------------------------

    def open_online(self, share: bytes) -> StoreKeys:
        """The store's keys, with the share that the server gave at a log-in. Raises ShareUnknown."""
        file, opener = self._kept.value, self._secret() + share
        try:
            if file.online is not None:
                return pairs.opened(file.online, opener, ONLINE)
            store_key = unseal(opener, Sealed(file.old_online or ""), OLD_ONLINE)
        except (InvalidTag, ValueError) as error:
            raise ShareUnknown from error
        self._kept.update(online=pairs.new_pair(opener, ONLINE, store_key), old_online=None)
        return StoreKeys((store_key,))

    def open(self, username: str, password: str) -> OpenedSlot | None:
        """The store's keys by a person's password; None when it does not fit. Counts nothing: see `note_wrong`."""
        slot = self._slot(username)
        if slot is None:
            return None
        work = Work(memory_kib=slot.memory_kib, iterations=slot.iterations, lanes=slot.lanes)
        opener = stretched(password, decoded(slot.salt), work) + self._secret()
        try:
            keys = self._opened(slot, opener)
        except InvalidTag:
            return None
        return OpenedSlot(StaffId(slot.staff_id), keys)

    def _opened(self, slot: PersonSlot, opener: bytes) -> StoreKeys:
        """What the slot opens; a slot of version 1 becomes one of version 2 by the way."""
        if slot.pair is not None:
            return pairs.opened(slot.pair, opener, purpose_of(slot.staff_id))
        store_key = unseal(opener, Sealed(slot.old or ""), old_purpose_of(slot.staff_id))
        new = slot.model_copy(update={"old": None, "pair": pairs.new_pair(opener, purpose_of(slot.staff_id), store_key)})
        self._kept.change(lambda file: file.model_copy(update={"people": (*others(file, slot.staff_id), new)}))
        return StoreKeys((store_key,))

    # -- A new key for the store ------------------------------------------------------------------------------------------------------

    @property
    def owes_new_key(self) -> bool:
        """Whether the store is to be given a new key, and every slot that must open it can be told."""
        return self._kept.value.owes_new_key and self._kept.value.online is not None

    def offer(self, old: bytes, new: bytes, recovery_key: str) -> None:
        """Seal the coming key beside the old one, for everybody. Slots of version 1 cannot be told and go: their people log in online."""

        def offered(file: SlotFile) -> SlotFile:
            people = [told(slot, new) for slot in file.people if slot.pair is not None]
            online = file.online and with_coming(file.online, ONLINE, new)
            recovery = pairs.with_coming(pairs.keys_for(decoded(recovery_key), RECOVERY, old), RECOVERY, new)
            return file.model_copy(update={"people": tuple(people), "online": online, "recovery": recovery, "old_recovery": None})

        self._kept.change(offered)

    def settle(self, *, is_new: bool) -> None:
        """Keep the one key that opens the store. is_new: the coming one; nothing is owed then."""

        def done(file: SlotFile) -> SlotFile:
            people = [slot.model_copy(update={"pair": slot.pair and settled(slot.pair, is_new=is_new)}) for slot in file.people]
            online = file.online and settled(file.online, is_new=is_new)
            recovery = file.recovery and pairs.settled(file.recovery, is_new=is_new)
            owes = file.owes_new_key and not is_new
            return file.model_copy(update={"people": tuple(people), "online": online, "recovery": recovery, "owes_new_key": owes})

        self._kept.change(done)

    # -- Wrong passwords --------------------------------------------------------------------------------------------------------------

    def wait_seconds(self, now: datetime) -> int:
        """How long the next try must wait: 1, 2, 4 … 300 s after each wrong one, over restarts too. A clock set back wins nothing."""
        file = self._kept.value
        if file.last_wrong_at is None:
            return 0
        penalty = timedelta(seconds=penalty_s(file.wrong_tries))
        left = penalty - max(now - file.last_wrong_at, timedelta(0))
        return max(0, -(-left // timedelta(seconds=1)))

    def note_wrong(self, username: str, now: datetime) -> int:
        """Count a wrong try, remember it for the audit, and return how long the next one must wait."""
        slot = self._slot(username)
        # A mistyped username may be a password: only a known person's id is kept.
        refused = RefusedLogin(at=now, staff_id=slot.staff_id if slot else "")

        def noted(file: SlotFile) -> SlotFile:
            remembered = (*file.refused, refused)[-REMEMBERED_REFUSALS:]
            return file.model_copy(update={"wrong_tries": file.wrong_tries + 1, "last_wrong_at": now, "refused": remembered})

        return penalty_s(self._kept.change(noted).wrong_tries)

    def refused(self) -> tuple[RefusedLogin, ...]:
        """The wrong tries that no audit has taken yet."""
        return self._kept.value.refused

    def audited(self) -> None:
        """The audit has taken them; they count on."""
        self._kept.update(refused=())

    def note_right(self) -> None:
        """Forget the wrong tries: somebody came in."""
        self._kept.update(wrong_tries=0, last_wrong_at=None)

    def _slot(self, username: str) -> PersonSlot | None:
        return next((slot for slot in self._kept.value.people if slot.username == folded(username)), None)


def open_recovery(folder: Path, private_key: bytes) -> StoreKeys:
    """The store's keys by the nursery's recovery key, for a device whose people are all locked out.

    Raises InvalidTag for another key, ValueError for a device without a store, SlotsDamaged.
    """
    path = folder / FILE_NAME
    file = read_slots(path) if path.exists() else SlotFile()
    if file.recovery is not None:
        return pairs.opened_by(file.recovery, private_key, RECOVERY)
    if file.old_recovery is None:
        raise ValueError("This device has no store yet")
    return StoreKeys((unseal_from(private_key, file.old_recovery.ephemeral, Sealed(file.old_recovery.sealed), OLD_RECOVERY),))


def others(file: SlotFile, staff_id: str) -> tuple[PersonSlot, ...]:
    """Everybody's slots but that person's."""
    return tuple(slot for slot in file.people if slot.staff_id != staff_id)


def told(slot: PersonSlot, store_key: bytes) -> PersonSlot:
    """The slot with the coming key beside the old one."""
    return slot.model_copy(update={"pair": slot.pair and with_coming(slot.pair, purpose_of(slot.staff_id), store_key)})


def with_coming(pair: Pair, purpose: str, store_key: bytes) -> Pair:
    """The pair with the coming key beside the old one."""
    return pair.model_copy(update={"keys": pairs.with_coming(pair.keys, purpose, store_key)})


def settled(pair: Pair, *, is_new: bool) -> Pair:
    """The pair with one key alone."""
    return pair.model_copy(update={"keys": pairs.settled(pair.keys, is_new=is_new)})


def penalty_s(wrong_tries: int) -> int:
    """The seconds to wait after so many wrong tries."""
    return int(min(2 ** (wrong_tries - 1), LONGEST_WAIT_S)) if wrong_tries else 0


def purpose_of(staff_id: str) -> str:
    """What a person's slot is sealed for: it cannot be passed off as another's."""
    return f"pair password {staff_id}"


def old_purpose_of(staff_id: str) -> str:
    """The same, of version 1."""
    return f"slot password {staff_id}"


def folded(username: str) -> str:
    """The username as it is compared."""
    return username.strip().casefold()


__all__ = ["FILE_NAME", "KeySlots", "OpenedSlot", "ShareUnknown", "SlotsDamaged", "TooSoon", "WrongPassword", "open_recovery"]
