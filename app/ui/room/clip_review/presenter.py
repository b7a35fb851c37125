"""One video's review: its parts, the families, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.services.reviewing import CoveredPreview
from app.ui.background import Lane
from app.ui.room.clip_review import wording
from app.ui.room.clip_review.answers import Answers
from app.ui.room.clip_review.desk import ClipDesk, ClipServices
from app.ui.room.clip_review.state import inner
from app.ui.room.clip_review.view import ClipReviewView
from app.ui.room.clip_review.watching import Watching
from app.ui.room.face_review.presenter import ReviewExits
from app.ui.room.face_review.state import ReviewTask, family_children, named_children
from domain.covering import Hold
from domain.ids import ChildId, RegionId

__all__ = ["ClipReviewPresenter", "ClipServices"]

FAMILY_SIDE_PX = 960


class ClipReviewPresenter:
    """Store work runs in `vault`, single frames in `frames`, so that taps are saved while a finger scrubs.

    write: to the words before the review is finished; the look goes on.
    """

    def __init__(
        self, view: ClipReviewView, services: ClipServices, task: ReviewTask, exits: ReviewExits, *, write: Callable[[], None],
        vault: Lane, frames: Lane,
    ) -> None:  # fmt: skip
        self._exits, self._write = exits, write
        self._desk = ClipDesk(view, services, task, vault)
        self._watching = Watching(self._desk, frames)
        self._answers = Answers(self._desk, self._watching)
        self._connect(view)

    def start(self) -> None:
        """Load the video."""
        self._desk.show(self._desk.state)
        self._desk.vault.run(self._desk.read, self._watching.loaded, self._desk.failed)

    def close(self) -> None:
        """Let go of every frame."""
        if not self._desk.is_closed:
            self._watching.close()
            self._desk.close()

    def discard(self) -> None:
        """Destroy the video."""
        self._desk.services.looks.drop(self._desk.task.photo_id)
        work = partial(self._desk.services.capturing.discard, self._desk.task.photo_id, self._desk.task.session)
        self._desk.vault.run(work, lambda _: self._left(self._exits.discarded), self._desk.failed)

    # -- Families ---------------------------------------------------------------------------------------------------------------------

    def choose_tab(self, index: int) -> None:
        """ "Who is who", or what one family gets."""
        children = family_children(inner(self._desk.state), self._desk.task)
        child = children[index - 1] if 0 < index <= len(children) else None
        self._desk.change(is_several=False, picks=frozenset(), family_child=child, family=None, seen=frozenset())
        if child is None:
            self._watching.fetch()
            return
        session, photo_id, services = self._desk.task.session, self._desk.task.photo_id, self._desk.services

        def read() -> tuple[CoveredPreview, frozenset[RegionId]]:
            preview = services.reviewing.family_view(photo_id, child, FAMILY_SIDE_PX, session)
            return preview, services.clips.seen_by(photo_id, child, session)

        self._desk.vault.run(read, partial(self._family_came, child), self._desk.failed)

    def _family_came(self, child: ChildId, came: tuple[CoveredPreview, frozenset[RegionId]]) -> None:
        if self._desk.state.family_child == child:
            self._desk.change(family=came[0], seen=came[1])
            self._watching.fetch()

    def looks_right(self) -> None:
        """On to the next family, and after the last one back to the whole."""
        children = family_children(inner(self._desk.state), self._desk.task)
        at = children.index(self._desk.state.family_child) if self._desk.state.family_child in children else len(children)
        self.choose_tab(at + 2 if at + 1 < len(children) else 0)

    # -- Leaving ----------------------------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Keep the video and go on to the words."""
        work = partial(self._desk.services.reviewing.finish, self._desk.task.photo_id, self._desk.task.session)
        self._desk.vault.run(work, self._finished, self._desk.failed)

    def _finished(self, holds: tuple[Hold, ...]) -> None:
        if holds:
            self._desk.change(message=wording.HOLDS.get(holds[0], wording.HELD))
            return
        self._left(partial(self._exits.kept, named_children(self._desk.state.regions)))

    def back(self) -> None:
        """Leave; everything that was said is kept, and a look goes on."""
        self._left(self._exits.back)

    def _left(self, way: Callable[[], None]) -> None:
        self.close()
        way()

    def _connect(self, view: ClipReviewView) -> None:
        answers, watching = self._answers, self._watching
        for signal, slot in (
            (view.region_chosen, answers.choose),
            (view.neighbour_asked, answers.step),
            (view.several_asked, answers.choose_several),
            (view.child_tapped, answers.name),
            (view.leave_asked, answers.leave_covered),
            (view.else_asked, answers.someone_else),
            (view.not_a_face_asked, answers.not_a_face),
            (view.cover_drawn, answers.draw),
            (view.cover_moved, answers.move),
            (view.removal_asked, answers.remove),
            (view.undo_asked, answers.undo),
            (view.redo_asked, answers.redo),
            (view.no_child_asked, answers.say_no_child),
            (view.part_asked, answers.trim),
            (view.cover_refused_asked, answers.cover_refused),
            (view.wrong_child_asked, answers.wrong_child),
            (view.moment_asked, watching.go_to),
            (view.play_asked, watching.play),
            (view.look_again_asked, watching.look_again),
            (view.tab_chosen, self.choose_tab),
            (view.looks_right, self.looks_right),
            (view.finish_asked, self.finish),
            (view.write_asked, lambda: self._left(self._write)),
            (view.discard_asked, self.discard),
            (view.back_asked, self.back),
        ):
            signal.connect(slot)
