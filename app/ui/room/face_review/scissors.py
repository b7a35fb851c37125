"""Cutting a photo: what is wished with the scissors."""

from __future__ import annotations

from app.ui.room.face_review.desk import Desk
from app.ui.room.face_review.doing import Doing
from app.ui.room.face_review.history import Cropped
from app.ui.room.face_review.state import ReviewState
from app.ui.room.face_review.view import ReviewView
from domain.boxes import Box


class Scissors:
    """Shows what a cut would keep, and cuts; to be undone until the photo is handed in."""

    def __init__(self, desk: Desk[ReviewState], doing: Doing) -> None:
        self._desk, self._doing = desk, doing

    def connect(self, view: ReviewView) -> None:
        """Hear what the view wishes."""
        view.cutting_asked.connect(self.begin)
        view.frame_moved.connect(self.move_frame)
        view.cut_asked.connect(self.cut)
        view.whole_asked.connect(self.cut_nothing)

    def begin(self) -> None:
        """Show what a cut would keep: what is offered, else what is kept now, else all of it."""
        photo, offer = self._desk.state.photo, self._desk.state.offer
        if photo is not None:
            frame = offer.box if offer is not None else photo.crop or Box(0, 0, photo.width, photo.height)
            self._desk.change(frame=frame, is_several=False, picked=(), family_child=None, family=None)

    def move_frame(self, frame: Box | None) -> None:
        """Another part is to be kept; None = leave the picture as it is."""
        self._desk.change(frame=frame)

    def cut(self) -> None:
        """Cut the picture to the frame."""
        self._crop(self._desk.state.frame)

    def cut_nothing(self) -> None:
        """All of the picture again."""
        self._crop(None)

    def _crop(self, box: Box | None) -> None:
        before = self._desk.state.photo.crop if self._desk.state.photo is not None else None
        self._desk.change(frame=None)
        if before != box:
            self._doing.act((Cropped(before, box),))
