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

# What the server did to a picture by itself, as the audit calls it.
DONE = {
    "covered_further": "A picture in {name}'s journal was covered further",
    "silenced": "The sound of a video in {name}'s journal was taken away",
    "face_found_here": "The server found a face that nobody had listed in {name}'s journal, and covered it",
    "clip_held": "The server found a face that nobody had listed in a video of {name}'s journal, and keeps it from everybody",
}


def steps_of(entry: Entry, deeds: Iterable[tuple[str, datetime, str]]) -> tuple[StepRecord, ...]:
    """The steps, the first one first. deeds: what the server did to a picture (a key of DONE), when, and in whose journal."""
    came = "Handed in" if entry.author is not None else "Sent from home"
    handed_in = StepRecord(what=came, by=writer_of(entry), at=entry.handed_in_at)
    taken = [
        StepRecord(what=WORDS[EntryEvent(step.event)], by=person_name(step.by), at=step.at, reason=step.reason)
        for step in entry.steps.select_related("by").order_by("id")
    ]
    done = [StepRecord(what=DONE[what].format(name=name), by=BY_ITSELF, at=at) for what, at, name in deeds]
    return (handed_in, *sorted([*taken, *done], key=lambda step: step.at))


def writer_of(entry: Entry) -> str:
    """The name of whoever wrote it, or of the parent who sent it."""
    return person_name(entry.author) if entry.author is not None else f"{person_name(entry.contributor)}, family"


def person_name(person: Staff | Parent | None) -> str:
    """In full: here it is evidence. Without a person it was the server."""
    return person.full_name if person is not None else BY_ITSELF
