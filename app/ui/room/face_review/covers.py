"""Covers of a person's own, and cutting the picture: what is wished with the brush and with the scissors."""

from __future__ import annotations

from dataclasses import replace

from app.ui.room.face_review.desk import Desk
from app.ui.room.face_review.history import Cropped, Drew, Moved, Removed
from app.ui.room.face_review.view import ReviewView
from domain.boxes import Box
from domain.covering import Source
from domain.ids import RegionId


class Covers:
    """Draws, moves and removes covers; cuts the picture, to be undone until it is handed in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def connect(self, view: ReviewView) -> None:
        """Hear what the view wishes."""
        for signal, slot in (
            (view.cover_drawn, self.draw),
            (view.cover_moved, self.move),
            (view.removal_asked, self.remove),
            (view.cutting_asked, self.begin_cut),
            (view.frame_moved, self.move_frame),
            (view.cut_asked, self.cut),
            (view.whole_asked, self.cut_nothing),
        ):
            signal.connect(slot)

    def draw(self, box: Box) -> None:
        """Keep a drawn cover, and choose it."""
        self._desk.act((Drew(RegionId(""), box),))

    def move(self, region: str, box: Box) -> None:
        """Move a drawn cover, or make it larger or smaller."""
        before = self._desk.state.region(RegionId(region))
        if before is not None and before.source is Source.DRAWN and before.box != box:
            self._desk.act((Moved(before.id, before.box, box),))

    def remove(self, region: str) -> None:
        """Remove a drawn cover."""
        before = self._desk.state.region(RegionId(region))
        if before is not None and before.source is Source.DRAWN:
            self._desk.act((Removed(before.id, before.box),))

    def begin_cut(self) -> None:
        """Show what a cut would keep: what is offered, else what is kept now, else all of it."""
        photo, offer = self._desk.state.photo, self._desk.state.offer
        if photo is not None:
            frame = offer.box if offer is not None else photo.crop or Box(0, 0, photo.width, photo.height)
            self._desk.show(replace(self._desk.state, frame=frame, is_several=False, picked=(), family_child=None, family=None))

    def move_frame(self, frame: Box | None) -> None:
        """Another part is to be kept; None = leave the picture as it is."""
        self._desk.show(replace(self._desk.state, frame=frame))

    def cut(self) -> None:
        """Cut the picture to the frame."""
        self._crop(self._desk.state.frame)

    def cut_nothing(self) -> None:
        """All of the picture again."""
        self._crop(None)

    def _crop(self, box: Box | None) -> None:
        before = self._desk.state.photo.crop if self._desk.state.photo is not None else None
        self._desk.show(replace(self._desk.state, frame=None))
        if before != box:
            self._desk.act((Cropped(before, box),))
