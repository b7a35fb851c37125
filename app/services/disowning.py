""" "Not me?": what was written under a person's name while somebody else held the tablet is theirs no longer (L16).

Nothing is deleted and nobody is blamed: the office looks at it. A person disowns only what stands under their own name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.services.own import Disowned, own_draft
from app.services.sending import names_of, pictures_of_draft, what_of
from app.services.session import Clock, NotAllowed, Session, require
from app.services.writing import Writing
from app.storage import audit, disowned, drafts, entries, later, outbox
from app.storage.database import Connection, Store, transaction
from app.storage.vault import Vault
from domain.errors import KnownError
from domain.ids import ChildId, DraftId, EntryId
from domain.permissions import Action
from domain.wire import OpKind

LOOKS_BACK = timedelta(minutes=15)  # before "Not me?": a tablet locks itself after two minutes, so a stranger's writing is younger


class Thing(StrEnum):
    """What can be disowned."""

    ENTRY = "entry"
    DRAFT = "draft"


class EntryGone(KnownError):
    """No such entry was handed in on this tablet."""

    def __init__(self) -> None:
        super().__init__("This entry is no longer on this tablet. Ask the office.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An entry or draft under the person's name. `what`: "Observation, 1 photo"; `names`: whom it is about; `at`: written last."""

    id: str
    thing: Thing
    what: str
    names: str
    at: datetime
    is_disowned: bool


class Disowning:
    """Says of entries and drafts that they are not the person's."""

    def __init__(self, store: Store, vault: Vault, clock: Clock) -> None:
        self._store, self._vault, self._clock = store, vault, clock

    def say_not_me(self, session: Session) -> None:
        """Remember that "Not me?" was tapped: its question waits for whoever proves to be this person."""
        connection = self._store.connect()
        with transaction(connection):
            disowned.say_not_me(connection, session.staff_id, self._clock())

    def question(self, session: Session) -> tuple[Written, ...]:
        """What was written shortly before "Not me?" was tapped; empty = nothing is to be asked."""
        said_at = disowned.open_question(self._store.connect(), session.staff_id)
        if said_at is None:
            return ()
        return tuple(each for each in self.recent(session, said_at - LOOKS_BACK) if each.at <= said_at and not each.is_disowned)

    def recent(self, session: Session, since: datetime | None = None) -> tuple[Written, ...]:
        """The person's entries and drafts since then (the last 15 minutes), the newest first."""
        require(session, Action.SEE_CHILDREN)
        connection, since = self._store.connect(), since or self._clock() - LOOKS_BACK
        begun = [draft_line(connection, draft) for draft in drafts.by_author(connection, session.staff_id)]
        handed_in = [entry_line(connection, row) for row in entries.recent(connection) if row.body.author_id == session.staff_id]
        young = [each for each in (*begun, *handed_in) if each.at >= since]
        return tuple(sorted(young, key=lambda each: each.at, reverse=True))

    def disown(self, things: Collection[Written], session: Session) -> int:
        """Say that these are not the person's, and with that answer the open question; how many were new.

        An entry gets an operation for the office, a draft can no longer be handed in: all in one transaction.
        Raises EntryGone, DraftGone, NotAllowed for another's; nothing is said then.
        """
        require(session, Action.HAND_IN)
        connection, now = self._store.connect(), self._clock()
        with transaction(connection):
            fresh = [each for each in things if not disowned.is_disowned(connection, each.id)]
            for each in fresh:
                self._disown(connection, each, session, now)
            disowned.answer(connection, session.staff_id, now, len(fresh))
        return len(fresh)

    def throw_away(self, draft_id: DraftId, session: Session) -> None:
        """Delete a disowned draft with its photos. Raises DraftGone, NotAllowed: a draft that is theirs is deleted where it is written."""
        if not disowned.is_disowned(self._store.connect(), draft_id):
            raise NotAllowed
        Writing(self._store, self._vault, self._clock).delete(draft_id, session)

    def _disown(self, connection: Connection, one: Written, session: Session, now: datetime) -> None:
        if one.thing is Thing.DRAFT:
            own_draft(connection, DraftId(one.id), session)
            later.refuse(connection, DraftId(one.id), Disowned().sentence)  # a hand-in that is at work stops at its next step
            audit.append(connection, at=now, who=session.staff_id, what=disowned.DRAFT, about=one.id)
            return
        row = entries.read(connection, EntryId(one.id))
        if row is None:
            raise EntryGone
        if row.body.author_id != session.staff_id:
            raise NotAllowed
        audit.append(connection, at=now, who=session.staff_id, what=disowned.ENTRY, about=one.id)
        outbox.add(
            connection,
            kind=OpKind.ENTRY,
            entity_id=one.id,
            action="disown",
            actor=session.staff_id,
            captured_at=now,
            body={"entry_id": one.id},
        )


def draft_line(connection: Connection, draft: drafts.Draft) -> Written:
    """A draft as it is asked about."""
    return Written(
        id=draft.id,
        thing=Thing.DRAFT,
        what=f"{pictures_of_draft(connection, draft)}, half written",
        names=names_of(connection, draft.children),
        at=draft.updated_at or draft.happened_at,
        is_disowned=disowned.is_disowned(connection, draft.id),
    )


def entry_line(connection: Connection, row: entries.EntryRow) -> Written:
    """An entry as it is asked about."""
    return Written(
        id=row.body.id,
        thing=Thing.ENTRY,
        what=what_of(row.body.kind, row.body.photos - len(row.body.clips), len(row.body.clips)),
        names=names_of(connection, tuple(ChildId(child) for child in row.body.children)),
        at=row.handed_in_at,
        is_disowned=disowned.is_disowned(connection, row.body.id),
    )
