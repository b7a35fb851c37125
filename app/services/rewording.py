"""An entry that the office sent back: its author reads why, rewords it and hands it in again as a new version (C16, R6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.services.handing_in import NotReady
from app.services.own import refuse_while_paused
from app.services.session import Clock, NotAllowed, Session, require
from app.storage import audit, entries, facts, outbox
from app.storage.database import Connection, Store, transaction
from app.storage.outbox import Queued
from domain.curriculum import Framework
from domain.entries import EntryKind, Missing, missing, title_of
from domain.errors import KnownError
from domain.ids import ChildId, EntryId
from domain.lifecycle import EntryState, OpState
from domain.permissions import Action
from domain.wire import EntryBody, EntryFact, Operation, OpKind


class NotReturned(KnownError):
    """The entry does not wait for its author: it never did, was handed in again, or the office decided otherwise."""

    def __init__(self) -> None:
        super().__init__("This entry no longer waits for you. It was handed in again, or the office has settled it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedEntry:
    """An entry that waits for its author. `happened_at` is in the site's zone."""

    entry_id: EntryId
    kind: EntryKind
    names: tuple[str, ...]  # of its children, as the room shows them: "Amelia K."
    other_names: tuple[str, ...]  # first names of children on this tablet who are not in the entry
    reason: str
    text: str
    next_step: str
    photos: int
    happened_at: datetime


class Rewording:
    """Shows what was returned, and hands it in again."""

    def __init__(self, store: Store, framework: Framework, clock: Clock) -> None:
        self._store, self._framework, self._clock = store, framework, clock

    def returned(self, entry_id: EntryId, session: Session) -> ReturnedEntry:
        """The entry and why it came back. Raises NotReturned, or NotAllowed when somebody else wrote it (L16)."""
        require(session, Action.HAND_IN)
        connection = self._store.connect()
        body, said = own_returned(connection, entry_id, session)
        own, others = names_of(connection, body.children)
        return ReturnedEntry(
            entry_id=entry_id,
            kind=body.kind,
            names=own,
            other_names=others,
            reason=said.reason,
            text=body.text,
            next_step=body.next_step,
            photos=body.photos,
            happened_at=body.happened_at.astimezone(facts.zone(connection)),
        )

    def hand_in_again(self, entry_id: EntryId, text: str, next_step: str, session: Session) -> None:
        """Make the new words the entry's, and queue them as a new version, all or nothing; pictures stay as they are.

        Raises NotReady with the fields that are not right yet, NotReturned, NotAllowed, Paused, DiskFull: nothing was changed then.
        """
        require(session, Action.HAND_IN)
        connection, now = self._store.connect(), self._clock()
        refuse_while_paused(connection)
        body, _ = own_returned(connection, entry_id, session)
        body = reworded(body, text.strip(), next_step.strip())
        if reasons := self._missing(body):
            raise NotReady(reasons)
        with transaction(connection):
            own_returned(connection, entry_id, session)  # asked again inside: the sync lane may have pulled in between
            keep(connection, body, session, now)

    def _missing(self, body: EntryBody) -> tuple[Missing, ...]:
        # Asked as of its own moment: a snapshot that comes back on the next day is no new one (L31).
        return missing(body.words(), photos=body.photos, areas=self._areas(body), now=body.happened_at)

    def _areas(self, body: EntryBody) -> Collection[str]:
        """An entry of last year's framework keeps its areas: nobody chooses them again here."""
        return self._framework.area_ids if body.framework == self._framework.version else body.areas


def sent_back(connection: Connection, entry_id: EntryId) -> EntryFact | None:
    """What the office said of an entry that waits for its author; None when it was not returned, or was handed in again since."""
    said = facts.entry_fact(connection, entry_id)
    if said is None or said.state is not EntryState.RETURNED:
        return None
    return None if any(answers(queued, said) for queued in outbox.of_entity(connection, entry_id)) else said


def answers(queued: Queued, said: EntryFact) -> bool:
    """Whether the operation is a new version written after the office's word; one that the server did not take answers nothing."""
    operation = queued.operation
    if not is_amendment(operation) or queued.state is OpState.NEEDS_YOU:
        return False
    # The office's moment is the server's: the tablet's is corrected before they are compared, as the server does.
    written_at = operation.captured_at + timedelta(milliseconds=operation.offset_ms)
    return said.decided_at is None or written_at > said.decided_at


def is_amendment(operation: Operation) -> bool:
    """Whether the operation is a new version of an entry."""
    return operation.kind is OpKind.ENTRY and operation.action == "amend"


def own_returned(connection: Connection, entry_id: EntryId, session: Session) -> tuple[EntryBody, EntryFact]:
    """The entry as it stands, and what the office said. Raises NotReturned, or NotAllowed when somebody else wrote it."""
    entry = entries.read(connection, entry_id)
    if entry is None:
        raise NotReturned
    if entry.body.author_id != session.staff_id:
        raise NotAllowed
    said = sent_back(connection, entry_id)
    if said is None:
        raise NotReturned
    return entry.body, said


def reworded(body: EntryBody, text: str, next_step: str) -> EntryBody:
    """The entry with other words. A title that was the text's first words follows the text; the checks of the message come later."""
    changed = body.model_copy(update={"text": text, "next_step": next_step})
    if body.title != derived_title(body):
        return changed
    return changed.model_copy(update={"title": derived_title(changed)})


def derived_title(body: EntryBody) -> str:
    """The title that the text gives when nobody wrote one."""
    return title_of(replace(body.words(), title=""))


def keep(connection: Connection, body: EntryBody, session: Session, now: datetime) -> None:
    """The new words, the operation that carries them, and the audit, in the caller's transaction."""
    entries.replace_body(connection, body)
    outbox.add(
        connection,
        kind=OpKind.ENTRY,
        entity_id=body.id,
        action="amend",
        actor=session.staff_id,
        captured_at=now,
        body=body.model_dump(mode="json"),
    )
    audit.append(connection, at=now, who=session.staff_id, what="entry.amended", about=body.id)


def names_of(connection: Connection, children: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The children of the entry as the room shows them, and the first names of the others on this tablet."""
    known = [facts.child(connection, ChildId(child)) for child in children]
    own_first = {child.first_name for child in known if child is not None}
    others = (child.first_name for child in facts.children(connection) if child.id not in children)
    shown = tuple(f"{child.first_name} {child.last_initial}" if child else "a child" for child in known)
    return shown, tuple(dict.fromkeys(name for name in others if name not in own_first))
