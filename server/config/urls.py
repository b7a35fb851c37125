"""Which address leads where."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.urls import URLPattern, URLResolver, include, path

from server.config.tls import CA_FILE


def healthz(request: HttpRequest) -> HttpResponse:
    """Says that the server answers, and nothing else."""
    return JsonResponse({"ok": True})


def ca_pem(request: HttpRequest) -> HttpResponse:
    """The private authority's certificate: a device compares its fingerprint before it shows the pairing code."""
    path = settings.DAYBOOK_DATA / "tls" / CA_FILE if settings.DAYBOOK_DATA else None
    if path is None or not path.exists():
        return HttpResponseNotFound()
    return HttpResponse(path.read_bytes(), content_type="application/x-pem-file")


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("ca.pem", ca_pem),
    path("api/", include("server.intake.urls")),
    path("", include("server.portal.urls")),
]
handler404 = "server.portal.not_found.handle"
