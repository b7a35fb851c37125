"""Writing an entry: a draft that saves itself, survives everything, and is its author's alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from app.services.originals import discard_original
from app.services.own import own_draft, refuse_handed_in_later
from app.services.session import Clock, Session, require
from app.storage import audit, crash, disowned, drafts, facts, later, photos
from app.storage.database import Store, transaction
from app.storage.drafts import Draft
from app.storage.ids import new_id
from app.storage.vault import Vault
from domain.entries import EntryKind
from domain.ids import ChildId, DraftId
from domain.language import Hint, hints
from domain.permissions import Action

__all__ = ["Draft", "Writing"]


class Writing:
    """Keeps drafts."""

    def __init__(self, store: Store, vault: Vault, clock: Clock) -> None:
        self._store, self._vault, self._clock = store, vault, clock

    def new_draft(self, kind: EntryKind, children: Sequence[ChildId], session: Session) -> Draft:
        """A new draft of now, kept at once; its author is the session (L16)."""
        require(session, Action.HAND_IN)
        now = self._clock()
        draft = Draft(id=DraftId(new_id(now)), author=session.staff_id, kind=kind, children=tuple(children), happened_at=now)
        connection = self._store.connect()
        with transaction(connection):
            drafts.save(connection, draft, now)
        return self._saved(draft, now)

    def save(self, draft: Draft, session: Session) -> Draft:
        """Keep the draft as it is now. Raises DraftGone, BeingHandedIn, NotAllowed for another's draft, DiskFull."""
        require(session, Action.HAND_IN)
        connection, now = self._store.connect(), self._clock()
        with transaction(connection):
            own_draft(connection, draft.id, session)  # asked inside: a hand-in that ends in between must not find its draft back
            refuse_handed_in_later(connection, draft.id)
            drafts.save(connection, draft, now)
        return self._saved(draft, now)

    def open(self, draft_id: DraftId, session: Session) -> Draft:
        """One of the person's drafts. Raises DraftGone, NotAllowed, BeingHandedIn."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        draft = own_draft(connection, draft_id, session)
        refuse_handed_in_later(connection, draft_id)
        return draft

    def drafts(self, session: Session) -> tuple[Draft, ...]:
        """The person's drafts, the last touched first; without those that they said are not theirs."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        return tuple(draft for draft in drafts.by_author(connection, session.staff_id) if not disowned.is_disowned(connection, draft.id))

    def delete(self, draft_id: DraftId, session: Session) -> None:
        """Throw a draft away, its originals first: a power cut between leaves a draft without photos, never photos without a draft."""
        require(session, Action.HAND_IN)
        connection = self._store.connect()
        own_draft(connection, draft_id, session)
        for photo in photos.of_draft(connection, draft_id):
            discard_original(connection, self._vault, photo, who=session.staff_id, why="with its draft", at=self._clock())
        with transaction(connection):
            later.take_back(connection, draft_id)
            drafts.delete(connection, draft_id)
            audit.append(connection, at=self._clock(), who=session.staff_id, what="draft.deleted", about=draft_id)

    def hints(self, draft: Draft, session: Session) -> tuple[Hint, ...]:
        """Where the text is in the past tense, or names a child who is not in the entry (C25). Hints, never orders."""
        require(session, Action.SEE_CHILDREN)
        others = [child.first_name for child in facts.children(self._store.connect()) if child.id not in draft.children]
        own = {child.first_name for child in facts.children(self._store.connect()) if child.id in draft.children}
        return hints(draft.text, [name for name in others if name not in own])

    def _saved(self, draft: Draft, now: datetime) -> Draft:
        """The draft as it lies in the store."""
        crash.point("draft.saved")
        return drafts.read(self._store.connect(), draft.id) or dataclasses.replace(draft, updated_at=now)
