"""What is put right when the store is opened: half-done things, what the day left behind, and whether the audit is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.services.originals import discard_original
from app.services.session import Clock, Session
from app.storage import audit, drafts, facts, photos, wiping
from app.storage.database import Connection, Store, checkpoint, transaction
from app.storage.drafts import Draft
from app.storage.space import ensure_ballast
from app.storage.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What was put right. `drafts` of the person go on where they stopped; an audit that is not whole is for the manager to hear."""

    swept: int  # files without a key
    wiped: int  # renditions whose wipe a power cut had stopped
    discarded: int  # originals of an earlier day
    audit_is_whole: bool
    drafts: tuple[Draft, ...]


class Starting:
    """Runs once after every log-in, before the lanes."""

    def __init__(self, store: Store, vault: Vault, clock: Clock) -> None:
        self._store, self._vault, self._clock = store, vault, clock

    def recover(self, session: Session) -> Recovered:
        """Put everything right, and say what was found. Doing it twice changes nothing."""
        connection, now = self._store.connect(), self._clock()
        wiped = wiping.finish(connection, self._vault, session.staff_id, now)
        discarded = self.end_earlier_days()
        with transaction(connection):
            swept = self._vault.sweep(connection)
        checkpoint(connection)
        ensure_ballast(self._store.folder)
        return Recovered(
            swept=swept,
            wiped=wiped,
            discarded=discarded,
            audit_is_whole=self._audit_is_whole(connection, now),
            drafts=drafts.by_author(connection, session.staff_id),
        )

    def end_earlier_days(self) -> int:
        """An original never outlives its day: what nobody handed in is destroyed, the words of its draft stay; how many were."""
        connection, now = self._store.connect(), self._clock()
        zone = facts.zone(connection)
        old = [photo for photo in photos.alive(connection) if photo.taken_at.astimezone(zone).date() < now.astimezone(zone).date()]
        for photo in old:
            discard_original(connection, self._vault, photo, who="device", why="end of the day", at=now)
        return len(old)

    def end_custody(self) -> int:
        """The tablet was brought back or changed hands: every original goes, the words of its draft stay; how many there were."""
        connection, now = self._store.connect(), self._clock()
        alive = photos.alive(connection)
        for photo in alive:
            discard_original(connection, self._vault, photo, who="device", why="signed in", at=now)
        return len(alive)

    def _audit_is_whole(self, connection: Connection, now: datetime) -> bool:
        broken = audit.first_broken(connection)
        if broken is None:
            return True
        with transaction(connection):
            audit.append(connection, at=now, who="device", what="audit.broken", detail={"seq": broken})
        return False
