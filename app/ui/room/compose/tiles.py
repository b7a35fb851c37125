"""Covered pictures for the writing page, made in the vault's lane and held in memory only."""

from __future__ import annotations

from PySide6.QtGui import QImage

from app.services.clips import Clips
from app.services.reviewing import CoveredPreview, Reviewing
from app.services.session import Session
from app.storage.photos import Look
from app.ui.room.camera_screen.screen import clock_words
from app.ui.room.compose.screen import PhotoTile
from app.ui.room.face_review.state import image_of
from domain.ids import ChildId, PhotoId
from domain.lifecycle import PhotoState

TILE_SIDE_PX = 480
PAGE_SIDE_PX = 1100


def tile_of(reviewing: Reviewing, photo_id: PhotoId, children: tuple[ChildId, ...], session: Session) -> PhotoTile:
    """One photo as the first family gets it; without a family, or before the review is finished, only what nobody named is covered."""
    photo = reviewing.photo(photo_id, session)
    if photo.state is not PhotoState.REVIEWED:
        return PhotoTile(id=photo_id, picture=None, note="Who is in it?", asks=True)
    preview = (
        reviewing.family_view(photo_id, children[0], TILE_SIDE_PX, session)
        if children
        else reviewing.who_is_who(photo_id, TILE_SIDE_PX, session)
    )
    return PhotoTile(id=photo_id, picture=image_of(preview), note=note_of(preview), asks=False)


def clip_tile_of(reviewing: Reviewing, clips: Clips, photo_id: PhotoId, children: tuple[ChildId, ...], session: Session) -> PhotoTile:
    """The same for a video: the first frame of what is kept. Nothing of it is shown before its review is finished."""
    clip = clips.clip(photo_id, session)
    film = clock_words(clip.span.end_s - clip.span.start_s)
    if clip.state is not PhotoState.REVIEWED:
        note = "Looking for faces" if clip.look in (Look.WAITING, Look.FIRST) else "Who is in it?"
        return PhotoTile(id=photo_id, picture=None, note=note, asks=True, film=film)
    preview = (
        reviewing.family_view(photo_id, children[0], TILE_SIDE_PX, session)
        if children
        else reviewing.who_is_who(photo_id, TILE_SIDE_PX, session)
    )
    return PhotoTile(id=photo_id, picture=image_of(preview), note=note_of(preview), asks=False, film=film)


def note_of(preview: CoveredPreview) -> str:
    """ "2 covered", "Nobody covered", "No face"."""
    if not preview.faces:
        return "No face"
    covered = sum(face.is_covered for face in preview.faces)
    return f"{covered} covered" if covered else "None covered"


def family_pictures(reviewing: Reviewing, photos: tuple[PhotoId, ...], child: ChildId, session: Session) -> tuple[QImage, ...]:
    """All pictures of the entry as that child's family gets them."""
    return tuple(image_of(reviewing.family_view(photo, child, PAGE_SIDE_PX, session)) for photo in photos)
