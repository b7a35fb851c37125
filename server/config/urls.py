"""Which address leads where."""

from __future__ import annotations

from importlib.util import find_spec

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, include, path


def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the server answers, and nothing else."""
    return JsonResponse({"ok": True})


urlpatterns: list[URLPattern | URLResolver] = [path("healthz", healthz)]
if find_spec("server.portal.urls"):
    urlpatterns.append(path("", include("server.portal.urls")))
