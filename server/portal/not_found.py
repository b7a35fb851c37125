"""The one page for what is not there: missing, foreign, malformed or no longer valid. It never says which (C20)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from domain.wire import Problem
from server.accounts.models import Parent
from server.audit import trail
from server.portal.house import the_house
from server.portal.visits import SIGNED, visit_of

MISSES = "misses"  # session key
ALARM_AT = 3  # C20: the office hears of the third address that leads nowhere


def not_found(request: HttpRequest) -> HttpResponse:
    """The page, status 404. The same bytes and the same work whatever the reason."""
    count_miss(request)
    visit = visit_of(request)
    page = "portal/not_found.html" if visit.family else "portal/not_found_plain.html"
    context = {"house": visit.house, "family": visit.family, "can_report": visit.standing in SIGNED}
    response = render(request, page, context, status=404)
    patch_cache_control(response, private=True, no_store=True)
    return response


def count_miss(request: HttpRequest) -> None:
    """Count what led nowhere in this session; the third makes an audit row that the office sees."""
    if not isinstance(request.user, Parent):
        return
    misses = request.session[MISSES] = request.session.get(MISSES, 0) + 1
    if misses % ALARM_AT == 0:
        trail.record("addresses_guessed", who=trail.parent_name(request.user.pk), detail={"in_a_row": misses})


def handle(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's 404. Devices get a problem in JSON, people the page."""
    if request.path.startswith("/api/"):
        problem = Problem(title="Not found", status=404, code="not_found")
        return JsonResponse(problem.model_dump(), status=404, content_type="application/problem+json")
    return not_found(request)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its own mark: from another site, or from a page that was open for very long. Nothing was changed."""
    response = render(request, "portal/forged.html", {"house": the_house()}, status=403)
    patch_cache_control(response, private=True, no_store=True)
    return response
