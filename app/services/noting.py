"""What the audit of this device is told of its lock: who came in, who did not, and what was tried before anybody could write it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.keys.commands import RefusedCommand
from app.keys.count_note import Counts
from app.keys.slot_file import RefusedLogin
from app.services.refusing import LoginRefused
from app.services.sending import count_waiting
from app.storage import audit, facts, photos
from app.storage.database import Connection, Store, transaction
from domain.ids import StaffId

UNKNOWN = "unknown"


def note(store: Store, who: StaffId, what: str, at: datetime, detail: Mapping[str, object] | None = None) -> None:
    """One row, in a transaction of its own. Raises DiskFull."""
    connection = store.connect()
    with transaction(connection):
        audit.append(connection, at=at, who=who, what=what, detail=detail)


def earlier(connection: Connection, passwords: Sequence[RefusedLogin], commands: Sequence[RefusedCommand]) -> None:
    """What was refused while the store was closed."""
    for wrong in passwords:
        audit.append(connection, at=wrong.at, who=wrong.staff_id or UNKNOWN, what="log_in.wrong_password")
    for forged in commands:
        detail = {"seq": forged.seq, "kind": forged.kind, "why": forged.why}
        audit.append(connection, at=forged.at, who=UNKNOWN, what="command.refused", detail=detail)


def log_in(connection: Connection, staff_id: StaffId, refusal: LoginRefused | None, at: datetime) -> None:
    """A log-in with the right password, and what became of it."""
    if refusal is None:
        audit.append(connection, at=at, who=staff_id, what="log_in")
    else:
        audit.append(connection, at=at, who=staff_id, what="log_in.refused", detail={"code": refusal.code})


def counted(connection: Connection) -> Counts:
    """What lies in the store now, as the office's board counts it."""
    return Counts(waiting=count_waiting(connection), originals=len(photos.alive(connection)), children=len(facts.children(connection)))
