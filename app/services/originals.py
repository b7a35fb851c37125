"""The end of an original without any rendition: by choice, with its draft, or with the day."""

from __future__ import annotations

from datetime import datetime

from app.storage import audit, crash, later, photos, regions, tracks
from app.storage.database import Connection, checkpoint, transaction
from app.storage.photos import Photo
from app.storage.vault import Vault
from domain.lifecycle import PhotoEvent

GONE_MEANWHILE = "A picture of this entry is no longer on this tablet, so it was not handed in. Look at it again, then hand it in."


def discard_original(connection: Connection, vault: Vault, photo: Photo, *, who: str, why: str, at: datetime) -> None:
    """Destroy the key in one transaction with its row and its audit, then the file. A file left by a power cut is swept at the start."""
    with transaction(connection):
        photos.advance(connection, photo.id, photo.state, PhotoEvent.DISCARD, at)
        destroy_original(connection, vault, photo)
        later.refuse(connection, photo.draft_id, GONE_MEANWHILE)  # an entry whose hand-in waits never goes without its pictures unasked
        audit.append(connection, at=at, who=who, what="photo.discarded", about=photo.id, detail={"why": why})
    crash.point("discard.committed")
    if photo.file_id is not None:
        vault.unlink(photo.file_id)
    checkpoint(connection)


def destroy_original(connection: Connection, vault: Vault, photo: Photo) -> None:
    """Delete the key, and who is where in the picture and who is heard. The caller moves the row, and unlinks the file after the commit."""
    if photo.file_id is not None:
        vault.destroy_key(connection, photo.file_id)
    photos.forget_file(connection, photo.id)
    photos.set_heard(connection, photo.id, None)
    regions.remove_of_photo(connection, photo.id)
    tracks.remove_of_photo(connection, photo.id)
