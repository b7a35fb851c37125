"""What follows when the marks of an original change, whoever changed them."""

from __future__ import annotations

from datetime import datetime

from app.storage import photos
from app.storage.database import Connection
from app.storage.photos import Photo
from domain.lifecycle import PhotoEvent, PhotoState


def marks_changed(connection: Connection, photo: Photo, at: datetime) -> None:
    """A finished review is open again, and "no child visible" has to be said again; in the caller's transaction."""
    current = photos.read(connection, photo.id)  # a hand-in of minutes knows it as it was before
    if current is not None and current.no_child_said:
        photos.set_no_child_said(connection, photo.id, False)
    if current is not None and current.state is PhotoState.REVIEWED:
        photos.advance(connection, photo.id, current.state, PhotoEvent.REOPEN, at)
        photos.set_reviewed_by(connection, photo.id, None)
