"""What a parent sent, to read again, to take back while it waits, or to write anew when it came back (C17)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from server.accounts.models import Parent
from server.audit import trail
from server.journal.from_home.sending import AlreadyDecided, sent_by, take_back, write_again
from server.journal.models import Entry
from server.journal.visible import visible_children
from server.portal.adding_pages import sent_card
from server.portal.house import House
from server.portal.not_found import not_found
from server.portal.visits import CHOSEN_CHILD, Family, for_families, only_reading, own_child
from server.registry.models import Child

Step = Callable[[Entry, Child], None]


@only_reading
@for_families
def sent(request: HttpRequest, parent: Parent, family: Family, house: House, entry_id: UUID) -> HttpResponse:
    """One entry of the parent's own; the header shows the child whom it is about."""
    found = own_entry(parent, entry_id)
    if found is None:
        return not_found(request)
    entry, child = found
    shown = Family(family.children, own_child(child, house.today))
    return render(request, "portal/sent.html", {"house": house, "family": shown, "tab": "add", "sent": sent_card(entry, house)})


@require_POST
@for_families
def back(request: HttpRequest, parent: Parent, family: Family, house: House, entry_id: UUID) -> HttpResponse:
    """Take it back: it leaves the nursery's queue, and its pictures are destroyed."""

    def step(entry: Entry, child: Child) -> None:
        take_back(parent, entry.pk, timezone.now())
        messages.success(request, _("Taken back. Its pictures are destroyed."))

    return stepped(request, parent, entry_id, step)


@require_POST
@for_families
def again(request: HttpRequest, parent: Parent, family: Family, house: House, entry_id: UUID) -> HttpResponse:
    """Write it anew: its words and pictures become the draft."""

    def step(entry: Entry, child: Child) -> None:
        write_again(parent, entry.pk, child, timezone.now())
        request.session[CHOSEN_CHILD] = str(child.pk)

    return stepped(request, parent, entry_id, step)


def stepped(request: HttpRequest, parent: Parent, entry_id: UUID, step: Step) -> HttpResponse:
    """Do it with one of the parent's own. Another's is not there, and the audit holds that somebody tried."""
    found = own_entry(parent, entry_id)
    if found is None:
        trail.record("change_refused", who=trail.parent_name(parent.pk), about=entry_id)
        return not_found(request)
    try:
        step(*found)
    except AlreadyDecided as error:
        messages.info(request, error.sentence)
        return redirect("portal:sent", entry_id)
    return redirect("portal:add")


def own_entry(parent: Parent, entry_id: UUID) -> tuple[Entry, Child] | None:
    """An entry that this parent sent, about a child whose pages they may open."""
    for child in visible_children(parent):
        entry = sent_by(parent, child).filter(pk=entry_id).first()
        if entry is not None:
            return entry, child
    return None
