"""The sound of a clip before hand-in: nobody is heard until its author says who can be heard, and whose permissions forbid it where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.services.session import Session
from app.storage import audit, facts, photos
from app.storage.database import Connection
from app.storage.photos import Photo
from domain.covering import Region
from domain.errors import KnownError
from domain.ids import ChildId
from domain.sound import voices_in
from domain.wire.clips import MAX_HEARD


class HearRefused(KnownError):
    """That cannot be said of the sound of this clip."""


def keep_heard(connection: Connection, photo: Photo, heard: Sequence[ChildId] | None, session: Session, at: datetime) -> None:
    """Keep who can be heard, None = it stays silent; in the caller's transaction. Raises HearRefused.

    The marks stay and a finished review stays finished: a word about voices says nothing of faces. Who was heard and has left this
    tablet since stays heard: that child is on no list here, so leaving the name out says nothing.
    """
    gone = tuple(child for child in photo.heard or () if facts.child(connection, child) is None)
    said = None if heard is None else tuple(dict.fromkeys((*heard, *gone)))
    refuse_to_hear(connection, photo, said or (), gone)
    photos.set_heard(connection, photo.id, said)
    detail = {"heard": len(said or ()), "is_silent": said is None}
    audit.append(connection, at=at, who=session.staff_id, what="clip.heard_said", about=photo.id, detail=detail)


def refuse_to_hear(connection: Connection, photo: Photo, heard: Sequence[ChildId], gone: Sequence[ChildId]) -> None:
    """Raises HearRefused for a silent recording, a child whom this tablet never knew, or more children than can be told."""
    if not photo.has_sound:
        raise HearRefused("This video was recorded without sound.")
    if any(facts.child(connection, child) is None for child in heard if child not in gone):
        raise HearRefused("This child is not on this tablet. Ask the office.")
    if len(heard) > MAX_HEARD:
        raise HearRefused(f"No more than {MAX_HEARD} children can be named. Hand this video in without sound.")


def voices_of(photo: Photo, found: Sequence[Region]) -> tuple[ChildId, ...] | None:
    """Every child whose voice must be allowed where the clip is to be heard; None = it is silent everywhere. found: of the kept part."""
    return None if photo.heard is None else voices_in(photo.heard, found)


def is_unheard(trim: tuple[int, int] | None, before: tuple[int, int] | None) -> bool:
    """Whether a part to keep, in milliseconds, brings sound back that lay outside the part kept `before`."""
    if before is None:
        return False
    return trim is None or trim[0] < before[0] or trim[1] > before[1]
