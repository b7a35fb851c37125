"""Parents and their children: the row-level rule of the portal (C20)."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from server.accounts.models import Parent
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
