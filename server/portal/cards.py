"""An entry as a family reads it: plain values, made from what the one door lets through (`journal.visible`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from domain.curriculum import Area, Framework, framework_from_json
from domain.entries import EntryKind, EntryText, title_of
from domain.ids import ChildId
from domain.lifecycle import EntryEvent, EntryState
from domain.wire import EntryBody
from server.accounts.models import Parent
from server.journal.bodies import body_of, regions_of
from server.journal.models import Entry, Rendition
from server.journal.visible import visible_renditions
from server.portal.house import House
from server.portal.names import hidden_names
from server.portal.tokens import RESOURCES
from server.portal.words import day_words, opening_of, picture_words
from server.registry.models import Child

AddressOf = Callable[[UUID], str]  # the id of a rendition -> where this session finds it


@dataclass(frozen=True, slots=True)
class PictureCard:
    """A picture: its address, its size in px, and what it shows in words (never who)."""

    id: UUID
    address: str
    width: int
    height: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCard:
    """An entry. `day` in words; `writer` by first name; `opening` is the text cut for the journal; `month` as in its address."""

    id: UUID
    happened_on: date
    day: str
    month: str
    writer: str
    title: str
    text: str
    next_step: str
    areas: tuple[Area, ...]
    pictures: tuple[PictureCard, ...]
    is_snapshot: bool
    is_updated: bool

    @property
    def opening(self) -> str:
        """The first sentences."""
        return opening_of(self.text)

    @property
    def has_more(self) -> bool:
        """Whether the entry's own page says or shows more than its card."""
        return self.opening != self.text or len(self.pictures) > 1 or bool(self.next_step)

    @property
    def more_words(self) -> str:
        """The words of the link to the rest."""
        if len(self.pictures) > 1:
            return _("Read on and see %d pictures") % len(self.pictures)
        return _("Read on")


def card_of(parent: Parent, entry: Entry, child: Child, house: House, address_of: AddressOf) -> EntryCard:
    """The card of a visible entry in that child's journal."""
    body, happened_on = body_of(entry), entry.happened_at.astimezone(house.zone).date()
    others = hidden_names(parent, child, body)
    text = others.out_of(body.text)
    return EntryCard(
        id=entry.id,
        happened_on=happened_on,
        day=day_words(happened_on, house.today),
        month=f"{happened_on:%Y-%m}",
        writer=writer_words(entry, child),
        title=others.out_of(heading(body)),
        text=text,
        next_step=others.out_of(body.next_step),
        areas=areas_of(body),
        pictures=pictures_of(visible_renditions(parent, entry, child), text, address_of),
        is_snapshot=body.kind is EntryKind.SNAPSHOT,
        is_updated=was_amended(entry),
    )


def pictures_of(renditions: Sequence[Rendition], text: str, address_of: AddressOf) -> tuple[PictureCard, ...]:
    """The pictures of an entry, in order."""
    return tuple(
        PictureCard(
            rendition.id,
            address_of(rendition.id),
            rendition.media.width,
            rendition.media.height,
            picture_words(text, covers_in(rendition), number=number, of=len(renditions)),
        )
        for number, rendition in enumerate(renditions, start=1)
    )


def covers_in(rendition: Rendition) -> int:
    """How many faces are covered in what is served: those of the tablet, and those that the server covered later."""
    later = frozenset(json.loads(rendition.covered_further))
    return sum(region.covered or region.id in later for region in regions_of(rendition))


def heading(body: EntryBody) -> str:
    """The title, or the first words when nobody gave one."""
    children = tuple(ChildId(child) for child in body.children)
    return title_of(EntryText(kind=body.kind, children=children, happened_at=body.happened_at, title=body.title, text=body.text))


def writer_words(entry: Entry, child: Child) -> str:
    """Who wrote it: "Sam, Amelia’s key person", or the first name alone."""
    first_name = entry.author.first_name
    if child.key_person_id == entry.author_id:
        return _("%(staff)s, %(child)s’s key person") % {"staff": first_name, "child": child.first_name}
    return first_name


def was_amended(entry: Entry) -> bool:
    """Whether it changed after families could read it; a change before that is nobody's news."""
    amended = {"before": EntryState.PUBLISHED.value, "event": EntryEvent.AMEND.value}
    return entry.version > 1 and entry.steps.filter(**amended).exists()


def areas_of(body: EntryBody) -> tuple[Area, ...]:
    """The areas of learning, in the framework's order; one that this version lacks is left out rather than guessed."""
    return tuple(area for area in framework(body.framework).areas if area.id in body.areas)


@lru_cache(maxsize=8)
def framework(version: str) -> Framework:
    """The framework of that version; an empty one for a version that we do not carry."""
    path = RESOURCES / "frameworks" / f"{version}.json"
    if path.parent != RESOURCES / "frameworks" or not path.is_file():
        return Framework(version, version, ())
    return framework_from_json(path.read_text(encoding="utf-8"))
