"""Which pictures a memory book holds: what a family has saved cannot be called back, but it can be told how many (C21)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from server.accounts.models import Parent
from server.audit.ids import new_id
from server.journal.models import BookPicture


def note_book(parent: Parent, renditions: Iterable[UUID], now: datetime) -> None:
    """Write down the pictures of a book that this parent was just given."""
    book = new_id()
    BookPicture.objects.bulk_create(
        BookPicture(book=book, parent=parent, rendition_id=rendition, made_at=now) for rendition in dict.fromkeys(renditions)
    )


def books_with(renditions: Iterable[UUID]) -> int:
    """How many books were made that hold one of these pictures."""
    return BookPicture.objects.filter(rendition__in=list(renditions)).values("book").distinct().count()
