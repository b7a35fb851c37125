"""One photo's review: its parts, and the search for faces that goes on beside the taps."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QImage

from app.storage.photos import Look as LookState
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.room.face_review.answers import Answers
from app.ui.room.face_review.covers import Covers
from app.ui.room.face_review.doing import Doing
from app.ui.room.face_review.families import Families
from app.ui.room.face_review.finder import Finder, Heard
from app.ui.room.face_review.leaving import Leaving, ReviewExits
from app.ui.room.face_review.photo_desk import PhotoDesk, PhotoStored
from app.ui.room.face_review.picking import Picking
from app.ui.room.face_review.ports import ReviewServices
from app.ui.room.face_review.scissors import Scissors
from app.ui.room.face_review.state import ReviewTask
from app.ui.room.face_review.view import ReviewView
from app.ui.room.lanes import ToldLane

__all__ = ["ReviewExits", "ReviewPresenter", "ReviewServices"]


class ReviewPresenter:
    """Store work runs in `vault`, the search for faces in `cpu`, so that taps are saved while it looks."""

    def __init__(
        self, view: ReviewView, services: ReviewServices, task: ReviewTask, exits: ReviewExits, *, vault: Lane, cpu: ToldLane
    ) -> None:
        task = replace(task, can_cut=task.can_cut and services.cropping is not None)
        self._desk = desk = PhotoDesk(view, services, task, vault)
        self._finder = Finder(services.looking, task, cpu, desk.vault, lambda: desk.is_closed)
        self._heard = Heard(desk.refresh, self._looked, self._look_failed)
        families = Families(desk)
        doing = Doing(desk, lambda _: families.show_again())
        self._parts = (families, Answers(desk, doing), Picking(desk, doing), Covers(desk, doing), Scissors(desk, doing))
        self._leaving = Leaving(desk, exits, self.close)
        for part in (*self._parts, self._leaving):
            part.connect(view)
        view.look_again_asked.connect(self.look_again)

    def start(self) -> None:
        """Load the photo, and look for faces if nobody has looked to the end."""
        self._desk.draw()
        self._desk.load(self._loaded)

    def reload(self) -> None:
        """Show what the keeper shows now: another moment of a clip, a region that came from elsewhere."""
        self._desk.load(lambda stored, picture: self._desk.take(stored, picture=picture))

    def close(self) -> None:
        """Let go of the clear picture, and stop looking."""
        self._desk.close()

    # -- Looking ----------------------------------------------------------------------------------------------------------------------

    def _loaded(self, stored: PhotoStored, picture: QImage | None) -> None:
        has_failed = stored.photo.look is LookState.FAILED
        is_looking = not has_failed and stored.photo.look is not LookState.DONE
        self._desk.take(stored, picture=picture, is_looking=is_looking, has_failed=has_failed)
        if is_looking:
            self._finder.look(self._heard)

    def _looked(self) -> None:
        self._desk.note(is_looking=False)
        self._desk.refresh()

    def _look_failed(self, error: Exception) -> None:
        self._desk.change(is_looking=False, has_failed=True, message=sentence_for(error))

    def look_again(self) -> None:
        """Try once more after the finder failed."""
        self._desk.change(is_looking=True, has_failed=False)
        self._finder.look_again(self._heard)
