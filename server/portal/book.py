"""The memory book of the own child, made when it is asked for and kept nowhere (L8)."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from server.accounts.models import Parent
from server.audit import trail
from server.journal.books import note_book
from server.journal.family_marks import family_code
from server.journal.models import Rendition
from server.journal.visible import visible_child, visible_entries
from server.portal.book_pdf import PICTURE_SCHEME, PRINT_SIDE_PX, write_book
from server.portal.cards import EntryCard, card_of
from server.portal.house import House
from server.portal.not_found import not_found
from server.portal.pictures import printed_picture
from server.portal.sheet import WEIGHTS
from server.portal.tokens import tokens
from server.portal.visits import Family, OwnChild, for_families
from server.portal.words import age_words, month_words
from server.registry.models import Child

TITLE_PT, SMALLEST_PT = ((13, 46), (28, 30)), 22  # the cover's size for names of up to so many letters

_making: set[UUID] = set()  # parents
_guard = threading.Lock()


@dataclass(frozen=True, slots=True)
class Chapter:
    """The pages of one month, oldest entry first, with the child's age then."""

    label: str
    age: str
    entries: tuple[EntryCard, ...]


class BookLinks:
    """Pictures lie in the book itself; a clip is its picture there."""

    def picture(self, rendition: Rendition) -> str:
        """The name under which the book asks for it."""
        return f"{PICTURE_SCHEME}:{rendition.pk}"

    def video(self, rendition: Rendition) -> str:
        """Paper plays nothing."""
        return ""


@require_safe
@for_families
def book(request: HttpRequest, parent: Parent, family: Family, house: House) -> HttpResponse:
    """The PDF of the whole journal, as this parent sees it now."""
    child = visible_child(parent, family.child.id)
    if child is None:
        return not_found(request)
    with only_book(parent.pk) as is_first:
        if is_first:
            return made(parent, child, family, house)
    messages.info(request, _("Your book is being made already. Look among your downloads in a minute."))
    return redirect("portal:more")


@contextmanager
def only_book(parent_id: UUID) -> Iterator[bool]:
    """Whether no other book of this parent is being made: each takes a thread for long, and tablets need them too."""
    with _guard:
        is_first = parent_id not in _making
        _making.add(parent_id)
    try:
        yield is_first
    finally:
        if is_first:
            with _guard:
                _making.discard(parent_id)


def made(parent: Parent, child: Child, family: Family, house: House) -> HttpResponse:
    """The book of that child, noted and written down."""
    entries = visible_entries(parent, child).reverse()
    cards = [card_of(parent, entry, child, house, BookLinks()) for entry in entries]
    own = {str(picture.id) for card in cards for picture in card.pictures}
    html = page_of(family.child, house, cards, family_code(parent.id))
    held: list[UUID] = []
    pdf = write_book(html, own, lambda name: _held(held, UUID(name), printed_picture(parent, UUID(name), PRINT_SIDE_PX)))
    note_book(parent, held, timezone.now())
    trail.record("memory_book_made", who=trail.parent_name(parent.id), about=child.id, detail={"entries": len(cards)})
    return pdf_answer(pdf, f"{slugify(child.first_name) or 'memory'}-book.pdf")


def _held(held: list[UUID], rendition_id: UUID, jpeg: bytes | None) -> bytes | None:
    """The picture for the book, noted when there is one: what a family saves cannot be called back."""
    if jpeg is not None:
        held.append(rendition_id)
    return jpeg


def page_of(child: OwnChild, house: House, cards: list[EntryCard], code: str) -> str:
    """The book as the page that becomes the PDF."""
    light = {name.replace("-", "_"): value for name, value in tokens().themes["light"].items()}
    title = _("%s’s memory book") % child.first_name
    context = {
        "house": house,
        "child": child,
        "title": title,
        "title_pt": title_pt(child.first_name),
        "foot": title.replace("\\", "").replace('"', ""),
        "years": years_of(cards),
        "chapters": chapters_of(child, cards),
        "family_code": code,
        "weights": WEIGHTS,
        "light": light,
        "art_words": _("Drawing: a coat, a bag and a hat on their pegs, boots and a toy duck below."),
    }
    return render_to_string("portal/book/book.html", context)


def title_pt(first_name: str) -> int:
    """How large the cover bears the name, in points: with the drawing above it, it leaves no line for a second page."""
    return next((size for letters, size in TITLE_PT if len(first_name) <= letters), SMALLEST_PT)


def chapters_of(child: OwnChild, cards: Iterable[EntryCard]) -> list[Chapter]:
    """The cards, oldest first, by month."""
    chapters = []
    for _month, group in groupby(cards, key=lambda card: card.month):
        entries = tuple(group)
        first = entries[0].happened_on
        age = _("%(child)s is %(age)s old") % {"child": child.first_name, "age": age_words(child.born_on, first)}
        chapters.append(Chapter(month_words(first), age, entries))
    return chapters


def years_of(cards: list[EntryCard]) -> str:
    """From the first month to the last."""
    if not cards:
        return ""
    first, last = month_words(cards[0].happened_on), month_words(cards[-1].happened_on)
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    """A file to keep in the family; no cache keeps it on the way."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
