"""The pictures of what a family sends: kept by the imaging process, sealed under the child's key, destroyed when they are decided on.

The uploaded bytes are a stranger's file: they live in memory until the worker has turned them into pixels, and are then dropped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from domain.entries import CLIPS_LIMIT, PHOTOS_LIMIT
from domain.errors import KnownError
from domain.lifecycle import EntryState
from domain.wire.home import HomeLook
from server.accounts.models import Parent
from server.audit import trail
from server.audit.texts import plain
from server.journal.models import Entry, HomeDraft, HomePicture, Rendition
from server.journal.served import drop_files, forget_marked
from server.media.chest import chest
from server.media.models import Media

RETURNED_LIFE = timedelta(days=30)  # what was sent back and not taken up again


class TooManyFiles(KnownError):
    """An entry has no more room."""


class FileGone(KnownError):
    """The original is destroyed."""

    def __init__(self) -> None:
        super().__init__("This picture, as it came, is destroyed. It can be left out, but not marked anew.")


def add_picture(draft: HomeDraft, name: str, data: bytes, now: datetime) -> HomePicture:
    """Keep a picture in the draft. Raises PictureUnreadable, PictureTooLarge, DetectorUnavailable, TooManyFiles; nothing is kept then."""
    refuse_too_many(draft)
    kept = chest().worker.keep(data)
    return keep_file(draft, name, kept.jpeg, (kept.width, kept.height), now, is_clip=False)


def refuse_too_many(draft: HomeDraft, *, is_clip: bool = False) -> None:
    """Raise TooManyFiles when one more does not go into the draft."""
    if draft.pictures.count() >= PHOTOS_LIMIT:
        raise TooManyFiles(f"{PHOTOS_LIMIT} pictures and videos are the most for one time. Send these, then begin anew with the others.")
    if is_clip and draft.pictures.filter(is_clip=True).count() >= CLIPS_LIMIT:
        raise TooManyFiles(f"{CLIPS_LIMIT} videos are the most for one time. Send these, then begin anew with the others.")


def keep_file(draft: HomeDraft, name: str, content: bytes, size: tuple[int, int], now: datetime, *, is_clip: bool) -> HomePicture:
    """Seal what is kept, then write its row. Raises TooManyFiles."""
    child_id, sha256 = draft.child_id, hashlib.sha256(content).hexdigest()
    chest().blobs.put(child_id, chest().keys.child(child_id), sha256, [content], now)
    try:
        return _written(draft, name, sha256, size, now, is_clip=is_clip)
    except TooManyFiles:
        delete_unless_needed(child_id, sha256)
        raise


@transaction.atomic
def _written(draft: HomeDraft, name: str, sha256: str, size: tuple[int, int], now: datetime, *, is_clip: bool) -> HomePicture:
    """The row of a file that lies sealed. Two at once are counted one after the other: the parent's row is held."""
    Parent.objects.select_for_update().get(pk=draft.parent_id)
    same = draft.pictures.filter(sha256=sha256).first()
    if same is not None:
        return same  # the same form twice, or the same picture chosen twice
    if not HomeDraft.objects.filter(pk=draft.pk).exists():
        raise TooManyFiles("What it belongs to was sent in another window. Begin anew with this picture.")
    refuse_too_many(draft, is_clip=is_clip)
    return HomePicture.objects.create(
        draft=draft,
        contributor_id=draft.parent_id,
        child_id=draft.child_id,
        name=plain(name, 120),
        position=draft.pictures.count(),
        added_at=now,
        sha256=sha256,
        width=size[0],
        height=size[1],
        is_clip=is_clip,
    )


def original(picture: HomePicture) -> bytes:
    """The kept picture or clip, for memory only. Raises FileGone."""
    try:
        return chest().blobs.open(picture.child_id, chest().keys.child(picture.child_id), picture.sha256)
    except FileNotFoundError:
        raise FileGone from None


def drop(picture: HomePicture) -> None:
    """Take a picture out of a draft; nothing of it is left."""
    picture.delete()
    delete_unless_needed(picture.child_id, picture.sha256)


