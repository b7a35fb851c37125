"""What a person said is not theirs. The audit is the only record of it, so that saying it can never be taken back unseen."""

from __future__ import annotations

from datetime import datetime

from app.storage import audit
from app.storage.database import Connection
from domain.ids import StaffId

SAID, ANSWERED = "not_me.said", "not_me.answered"
ENTRY, DRAFT = "entry.disowned", "draft.disowned"


def say_not_me(connection: Connection, staff_id: StaffId, at: datetime) -> None:
    """Somebody tapped "Not me?" while this person was logged in."""
    audit.append(connection, at=at, who=staff_id, what=SAID)


def answer(connection: Connection, staff_id: StaffId, at: datetime, count: int) -> None:
    """The person has looked at what was written then; `count` of it was not theirs."""
    audit.append(connection, at=at, who=staff_id, what=ANSWERED, detail={"not_mine": count})


def open_question(connection: Connection, staff_id: StaffId) -> datetime | None:
    """When "Not me?" was tapped last, if the person has not answered since; else None."""
    row = connection.execute(
        "SELECT what, at FROM audit WHERE who = ? AND what IN (?, ?) ORDER BY seq DESC LIMIT 1", (staff_id, SAID, ANSWERED)
    ).fetchone()
    return datetime.fromisoformat(row[1]) if row is not None and row[0] == SAID else None


def is_disowned(connection: Connection, thing: str) -> bool:
    """Whether somebody said of this entry or draft that it is not theirs."""
    row = connection.execute("SELECT 1 FROM audit WHERE about = ? AND what IN (?, ?) LIMIT 1", (thing, ENTRY, DRAFT)).fetchone()
    return row is not None
