"""Whether the nursery has paused Daybook, as this tablet knows it (L24); and the names for the paper sheets that take its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.services.session import Session, require
from app.storage import facts
from app.storage.database import Store
from domain.ids import RoomId
from domain.permissions import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """What the room is told. `since` in the site's zone, None = the office did not say; `office` and `phone` may be empty."""

    nursery: str
    room: str
    since: datetime | None
    office: str
    phone: str


class Pausing:
    """Reads the site's fact; the sync engine writes it."""

    def __init__(self, store: Store, room_id: RoomId | None) -> None:
        self._store, self._room_id = store, room_id

    def pause(self) -> Pause | None:
        """The pause that is on; None = Daybook works."""
        connection = self._store.connect()
        site = facts.site(connection)
        if site is None or not site.is_paused:
            return None
        room = facts.room(connection, self._room_id) if self._room_id else None
        since = site.paused_at.astimezone(facts.zone(connection)) if site.paused_at else None
        return Pause(nursery=site.name, room=room.name if room else "All rooms", since=since, office=site.office_name, phone=site.phone)

    def first_names(self, session: Session) -> tuple[str, ...]:
        """First names of the room's children for the paper sheet; with the initial where two share a name."""
        require(session, Action.SEE_CHILDREN)
        children = facts.children(self._store.connect(), self._room_id)
        firsts = [child.first_name for child in children]
        return tuple(
            f"{child.first_name} {child.last_initial}" if firsts.count(child.first_name) > 1 else child.first_name for child in children
        )
