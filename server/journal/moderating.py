"""A moderator's decision: asked of `domain.moderation`, taken in one transaction, taken back within minutes (C18, C19)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from domain.errors import KnownError
from domain.ids import StaffId
from domain.lifecycle import EntryEvent, EntryState
from domain.moderation import NOTE_LIMIT, SENTENCES, Refusal, RemovalCategory, refusals
from domain.permissions import Role
from server.accounts.models import Staff
from server.audit import trail
from server.audit.texts import plain
from server.journal.clip_marks import entry_moved
from server.journal.from_home.files import destroy_originals
from server.journal.from_home.sending import note_home_entry
from server.journal.lives import advance
from server.journal.models import Entry
from server.journal.pictures import PictureNotReady, prepare
from server.journal.queueing import home_reviewed, media_complete, missing_pictures

FINISHED = frozenset({EntryState.PUBLISHED, EntryState.REMOVED})  # what came from home is destroyed then, and stays so
UNDO_WITHIN = timedelta(minutes=10)

# What a moderator can do in which state; anything else means that the entry moved since they looked.
EVENTS = {
    "approve": (EntryEvent.APPROVE, frozenset({EntryState.WAITING})),
    "return": (EntryEvent.RETURN, frozenset({EntryState.WAITING})),
    "remove": (EntryEvent.REMOVE, frozenset({EntryState.WAITING, EntryState.PUBLISHED})),
    "undo": (EntryEvent.UNDO, frozenset({EntryState.PUBLISHED, EntryState.RETURNED, EntryState.REMOVED})),
}


class DecisionRefused(KnownError):
    """A rule forbids the decision. reasons: never empty."""

    def __init__(self, reasons: tuple[Refusal, ...]) -> None:
        super().__init__(SENTENCES[reasons[0]])
        self.reasons = reasons


class EntryMoved(KnownError):
    """Somebody decided first, or its author amended it."""

    def __init__(self) -> None:
        super().__init__("This entry changed since you opened it. Look at it again before you decide.")


class UndoOver(KnownError):
    """Too late, or somebody else's step."""

    def __init__(self) -> None:
        super().__init__("This step cannot be taken back any more. Remove the entry instead, and say why.")


def decide(
    entry: Entry, action: str, version: int, moderator: Staff, now: datetime, *, reason: str = "", category: RemovalCategory | None = None
) -> EntryState:
    """Take the decision. Raises DecisionRefused (nothing changed), EntryMoved, UndoOver. `entry` then carries its new state.

    version: the `revision` that the moderator saw.
    """
    event, states = EVENTS[action]
    if event is EntryEvent.APPROVE:
        _prepare_pictures(entry, now)
    with transaction.atomic():
        fresh = Entry.objects.select_for_update().get(pk=entry.pk)
        if event is EntryEvent.UNDO:
            _check_undo(fresh, moderator, now)
        reasons = refusals_for(event, fresh, moderator, reason, category)
        if reasons:
            raise DecisionRefused(reasons)
        if fresh.revision != version or EntryState(fresh.state) not in states:
            raise EntryMoved
        after = advance(fresh, event, moderator, now, reason=plain(reason.strip(), NOTE_LIMIT), category=category.value if category else "")
        note_home_entry(fresh)
        trail.record(f"entry_{after.value}", who=trail.staff_name(moderator.pk), about=entry.pk, detail={"event": event.value})
    if after in FINISHED:
        destroy_originals(fresh, now)
    entry.refresh_from_db()
    entry_moved(entry)
    return after


def refusals_for(event: EntryEvent, entry: Entry, moderator: Staff, reason: str, category: RemovalCategory | None) -> tuple[Refusal, ...]:
    """Why this moderator may not do that to this entry; empty = they may."""
    return refusals(
        event,
        role=Role(moderator.role),
        moderator=StaffId(str(moderator.pk)),
        author=StaffId(str(entry.author_id or entry.contributor_id)),
        reason=reason,
        category=category,
        media_complete=media_complete(entry),
        is_disowned=entry.is_disowned,
        home_reviewed=home_reviewed(entry),
    )


def _check_undo(entry: Entry, moderator: Staff, now: datetime) -> None:
    """Only the one who took the step takes it back, and soon: later a family may have seen it."""
    if entry.decided_by_id != moderator.pk or entry.decided_at is None or now - entry.decided_at > UNDO_WITHIN:
        raise UndoOver


def _prepare_pictures(entry: Entry, now: datetime) -> None:
    """Write anew, now, what arrived a moment ago. What cannot be is missing, and that refuses the approval."""
    for rendition in missing_pictures(entry):
        try:
            prepare(rendition, now)
        except PictureNotReady:
            continue
