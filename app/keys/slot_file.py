"""What lies in slots.json, and how a file of the first version is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime

from app.keys.kept import Frozen
from app.keys.pairs import Keys, Pair
from domain.errors import KnownError

FILE_NAME = "slots.json"
RECOVERY_NAME = "recovery-slot.json"  # a second copy: without the slots' file, the nursery's key still opens the store
VERSION = 2


class SlotsDamaged(KnownError):
    """The file of the slots is not what we wrote."""

    def __init__(self) -> None:
        super().__init__("The keys of this device cannot be read. Take it to the office; the recovery key can open its store.")


class SlotsTooNew(KnownError):
    """A newer program wrote the slots."""

    def __init__(self) -> None:
        super().__init__("This device was used with a newer Daybook. Install that version here; nothing has been changed.")


class PersonSlot(Frozen):
    """One person's slot, with the parameters that it was made by. `old`: the store's key as version 1 sealed it, until they log in.

    login_version: of the password that it was made under; the server's rises with every change and reset.
    """

    staff_id: str
    username: str
    salt: str
    memory_kib: int
    iterations: int
    lanes: int
    pair: Pair | None = None
    old: str | None = None
    login_version: int = 0


class OldRecovery(Frozen):
    """The recovery slot of version 1: it does not say to which public key."""

    ephemeral: str
    sealed: str


class RecoveryCopy(Frozen):
    """Everything in recovery-slot.json."""

    recovery: Keys | None = None


class RefusedLogin(Frozen):
    """A wrong password, remembered until the store is open and its audit can take it. `staff_id` is empty for an unknown username."""

    at: AwareDatetime
    staff_id: str


class SlotFile(Frozen):
    """Everything in slots.json. has_store: a store was once opened with these keys; owes_new_key: somebody's slot was taken away."""

    version: int = VERSION
    people: tuple[PersonSlot, ...] = ()
    online: Pair | None = None
    old_online: str | None = None
    recovery: Keys | None = None
    old_recovery: OldRecovery | None = None
    has_store: bool = False
    owes_new_key: bool = False
    wrong_tries: int = 0
    last_wrong_at: AwareDatetime | None = None
    refused: tuple[RefusedLogin, ...] = ()


def read_slots(path: Path) -> SlotFile:
    """What lies there, of whichever version. Raises SlotsDamaged, SlotsTooNew."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["version"] > VERSION:
            raise SlotsTooNew
        return SlotFile.model_validate(from_first(values) if values["version"] == 1 else values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SlotsDamaged from error


def from_first(values: dict[str, Any]) -> dict[str, Any]:
    """A file of version 1 as version 2 has it. What was sealed then stays sealed so until whoever can open it logs in."""
    people = [{"old" if name == "sealed" else name: value for name, value in slot.items()} for slot in values["people"]]
    rest = {name: value for name, value in values.items() if name not in ("people", "online", "recovery")}
    return {
        **rest,
        "version": VERSION,
        "people": people,
        "old_online": values["online"],
        "old_recovery": values["recovery"],
        "has_store": bool(people),
    }
