"""What all parts of one review share: its state, how it is read and shown, and that it falls silent once it is closed."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Generic, TypeVar

from app.services.reviewing import Outcome, PhotoUnderReview
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.room.face_review.acts import first_to_ask
from app.ui.room.face_review.cover_art import CoverPick, random_pick
from app.ui.room.face_review.history import Step
from app.ui.room.face_review.page import PicturePage
from app.ui.room.face_review.ports import DiscardingPort, ReviewingPort
from app.ui.room.face_review.state import ReviewState, ReviewTask
from app.ui.while_shown import WhileShown
from domain.ids import RegionId

State = TypeVar("State", bound=ReviewState, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the keeper of a picture says after a step; every field is one of the state's."""

    photo: PhotoUnderReview
    outcome: Outcome


class Desk(Generic[State]):
    """One review. `state` is what is shown; `vault` answers only while the page is there. family_side_px: of a family's picture.

    A photo's desk and a video's say how theirs is read and drawn, and how what only they have is stored.
    """

    family_side_px = 1600  # the longer side: sharp at twice the canvas

    def __init__(
        self, view: PicturePage, task: ReviewTask, empty: State, *, reviewing: ReviewingPort, capturing: DiscardingPort, vault: Lane
    ) -> None:  # fmt: skip
        self.task, self.reviewing, self.capturing, self.vault = task, reviewing, capturing, WhileShown(vault, view)
        self.state = self._empty = empty
        self.is_closed = False
        self._picks: dict[RegionId, CoverPick] = {}

    def read(self) -> Stored:
        """The picture and its outcome as stored. Runs in the vault's lane; says a KnownError."""
        raise NotImplementedError

    def store(self, step: Step) -> None:
        """Store a step that only this sort of picture has. Runs in the vault's lane."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw the state."""
        raise NotImplementedError

    def note(self, **changes: object) -> None:
        """Keep some of it changed, without showing it yet."""
        if not self.is_closed:
            self.state = replace(self.state, **changes)  # type: ignore[arg-type]

    def change(self, **changes: object) -> None:
        """Show it with some of it changed; a message is said once."""
        if not self.is_closed:
            self.note(**changes)
            self.draw()
            self.note(message="")

    def take(self, stored: Stored, **changes: object) -> None:
        """Show what the keeper says; what is chosen stays chosen while it is there."""
        self.note(**{each.name: getattr(stored, each.name) for each in fields(stored)} | changes)
        left = self.state.left
        ids = frozenset(region.id for region in left)
        chosen = self.state.chosen if self.state.chosen in ids else first_to_ask(left, self.state.passed)
        self.change(chosen=chosen, picked=tuple(each for each in self.state.picked if each in ids))

    def refresh(self) -> None:
        """Show what is stored now."""
        self.vault.run(self.read, self.take, self.failed)

    def failed(self, error: Exception) -> None:
        """Say what came from the world; a bug is raised again."""
        self.change(is_saving=False, message=sentence_for(error))

    def close(self) -> None:
        """Let go of every picture, and show nothing more."""
        if not self.is_closed:
            self.state = self._empty
            self.draw()
            self.is_closed = True

    def pick(self, region: RegionId) -> CoverPick:
        """The drawing of a region's cover: drawn by lot once, the same until the review is closed."""
        return self._picks.setdefault(region, random_pick())
