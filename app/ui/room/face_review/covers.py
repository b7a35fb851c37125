"""Covers of a person's own: what is wished with the brush."""

from __future__ import annotations

from app.ui.room.face_review.desk import Desk
from app.ui.room.face_review.doing import Doing
from app.ui.room.face_review.history import Drew, Moved, Removed
from app.ui.room.face_review.page import PicturePage
from app.ui.room.face_review.state import ReviewState
from domain.boxes import Box
from domain.covering import Region, Source
from domain.ids import RegionId


class Covers:
    """Draws, moves and removes covers."""

    def __init__(self, desk: Desk[ReviewState], doing: Doing) -> None:
        self._desk, self._doing = desk, doing

    def connect(self, page: PicturePage) -> None:
        """Hear what the page wishes."""
        page.cover_drawn.connect(self.draw)
        page.cover_moved.connect(self.move)
        page.removal_asked.connect(self.remove)

    def draw(self, box: Box) -> None:
        """Keep a drawn cover, and choose it."""
        self._doing.act((Drew(RegionId(""), box),))

    def move(self, region: str, box: Box) -> None:
        """Move a drawn cover, or make it larger or smaller."""
        before = self._drawn(region)
        if before is not None and before.box != box:
            self._doing.act((Moved(before.id, before.box, box),))

    def remove(self, region: str) -> None:
        """Remove a drawn cover."""
        before = self._drawn(region)
        if before is not None:
            self._doing.act((Removed(before.id, before.box),))

    def _drawn(self, region: str) -> Region | None:
        found = self._desk.state.region(RegionId(region))
        return found if found is not None and found.source is Source.DRAWN else None
