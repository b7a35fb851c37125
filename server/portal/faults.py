"""The Privacy fault: one tap away. The report reaches the office, and the session ends, so that nothing stays on the screen."""

from __future__ import annotations

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from server.audit import trail
from server.portal.visits import SIGNED, Visit, for_signed_in
from server.registry.incidents import NOTE_LIMIT, report_fault


@require_http_methods(["GET", "POST"])
@for_signed_in(*SIGNED)
def fault(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form, and its answer. The note may be empty: whoever saw something is not held up by words."""
    if request.method != "POST":
        return show_form(request, visit)
    note = request.POST.get("note", "").strip()
    if len(note) > NOTE_LIMIT:
        return show_form(request, visit, note)
    report_fault(trail.parent_name(visit.signed_in.id), note)
    auth.logout(request)
    now = timezone.now().astimezone(visit.house.zone)
    return render(request, "portal/fault_told.html", {"house": visit.house, "at": now})


def show_form(request: HttpRequest, visit: Visit, too_long: str = "") -> HttpResponse:
    """The form; with a text that is too long, that text and the sentence beside it."""
    wrong = _("Shorten it to %(limit)d characters. It has %(length)d.") % {"limit": NOTE_LIMIT, "length": len(too_long)}
    context = {
        "frame": "portal/family.html" if visit.family else "portal/plain.html",
        "house": visit.house,
        "family": visit.family,
        "note": too_long,
        "limit": NOTE_LIMIT,
        "wrong": wrong if too_long else "",
    }
    return render(request, "portal/fault.html", context, status=400 if too_long else 200)
