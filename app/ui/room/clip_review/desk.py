"""What all parts of one video's review share: its state, how it is read and shown, and that it falls silent once it is closed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.services.capturing import Capturing
from app.services.clips import Clips, ClipUnderReview
from app.services.reviewing import Outcome, Reviewing
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.room.clip_looks import ClipLooks
from app.ui.room.clip_review.state import ClipState, next_to_ask, screen_of
from app.ui.room.clip_review.view import ClipReviewView
from app.ui.room.face_review.cover_art import CoverPick, random_pick
from app.ui.room.face_review.state import ReviewTask, journals_of
from app.ui.while_shown import WhileShown
from domain.ids import RegionId


@dataclass(frozen=True, slots=True)
class ClipServices:
    """What the review asks of the program. Looking goes on in `looks` when this screen is left."""

    reviewing: Reviewing
    clips: Clips
    capturing: Capturing
    looks: ClipLooks


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store says after a step."""

    clip: ClipUnderReview
    outcome: Outcome
    seen: frozenset[RegionId] = frozenset()
    drawn: RegionId | None = None


class ClipDesk:
    """`state` is what is shown; `vault` answers only while the view is there."""

    def __init__(self, view: ClipReviewView, services: ClipServices, task: ReviewTask, vault: Lane) -> None:
        self.view, self.services, self.task, self.vault = view, services, task, WhileShown(vault, view)
        self.state = ClipState()
        self.is_closed = False
        self._picks: dict[RegionId, CoverPick] = {}

    def read(self) -> Stored:
        """The video and its outcome. Runs in the vault's lane."""
        services, session, family = self.services, self.task.session, self.state.family_child
        clip = services.clips.clip(self.task.photo_id, session)
        outcome = services.reviewing.outcome(clip.photo_id, journals_of(self.task, clip.regions), session)
        seen = services.clips.seen_by(clip.photo_id, family, session) if family is not None else frozenset[RegionId]()
        return Stored(clip, outcome, seen)

    def update(self, stored: Stored, **changes: object) -> None:
        """Take over what the store says; what is chosen stays chosen while it is there."""
        state = replace(self.state, clip=stored.clip, outcome=stored.outcome, seen=stored.seen, **changes)  # type: ignore[arg-type]
        ids = frozenset(region.id for region in state.regions)
        if state.chosen not in ids:
            state = replace(state, chosen=next_to_ask(state, None) or next(iter(region.id for region in state.regions), None))
        self.show(replace(state, picks=state.picks & ids))

    def show(self, state: ClipState) -> None:
        """Draw that state, and keep it; a message is said once."""
        if not self.is_closed:
            self.view.show_screen(screen_of(state, self.task, self._pick))
            self.state = replace(state, message="")

    def change(self, **changes: object) -> None:
        """The same with some of it changed."""
        self.show(replace(self.state, **changes))  # type: ignore[arg-type]

    def failed(self, error: Exception) -> None:
        """Say what came from the world; a bug is raised again."""
        self.change(is_saving=False, message=sentence_for(error))

    def close(self) -> None:
        """Let go of every frame and face."""
        self.is_closed, self.state = True, ClipState()
        self.view.show_screen(screen_of(self.state, self.task, self._pick))

    def _pick(self, region: RegionId) -> CoverPick:
        return self._picks.setdefault(region, random_pick())
