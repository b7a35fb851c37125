"""An entry as a family reads it: plain values, made from what the one door lets through (`journal.visible`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext as _

from domain.curriculum import Area, Framework, framework_from_json
from domain.entries import EntryKind, EntryText, title_of
from domain.ids import ChildId
from domain.lifecycle import EntryEvent, EntryState
from domain.wire import EntryBody
from server.accounts.models import Parent
from server.journal.bodies import body_of, clip_of, regions_of
from server.journal.models import Entry, Rendition
from server.journal.pictures import is_clip
from server.journal.rechecking import was_covered_later
from server.journal.served import found_here, is_covered
from server.journal.visible import visible_renditions
from server.journal.voices import is_heard
from server.portal.house import House
from server.portal.names import hidden_names
from server.portal.tokens import RESOURCES
from server.portal.words import clip_cover_words, cover_words, day_words, opening_of, picture_words, video_words
from server.registry.models import Child, ParentLink


class Links(Protocol):
    """Where a page or a book finds what it shows."""

    def picture(self, rendition: Rendition) -> str:
        """The address of a picture, or of the frame that stands for a clip."""

    def video(self, rendition: Rendition) -> str:
        """The address of a clip; "" while it cannot be played."""


@dataclass(frozen=True, slots=True)
class VideoCard:
    """What a clip has beside its picture. address: "" while this family's copy is being prepared; length: "A video, 12 seconds"."""

    address: str
    length: str
    has_sound: bool


@dataclass(frozen=True, slots=True)
class PictureCard:
    """A picture: its address, its size in px, and what it shows in words (never who). video: when it moves."""

    id: UUID
    address: str
    width: int
    height: int
    words: str
    video: VideoCard | None = None


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
    is_from_home: bool
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
        if len(self.pictures) > 1 and any(picture.video for picture in self.pictures):
            return _("Read on and see %d pictures and videos") % len(self.pictures)
        if len(self.pictures) > 1:
            return _("Read on and see %d pictures") % len(self.pictures)
        return _("Read on")


def card_of(parent: Parent, entry: Entry, child: Child, house: House, links: Links) -> EntryCard:
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
        pictures=pictures_of(visible_renditions(parent, entry, child), text, links),
        is_snapshot=body.kind is EntryKind.SNAPSHOT,
        is_from_home=body.kind is EntryKind.FROM_HOME,
        is_updated=was_amended(entry) or was_covered_later(entry, child),
    )


def pictures_of(renditions: Sequence[Rendition], text: str, links: Links) -> tuple[PictureCard, ...]:
    """The pictures and clips of an entry, in order."""
    return tuple(
        PictureCard(
            rendition.id,
            links.picture(rendition),
            rendition.media.width,
            rendition.media.height,
            picture_words(text, cover_words_of(rendition), number=number, of=len(renditions)),
            video_of(rendition, links),
        )
        for number, rendition in enumerate(renditions, start=1)
    )


def video_of(rendition: Rendition, links: Links) -> VideoCard | None:
    """What a clip has beside its picture; None for a picture."""
    if not is_clip(rendition):
        return None
    return VideoCard(links.video(rendition), video_words(clip_of(rendition).duration_ms), is_heard(rendition))


def cover_words_of(rendition: Rendition) -> str:
    """How many faces are covered, in words. In a clip one face may have several covers, one after the other: no number is told."""
    covered = covers_in(rendition)
    return clip_cover_words(covered) if is_clip(rendition) else cover_words(covered)


def covers_in(rendition: Rendition) -> int:
    """How many faces are covered in what is served: those of the tablet, and those that the server covered."""
    return sum(is_covered(rendition, region) for region in regions_of(rendition)) + len(found_here(rendition))


def heading(body: EntryBody) -> str:
    """The title, or the first words when nobody gave one."""
    children = tuple(ChildId(child) for child in body.children)
    return title_of(EntryText(kind=body.kind, children=children, happened_at=body.happened_at, title=body.title, text=body.text))


def writer_words(entry: Entry, child: Child) -> str:
    """Who wrote it: "Sam, Amelia’s key person", or the first name alone."""
    if entry.author is None:
        return family_words(entry, child)
    first_name = entry.author.first_name
    if child.key_person_id == entry.author_id:
        return _("%(staff)s, %(child)s’s key person") % {"staff": first_name, "child": child.first_name}
    return first_name


def family_words(entry: Entry, child: Child) -> str:
    """The first name of whoever sent it from home, to families of the same child: "Sarah, from home". No name once the link is closed."""
    is_linked = ParentLink.objects.filter(parent=entry.contributor, child=child, is_active=True).exists()
    return _("%(parent)s, from home") % {"parent": entry.contributor.first_name} if entry.contributor and is_linked else _("From home")


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
