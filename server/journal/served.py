"""What stands between the bytes that arrived and what is served of them: today's facts. Covers only become more, and silence stays."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from domain.consent import ConsentFacts
from domain.errors import KnownError
from domain.lifecycle import MediaState
from domain.wire import WireRegion
from server.audit import trail
from server.journal.bodies import regions_of
from server.journal.concerned import concerned_ids
from server.journal.gate import Forbidden, forbidden
from server.journal.models import HomePicture, Rendition
from server.journal.voices import is_heard, voices_of
from server.media.chest import chest
from server.media.models import MarkedClip, Media
from server.registry.consents import consent_facts


class PictureNotReady(KnownError):
    """The bytes have not arrived, were refused, or cannot be written anew just now: nothing is shown."""

    def __init__(self, sentence: str = "This picture is not here yet. Look again in a moment.") -> None:
        super().__init__(sentence)


def refresh(rendition: Rendition) -> None:
    """Read again what may have changed meanwhile. Raises PictureNotReady when the bytes are not here."""
    rendition.refresh_from_db(fields=["covered_further", "found_here", "tracks_here", "looked_at", "face_at_s", "silenced_at"])
    rendition.media.refresh_from_db()
    if rendition.media.state != MediaState.RECEIVED.value:
        raise PictureNotReady


def newly_forbidden(rendition: Rendition, now: datetime) -> Forbidden:
    """What today's facts forbid of what is served."""
    return forbidden_in(rendition, consent_facts(concerned_ids(rendition), now), now)


def forbidden_in(rendition: Rendition, facts: ConsentFacts, now: datetime) -> Forbidden:
    """What these facts forbid of what is served. facts: of everybody whom it concerns."""
    done, voices = json.loads(rendition.covered_further), voices_of(rendition) if is_heard(rendition) else ()
    return forbidden(str(rendition.child_id), regions_of(rendition), done, voices, facts, now)


def found_here(rendition: Rendition) -> tuple[WireRegion, ...]:
    """The faces that nobody listed and the server covered."""
    return tuple(WireRegion.model_validate(region) for region in json.loads(rendition.found_here))


def is_covered(rendition: Rendition, region: WireRegion) -> bool:
    """Whether the tablet covered that region, or the server did later."""
    return region.covered or region.id in json.loads(rendition.covered_further)


def note_further(rendition: Rendition, newly: Forbidden, now: datetime) -> None:
    """Write down what is covered or silent from now on, and destroy every file with more. Nothing is served until it is drawn again."""
    media = rendition.media
    with transaction.atomic():
        fresh = Rendition.objects.select_for_update().get(pk=rendition.pk)
        done = json.loads(fresh.covered_further)
        added, is_silenced = [region for region in newly.region_ids if region not in done], bool(newly.heard) and is_heard(fresh)
        rendition.covered_further = json.dumps([*done, *added])
        rendition.silenced_at = now if is_silenced else fresh.silenced_at
        if not added and not is_silenced:  # another request was faster
            return
        rendition.save(update_fields=["covered_further", "silenced_at"])
        bare = Media.objects.get(pk=media.pk)
        Media.objects.filter(pk=media.pk).update(served_sha256="", poster_sha256="")
        marked = forget_marked(media)
        if added:
            trail.record("covered_further", about=rendition.pk, detail={"regions": added})
        if is_silenced:
            trail.record("silenced", about=rendition.pk, detail={"voices": list(newly.heard)})
    media.refresh_from_db()
    drop_files(media.child_id, [bare.served_sha256, bare.poster_sha256, *marked])


@transaction.atomic
def forget_marked(media: Media) -> list[str]:
    """Forget the families' copies of a clip; returns the files, to be dropped after the caller's transaction."""
    copies = MarkedClip.objects.filter(media=media)
    files = list(copies.values_list("sha256", flat=True))
    copies.delete()
    return files


def drop_files(child_id: UUID, files: Iterable[str]) -> None:
    """Remove these files of the child, but for those that another picture of the child still shows."""
    for sha256 in files:
        if sha256 and not _is_needed(child_id, sha256):
            chest().blobs.delete(child_id, sha256)


def _is_needed(child_id: UUID, sha256: str) -> bool:
    """Whether a picture of that child arrived as this file, or shows it still: equal pictures of one child lie in one file."""
    shows = Q(sha256=sha256) | Q(served_sha256=sha256) | Q(poster_sha256=sha256)
    return (
        Media.objects.filter(shows, child_id=child_id).exists()
        or MarkedClip.objects.filter(sha256=sha256, media__child_id=child_id).exists()
        or HomePicture.objects.filter(sha256=sha256, child=child_id, destroyed_at=None).exists()
    )


def keep(media: Media, sha256: str, content: bytes, now: datetime) -> None:
    """Seal a file under the child's key."""
    chest().blobs.put(media.child_id, chest().keys.child(media.child_id), sha256, [content], now)


def opened(media: Media, sha256: str) -> bytes:
    """The clear bytes of one of its files, for memory only. Raises PictureNotReady."""
    try:
        return chest().blobs.open(media.child_id, chest().keys.child(media.child_id), sha256)
    except FileNotFoundError:
        raise PictureNotReady from None


def serve_from_now(rendition: Rendition, now: datetime, sha256: str, poster_sha256: str = "") -> None:
    """Point to the new files, unless somebody asked for more covers, or silence, while they were drawn. Raises PictureNotReady then."""
    media = rendition.media
    with transaction.atomic():
        fresh = Rendition.objects.select_for_update().get(pk=rendition.pk)
        is_overtaken = fresh.covered_further != rendition.covered_further or is_heard(fresh) != is_heard(rendition)
        if not is_overtaken:
            Rendition.objects.filter(pk=rendition.pk).update(looked_at=fresh.looked_at or now, found_here=rendition.found_here)
            Media.objects.filter(pk=media.pk).update(served_sha256=sha256, poster_sha256=poster_sha256)
    media.refresh_from_db()
    if is_overtaken:
        drop_files(media.child_id, [sha256, poster_sha256])
        raise PictureNotReady
    rendition.refresh_from_db(fields=["looked_at"])
