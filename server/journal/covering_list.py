"""The entries with pictures, the newest first: what an inspector chooses from."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from domain.entries import title_of
from domain.lifecycle import EntryState
from domain.wire import EntryBody
from domain.wire.covering_record import PublishedLine, PublishedList
from server.journal.covering_record import short_name
from server.journal.entry_steps import writer_of
from server.journal.models import Entry, EntryChild, EntryVersion, Rendition

PAGE = 50  # entries at a time


def published(before: datetime | None) -> PublishedList:
    """A page of them, with all that happened at the same moment as its last. The same number of questions however many there are.

    before: only what happened earlier; None = from the newest on.
    """
    found = _with_pictures().order_by("-happened_at", "-id")
    entries = list((found if before is None else found.filter(happened_at__lt=before))[: PAGE + 1])
    if len(entries) <= PAGE:
        return PublishedList(entries=_lines(entries), more=False)
    last = entries[PAGE - 1].happened_at  # the next page begins before this moment, so this one holds all of it
    page = [*(entry for entry in entries if entry.happened_at > last), *found.filter(happened_at=last)]
    return PublishedList(entries=_lines(page), more=found.filter(happened_at__lt=last).exists())


def _with_pictures() -> QuerySet[Entry]:
    """Entries whose newest version has a picture, whatever became of them: an inspector asks about removed ones too."""
    pictures = Rendition.objects.filter(entry=OuterRef("pk"), version=OuterRef("version"))
    return Entry.objects.filter(Exists(pictures)).select_related("author", "contributor")


def _lines(entries: Sequence[Entry]) -> tuple[PublishedLine, ...]:
    titles, children, pictures = _titles(entries), _children(entries), _pictures(entries)
    return tuple(
        PublishedLine(
            entry_id=str(entry.pk),
            title=titles[entry.pk],
            author=writer_of(entry),
            children=tuple(children[entry.pk]),
            happened_at=entry.happened_at,
            state=EntryState(entry.state),
            pictures=len(pictures[entry.pk]),
            covered_later=sum(pictures[entry.pk]),
        )
        for entry in entries
    )


def _titles(entries: Sequence[Entry]) -> dict[UUID, str]:
    newest = EntryVersion.objects.filter(entry__in=entries, number=F("entry__version"))
    return {entry: title_of(EntryBody.model_validate_json(body).words()) for entry, body in newest.values_list("entry_id", "body")}


def _children(entries: Sequence[Entry]) -> dict[UUID, list[str]]:
    names = defaultdict[UUID, list[str]](list)
    for row in EntryChild.objects.filter(entry__in=entries).select_related("child").order_by("id"):
        names[row.entry_id].append(short_name(row.child))
    return names


def _pictures(entries: Sequence[Entry]) -> dict[UUID, list[bool]]:
    """For each picture, whether the server covered it further."""
    found = defaultdict[UUID, list[bool]](list)
    newest = Rendition.objects.filter(entry__in=entries, version=F("entry__version"))
    for entry, further, here in newest.values_list("entry_id", "covered_further", "found_here"):
        found[entry].append(bool(json.loads(further) or json.loads(here)))
    return found
