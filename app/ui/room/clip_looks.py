"""Looking for the faces of a video takes a minute or more, so it outlives the screens: a person writes, or takes photos, meanwhile."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.services.clips import Clips
from app.services.session import Session
from app.ui.room.lanes import ToldLane
from domain.covering import Region
from domain.ids import PhotoId
from imaging.video_values import ClipStopped


class ClipLooks(QObject):
    """The videos that are looked at, one after the other. `moved` gives a video and its share (0 to 1), `failed` also why."""

    moved = Signal(str, float)
    looked = Signal(str)
    failed = Signal(str, object)
    ended = Signal()  # nothing is looked at any more

    def __init__(self, clips: Clips, session: Session, lane: ToldLane) -> None:
        super().__init__()
        self._clips, self._session, self._lane = clips, session, lane
        self._shares: dict[PhotoId, float] = {}
        self._dropped: set[PhotoId] = set()
        self._is_over = False

    def look(self, photo_id: PhotoId) -> None:
        """Look at that video; once, however often this is asked."""
        if photo_id in self._shares or self._is_over:
            return
        self._shares[photo_id] = 0.0
        self._dropped.discard(photo_id)
        told = self._lane.progress(partial(self._moved, photo_id))
        work = partial(self._clips.look, photo_id, self._session, told, partial(self._must_stop, photo_id))
        self._lane.run(work, partial(self._looked, photo_id), partial(self._failed, photo_id))

    def drop(self, photo_id: PhotoId) -> None:
        """The video is discarded: nobody waits for it any more."""
        self._dropped.add(photo_id)

    def share(self, photo_id: PhotoId) -> float:
        """How far the look is; 0 where nobody looks."""
        return self._shares.get(photo_id, 0.0)

    @property
    def is_busy(self) -> bool:
        """Whether any video is looked at, or waits for it."""
        return bool(self._shares)

    def end(self) -> None:
        """Stop: the store is about to close."""
        self._is_over = True

    def _must_stop(self, photo_id: PhotoId) -> bool:
        return self._is_over or photo_id in self._dropped or self._lane.stop()

    def _moved(self, photo_id: PhotoId, share: float) -> None:
        if photo_id in self._shares:
            self._shares[photo_id] = share
            self.moved.emit(photo_id, share)

    def _looked(self, photo_id: PhotoId, _: tuple[Region, ...]) -> None:
        self._shares.pop(photo_id, None)
        self.looked.emit(photo_id)
        self._rest()

    def _failed(self, photo_id: PhotoId, error: Exception) -> None:
        self._shares.pop(photo_id, None)
        if not isinstance(error, ClipStopped) and photo_id not in self._dropped:
            self.failed.emit(photo_id, error)
        self._rest()

    def _rest(self) -> None:
        if not self._shares:
            self.ended.emit()
