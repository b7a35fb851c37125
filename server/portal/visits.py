"""Who is asking, and whether they may see a child's pages at all. No page reads anything of a child before this has said so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import wraps
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from server.accounts.agreements import has_signed
from server.accounts.models import Parent
from server.audit import trail
from server.portal.house import House, the_house
from server.portal.words import age_words
from server.registry.families import children_of
from server.registry.models import Child

CHOSEN_CHILD = "child"  # session key
READING = ("GET", "HEAD")


class Standing(StrEnum):
    """How far somebody has come."""

    NOBODY = "nobody"  # not signed in
    PAUSED = "paused"  # the nursery paused Daybook
    UNSIGNED = "unsigned"  # the version in force is not signed (C7)
    NO_CHILD = "no_child"  # signed, but no active link leads to a child
    NOT_CHOSEN = "not_chosen"  # several children, none chosen in this session
    IN = "in"


# Where each standing is led when it asks for a family's page.
WAYS = {
    Standing.PAUSED: "portal:paused",
    Standing.UNSIGNED: "portal:agreement",
    Standing.NO_CHILD: "portal:no-child",
    Standing.NOT_CHOSEN: "portal:children",
}

SIGNED = (Standing.IN, Standing.NOT_CHOSEN, Standing.NO_CHILD)


@dataclass(frozen=True, slots=True)
class OwnChild:
    """The own child as the header shows it."""

    id: UUID
    first_name: str
    room: str
    age: str
    born_on: date


@dataclass(frozen=True, slots=True)
class Family:
    """The children of the parent, and the one whose pages are open."""

    children: tuple[OwnChild, ...]
    child: OwnChild


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a parent. `family` is there exactly when the standing is IN; `children` only after the signature."""

    standing: Standing
    house: House
    parent: Parent | None = None
    children: tuple[OwnChild, ...] = ()
    family: Family | None = None

    @property
    def signed_in(self) -> Parent:
        """The parent. Raises ValueError for a visit of nobody: a page forgot its guard."""
        if self.parent is None:
            raise ValueError("Nobody is signed in")
        return self.parent


Page = Callable[..., HttpResponse]


def visit_of(request: HttpRequest) -> Visit:
    """Who asks, and how far they have come. Children are looked up only once the agreement is signed."""
    house, parent = the_house(), request.user
    if not isinstance(parent, Parent):
        return Visit(Standing.NOBODY, house)
    if house.is_paused:
        return Visit(Standing.PAUSED, house, parent)
    if not has_signed(parent):
        return Visit(Standing.UNSIGNED, house, parent)
    children = tuple(own_child(child, house.today) for child in children_of(parent))
    if not children:
        return Visit(Standing.NO_CHILD, house, parent)
    chosen = [child for child in children if len(children) == 1 or str(child.id) == request.session.get(CHOSEN_CHILD)]
    if not chosen:
        return Visit(Standing.NOT_CHOSEN, house, parent, children)
    return Visit(Standing.IN, house, parent, children, Family(children, chosen[0]))


def own_child(child: Child, today: date) -> OwnChild:
    """The child as its own family sees it."""
    return OwnChild(child.id, child.first_name, child.room.name, age_words(child.born_on, today), child.born_on)


def kept_private(page: Page) -> Page:
    """No browser, proxy or back button keeps a copy of the page."""

    @wraps(page)
    def answer(request: HttpRequest, *arguments: object, **options: object) -> HttpResponse:
        response = page(request, *arguments, **options)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


def only_reading(page: Page) -> Page:
    """Nothing can be changed here (C17). Who tries all the same is refused, and the audit holds that they did."""

    @wraps(page)
    def answer(request: HttpRequest, *arguments: object, **options: object) -> HttpResponse:
        if request.method in READING:
            return page(request, *arguments, **options)
        if isinstance(request.user, Parent):
            trail.record("change_refused", who=trail.parent_name(request.user.id), about=request.path)
        return HttpResponseNotAllowed(READING)

    return answer


def for_families(page: Page) -> Page:
    """The page gets `(request, parent, family, house)` when the standing is IN; everybody else is led to where they can go on."""

    @kept_private
    @wraps(page)
    def answer(request: HttpRequest, *arguments: object, **options: object) -> HttpResponse:
        visit = visit_of(request)
        if visit.standing is Standing.NOBODY:
            return redirect_to_login(request.get_full_path(), reverse("portal:sign-in"))
        if visit.family is None:
            return redirect(WAYS[visit.standing])
        return page(request, visit.parent, visit.family, visit.house, *arguments, **options)

    return answer


def for_signed_in(*standings: Standing) -> Callable[[Page], Page]:
    """The page gets `(request, visit)` in these standings; others are led on to where theirs belongs."""

    def decorate(page: Page) -> Page:
        @kept_private
        @wraps(page)
        def answer(request: HttpRequest, *arguments: object, **options: object) -> HttpResponse:
            visit = visit_of(request)
            if visit.standing in standings:
                return page(request, visit, *arguments, **options)
            if visit.standing is Standing.NOBODY:
                return redirect("portal:sign-in")
            return redirect(WAYS.get(visit.standing, "portal:journal"))

        return answer

    return decorate
