"""What is served of a picture: written anew from the proved bytes, covered further when today's facts ask for it."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from domain.errors import KnownError
from domain.lifecycle import MediaState
from imaging.values import CoveredPicture, PictureTooLarge, PictureUnreadable
from server.audit import trail
from server.journal.bodies import regions_of
from server.journal.gate import cover_box, further_decisions, named_children
from server.journal.models import Rendition
from server.media import uploads
from server.media.chest import chest
from server.media.models import Media
from server.registry.consents import consent_facts

_one_at_a_time = threading.Lock()  # the worker is one process; two drawings of one picture would leave one of them lying


class PictureNotReady(KnownError):
    """The bytes have not arrived, were refused, or cannot be written anew just now: nothing is shown."""

    def __init__(self) -> None:
        super().__init__("This picture is not here yet. Look again in a moment.")


def served_bytes(rendition: Rendition, now: datetime | None = None) -> bytes:
    """The clear JPEG that may be shown at this moment, for memory only. The consents are asked at every call.

    Covers further first when a consent was withdrawn since. Raises PictureNotReady.
    """
    prepare(rendition, now or timezone.now())
    media = rendition.media
    try:
        return chest().blobs.open(media.child_id, chest().keys.child(media.child_id), media.served_sha256)
    except FileNotFoundError:
        raise PictureNotReady from None


def prepare(rendition: Rendition, now: datetime) -> None:
    """Have the served form ready and obeying today's facts. Raises PictureNotReady, DetectorUnavailable (later perhaps)."""
    with _one_at_a_time:
        rendition.refresh_from_db(fields=["covered_further"])
        rendition.media.refresh_from_db()
        if rendition.media.state != MediaState.RECEIVED.value:
            raise PictureNotReady
        newly = newly_forbidden(rendition, now)
        if newly:
            _cover_further(rendition, newly)
        elif not rendition.media.served_sha256:
            _write_anew(rendition, now)


def newly_forbidden(rendition: Rendition, now: datetime) -> tuple[str, ...]:
    """The regions that must be covered by today's facts and are not covered in what is served."""
    regions, done = regions_of(rendition), json.loads(rendition.covered_further)
    people = {rendition.child_id, *named_ids(rendition)}
    further = further_decisions(str(rendition.child_id), regions, done, consent_facts(people, now), now)
    return tuple(decision.region.id for decision in further)


def named_ids(rendition: Rendition) -> set[UUID]:
    """The ids of the children who were named in it."""
    return {UUID(child) for child in named_children(regions_of(rendition))}


def _cover_further(rendition: Rendition, region_ids: tuple[str, ...]) -> None:
    """Add covers, and write what is served once more. Never fewer than before."""
    before = rendition.media.served_sha256
    with transaction.atomic():
        fresh = Rendition.objects.select_for_update().get(pk=rendition.pk)
        rendition.covered_further = json.dumps([*json.loads(fresh.covered_further), *region_ids])
        rendition.save(update_fields=["covered_further"])
        Media.objects.filter(pk=rendition.media_id).update(served_sha256="")
        trail.record("covered_further", about=rendition.pk, detail={"regions": list(region_ids)})
    rendition.media.refresh_from_db()
    if before and not _is_needed(rendition.media.child_id, before):
        chest().blobs.delete(rendition.media.child_id, before)  # it shows more than may be seen now
    _write_anew(rendition, timezone.now())


def _is_needed(child_id: UUID, sha256: str) -> bool:
    """Whether a picture of that child arrived as this file, or shows it still: equal pictures of one child lie in one file."""
    return Media.objects.filter(Q(sha256=sha256) | Q(served_sha256=sha256), child_id=child_id).exists()


def _write_anew(rendition: Rendition, now: datetime) -> None:
    """Decode the proved bytes, cover what the server covers, write a new file and keep that for serving."""
    media = rendition.media
    key = chest().keys.child(media.child_id)
    received = chest().blobs.open(media.child_id, key, media.sha256)
    try:
        picture = _drawn(rendition, received)
    except (PictureUnreadable, PictureTooLarge):
        uploads.refuse(media, now, "unreadable")
        raise PictureNotReady from None
    if (picture.width, picture.height) != (media.width, media.height):
        uploads.refuse(media, now, "size")
        raise PictureNotReady
    chest().blobs.put(media.child_id, key, picture.sha256, [picture.jpeg], now)
    _serve_from_now(rendition, picture.sha256)


def _serve_from_now(rendition: Rendition, sha256: str) -> None:
    """Point to the new file, unless somebody asked for more covers while it was drawn. Raises PictureNotReady then."""
    media = rendition.media
    with transaction.atomic():
        fresh = Rendition.objects.select_for_update().get(pk=rendition.pk)
        if fresh.covered_further != rendition.covered_further:
            raise PictureNotReady
        Media.objects.filter(pk=media.pk).update(served_sha256=sha256)
    media.refresh_from_db()


def _drawn(rendition: Rendition, received: bytes) -> CoveredPicture:
    """The picture with every cover on it that the tablet promised and that the server added.

    The tablet's own covers are drawn once more: no look at the pixels proves that they are there, and over themselves they change nothing.
    """
    further = frozenset(json.loads(rendition.covered_further))
    size = rendition.media.width, rendition.media.height
    boxes = [cover_box(region, *size) for region in regions_of(rendition) if region.covered or region.id in further]
    if not boxes:
        return chest().worker.rewrite(received)
    # The detector has no say here: who may be seen was reviewed by a person, and only covers are added.
    return chest().worker.cover(received, boxes, seen=[], check=False)
