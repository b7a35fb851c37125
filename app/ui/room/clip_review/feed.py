"""Single covered frames and faces of a video, fetched one at a time in a lane: what is asked meanwhile replaces what was asked before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QImage

from app.services.clips import Clips
from app.services.pixels import Preview
from app.services.session import Session
from app.ui.background import Lane
from app.ui.room.clip_review.state import ShownFrame
from domain.ids import PhotoId, RegionId

Wanted = tuple[int, frozenset[RegionId], int]


class FrameFeed:
    """`came` gets every frame that arrives, `face` every small picture; `failed` an error of the lane."""

    def __init__(
        self, clips: Clips, photo_id: PhotoId, session: Session, lane: Lane, *, came: Callable[[ShownFrame], None],
        face: Callable[[RegionId, QImage], None], failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        self._clips, self._photo_id, self._session, self._lane = clips, photo_id, session, lane
        self._came, self._face, self._failed = came, face, failed
        self._next: Wanted | None = None
        self._faces: list[RegionId] = []
        self._asked: set[RegionId] = set()
        self._is_busy = False
        self._coming: Wanted | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a frame is on its way."""
        return self._is_busy

    def ask(self, number: int, show: frozenset[RegionId], side_px: int) -> None:
        """Fetch that frame with those regions left open. side_px: the clip's own, for boxes are pixels of the frame."""
        wanted = number, show, side_px
        self._next = None if wanted == self._coming else wanted
        self._go_on()

    def ask_faces(self, regions: tuple[RegionId, ...]) -> None:
        """Fetch the small pictures of these regions that nobody has asked for; frames come first."""
        self._faces = [region for region in regions if region not in self._asked]
        self._go_on()

    def forget_faces(self) -> None:
        """The kept part changed: a face may be shown on another frame."""
        self._asked.clear()

    def _go_on(self) -> None:
        if self._is_busy:
            return
        if self._next is not None:
            wanted, self._next = self._next, None
            self._is_busy, self._coming = True, wanted
            self._lane.run(partial(self._fetch, wanted), self._fetched, self._not_fetched)
        elif self._faces:
            region = self._faces.pop(0)
            self._asked.add(region)
            self._is_busy = True
            work = partial(self._clips.face, self._photo_id, region, self._session)
            self._lane.run(work, partial(self._face_came, region), self._not_fetched)

    def _fetch(self, wanted: Wanted) -> ShownFrame:
        number, show, side = wanted
        picture = self._clips.frame(self._photo_id, number, self._session, show=show, max_side=side)
        return ShownFrame(number, show, image_of(picture))

    def _fetched(self, frame: ShownFrame) -> None:
        self._is_busy, self._coming = False, None
        self._came(frame)
        self._go_on()

    def _face_came(self, region: RegionId, picture: Preview) -> None:
        self._is_busy = False
        self._face(region, image_of(picture))
        self._go_on()

    def _not_fetched(self, error: Exception) -> None:
        self._is_busy, self._coming = False, None
        self._next, self._faces = None, []
        self._failed(error)


def image_of(picture: Preview) -> QImage:
    """The picture as Qt draws it; a copy, because the bytes belong to the lane that made them."""
    return QImage(picture.rgb, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888).copy()
