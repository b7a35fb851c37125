"""Drafts whose hand-in was asked for and takes its time, because there are videos in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.storage.database import Connection
from domain.ids import DraftId, StaffId

COLUMNS = "draft_id, asked_by, asked_at, state, share, sentence"


class WishState(StrEnum):
    """How a wish stands. It ends with its row: handed in, or taken back."""

    WAITING = "waiting"  # for its turn, or at work
    NEEDS_YOU = "needs_you"  # it cannot be done as it is; the sentence says why


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One hand-in that was asked for. share: how much is done, 0 to 1; sentence: what goes on, or why it needs somebody."""

    draft_id: DraftId
    asked_by: StaffId
    asked_at: datetime
    state: WishState = WishState.WAITING
    share: float = 0.0
    sentence: str = ""


def ask(connection: Connection, wish: Wish) -> None:
    """Keep a wish, or renew one that needed somebody: it goes to the end of the line."""
    take_back(connection, wish.draft_id)
    connection.execute(
        f"INSERT INTO later ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        (wish.draft_id, wish.asked_by, wish.asked_at.isoformat(), wish.state.value, wish.share, wish.sentence),
    )


def read(connection: Connection, draft_id: DraftId) -> Wish | None:
    """The wish about that draft, or None."""
    found = select(connection, "draft_id = ?", draft_id)
    return found[0] if found else None


def of_person(connection: Connection, staff_id: StaffId) -> tuple[Wish, ...]:
    """A person's wishes, in the order they were asked for."""
    return select(connection, "asked_by = ?", staff_id)


def is_waiting(connection: Connection, draft_id: DraftId) -> bool:
    """Whether the draft is being handed in: nobody writes on it meanwhile."""
    wish = read(connection, draft_id)
    return wish is not None and wish.state is WishState.WAITING


def count_waiting(connection: Connection) -> int:
    """How many drafts of anybody are being handed in."""
    return len(select(connection, "state = ?", WishState.WAITING.value))


def note(connection: Connection, draft_id: DraftId, share: float, sentence: str) -> None:
    """Note how far a waiting wish has come."""
    connection.execute(
        "UPDATE later SET share = ?, sentence = ? WHERE draft_id = ? AND state = ?", (share, sentence, draft_id, WishState.WAITING.value)
    )


def refuse(connection: Connection, draft_id: DraftId, sentence: str) -> bool:
    """It cannot be done as it is; False = nobody waits for it. The first reason stays."""
    moved = connection.execute(
        "UPDATE later SET state = ?, share = 0, sentence = ? WHERE draft_id = ? AND state = ?",
        (WishState.NEEDS_YOU.value, sentence, draft_id, WishState.WAITING.value),
    )
    return moved.rowcount == 1


def take_back(connection: Connection, draft_id: DraftId) -> bool:
    """Forget the wish; False = there was none."""
    return connection.execute("DELETE FROM later WHERE draft_id = ?", (draft_id,)).rowcount == 1


def select(connection: Connection, where: str, value: str) -> tuple[Wish, ...]:
    """The wishes that the condition picks, in the order they were asked for; `where` comes from this module only."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM later WHERE {where} ORDER BY rowid_", (value,))  # noqa: S608
    return tuple(
        Wish(
            draft_id=DraftId(row[0]),
            asked_by=StaffId(row[1]),
            asked_at=datetime.fromisoformat(row[2]),
            state=WishState(row[3]),
            share=row[4],
            sentence=row[5],
        )
        for row in rows.fetchall()
    )
