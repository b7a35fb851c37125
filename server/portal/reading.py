"""The pages that a parent reads: the journal by months, one entry, more; and which child's they are."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from server.accounts.models import Parent
from server.journal.visible import visible_child, visible_entries, visible_entry
from server.portal.cards import card_of
from server.portal.consents import wants_answers
from server.portal.house import House, the_house
from server.portal.months import in_month, month_from, months_of, neighbours
from server.portal.not_found import not_found
from server.portal.picture_links import SessionLinks
from server.portal.visits import (
    CHOSEN_CHILD,
    SIGNED,
    Family,
    Standing,
    Visit,
    for_families,
    for_signed_in,
    kept_private,
    only_reading,
    own_child,
)


@only_reading
@for_families
def start(request: HttpRequest, parent: Parent, family: Family, house: House) -> HttpResponse:
    """The first page of whoever may see one; the guard leads everybody else to where they go on."""
    return redirect("portal:journal")


@only_reading
@for_families
def journal(request: HttpRequest, parent: Parent, family: Family, house: House) -> HttpResponse:
    """The newest month that has something to show."""
    return show_month(request, parent, family, house, None)


@only_reading
@for_families
def month(request: HttpRequest, parent: Parent, family: Family, house: House, month_id: str) -> HttpResponse:
    """One month. A month with nothing in it is not found, so that nobody walks through empty ones."""
    opened = month_from(month_id)
    return show_month(request, parent, family, house, opened) if opened else not_found(request)


def show_month(request: HttpRequest, parent: Parent, family: Family, house: House, opened: date | None) -> HttpResponse:
    """The page of a month, the newest when None."""
    child = visible_child(parent, family.child.id)
    if child is None:
        return not_found(request)
    all_entries = visible_entries(parent, child)
    months = months_of(all_entries, house.zone, opened)
    here = next((one for one in months if one.is_here), None)
    if opened is not None and here is None:
        return not_found(request)
    day = month_from(here.id) if here else None
    entries = in_month(all_entries, day, house.zone) if day else all_entries.none()
    newer, older = neighbours(months)
    cards = [card_of(parent, entry, child, house, SessionLinks(request, parent.id)) for entry in entries]
    context = {"house": house, "family": family, "tab": "journal", "months": months, "month": here, "entries": cards}
    asked = {"wants_answers": opened is None and wants_answers(parent, child.pk)}
    return render(request, "portal/journal.html", {**context, **asked, "newer": newer, "older": older})


@only_reading
@for_families
def entry(request: HttpRequest, parent: Parent, family: Family, house: House, entry_id: UUID) -> HttpResponse:
    """One entry; the header shows the child in whose journal it stands."""
    found = visible_entry(parent, entry_id)
    if found is None:
        return not_found(request)
    shown, child = found
    card = card_of(parent, shown, child, house, SessionLinks(request, parent.id))
    in_whose = Family(family.children, own_child(child, house.today))
    context = {"house": house, "family": in_whose, "tab": "journal", "entry": card}
    return render(request, "portal/entry.html", context)


@only_reading
@for_families
def more(request: HttpRequest, parent: Parent, family: Family, house: House) -> HttpResponse:
    """What is not needed every day."""
    return render(request, "portal/more.html", {"house": house, "family": family, "tab": "more"})


@only_reading
@for_signed_in(Standing.IN, Standing.NOT_CHOSEN)
def children(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Which of the own children; with one alone there is nothing to choose."""
    if len(visit.children) == 1:
        return redirect("portal:journal")
    context = {"house": visit.house, "children": visit.children, "can_report": True}
    return render(request, "portal/children.html", context)


@only_reading
@for_signed_in(*SIGNED)
def choose(request: HttpRequest, visit: Visit, child_id: UUID) -> HttpResponse:
    """Open that child's pages in this session. A link, for it changes nothing but what is on the screen."""
    if child_id not in {child.id for child in visit.children}:
        return not_found(request)
    request.session[CHOSEN_CHILD] = str(child_id)
    return redirect("portal:journal")


@only_reading
@for_signed_in(Standing.NO_CHILD)
def no_child(request: HttpRequest, visit: Visit) -> HttpResponse:
    """For a parent without an active link: what to do, and nothing about why."""
    return render(request, "portal/no_child.html", {"house": visit.house, "can_report": True})


@only_reading
@for_signed_in(Standing.PAUSED)
def paused(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Daybook is paused by the nursery."""
    return render(request, "portal/paused.html", {"house": visit.house, "can_sign_out": True}, status=503)


@only_reading
@kept_private
def who(request: HttpRequest) -> HttpResponse:
    """Who runs this; for everybody."""
    return render(request, "portal/who.html", {"house": the_house()})
