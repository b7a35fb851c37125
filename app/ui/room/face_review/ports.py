"""What the face review asks of whoever keeps the picture: a tablet's store, a clip's frames, or the office's memory.

The services of `app.services` fit as they are. All methods run in the lane that the presenter was given; it says a KnownError.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.services.reviewing import CoveredPreview, Outcome, PhotoUnderReview
from app.services.session import Session
from domain.boxes import Box
from domain.covering import Hold, Region, Says
from domain.cropping import Offer
from domain.ids import ChildId, PhotoId, RegionId

OnFirst = Callable[[tuple[Region, ...]], None]


class ReviewingPort(Protocol):
    """Keeps what is said and drawn. `app.services.reviewing.Reviewing` is one."""

    def photo(self, photo_id: PhotoId, session: Session) -> PhotoUnderReview:
        """The picture and its marks as they stand: asked at the start and after every step."""

    def say(self, region_ids: Sequence[RegionId], says: Says, child: ChildId | None, session: Session) -> tuple[Region, ...]:
        """Keep what a person says of some regions, all or none."""

    def draw(self, photo_id: PhotoId, box: Box, session: Session) -> Region:
        """Keep a drawn cover."""

    def remove_drawn(self, region_id: RegionId, session: Session) -> None:
        """Take a drawn cover away."""

    def move_drawn(self, region_id: RegionId, box: Box, session: Session) -> Region:
        """Put a drawn cover elsewhere, perhaps in another size."""

    def say_no_child(self, photo_id: PhotoId, said: bool, session: Session) -> None:
        """Keep that no child is visible, or take it back."""

    def outcome(self, photo_id: PhotoId, children: Sequence[ChildId], session: Session) -> Outcome:
        """What each of these families will see."""

    def family_view(self, photo_id: PhotoId, child: ChildId, max_side: int, session: Session) -> CoveredPreview:
        """What one family will get, and why."""

    def finish(self, photo_id: PhotoId, session: Session) -> tuple[Hold, ...]:
        """Finish the review; empty = finished, else why not."""


class LookingPort(Protocol):
    """Finds faces. `app.services.looking.Looking` is one; asked only while `PhotoUnderReview.look` is neither DONE nor FAILED."""

    def look(
        self, photo_id: PhotoId, session: Session, on_first: OnFirst | None = None, stop: Callable[[], bool] | None = None
    ) -> tuple[Region, ...]:
        """Every region after the last pass."""

    def look_again(
        self, photo_id: PhotoId, session: Session, on_first: OnFirst | None = None, stop: Callable[[], bool] | None = None
    ) -> tuple[Region, ...]:
        """The same once more, after a failure."""


class DiscardingPort(Protocol):
    """Destroys a picture. `app.services.capturing.Capturing` is one."""

    def discard(self, photo_id: PhotoId, session: Session) -> object:
        """Destroy it for ever; whatever it answers is not looked at."""


class CroppingPort(Protocol):
    """Cuts a picture, to be undone until it is handed in. `app.services.reviewing.Reviewing` is one."""

    def offered_crop(self, photo_id: PhotoId, children: Sequence[ChildId], session: Session) -> Offer | None:
        """The largest part that hides covered faces just as well, for the journals of these children."""

    def crop(self, photo_id: PhotoId, box: Box | None, session: Session) -> None:
        """Cut the picture to that box, in pixels of the kept picture; None takes the cut back."""


@dataclass(frozen=True, slots=True)
class ReviewServices:
    """What the review asks of the program. `cropping` is None where pictures are not cut: nothing of it is shown then."""

    reviewing: ReviewingPort
    looking: LookingPort
    capturing: DiscardingPort
    cropping: CroppingPort | None = None
