"""A privacy fault, reported from an open tablet: kept first, so that no network is needed, and told at the first contact (L21, L22)."""

from __future__ import annotations

from app.services.session import Clock, Session, require
from app.storage import audit, outbox
from app.storage.database import Store, transaction
from app.storage.ids import new_id
from domain.errors import KnownError
from domain.permissions import Action
from domain.wire import OpKind

NOTE_LIMIT = 1000  # characters


class NoteTooLong(KnownError):
    """The note does not fit."""

    def __init__(self, length: int) -> None:
        super().__init__(f"Shorten what you saw to {NOTE_LIMIT} characters. It has {length}.")


class Reporting:
    """Keeps reports of faults."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def report(self, note: str, session: Session) -> None:
        """Keep the report with its operation in one transaction. Raises NoteTooLong, NotAllowed."""
        require(session, Action.REPORT_FAULT)
        if len(note) > NOTE_LIMIT:
            raise NoteTooLong(len(note))
        connection, now = self._store.connect(), self._clock()
        report_id = new_id(now)
        with transaction(connection):
            audit.append(connection, at=now, who=session.staff_id, what="fault.reported", about=report_id)
            outbox.add(
                connection,
                kind=OpKind.AUDIT,
                entity_id=report_id,
                action="note",
                actor=session.staff_id,
                captured_at=now,
                body={"fault": note.strip()},
            )
