"""What the office sees: the queue, due first, and one entry with all that a moderator needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from domain.entries import EntryKind, title_of
from domain.lifecycle import EntryState, MediaState
from domain.wire import ChildFact, EntryBody, OfficeEntry, Queue, QueueItem
from server.journal.bodies import body_of
from server.journal.from_home.marks import wire_picture
from server.journal.gate import named_children
from server.journal.models import Entry, Rendition
from server.registry.facts import child_facts, staff_fact
from server.registry.models import Child, ParentLink
from server.registry.nursery import the_nursery, today

SPOKEN = {"mother": "mum", "father": "dad"}
LIMIT = 500  # a queue longer than this is a nursery in trouble; the first of it are still the most urgent


def queue() -> Queue:
    """The entries that wait, what is due first at the top."""
    waiting = Entry.objects.filter(state=EntryState.WAITING.value).select_related("author", "contributor").order_by("due_at", "id")[:LIMIT]
    return Queue(items=tuple(_item(entry) for entry in waiting))


def office_entry(entry: Entry, now: datetime) -> OfficeEntry:
    """One entry with its facts and what is to be checked."""
    body = _as_heard_now(body_of(entry), entry)
    inside = Child.objects.filter(pk__in=body.children)
    return OfficeEntry(
        item=_item(entry, body),
        state=EntryState(entry.state),
        body=body,
        children=_children(entry, body, now),
        author=staff_fact(entry.author) if entry.author else None,
        home_pictures=tuple(wire_picture(picture) for picture in entry.home_pictures.all()),
        other_names=_other_names(inside),
        reason=entry.reason,
        is_disowned=entry.is_disowned,
    )


def _children(entry: Entry, body: EntryBody, now: datetime) -> tuple[ChildFact, ...]:
    """The entry's own children; then who is heard in its videos, or, of what a family sent, all who may be named in its pictures."""
    own = [UUID(child) for child in body.children]
    others = Q(pk__in=_heard(body)) if entry.contributor_id is None else Q(is_active=True)
    asked = Q(pk__in=own) | others
    facts = child_facts(Child.objects.filter(asked).order_by("first_name", "last_name", "id"), today(the_nursery(), now))
    return tuple(facts[key] for key in dict.fromkeys((*own, *facts)))


def _heard(body: EntryBody) -> set[str]:
    """The children whose voices the entry's videos have: whom the author heard, and whom the pictures of those name."""
    sounding = [clip for clip in body.clips if clip.has_sound]
    photos = {clip.photo_id for clip in sounding}
    named = [name for each in body.renditions if each.photo_id in photos for name in named_children(each.regions)]
    return {*named, *(child for clip in sounding for child in clip.heard)}


def _as_heard_now(body: EntryBody, entry: Entry) -> EntryBody:
    """Without the sound of those videos whose sound the server took away."""
    silent = {str(key) for key in _renditions(entry).exclude(silenced_at=None).values_list("pk", flat=True)}
    told = (each.model_copy(update={"has_sound": each.has_sound and each.id not in silent}) for each in body.renditions)
    return body.model_copy(update={"renditions": tuple(told)}) if silent else body


def media_complete(entry: Entry) -> bool:
    """Whether every picture of the newest version arrived, was proved and written anew."""
    return not _renditions(entry).exclude(media__state=MediaState.RECEIVED.value, media__served_sha256__gt="").exists()


def pictures_arrived(entry: Entry) -> bool:
    """Whether every picture of the newest version was proved; writing it anew follows within a second, or at the approval.

    A clip takes minutes: it counts when it is drawn, and never when the server found a face in it.
    """
    is_there = Q(clip="") | Q(media__served_sha256__gt="")
    return not _renditions(entry).exclude(is_there, media__state=MediaState.RECEIVED.value, face_at_s=None).exists()


def missing_pictures(entry: Entry) -> Iterable[Rendition]:
    """The pictures that arrived and are still to be written anew."""
    return _renditions(entry).filter(media__state=MediaState.RECEIVED.value, media__served_sha256="").select_related("media")


def _renditions(entry: Entry) -> QuerySet[Rendition]:
    return Rendition.objects.filter(entry=entry, version=entry.version)


def _item(entry: Entry, body: EntryBody | None = None) -> QueueItem:
    body = body or body_of(entry)
    return QueueItem(
        id=str(entry.pk),
        kind=EntryKind(entry.kind),
        title=title_of(body.words()),
        children=body.children,
        author_id=str(entry.author_id or entry.contributor_id),
        author_name=author_name(entry),
        happened_at=entry.happened_at,
        handed_in_at=entry.handed_in_at,
        due_at=entry.due_at,
        is_late=entry.is_late or entry.due_at < timezone.now(),
        media_complete=pictures_arrived(entry),
        version=entry.revision,
        has_clips=bool(body.clips) or entry.home_pictures.filter(is_clip=True).exists(),
    )


def author_name(entry: Entry) -> str:
    """As a moderator reads it: “Sam Morris”, or “Sarah P., Amelia's mum” of what a family sent."""
    if entry.contributor is None:
        return entry.author.full_name if entry.author else ""
    parent = entry.contributor
    link = ParentLink.objects.filter(parent=parent, child__entries__entry=entry).select_related("child").first()
    name = f"{parent.first_name} {parent.last_name[:1]}."
    return f"{name}, {link.child.first_name}'s {SPOKEN.get(link.relation.casefold(), link.relation.lower())}" if link else name


def home_reviewed(entry: Entry) -> bool:
    """Whether a person said who is in every picture that a family sent with it, or left it out (R10)."""
    return not entry.home_pictures.filter(reviewed_at=None, discarded_at=None).exists()


def _other_names(inside: QuerySet[Child]) -> tuple[str, ...]:
    own = set(inside.values_list("first_name", flat=True))
    names = Child.objects.filter(is_active=True).order_by("first_name").values_list("first_name", flat=True).distinct()
    return tuple(name for name in names if name not in own)
