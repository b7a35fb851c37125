"""What is served of a picture: written anew from the proved bytes, searched once, covered further when today's facts ask for it.

This is the one door to the bytes of a rendition; clips go on to `clips`.
"""

from __future__ import annotations

import threading
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from domain.boxes import Box
from imaging.values import CoveredPicture, FaceLeftUncovered, PictureTooLarge, PictureUnreadable
from server.journal import clips
from server.journal.bodies import regions_of
from server.journal.gate import cover_box
from server.journal.models import Rendition
from server.journal.served import (
    PictureNotReady,
    drop_files,
    found_here,
    is_covered,
    keep,
    newly_forbidden,
    note_further,
    opened,
    refresh,
    serve_from_now,
)
from server.journal.unlisted import note_faces
from server.media import uploads
from server.media.chest import chest

__all__ = ["PictureNotReady", "forget_file", "is_clip", "newly_forbidden", "poster_bytes", "prepare", "served_bytes"]

LOOKS_AT_MOST = 4  # that find something: each covers it, and a picture in which the next finds more is refused
_one_at_a_time = threading.Lock()  # the worker is one process; two drawings of one picture would leave one of them lying


def is_clip(rendition: Rendition) -> bool:
    """Whether it moves."""
    return bool(rendition.clip)


def served_bytes(rendition: Rendition, now: datetime | None = None) -> bytes:
    """The clear JPEG, or WebM of a clip, that may be shown at this moment, for memory only. The consents are asked at every call.

    A picture is covered further first when a consent was withdrawn since; a clip is not shown until that is done. Raises PictureNotReady.
    """
    prepare(rendition, now or timezone.now())
    return opened(rendition.media, rendition.media.served_sha256)


def poster_bytes(rendition: Rendition, now: datetime | None = None) -> bytes:
    """A JPEG that stands for it: a frame of a clip, the picture itself otherwise. As `served_bytes`."""
    prepare(rendition, now or timezone.now())
    return opened(rendition.media, rendition.media.poster_sha256 or rendition.media.served_sha256)


def prepare(rendition: Rendition, now: datetime) -> None:
    """Have the served form ready and obeying today's facts. Raises PictureNotReady, DetectorUnavailable (later perhaps).

    A clip takes minutes: it is asked for, and PictureNotReady raised, until it is drawn beside the requests.
    """
    if is_clip(rendition):
        clips.prepare(rendition, now)
        return
    refresh(rendition)
    if rendition.media.served_sha256 and not newly_forbidden(rendition, now):
        return  # without the lock: who looks at a finished picture must not wait while others are drawn
    with _one_at_a_time:
        refresh(rendition)
        newly = newly_forbidden(rendition, now)
        if newly:
            note_further(rendition, newly, now)
        if not rendition.media.served_sha256:
            _write_anew(rendition, now)


def forget_file(child_id: UUID, sha256: str) -> None:
    """Destroy a file that shows more than may be seen now, unless another picture of the child shows it still."""
    with _one_at_a_time:
        drop_files(child_id, [sha256])


def _write_anew(rendition: Rendition, now: datetime) -> None:
    """Decode the proved bytes, cover what the server covers, write a new file and keep that for serving."""
    media = rendition.media
    received = opened(media, media.sha256)
    try:
        picture = _drawn(rendition, received) if rendition.looked_at else _looked_at(rendition, received)
    except (PictureUnreadable, PictureTooLarge):
        uploads.refuse(media, now, "unreadable")
        raise PictureNotReady from None
    except FaceLeftUncovered:
        uploads.refuse(media, now, "face_left")
        raise PictureNotReady from None
    if (picture.width, picture.height) != (media.width, media.height):
        uploads.refuse(media, now, "size")
        raise PictureNotReady
    keep(media, picture.sha256, picture.jpeg, now)
    serve_from_now(rendition, now, picture.sha256)


def _drawn(rendition: Rendition, received: bytes) -> CoveredPicture:
    """The picture with every cover on it that the tablet promised and that the server added.

    The tablet's own covers are drawn once more: no look at the pixels proves that they are there, and over themselves they change nothing.
    """
    covers = _covers(rendition)
    # No search here: the server looked once, and since then only covers were added.
    return chest().worker.cover(received, covers, seen=[], check=False) if covers else chest().worker.rewrite(received)


def _looked_at(rendition: Rendition, received: bytes) -> CoveredPicture:
    """The same after the server's own search: a face that is neither covered nor listed is covered too, and noted in `found_here`.

    Raises FaceLeftUncovered when the last look still finds one.
    """
    seen = [Box(*region.box) for region in regions_of(rendition) if not is_covered(rendition, region)]
    for _ in range(LOOKS_AT_MOST):
        try:
            return chest().worker.cover(received, _covers(rendition), seen, check=True)
        except FaceLeftUncovered as left:
            note_faces(rendition, left.boxes)
    return chest().worker.cover(received, _covers(rendition), seen, check=True)


def _covers(rendition: Rendition) -> list[Box]:
    size = rendition.media.width, rendition.media.height
    covered = [region for region in regions_of(rendition) if is_covered(rendition, region)]
    return [cover_box(region, *size) for region in (*covered, *found_here(rendition))]
