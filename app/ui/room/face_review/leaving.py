"""The ways out of a review: kept, thrown away, or left as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.ui.room.face_review.desk import Desk
from app.ui.room.face_review.page import PicturePage
from app.ui.room.face_review.state import ReviewState, named_children
from app.ui.room.face_review.wording import finish_wish
from domain.covering import Hold
from domain.ids import ChildId


@dataclass(frozen=True, slots=True)
class ReviewExits:
    """Where the review leads: back, on to writing (with the children who were named), or away after a discard."""

    back: Callable[[], None]
    kept: Callable[[tuple[ChildId, ...]], None]
    discarded: Callable[[], None]


class Leaving:
    """close: lets go of the picture before anybody goes anywhere."""

    def __init__(self, desk: Desk[ReviewState], exits: ReviewExits, close: Callable[[], None]) -> None:
        self._desk, self._exits, self._close = desk, exits, close

    def connect(self, page: PicturePage) -> None:
        """Hear what the page wishes."""
        page.finish_asked.connect(self.finish)
        page.discard_asked.connect(self.discard)
        page.back_asked.connect(self.back)

    def finish(self) -> None:
        """Keep the picture and go on to the words."""
        desk, task = self._desk, self._desk.task
        if not desk.state.is_saving:
            desk.change(is_saving=True, is_finishing=True)
            desk.vault.run(partial(desk.reviewing.finish, task.photo_id, task.session), self._finished, self._not_finished)

    def discard(self) -> None:
        """Destroy the picture."""
        desk, task = self._desk, self._desk.task
        work = partial(desk.capturing.discard, task.photo_id, task.session)
        desk.vault.run(work, lambda _: self.leave(self._exits.discarded), desk.failed)

    def back(self) -> None:
        """Leave; everything that was said is kept."""
        self.leave(self._exits.back)

    def leave(self, way: Callable[[], None]) -> None:
        """Let go of the picture, and go."""
        self._close()
        way()

    def _finished(self, holds: tuple[Hold, ...]) -> None:
        if holds:
            words = self._desk.task.words
            why = finish_wish(holds, is_looking=False, is_held=False, looking=words.looking).why
            self._desk.change(is_saving=False, is_finishing=False, message=why or words.held)
            return
        self.leave(partial(self._exits.kept, named_children(self._desk.state.left)))

    def _not_finished(self, error: Exception) -> None:
        """Say why; the keeper may know of a face that it did not know before."""
        self._desk.note(is_finishing=False)
        self._desk.failed(error)
        self._desk.refresh()
