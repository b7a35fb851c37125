"""One video's review: its parts, and the moments that are shown of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.ui.background import Lane
from app.ui.loudspeaker import Loudspeaker
from app.ui.room.clip_review.answers import ClipAnswers
from app.ui.room.clip_review.desk import ClipDesk, ClipServices
from app.ui.room.clip_review.view import ClipReviewView
from app.ui.room.clip_review.watching import Watching
from app.ui.room.clip_review.wording import WORDS
from app.ui.room.face_review.covers import Covers
from app.ui.room.face_review.doing import Doing
from app.ui.room.face_review.families import Families
from app.ui.room.face_review.history import Act, Heard
from app.ui.room.face_review.leaving import Leaving, ReviewExits
from app.ui.room.face_review.state import ReviewTask

__all__ = ["ClipReviewPresenter", "ClipServices"]


class ClipReviewPresenter:
    """Store work runs in `vault`, single frames in `frames`, so that taps are saved while a finger scrubs.

    write: to the words before the review is finished; the look goes on.
    """

    def __init__(
        self, view: ClipReviewView, services: ClipServices, task: ReviewTask, exits: ReviewExits, *, write: Callable[[], None],
        vault: Lane, frames: Lane, loudspeaker: Callable[[], Loudspeaker],
    ) -> None:  # fmt: skip
        self._desk = desk = ClipDesk(view, services, replace(task, words=WORDS, can_cut=False), vault)
        self._watching = Watching(desk, frames, loudspeaker)
        self._families = Families(desk)
        doing = Doing(desk, self._done)
        self._answers, self._covers = ClipAnswers(desk, doing, self._watching), Covers(desk, doing)
        self._leaving = Leaving(desk, exits, self.close)
        view.discard_asked.connect(self._drop)
        self._answers.connect_clip(view)
        for part in (self._watching, self._families, self._covers, self._leaving):
            part.connect(view)
        view.write_asked.connect(lambda: self._leaving.leave(write))

    def start(self) -> None:
        """Load the video."""
        self._desk.draw()
        self._watching.load()

    def close(self) -> None:
        """Let go of every frame and face."""
        if not self._desk.is_closed:
            self._watching.close()
            self._desk.close()

    def _done(self, act: Act) -> None:
        self._watching.follow(act)
        self._families.show_again()
        sound = self._desk.view.drawn.sound
        if sound is not None and any(isinstance(step, Heard) for step in act):
            self._desk.change(message=sound.told)

    def _drop(self) -> None:
        """It is about to be destroyed: nobody waits for its look any more."""
        self._desk.services.looks.drop(self._desk.task.photo_id)
