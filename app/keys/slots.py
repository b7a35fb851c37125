"""Key slots: the store's random key, wrapped once per way of opening it (docs/adr/0005).

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
from pydantic import AwareDatetime, BaseModel, ConfigDict

from app.keys.files import write_durably
from app.keys.password import Work, calibrated, stretched
from app.keys.sealing import KEY_BYTES, Sealed, decoded, encoded, seal, seal_to, unseal, unseal_from
from domain.errors import KnownError
from domain.ids import StaffId

FILE_NAME = "slots.json"
SALT_BYTES = 16
ONLINE, RECOVERY = "slot online", "slot recovery"
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


class SlotsDamaged(KnownError):
    """The file of the slots is not what we wrote."""

    def __init__(self) -> None:
        super().__init__("The keys of this device cannot be read. Take it to the office; the recovery key can open its store.")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PasswordSlot(_Frozen):
    """One person's slot, with the parameters that it was made by."""

    staff_id: str
    username: str
    salt: str
    memory_kib: int
    iterations: int
    lanes: int
    sealed: str


class RecoverySlot(_Frozen):
    """The store's key, sealed to the nursery's X25519 key."""

    ephemeral: str
    sealed: str


class RefusedLogin(_Frozen):
    """A wrong password, remembered until the store is open and its audit can take it. `staff_id` is empty for an unknown username."""

    at: AwareDatetime
    staff_id: str


class SlotFile(_Frozen):
    """Everything in slots.json."""

    version: int = 1
    people: tuple[PasswordSlot, ...] = ()
    online: str | None = None
    recovery: RecoverySlot | None = None
    wrong_tries: int = 0
    last_wrong_at: AwareDatetime | None = None
    refused: tuple[RefusedLogin, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedSlot:
    """Whose slot it was, and the store's key."""

    staff_id: StaffId
    store_key: bytes = field(repr=False)


class KeySlots:
    """The slots of one data folder. `secret` reads the device's secret for a moment; without `work` the first slot measures this device."""

    def __init__(self, folder: Path, secret: Callable[[], bytes], *, work: Work | None = None) -> None:
        self._path, self._secret, self._work = folder / FILE_NAME, secret, work
        self._file = read_slots(self._path) if self._path.exists() else SlotFile()

    @property
    def is_made(self) -> bool:
        """Whether the store has a key yet."""
        return self._file.online is not None

    def knows(self, username: str) -> bool:
        """Whether that person can log in here without the server."""
        return self._slot(username) is not None

    def create(self, share: bytes, recovery_key: str) -> bytes:
        """Make the store's key at the first log-in of all, and its online and recovery slots. Raises ValueError when there is one."""
        if self.is_made:
            raise ValueError("This store has its key already")
        store_key = os.urandom(KEY_BYTES)
        ephemeral, sealed = seal_to(decoded(recovery_key), store_key, RECOVERY)
        self._save(
            online=seal(self._secret() + share, store_key, ONLINE).text, recovery=RecoverySlot(ephemeral=ephemeral, sealed=sealed.text)
        )
        return store_key

    def open_online(self, share: bytes) -> bytes:
        """The store's key, with the share that the server gave at a log-in. Raises ShareUnknown."""
        try:
            return unseal(self._secret() + share, Sealed(self._file.online or ""), ONLINE)
        except (InvalidTag, ValueError) as error:
            raise ShareUnknown from error

    def add(self, staff_id: StaffId, username: str, password: str, store_key: bytes) -> None:
        """Give a person a slot under the password that the server has just accepted; an older one of theirs goes."""
        self._work = self._work or calibrated()
        salt, work = os.urandom(SALT_BYTES), self._work
        secret = stretched(password, salt, work) + self._secret()
        slot = PasswordSlot(
            staff_id=staff_id,
            username=folded(username),
            salt=encoded(salt),
            memory_kib=work.memory_kib,
            iterations=work.iterations,
            lanes=work.lanes,
            sealed=seal(secret, store_key, purpose_of(staff_id)).text,
        )
        self._save(people=(*(other for other in self._file.people if other.staff_id != staff_id), slot))

    def remove(self, staff_id: StaffId) -> None:
        """Take a person's slot away: suspended, or no longer working here."""
        self._save(people=tuple(slot for slot in self._file.people if slot.staff_id != staff_id))

    def open(self, username: str, password: str) -> OpenedSlot | None:
        """The store's key by a person's password; None when it does not fit. Counts nothing: see `note_wrong`."""
        slot = self._slot(username)
        if slot is None:
            return None
        work = Work(memory_kib=slot.memory_kib, iterations=slot.iterations, lanes=slot.lanes)
        secret = stretched(password, decoded(slot.salt), work) + self._secret()
        try:
            return OpenedSlot(StaffId(slot.staff_id), unseal(secret, Sealed(slot.sealed), purpose_of(slot.staff_id)))
        except InvalidTag:
            return None

    def wait_seconds(self, now: datetime) -> int:
        """How long the next try must wait: 1, 2, 4 … 300 s after each wrong one, over restarts too. A clock set back wins nothing."""
        last = self._file.last_wrong_at
        if last is None:
            return 0
        penalty = timedelta(seconds=penalty_s(self._file.wrong_tries))
        left = penalty - max(now - last, timedelta(0))
        return max(0, -(-left // timedelta(seconds=1)))

    def note_wrong(self, username: str, now: datetime) -> int:
        """Count a wrong try, remember it for the audit, and return how long the next one must wait."""
        slot = self._slot(username)
        # A mistyped username may be a password: only a known person's id is kept.
        refused = RefusedLogin(at=now, staff_id=slot.staff_id if slot else "")
        tries = self._file.wrong_tries + 1
        self._save(wrong_tries=tries, last_wrong_at=now, refused=(*self._file.refused, refused)[-REMEMBERED_REFUSALS:])
        return penalty_s(tries)

    def refused(self) -> tuple[RefusedLogin, ...]:
        """The wrong tries that no audit has taken yet."""
        return self._file.refused

    def note_right(self) -> None:
        """Forget the wrong tries, once the audit holds them."""
        if self._file.wrong_tries or self._file.refused:
            self._save(wrong_tries=0, last_wrong_at=None, refused=())

    def _slot(self, username: str) -> PasswordSlot | None:
        return next((slot for slot in self._file.people if slot.username == folded(username)), None)

    def _save(self, **changes: object) -> None:
        self._file = self._file.model_copy(update=changes)
        write_durably(self._path, self._file.model_dump_json(indent=1))


def read_slots(path: Path) -> SlotFile:
    """What lies there. Raises SlotsDamaged."""
    try:
        return SlotFile.model_validate_json(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SlotsDamaged from error


def open_recovery(folder: Path, private_key: bytes) -> bytes:
    """The store's key by the nursery's recovery key, for a device whose people are all locked out.

    Raises InvalidTag for another key, ValueError for a device without a store, SlotsDamaged.
    """
    file = read_slots(folder / FILE_NAME)
    if file.recovery is None:
        raise ValueError("This device has no store yet")
    return unseal_from(private_key, file.recovery.ephemeral, Sealed(file.recovery.sealed), RECOVERY)


def penalty_s(wrong_tries: int) -> int:
    """The seconds to wait after so many wrong tries."""
    return int(min(2 ** (wrong_tries - 1), LONGEST_WAIT_S)) if wrong_tries else 0


def purpose_of(staff_id: str) -> str:
    """What a person's slot is sealed for: it cannot be passed off as another's."""
    return f"slot password {staff_id}"


def folded(username: str) -> str:
    """The username as it is compared."""
    return username.strip().casefold()
