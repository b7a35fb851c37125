"""One photo's review as its keeper stores it and its page shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QImage

from app.services.reviewing import PhotoUnderReview
from app.ui.background import Lane
from app.ui.room.face_review.desk import Desk, Stored
from app.ui.room.face_review.history import Cropped, Step
from app.ui.room.face_review.ports import ReviewServices
from app.ui.room.face_review.showing import screen_of
from app.ui.room.face_review.state import ReviewState, ReviewTask, journals_of, left_of
from app.ui.room.face_review.view import ReviewView
from domain.cropping import Offer
from domain.ids import RegionId


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoStored(Stored):
    """The photo as it stands, with the cut that is offered and the small pictures of faces that it does not show."""

    offer: Offer | None
    faces: Mapping[RegionId, QImage]


class PhotoDesk(Desk[ReviewState]):
    """`load` also reads the clear picture."""

    def __init__(self, view: ReviewView, services: ReviewServices, task: ReviewTask, vault: Lane) -> None:
        super().__init__(view, task, ReviewState(), reviewing=services.reviewing, capturing=services.capturing, vault=vault)
        self._view, self._cropping = view, services.cropping

    def load(self, loaded: Callable[[PhotoStored, QImage | None], None]) -> None:
        """Read everything anew."""
        self.vault.run(self._read_with_picture, lambda both: loaded(*both), self.failed)

    def read(self) -> PhotoStored:
        """Ask the keeper. Runs in its lane."""
        photo = self.reviewing.photo(self.task.photo_id, self.task.session)
        journals = journals_of(self.task, left_of(photo))
        return PhotoStored(
            photo=photo,
            outcome=self.reviewing.outcome(photo.photo_id, journals, self.task.session),
            offer=self._cropping.offered_crop(photo.photo_id, journals, self.task.session) if self._cropping is not None else None,
            faces={region: QImage.fromData(face) for region, face in photo.faces.items()},
        )

    def store(self, step: Step) -> None:
        """Cut the photo."""
        if isinstance(step, Cropped) and self._cropping is not None:
            self._cropping.crop(self.task.photo_id, step.after, self.task.session)

    def draw(self) -> None:
        """Draw the state."""
        self._view.show_screen(screen_of(self.state, self.task, self.pick))

    def _read_with_picture(self) -> tuple[PhotoStored, QImage | None]:
        stored = self.read()
        return stored, picture_of(stored.photo)


def picture_of(photo: PhotoUnderReview) -> QImage | None:
    """The clear picture, decoded in the lane: 5 MP take 40 ms."""
    picture = QImage.fromData(photo.jpeg)
    return None if picture.isNull() else picture
