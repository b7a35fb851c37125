"""One video's review as the tablet stores it and its page shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.services.capturing import Capturing
from app.services.clips import Clips, ClipUnderReview
from app.services.reviewing import Reviewing
from app.ui.background import Lane
from app.ui.room.clip_looks import ClipLooks
from app.ui.room.clip_review.showing import screen_of
from app.ui.room.clip_review.state import ClipState, photo_of
from app.ui.room.clip_review.view import ClipReviewView
from app.ui.room.face_review.desk import Desk, Stored
from app.ui.room.face_review.history import Heard, Step, Trimmed
from app.ui.room.face_review.state import ReviewTask, journals_of
from domain.ids import ChildId


@dataclass(frozen=True, slots=True)
class ClipServices:
    """What the review asks of the program. Looking goes on in `looks` when this screen is left."""

    reviewing: Reviewing
    clips: Clips
    capturing: Capturing
    looks: ClipLooks


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipStored(Stored):
    """The video as it stands, and who forbids its sound in each journal."""

    clip: ClipUnderReview
    silenced: Mapping[ChildId, tuple[ChildId, ...]]


class ClipDesk(Desk[ClipState]):
    """`drawn` is called after every drawing: what the state asks for and is not here yet can be fetched then."""

    family_side_px = 960

    def __init__(self, view: ClipReviewView, services: ClipServices, task: ReviewTask, vault: Lane) -> None:
        super().__init__(view, task, ClipState(), reviewing=services.reviewing, capturing=services.capturing, vault=vault)
        self.view, self.services = view, services
        self.drawn: Callable[[], None] = lambda: None

    def read(self) -> ClipStored:
        """Ask the store. Runs in the vault's lane."""
        clip = self.services.clips.clip(self.task.photo_id, self.task.session)
        photo = photo_of(clip)
        journals, session = journals_of(self.task, photo.regions), self.task.session
        outcome = self.reviewing.outcome(clip.photo_id, journals, session)
        asked = journals if clip.heard is not None else ()
        silenced = {journal: self.services.clips.silenced_by(clip.photo_id, journal, session) for journal in asked}
        return ClipStored(photo=photo, outcome=outcome, clip=clip, silenced=silenced)

    def store(self, step: Step) -> None:
        """Keep another part of the recording, or who can be heard."""
        if isinstance(step, Trimmed):
            self.services.clips.trim(self.task.photo_id, step.after, self.task.session)
        elif isinstance(step, Heard):
            self.services.clips.hear(self.task.photo_id, step.after, self.task.session)

    def draw(self) -> None:
        """Draw the state."""
        self.view.show_screen(screen_of(self.state, self.task, self.pick))
        self.drawn()
