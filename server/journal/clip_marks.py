"""A family's copy of a clip: its mark in every frame's pixels, made once and kept sealed beside the clip (C48)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from domain.lifecycle import EntryState
from server.journal import waiting
from server.journal.family_marks import family_mark
from server.journal.models import Entry, Rendition
from server.journal.pictures import prepare
from server.journal.served import PictureNotReady, drop_files, forget_marked, keep, opened
from server.media.chest import chest
from server.media.models import MarkedClip, Media
from server.registry.models import ParentLink


def is_marked(rendition: Rendition, mark: str) -> bool:
    """Whether the copy with these words is there and of what is served now; it is asked for when it is not."""
    found = bool(rendition.media.served_sha256) and _copies(rendition, mark).exists()
    if not found:
        waiting.ask_for_mark(rendition.pk, mark)
    return found


def marked_clip(rendition: Rendition, mark: str, now: datetime) -> bytes | None:
    """The clear WebM with these words, for memory only; None while it is being made. The consents are asked. Raises PictureNotReady."""
    prepare(rendition, now)
    if not is_marked(rendition, mark):
        return None
    copy = _copies(rendition, mark).first()
    return opened(rendition.media, copy.sha256) if copy is not None else None


def make_mark(rendition: Rendition, mark: str, now: datetime) -> None:
    """Make the copy from what is served; nothing happens when it is there. Raises PictureNotReady, DetectorUnavailable."""
    prepare(rendition, now)
    media = rendition.media
    served = media.served_sha256
    if _copies(rendition, mark).exists():
        return
    made = chest().worker.video_mark(opened(media, served), mark)
    keep(media, made.sha256, made.webm, now)
    with transaction.atomic():
        is_current = Media.objects.select_for_update().get(pk=media.pk).served_sha256 == served
        if is_current:
            values = {"of_sha256": served, "sha256": made.sha256, "made_at": now}
            MarkedClip.objects.update_or_create(media=media, mark=mark, defaults=values)
    if not is_current:  # it was covered further meanwhile
        drop_files(media.child_id, [made.sha256])
        raise PictureNotReady


def entry_moved(entry: Entry) -> None:
    """Make the families' copies of a published entry's clips, and destroy those of a removed one: it is in no journal any more."""
    clips = Rendition.objects.filter(entry=entry, version=entry.version).exclude(clip="").select_related("media")
    for rendition in clips:
        if entry.state == EntryState.PUBLISHED.value:
            for parent in ParentLink.objects.filter(child=rendition.child_id, is_active=True).values_list("parent_id", flat=True):
                waiting.ask_for_mark(rendition.pk, family_mark(parent))
        elif entry.state == EntryState.REMOVED.value:
            drop_files(rendition.media.child_id, forget_marked(rendition.media))


def _copies(rendition: Rendition, mark: str) -> QuerySet[MarkedClip]:
    return MarkedClip.objects.filter(media=rendition.media_id, mark=mark, of_sha256=rendition.media.served_sha256)
