"""Which children a picture concerns: its journal's own, and those named or heard in it. Their permissions decide what it may show."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from server.journal.bodies import regions_of
from server.journal.gate import named_children
from server.journal.models import Rendition, RenditionChild
from server.journal.voices import voices_of
from server.registry.models import Child


def concerned_ids(rendition: Rendition) -> set[UUID]:
    """The ids of the children whom it concerns; one of them may be nobody whom the server knows."""
    return {rendition.child_id, *(UUID(child) for child in (*named_children(regions_of(rendition)), *voices_of(rendition)))}


def note_concerned(rendition: Rendition) -> None:
    """Write down whom a new picture concerns. In the caller's transaction, which wrote the picture."""
    RenditionChild.objects.bulk_create(RenditionChild(rendition=rendition, child_id=child) for child in sorted(concerned_ids(rendition)))


def concerning(child: Child) -> QuerySet[Rendition]:
    """The pictures that concern the child, of every version of their entries."""
    return Rendition.objects.filter(concerns__child_id=child.pk)
