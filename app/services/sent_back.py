"""What the last look found goes back to a person: the face is marked, and the review is open again."""

from __future__ import annotations

from datetime import datetime

from app.services.clip_tracks import add_track
from app.services.marking import marks_changed
from app.services.own import PhotoGone
from app.storage import audit, photos, regions, tracks
from app.storage.database import Connection, transaction
from app.storage.ids import new_id
from app.storage.photos import ALIVE, Photo
from domain.boxes import Box
from domain.covering import Region, Source
from domain.errors import KnownError
from domain.ids import PhotoId, RegionId
from imaging.values import FaceLeftUncovered, Tier
from imaging.video_values import FaceLeftUncoveredAt, Track

AROUND_S = 1.0  # a face that the search lost is covered so long before and after the moment at which it was seen,
SURE_S = 0.3  # and allowed only so long, where a person allows it
TRIES = 3  # of marking such faces in one clip: then a person has to draw
FACES_AT_ONCE = 10  # more marks than that are no faces that somebody could name
SENT_BACK = "photo.sent_back"


class FaceFound(KnownError):
    """The last look found a face that nobody had marked: the original went back to review."""

    def __init__(self, photo_id: PhotoId, sentence: str = "") -> None:
        super().__init__(sentence or "A face in this photo was found only now. Look at the photo again, then hand it in.")
        self.photo_id = photo_id


def send_back(connection: Connection, photo: Photo, error: FaceLeftUncovered, at: datetime) -> FaceFound:
    """Mark what the last look found in a photo, and open the review again. Raises PhotoGone when it was discarded meanwhile."""
    with transaction(connection):
        refuse_gone(connection, photo.id)
        for box in error.boxes:
            region = Region(id=RegionId(new_id(at)), box=box.inside(photo.width, photo.height), source=Source.FACE)
            regions.add(connection, photo.id, region)
        marks_changed(connection, photo, at)
        note(connection, photo, len(error.boxes), at)
    return FaceFound(photo.id)


def send_clip_back(connection: Connection, photo: Photo, error: FaceLeftUncoveredAt, at: datetime) -> FaceFound:
    """Mark it in a clip around the moment at which it was seen; when that has not helped, ask a person to draw a cover there.

    Raises PhotoGone when it was discarded meanwhile.
    """
    with transaction(connection):
        refuse_gone(connection, photo.id)
        is_marked = audit.count(connection, SENT_BACK, photo.id) < TRIES and len(error.boxes) <= FACES_AT_ONCE
        for box in error.boxes if is_marked else ():
            times_s = tracks.times_s(connection, photo.id)
            add_track(connection, photo.id, standing_track(box.inside(photo.width, photo.height), times_s, error.at_s), at)
        marks_changed(connection, photo, at)
        note(connection, photo, len(error.boxes), at)
    where = clock_time(error.at_s)
    if is_marked:
        return FaceFound(photo.id, f"A face at {where} of this video was found only now. Look at the video again, then hand it in.")
    return FaceFound(photo.id, f"A face at {where} of this video could not be followed. Draw a cover there, then hand it in.")


def refuse_gone(connection: Connection, photo_id: PhotoId) -> None:
    """Raises PhotoGone for an original that ended while it was covered: nobody is marked in what is destroyed."""
    now = photos.read(connection, photo_id)
    if now is None or now.state not in ALIVE:
        raise PhotoGone


def standing_track(box: Box, times_s: tuple[float, ...], at_s: float) -> Track:
    """A track that stands still around that moment."""
    near = [frame for frame, each in enumerate(times_s) if abs(each - at_s) <= AROUND_S]
    sure = [frame for frame in near if abs(times_s[frame] - at_s) <= SURE_S]
    best = min(near, key=lambda frame: abs(times_s[frame] - at_s))
    reach = (sure[0] - near[0], near[-1] - sure[-1])
    return Track(0, Tier.FACE, near[0], best, (box,) * len(near), reach)


def note(connection: Connection, photo: Photo, faces: int, at: datetime) -> None:
    """Say in the audit that it went back."""
    audit.append(connection, at=at, who="device", what=SENT_BACK, about=photo.id, detail={"faces": faces})


def clock_time(at_s: float) -> str:
    """0:07, as the player shows it."""
    return f"{int(at_s) // 60}:{int(at_s) % 60:02d}"
