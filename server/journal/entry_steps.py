"""The life of an entry in words, for whoever has to prove it: handed in, decided, covered further."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.lifecycle import EntryEvent
from domain.wire.covering_record import StepRecord
from server.accounts.models import Parent, Staff
from server.journal.models import Entry

BY_ITSELF = "Daybook"
WORDS = {
    EntryEvent.APPROVE: "Approved: its families can see it",
    EntryEvent.RETURN: "Returned to its author",
    EntryEvent.REMOVE: "Removed: it is in no journal",
    EntryEvent.PULL: "Taken off the journals: a picture could not be covered further",
    EntryEvent.AMEND: "Handed in again by its author",
    EntryEvent.UNDO: "The last step was taken back",
}


def steps_of(entry: Entry, covered: Iterable[tuple[datetime, str]]) -> tuple[StepRecord, ...]:
    """The steps, the first one first. covered: when a picture was covered further, and in whose journal."""
    handed_in = StepRecord(what="Handed in", by=writer_of(entry), at=entry.handed_in_at)
    taken = [
        StepRecord(what=WORDS[EntryEvent(step.event)], by=person_name(step.by), at=step.at, reason=step.reason)
        for step in entry.steps.select_related("by").order_by("id")
    ]
    further = [StepRecord(what=f"A picture in {name}'s journal was covered further", by=BY_ITSELF, at=at) for at, name in covered]
    return (handed_in, *sorted([*taken, *further], key=lambda step: step.at))


def writer_of(entry: Entry) -> str:
    """The name of whoever wrote or sent it."""
    return person_name(entry.author)


def person_name(person: Staff | Parent | None) -> str:
    """In full: here it is evidence. Without a person it was the server."""
    return f"{person.first_name} {person.last_name}" if person is not None else BY_ITSELF
