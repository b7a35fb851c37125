"""The one door to a parent: what may be shown is asked here at every view and stored nowhere (C7, C20).

An entry is visible to a parent in a child's journal when it is published, belongs to that journal, and the parent is active, linked to
the active and unblocked child, and has signed the agreement in force, and Daybook is not paused. A foreign id and a missing one give the
same answer: nothing.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from domain.lifecycle import EntryState, MediaState
from server.accounts.agreements import has_signed
from server.accounts.models import Parent
from server.journal.models import Entry, Rendition
from server.registry.families import children_of
from server.registry.models import Child, Nursery


def visible_children(parent: Parent) -> QuerySet[Child]:
    """The children whose pages this parent may open now; none before the agreement is signed, nor while the nursery is paused."""
    is_open = Nursery.objects.filter(is_paused=False).exists() and has_signed(parent)
    return children_of(parent) if is_open else Child.objects.none()


def visible_child(parent: Parent, child_id: UUID) -> Child | None:
    """That child, or None."""
    return visible_children(parent).filter(pk=child_id).first()


def visible_entries(parent: Parent, child: Child) -> QuerySet[Entry]:
    """The published entries in that child's journal, newest first."""
    if not visible_children(parent).filter(pk=child.pk).exists():
        return Entry.objects.none()
    # Ordered by the journal's own index: a month is one range of it, however many children the nursery has.
    return (
        Entry.objects.filter(journals__child=child, state=EntryState.PUBLISHED.value)
        .select_related("author", "contributor")
        .order_by("-journals__happened_at", "-id")
    )


def visible_entry(parent: Parent, entry_id: UUID) -> tuple[Entry, Child] | None:
    """A published entry, and that child of this parent in whose journal it stands; None when there is none."""
    for child in visible_children(parent):
        entry = visible_entries(parent, child).filter(pk=entry_id).first()
        if entry is not None:
            return entry, child
    return None


def visible_renditions(parent: Parent, entry: Entry, child: Child) -> tuple[Rendition, ...]:
    """The pictures of a visible entry in that child's journal that are ready to be served."""
    if not visible_entries(parent, child).filter(pk=entry.pk).exists():
        return ()
    found = Rendition.objects.select_related("media").filter(entry=entry, child=child, version=entry.version)
    return tuple(found.filter(media__state=MediaState.RECEIVED.value).exclude(media__served_sha256=""))


def visible_picture(parent: Parent, rendition_id: UUID) -> Rendition | None:
    """A rendition that stands in a visible entry of this parent's child; None when there is none. `pictures.served_bytes` opens it."""
    rendition = Rendition.objects.select_related("entry", "child").filter(pk=rendition_id).first()
    if rendition is None:
        return None
    shown = visible_renditions(parent, rendition.entry, rendition.child)
    return next((found for found in shown if found.pk == rendition_id), None)


def months_with_entries(parent: Parent, child: Child) -> tuple[tuple[int, int], ...]:
    """The (year, month) pairs, in the site's zone, in which the child's journal has something to show; newest first."""
    dates = (
        visible_entries(parent, child).order_by().datetimes("happened_at", "month", order="DESC", tzinfo=timezone.get_default_timezone())
    )
    return tuple((moment.year, moment.month) for moment in dates)
