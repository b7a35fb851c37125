"""Moving an entry one step in its life."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from domain.lifecycle import ENTRY_STEPS, EntryEvent, EntryState, next_state
from domain.wire import FactKind
from server.accounts.models import Staff
from server.journal.models import Entry, EntryStep
from server.registry.feed import announce


class Stale(Exception):
    """Somebody else moved the entry first."""


def advance(entry: Entry, event: EntryEvent, by: Staff | None, at: datetime, *, reason: str = "", category: str = "") -> EntryState:
    """Move an entry one step from the state and revision it was read in, log it, and tell its tablet. In the caller's transaction.

    by: None for the family that sent it, and for the server itself. Raises IllegalTransition, Stale.
    """
    before = EntryState(entry.state)
    after = next_state(ENTRY_STEPS, before, event)
    moved = Entry.objects.filter(pk=entry.pk, state=before.value, revision=entry.revision).update(
        state=after.value, revision=F("revision") + 1, decided_by=by, decided_at=at, reason=reason, category=category
    )
    if moved != 1:
        raise Stale(str(entry.pk))
    EntryStep.objects.create(
        entry=entry, before=before.value, after=after.value, event=event.value, by=by, reason=reason, category=category, at=at
    )
    if entry.device_id is not None:
        announce(FactKind.ENTRY, entry.pk, device=entry.device_id)
    entry.refresh_from_db()
    return after
