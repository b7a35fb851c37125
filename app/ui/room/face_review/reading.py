"""What the keeper of a picture says after a step, read in its lane."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QImage

from app.services.reviewing import Outcome, PhotoUnderReview
from app.ui.room.face_review.ports import ReviewServices
from app.ui.room.face_review.state import ReviewTask, journals_of, left_of
from domain.cropping import Offer
from domain.ids import RegionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """The photo as it stands; `picture` only when it was asked for, `drawn` after a cover was drawn."""

    photo: PhotoUnderReview
    outcome: Outcome
    offer: Offer | None
    faces: Mapping[RegionId, QImage]
    picture: QImage | None = None
    drawn: RegionId | None = None


def read(services: ReviewServices, task: ReviewTask, *, with_picture: bool) -> Stored:
    """Ask the keeper. Decoding 5 MP takes 40 ms, so it is done here, in the lane."""
    photo = services.reviewing.photo(task.photo_id, task.session)
    journals = journals_of(task, left_of(photo))
    outcome = services.reviewing.outcome(photo.photo_id, journals, task.session)
    offer = services.cropping.offered_crop(photo.photo_id, journals, task.session) if services.cropping is not None else None
    faces = {region: QImage.fromData(face) for region, face in photo.faces.items()}
    picture = QImage.fromData(photo.jpeg) if with_picture else None
    if picture is not None and picture.isNull():
        picture = None
    return Stored(photo=photo, outcome=outcome, offer=offer, faces=faces, picture=picture)
