"""The server's facts as they came: site, rooms, staff, children, what became of entries."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from app.storage.database import Connection
from app.storage.settings import Setting, read, write
from domain.consent import ConsentFacts, Scope
from domain.ids import ChildId, EntryId, RoomId, StaffId
from domain.names import sort_key
from domain.wire import ChildFact, EntryFact, FactKind, Message, RoomFact, SiteFact, StaffFact

Fact = TypeVar("Fact", bound=Message)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def put(connection: Connection, kind: FactKind, id: str, seq: int, body: dict[str, Any]) -> None:
    """Keep a fact; the newer `seq` wins, so that a page that is read twice changes nothing."""
    connection.execute(
        "INSERT INTO fact (kind, id, seq, body) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, body = excluded.body WHERE excluded.seq >= fact.seq",
        (kind.value, id, seq, json.dumps(body, ensure_ascii=False)),
    )


def put_now(connection: Connection, kind: FactKind, id: str, body: dict[str, Any]) -> None:
    """Keep what the server has just said of something, whichever page of the feed it came with; the next page still counts."""
    connection.execute(
        "INSERT INTO fact (kind, id, seq, body) VALUES (?, ?, 0, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
        (kind.value, id, json.dumps(body, ensure_ascii=False)),
    )


def remove(connection: Connection, kind: FactKind, id: str) -> None:
    """Forget a fact: it was deleted, or it left this device's scope."""
    connection.execute("DELETE FROM fact WHERE kind = ? AND id = ?", (kind.value, id))


def clear(connection: Connection) -> None:
    """Forget all facts, before a whole snapshot is read in the same transaction."""
    connection.execute("DELETE FROM fact")


def count(connection: Connection) -> int:
    """How many facts there are; a feed that would remove many of them stops and asks."""
    return int(connection.execute("SELECT count(*) FROM fact").fetchone()[0])


def confirm(connection: Connection, at: datetime) -> None:
    """Note that the server confirmed the facts as current at that moment."""
    write(connection, Setting.FACTS_AT, at.isoformat())


def site(connection: Connection) -> SiteFact | None:
    """The nursery; None before the first pull."""
    found = all_of(connection, FactKind.SITE, SiteFact)
    return found[0] if found else None


def zone(connection: Connection) -> ZoneInfo:
    """The site's zone; London before the first pull, where every nursery of this program is."""
    known = site(connection)
    return ZoneInfo(known.timezone if known else "Europe/London")


def rooms(connection: Connection) -> tuple[RoomFact, ...]:
    """All rooms."""
    return all_of(connection, FactKind.ROOM, RoomFact)


def room(connection: Connection, id: RoomId) -> RoomFact | None:
    """One room, or None."""
    return one_of(connection, FactKind.ROOM, id, RoomFact)


def staff(connection: Connection, id: StaffId) -> StaffFact | None:
    """One member of staff, or None."""
    return one_of(connection, FactKind.STAFF, id, StaffFact)


def all_staff(connection: Connection) -> tuple[StaffFact, ...]:
    """All members of staff that this device knows."""
    return all_of(connection, FactKind.STAFF, StaffFact)


def child(connection: Connection, id: ChildId) -> ChildFact | None:
    """One child, or None when it is not on this device's roster."""
    return one_of(connection, FactKind.CHILD, id, ChildFact)


def children(connection: Connection, room_id: RoomId | None = None) -> tuple[ChildFact, ...]:
    """The children of one room, or of all, by first name."""
    found = (fact for fact in all_of(connection, FactKind.CHILD, ChildFact) if room_id is None or fact.room_id == room_id)
    return tuple(sorted(found, key=lambda fact: (sort_key(fact.first_name), fact.first_name, fact.last_initial, fact.id)))


def entry_fact(connection: Connection, id: EntryId) -> EntryFact | None:
    """What the server made of an entry, or None when it has not said yet."""
    return one_of(connection, FactKind.ENTRY, id, EntryFact)


def consent(connection: Connection) -> ConsentFacts:
    """Every permission that this device knows, and when the server last confirmed them; never confirmed = long ago, so all refuse."""
    confirmed_at = read(connection, Setting.FACTS_AT)
    said = "SELECT id, body ->> 'scope', body ->> 'is_voice_allowed' FROM fact WHERE kind = ?"
    rows = connection.execute(said, (FactKind.CHILD.value,)).fetchall()
    return ConsentFacts(
        scopes={ChildId(id): Scope(scope) for id, scope, _ in rows},
        voices=frozenset(ChildId(id) for id, _, is_voice_allowed in rows if is_voice_allowed),  # a fact of an older server says nothing: no
        confirmed_at=NEVER if confirmed_at is None else datetime.fromisoformat(confirmed_at),
    )


def all_of(connection: Connection, kind: FactKind, shape: type[Fact]) -> tuple[Fact, ...]:
    """Every fact of a kind, in the order it came first."""
    rows = connection.execute("SELECT body FROM fact WHERE kind = ? ORDER BY rowid_", (kind.value,))
    return tuple(shape.model_validate_json(row[0]) for row in rows)


def one_of(connection: Connection, kind: FactKind, id: str, shape: type[Fact]) -> Fact | None:
    """One fact, or None."""
    row = connection.execute("SELECT body FROM fact WHERE kind = ? AND id = ?", (kind.value, id)).fetchone()
    return None if row is None else shape.model_validate_json(row[0])
