"""Key slots: the store's random key, kept once per way of opening it (docs/adr/0005, 0013).

- one slot per member of staff: password and device secret;
- one slot for a person's first log-in here: device secret and the server's share, which only a log-in at the server brings;
- one recovery slot, sealed to the nursery's public key.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidTag

from app.keys import pairs
from app.keys.kept import Kept
from app.keys.pairs import StoreKeys
from app.keys.password import Work, calibrated, stretched
from app.keys.sealing import KEY_BYTES, Sealed, decoded, encoded, unseal, unseal_from
from app.keys.slot_file import FILE_NAME, RECOVERY_NAME, PersonSlot, RecoveryCopy, RefusedLogin, SlotFile, SlotsDamaged, read_slots
from app.keys.slot_steps import folded, old_purpose_of, others, purpose_of, settled, told, with_coming, work_of
from app.keys.wrong_tries import TooSoon, WrongPassword, penalty_s
from domain.errors import KnownError
from domain.ids import StaffId

SALT_BYTES = 16
ONLINE, RECOVERY = "pair online", "pair recovery"
OLD_ONLINE, OLD_RECOVERY = "slot online", "slot recovery"  # of version 1
REMEMBERED_REFUSALS = 50


class ShareUnknown(KnownError):
    """The server's share does not open this store."""

    def __init__(self) -> None:
        super().__init__("This tablet’s store belongs to another set-up of the server. Take it to the office; nothing is lost.")


@dataclass(frozen=True, slots=True)
class OpenedSlot:
    """Whose slot it was, what it opens, and of which password of theirs it is."""

    staff_id: StaffId
    keys: StoreKeys
    login_version: int = 0

    @property
    def store_key(self) -> bytes:
        """The store's key; while the store is being given a new one, the new one."""
        return self.keys.candidates[0]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A password as a slot is made from it."""

    salt: bytes
    work: Work
    stretched: bytes = field(repr=False)


class KeySlots:
    """The slots of one data folder. `secret` reads the device's secret for a moment; without `work` the first slot measures this device."""

    def __init__(self, folder: Path, secret: Callable[[], bytes], *, work: Work | None = None) -> None:
        self._kept = Kept(folder / FILE_NAME, SlotFile(), read_slots)
        self._copy = Kept(folder / RECOVERY_NAME, RecoveryCopy())
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
        self._copy_recovery()

    def prepare(self, password: str) -> Prepared:
        """The slow part of a new slot; it may run while the server is still looking at the password."""
        self._work = self._work or work_of(self._kept.value) or calibrated()
        salt = os.urandom(SALT_BYTES)
        return Prepared(salt, self._work, stretched(password, salt, self._work))

    def add(
        self, staff_id: StaffId, username: str, password: str, store_key: bytes, *,
        login_version: int = 0, prepared: Prepared | None = None,
    ) -> None:  # fmt: skip
        """Give a person a slot under the password that the server has just accepted; an older one of theirs goes."""
        prepared = prepared or self.prepare(password)
        work = prepared.work
        slot = PersonSlot(
            staff_id=staff_id,
            username=folded(username),
            salt=encoded(prepared.salt),
            memory_kib=work.memory_kib,
            iterations=work.iterations,
            lanes=work.lanes,
            pair=pairs.new_pair(prepared.stretched + self._secret(), purpose_of(staff_id), store_key),
            login_version=login_version,
        )
        self._kept.change(lambda file: file.model_copy(update={"people": (*others(file, staff_id), slot), "has_store": True}))
        self._copy_recovery()

    def remove(self, staff_id: StaffId, *, owes_new_key: bool = False) -> None:
        """Take a person's slot away. owes_new_key: they may keep a copy of what it opened, so the store is given a new key."""
        self._kept.change(
            lambda file: file.model_copy(update={"people": others(file, staff_id), "owes_new_key": file.owes_new_key or owes_new_key})
        )

    def remove_older(self, staff_id: StaffId, login_version: int) -> None:
        """The server has given or heard a newer password: the slot of an earlier one goes, and the store owes a new key."""
        slot = next((each for each in self._kept.value.people if each.staff_id == staff_id), None)
        if slot is not None and slot.login_version < login_version:
            self.remove(staff_id, owes_new_key=True)

    def remove_everybody(self) -> None:
        """Every next log-in here is online again."""
        self._kept.update(people=())

    def forget(self) -> None:
        """Destroy every slot: nothing opens the store any more."""
        self._kept.forget(SlotFile())
        self._copy.forget(RecoveryCopy())

    def _copy_recovery(self) -> None:
        """The recovery slot lies twice: whoever loses the slots' file loses no work. Both keys stand in it before the store changes."""
        self._copy.update(recovery=self._kept.value.recovery)

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
        return OpenedSlot(StaffId(slot.staff_id), keys, slot.login_version)

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
        self._copy_recovery()

    def settle(self, *, is_new: bool) -> None:
        """Keep the one key that opens the store. is_new: the coming one; nothing is owed then."""

        def done(file: SlotFile) -> SlotFile:
            people = [slot.model_copy(update={"pair": slot.pair and settled(slot.pair, is_new=is_new)}) for slot in file.people]
            online = file.online and settled(file.online, is_new=is_new)
            recovery = file.recovery and pairs.settled(file.recovery, is_new=is_new)
            owes = file.owes_new_key and not is_new
            return file.model_copy(update={"people": tuple(people), "online": online, "recovery": recovery, "owes_new_key": owes})

        self._kept.change(done)
        self._copy_recovery()

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
    file = recovery_file(folder)
    if file.recovery is not None:
        return pairs.opened_by(file.recovery, private_key, RECOVERY)
    if file.old_recovery is None:
        raise ValueError("This device has no store yet")
    return StoreKeys((unseal_from(private_key, file.old_recovery.ephemeral, Sealed(file.old_recovery.sealed), OLD_RECOVERY),))


def recovery_file(folder: Path) -> SlotFile:
    """The slots, or what the copy of the recovery slot knows where they are gone or damaged. Raises SlotsDamaged when it knows nothing."""
    path, copy = folder / FILE_NAME, Kept(folder / RECOVERY_NAME, RecoveryCopy()).value
    try:
        file = read_slots(path) if path.exists() else SlotFile()
    except SlotsDamaged:
        if copy.recovery is None:
            raise
        file = SlotFile()
    return file if file.recovery is not None or file.old_recovery is not None else SlotFile(recovery=copy.recovery)


__all__ = ["FILE_NAME", "KeySlots", "OpenedSlot", "ShareUnknown", "SlotsDamaged", "TooSoon", "WrongPassword", "open_recovery"]
