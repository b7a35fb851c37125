"""Picture bytes on their way in: a subset of tus 1.0, streamed, so that a broken connection keeps what arrived."""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from server.intake.callers import calling_device
from server.intake.media_calls import BUSY, accepted, media_of, settled, wrong_bytes
from server.intake.problems import Refused, problem
from server.media import uploads
from server.media.arriving import Busy, only_writer
from server.media.models import Media

PIECE = 1 << 18
log = logging.getLogger("daybook.intake")


@csrf_exempt
def media_bytes(request: HttpRequest, media_id: str) -> HttpResponse:
    """HEAD: where the upload stands. PATCH: the rest of the bytes."""
    try:
        media = media_of(calling_device(request), media_id)
        if request.method == "HEAD":
            return _standing(media, settled(media, timezone.now()))
        if request.method == "PATCH":
            return _add(request, media)
        raise Refused(405, "method", "", {"Allow": "HEAD, PATCH"})
    except Refused as refused:
        return problem(refused)


def _standing(media: Media, offset: int, status: int = 200) -> HttpResponse:
    complete = "1" if uploads.is_held(media) else "0"
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(media.bytes), "Upload-Complete": complete, "Cache-Control": "no-store"}
    return HttpResponse(status=status, headers=headers)


def _add(request: HttpRequest, media: Media) -> HttpResponse:
    """The bytes of one request, from the offset that the server has to the end."""
    offset, size, checksum = _number(request, "Upload-Offset"), _number(request, "Content-Length"), _checksum(request)
    try:
        with only_writer(media.id):
            media.refresh_from_db()
            have = uploads.offset_of(media)
            if offset != have:
                raise Refused(409, "wrong_offset", "The server has another number of bytes.", {"Upload-Offset": str(have)})
            if offset + size > media.bytes:
                raise Refused(413, "too_large", "More bytes than the entry promised.", {"Upload-Offset": str(have)})
            return _standing(media, _received(request, media, checksum, size), 204)
    except Busy:
        raise BUSY from None


def _received(request: HttpRequest, media: Media, checksum: bytes, size: int) -> int:
    if uploads.is_held(media):
        return media.bytes
    try:
        length = uploads.receive(media, _pieces(request.META["wsgi.input"], size), checksum, size)
    except uploads.WrongBytes as wrong:
        raise wrong_bytes(wrong.length) from None
    except OSError as broken:
        log.info("an upload broke off: %s", type(broken).__name__)
        raise Refused(400, "broken_off", "The connection broke. Go on from where it stopped.") from None
    if length == media.bytes:
        accepted(media, timezone.now())
    return length


def _pieces(stream: BinaryIO, size: int) -> Iterator[bytes]:
    """The body as it comes; fewer bytes when the other side is gone."""
    while size > 0 and (piece := stream.read(min(PIECE, size))):
        size -= len(piece)
        yield piece


def _number(request: HttpRequest, name: str) -> int:
    text = request.headers.get(name) or ""
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise Refused(400, "header", f"{name} is missing or no number.")
    return int(text)


def _checksum(request: HttpRequest) -> bytes:
    kind, _, value = request.headers.get("Upload-Checksum", "").partition(" ")
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        digest = b""
    if kind != "sha256" or len(digest) != 32:
        raise Refused(400, "header", "Upload-Checksum must be sha256 and the base64 of the digest.")
    return digest
