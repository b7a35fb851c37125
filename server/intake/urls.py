"""The addresses of the device protocol, the kiosk and the office."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from server.intake import device_api, house_api, house_consents, house_home, kiosk_api, office_api, reporting
from server.intake.callers import device_first
from server.intake.media_views import media_bytes
from server.intake.problems import Refused, missing, problem

# No schema and no documentation page: they would tell a stranger what to try.
api = NinjaAPI(title="Daybook", version="1", auth=device_first, docs_url=None, openapi_url=None, urls_namespace="daybook")
device_api.add_to(api)
reporting.add_to(api)
kiosk_api.add_to(api)
office_api.add_to(api)
house_api.add_to(api)
house_consents.add_to(api)
house_home.add_to(api)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """What our own code refuses."""
    return problem(error)


@api.exception_handler(ValidationError)
def wrong_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A message that the protocol does not know; says which field, never what stood in it."""
    fields = sorted({".".join(str(part) for part in place["loc"][2:]) or str(place["loc"][-1]) for place in error.errors})
    return problem(Refused(422, "shape", f"Not understood: {', '.join(fields)[:300]}."))


@api.exception_handler(HttpError)
def not_readable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """No JSON at all, and the like."""
    return problem(Refused(error.status_code, "shape", "This request cannot be read."))


@api.exception_handler(Http404)
def nothing_here(request: HttpRequest, error: Http404) -> HttpResponse:
    """An address that is none."""
    return problem(missing())


urlpatterns = [
    path("device/v1/media/<str:media_id>", media_bytes),
    path("", api.urls),
]
