"""A device whose key ring is gone, or whose people are all locked out: opened by the nursery's recovery key, with all that lies on it.

What was kept stays where it is. The device is paired anew, which gives it a new secret and token, and its slots are written anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cryptography.exceptions import InvalidTag

from app.keys.device_secret import KeyStore, KeyStoreUnusable, device_secret, make_device_secret, prove
from app.keys.enrolment import Enrolment, load_enrolment, save_enrolment, token_of, with_token
from app.keys.folder_lock import FolderLock
from app.keys.pairs import StoreKeys
from app.keys.pin import KeptTries
from app.keys.sealing import decoded
from app.keys.slot_file import FILE_NAME, SlotsDamaged, read_slots
from app.keys.slots import KeySlots, open_recovery
from app.services.enrolling import PairingLine, enrolment_of
from app.services.proving import OnlineLogin
from app.services.refusing import LoginRefused
from app.services.rotating import StoreGone
from app.services.sending import count_waiting
from app.storage import audit, photos
from app.storage.database import STORE_NAME, Connection, first_that_opens, open_store
from app.storage.inventory import count_drafts, count_entries
from domain.errors import KnownError
from domain.ids import StaffId
from domain.pairing import Pairing
from domain.wire import Problem


class WrongKit(KnownError):
    """The sheet is of another nursery, or of an earlier set-up."""

    def __init__(self) -> None:
        super().__init__("This recovery key does not open this device. Is it this nursery’s newest sheet? Nothing was changed.")


class NothingToRecover(KnownError):
    """No keys, no store."""

    def __init__(self) -> None:
        super().__init__("There is no store in this folder. Pair the device as a new one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What lies on the device, as figures. first_broken_audit_row None = the audit is whole."""

    entries: int
    drafts: int
    photos: int
    waiting: int
    audit_rows: int
    first_broken_audit_row: int | None


def look_inside(folder: Path, private_key: bytes) -> Found:
    """The rehearsal: open by the recovery key, count, close; nothing is written. Raises as `store_key`."""
    connection = open_store(folder / STORE_NAME, store_key(folder, private_key))
    try:
        connection.execute("PRAGMA query_only = ON")
        return found_in(connection)
    finally:
        connection.close()


def found_in(connection: Connection) -> Found:
    """The figures of an open store."""
    return Found(
        entries=count_entries(connection),
        drafts=count_drafts(connection),
        photos=len(photos.alive(connection)),
        waiting=count_waiting(connection),
        audit_rows=audit.head(connection)[0],
        first_broken_audit_row=audit.first_broken(connection),
    )


def store_key(folder: Path, private_key: bytes) -> bytes:
    """The key that opens the store of that folder. Raises WrongKit, NothingToRecover, StoreGone, StoreLocked."""
    try:
        keys: StoreKeys = open_recovery(folder, private_key)
    except InvalidTag as error:
        raise WrongKit from error
    except ValueError as error:
        raise NothingToRecover from error
    if not (folder / STORE_NAME).exists():
        raise StoreGone
    return first_that_opens(folder / STORE_NAME, keys.candidates)


class Recovering:
    """Brings one device back. Every step can be done again: whoever was stopped in the middle starts it once more."""

    def __init__(self, folder: Path, key_store: KeyStore, line: PairingLine, login: Callable[[Enrolment], OnlineLogin]) -> None:
        self._folder, self._key_store, self._line, self._login = folder, key_store, line, login

    def recover(self, private_key: bytes, pairing: Pairing, username: str, password: str) -> str:
        """Pair anew unless that was done already, and give the person a slot; their first name.

        Raises what `store_key` does, FolderInUse while Daybook is open there, KeyStoreUnusable, LoginRefused, and what the lines raise.
        """
        lock = FolderLock(self._folder)
        lock.take()
        try:
            return self._recovered(store_key(self._folder, private_key), pairing, username, password)
        finally:
            lock.release()

    def _recovered(self, key: bytes, pairing: Pairing, username: str, password: str) -> str:
        prove(self._key_store)
        enrolment = self._paired() or self._pair(pairing)
        answer = self._login(enrolment).log_in(username, password)
        if isinstance(answer, Problem):
            raise LoginRefused(answer.code, answer.detail)
        secret = partial(device_secret, self._key_store, enrolment.device_id, enrolment.key_store)
        set_damaged_aside(self._folder)
        slots = KeySlots(self._folder, secret)
        slots.remove_everybody()  # they were under the secret that is gone
        slots.write_shared(decoded(answer.share), enrolment.recovery_key, key)
        slots.add(StaffId(answer.staff.id), username, password, key, login_version=answer.staff.login_version)
        KeptTries(self._folder).was_right()  # ten wrong PINs: whoever has the sheet is the office
        return answer.staff.first_name

    def _paired(self) -> Enrolment | None:
        """The enrolment, when its token still opens: the first part was done, or the key ring was never gone."""
        enrolment = load_enrolment(self._folder)
        if enrolment is None:
            return None
        try:
            token_of(enrolment, self._key_store)
        except KeyStoreUnusable:
            return None
        return enrolment

    def _pair(self, pairing: Pairing) -> Enrolment:
        paired = self._line.pair(pairing.server_url, pairing.ca_sha256, pairing.code)
        secret = make_device_secret(self._key_store, paired.answer.device_id)
        enrolment = enrolment_of(paired, pairing.server_url, pairing.ca_sha256, self._key_store.name)
        enrolment = with_token(enrolment, secret, paired.answer.token)
        save_enrolment(self._folder, enrolment)
        return enrolment


def set_damaged_aside(folder: Path) -> None:
    """A file of slots that nobody can read makes room for a new one; it stays beside it for whoever wants to look."""
    path = folder / FILE_NAME
    try:
        if path.exists():
            read_slots(path)
    except SlotsDamaged:
        path.replace(path.with_name(f"{FILE_NAME}.damaged"))
