"""A person's own drafts and photos: nobody works on another's (L16), and what is gone is said kindly."""

from __future__ import annotations

from app.services.session import NotAllowed, Paused, Session
from app.storage import disowned, drafts, facts, later, photos
from app.storage.database import Connection
from app.storage.drafts import Draft
from app.storage.photos import ALIVE, Photo
from domain.errors import KnownError
from domain.ids import DraftId, PhotoId


class DraftGone(KnownError):
    """The draft was handed in or deleted."""

    def __init__(self) -> None:
        super().__init__("This entry is no longer being written. It was handed in or deleted.")


class Disowned(KnownError):
    """Its author said that somebody else wrote it."""

    def __init__(self) -> None:
        super().__init__("You said that this is not yours. It cannot be handed in under your name.")


class BeingHandedIn(KnownError):
    """The draft is being handed in, which takes its time."""

    def __init__(self) -> None:
        super().__init__("This entry is being handed in. Stop that first if you want to change it.")


class PhotoGone(KnownError):
    """The original was handed in or discarded."""

    def __init__(self) -> None:
        super().__init__("This photo is no longer on this tablet.")


def own_draft(connection: Connection, draft_id: DraftId, session: Session) -> Draft:
    """The draft. Raises DraftGone, or NotAllowed when somebody else writes it."""
    draft = drafts.read(connection, draft_id)
    if draft is None:
        raise DraftGone
    if draft.author != session.staff_id:
        raise NotAllowed
    return draft


def own_photo(connection: Connection, photo_id: PhotoId, session: Session) -> tuple[Photo, str]:
    """The original and its file in the vault. Raises PhotoGone, or NotAllowed when somebody else took it."""
    photo = photos.read(connection, photo_id)
    if photo is None or photo.state not in ALIVE or photo.file_id is None:
        raise PhotoGone
    if photo.taken_by != session.staff_id:
        raise NotAllowed
    return photo, photo.file_id


def refuse_disowned(connection: Connection, draft_id: DraftId) -> None:
    """Raises Disowned when its author said that the draft is not theirs."""
    if disowned.is_disowned(connection, draft_id):
        raise Disowned


def refuse_handed_in_later(connection: Connection, draft_id: DraftId) -> None:
    """Raises BeingHandedIn while the draft's hand-in waits or is at work: only a wish that was taken back lets anybody write on it."""
    if later.is_waiting(connection, draft_id):
        raise BeingHandedIn


def refuse_while_paused(connection: Connection) -> None:
    """Raises Paused while the nursery's lockdown is on."""
    site = facts.site(connection)
    if site is not None and site.is_paused:
        raise Paused