def hand_over(pictures: Iterable[HomePicture], draft: HomeDraft) -> None:
    """Give pictures of an entry to a draft, without what a reviewer said of them. In the caller's transaction."""
    for picture in pictures:
        drop_rendition(picture)
        picture.entry, picture.draft, picture.discarded_at = None, draft, None
        picture.position += draft.pictures.count()
        picture.marks, picture.reviewed_at, picture.reviewed_by = "", None, None
        picture.save()


def drop_rendition(picture: HomePicture) -> None:
    """Destroy the covered picture that a review made: another takes its place, or none. In the caller's transaction."""
    if picture.rendition_id is None:
        return
    made = Rendition.objects.select_related("media").get(pk=picture.rendition_id)
    media = made.media
    picture.rendition = None
    picture.save(update_fields=["rendition"])
    files = [media.sha256, media.served_sha256, media.poster_sha256, *forget_marked(media)]
    made.delete()
    media.delete()
    transaction.on_commit(lambda: drop_files(media.child_id, files))


def destroy_originals(entry: Entry, now: datetime) -> None:
    """Destroy what came from home once the entry is decided on; what nobody reviewed is discarded with it. After the decision is kept."""
    for picture in entry.home_pictures.filter(destroyed_at=None):
        destroy(picture, now)


def destroy(picture: HomePicture, now: datetime) -> None:
    """Destroy the original, then say when. A crash between the two does it once more at the next start."""
    delete_unless_needed(picture.child_id, picture.sha256, but=picture)
    picture.destroyed_at = now
    if picture.reviewed_at is None and picture.discarded_at is None:
        picture.discarded_at = now
    picture.save(update_fields=["destroyed_at", "discarded_at"])
    trail.record("home_original_destroyed", about=picture.pk)


def sweep(now: datetime, draft_life: timedelta) -> None:
    """Destroy what a crash left, what nobody took up again, and forgotten drafts. A draft's files that a crash leaves have no row then."""
    old = Q(entry__state=EntryState.RETURNED.value, entry__decided_at__lt=now - RETURNED_LIFE)
    decided = Q(entry__state__in=(EntryState.PUBLISHED.value, EntryState.REMOVED.value))
    for picture in HomePicture.objects.filter(decided | old, destroyed_at=None):
        destroy(picture, now)
    for draft_id in HomeDraft.objects.filter(changed_at__lt=now - draft_life).values_list("pk", flat=True):
        for child_id, sha256 in _forgotten(draft_id, now - draft_life):
            delete_unless_needed(child_id, sha256)


@transaction.atomic
def _forgotten(draft_id: UUID, before: datetime) -> list[tuple[UUID, str]]:
    """Delete a draft's rows, unless its parent takes it up at this moment; returns the (child, content) of its files."""
    draft = HomeDraft.objects.select_for_update().filter(pk=draft_id, changed_at__lt=before).first()
    if draft is None:
        return []
    files = list(draft.pictures.values_list("child_id", "sha256"))
    draft.delete()
    trail.record("home_draft_forgotten", about=draft.parent_id)
    return files


def unfinished() -> QuerySet[HomePicture]:
    """The pictures in which faces were not looked for to the end, and the clips that were answered and are not covered."""
    to_cover = Q(is_clip=True, reviewed_at=None, discarded_at=None) & ~Q(marks="")
    return HomePicture.objects.filter(~Q(look=HomeLook.DONE.value) | to_cover, destroyed_at=None)


def delete_unless_needed(child_id: UUID, sha256: str, *, but: HomePicture | None = None) -> None:
    """Delete the sealed file, unless another row of that child (than `but`) means the same content."""
    originals = HomePicture.objects.filter(child_id=child_id, sha256=sha256, destroyed_at=None)
    is_original = (originals.exclude(pk=but.pk) if but else originals).exists()
    is_media = Media.objects.filter(Q(sha256=sha256) | Q(served_sha256=sha256), child_id=child_id).exists()
    if not is_original and not is_media:
        chest().blobs.delete(child_id, sha256)
