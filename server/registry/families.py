"""Parents and their children: the row-level rule of the portal (C20)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from server.accounts.models import Parent
from server.registry.feed import announce_child
from server.registry.models import Child, ParentLink


def children_of(parent: Parent) -> QuerySet[Child]:
    """The active, unblocked children to whom an active link of this parent leads, by first name."""
    open_links = {"links__parent": parent, "links__parent__is_active": True, "links__is_active": True}
    return (
        Child.objects.filter(**open_links, is_active=True, is_blocked=False)
        .select_related("room", "key_person")
        .order_by("first_name", "id")
    )


def is_linked(parent: Parent, child_id: UUID) -> bool:
    """Whether this parent may see that child's pages."""
    return children_of(parent).filter(pk=child_id).exists()


def responsible_adults(child: Child) -> QuerySet[ParentLink]:
    """The links of the adults whose answers count."""
    return ParentLink.objects.filter(child=child, has_responsibility=True).select_related("parent")


def is_responsible(parent: Parent, child_id: UUID) -> bool:
    """Whether this adult's answers about the child count."""
    return ParentLink.objects.filter(parent=parent, child=child_id, has_responsibility=True).exists()


def link(parent: Parent, child: Child, relation: str, *, has_responsibility: bool, now: datetime) -> ParentLink:
    """A new link, told to the tablets. In the caller's transaction; pictures that were shown are the caller's (`journal.consenting`)."""
    row = ParentLink.objects.create(parent=parent, child=child, relation=relation, has_responsibility=has_responsibility, since=now)
    announce_child(child)
    return row
