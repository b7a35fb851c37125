"""The device protocol, version 1, but for the picture bytes (`media_views`)."""

from __future__ import annotations

from datetime import UTC

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Router

from domain.wire import MAX_BATCH_BYTES, MAX_MEDIA_BYTES, MAX_OPERATIONS, Hello, LoginRequest, MediaCreate, PairRequest, PasswordChange
from server.custody.commands import waiting_for
from server.custody.leases import current_lease
from server.intake.callers import SCHEMA_MAX, SCHEMA_MIN, address_of, calling_device
from server.intake.changes import changes_for
from server.intake.faults import FaultReport, report_from
from server.intake.logins import change_password, log_in
from server.intake.media_calls import create_media, receipt
from server.intake.pairing_call import pair_device
from server.intake.problems import Refused, answer
from server.intake.pushing import push, read_push
from server.registry.nursery import the_nursery

router = Router()


@router.post("/pair", auth=None)
def pair(request: HttpRequest, message: PairRequest) -> HttpResponse:
    """PairRequest -> PairAnswer."""
    return answer(pair_device(message, address_of(request), timezone.now()))


@router.get("/hello")
def hello(request: HttpRequest) -> HttpResponse:
    """-> Hello."""
    device, nursery = calling_device(request), the_nursery()
    return answer(
        Hello(
            server_time=timezone.now().astimezone(UTC),
            epoch=str(nursery.epoch),
            schema_min=SCHEMA_MIN,
            schema_max=SCHEMA_MAX,
            max_operations=MAX_OPERATIONS,
            max_batch_bytes=MAX_BATCH_BYTES,
            max_media_bytes=MAX_MEDIA_BYTES,
            backup_seq=nursery.backup_seq,
            lease=current_lease(device),
            commands=waiting_for(device),
        )
    )


@router.post("/login")
def login(request: HttpRequest, message: LoginRequest) -> HttpResponse:
    """LoginRequest -> LoginAnswer."""
    return answer(log_in(calling_device(request), message, timezone.now()))


@router.post("/password")
def password(request: HttpRequest, message: PasswordChange) -> HttpResponse:
    """PasswordChange -> LoginAnswer."""
    return answer(change_password(calling_device(request), message, timezone.now()))


@router.post("/push")
def push_operations(request: HttpRequest) -> HttpResponse:
    """Push -> PushAnswer. Read by hand: one operation that cannot be read must not stand in the way of the others."""
    device = calling_device(request)
    if int(request.headers.get("Content-Length") or 0) > MAX_BATCH_BYTES:
        raise Refused(413, "too_large", "Send fewer operations at a time.")
    return answer(push(device, read_push(request.body), timezone.now()))


@router.get("/changes")
def changes(request: HttpRequest, cursor: str = "", limit: int = 500) -> HttpResponse:
    """-> Changes."""
    return answer(changes_for(calling_device(request), cursor, limit, timezone.now()))


@router.post("/media")
def media(request: HttpRequest, message: MediaCreate) -> HttpResponse:
    """MediaCreate -> MediaStatus."""
    status, created = create_media(calling_device(request), message, timezone.now())
    return answer(status, 201 if created else 200)


@router.get("/media/{media_id}/receipt")
def media_receipt(request: HttpRequest, media_id: str) -> HttpResponse:
    """-> Receipt."""
    return answer(receipt(calling_device(request), media_id, timezone.now()))


@router.post("/fault")
def fault(request: HttpRequest, message: FaultReport) -> HttpResponse:
    """A privacy fault seen on this device; the lock screen can report too, so nobody need be logged in."""
    report_from(calling_device(request), None, message)
    return HttpResponse(status=204)


def add_to(api: NinjaAPI) -> None:
    """Under /api/device/v1."""
    api.add_router("/device/v1", router)
