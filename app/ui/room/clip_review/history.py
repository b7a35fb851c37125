"""What was said, drawn and trimmed in this review, so that it can be taken back and done again. Plain values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.room.face_review.history import Step
from app.ui.room.face_review.history import renamed as step_renamed
from domain.ids import RegionId
from imaging.video_values import Span


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The kept part changed; None = all of the recording."""

    before: Span | None
    after: Span | None

    def reversed(self) -> Trimmed:
        """The step that takes this one back."""
        return Trimmed(self.after, self.before)


ClipStep = Step | Trimmed
Act = tuple[ClipStep, ...]  # what one tap did: a name goes to several faces at once


def reversed_act(act: Act) -> Act:
    """The act that takes this one back."""
    return tuple(step.reversed() for step in reversed(act))


@dataclass(frozen=True, slots=True)
class ClipHistory:
    """The acts that were done and those that were taken back, latest last."""

    done: tuple[Act, ...] = ()
    undone: tuple[Act, ...] = ()

    def with_act(self, act: Act) -> ClipHistory:
        """After a new act, which ends every way forward."""
        return ClipHistory((*self.done, act))

    def taken_back(self) -> ClipHistory:
        """After an undo. Raises IndexError when nothing was done."""
        return ClipHistory(self.done[:-1], (*self.undone, self.done[-1]))

    def done_again(self) -> ClipHistory:
        """After a redo. Raises IndexError when nothing was taken back."""
        return ClipHistory((*self.done, self.undone[-1]), self.undone[:-1])

    def forgotten(self) -> ClipHistory:
        """Without the last act: it was a slip, and nobody wants it again."""
        return ClipHistory(self.done[:-1], self.undone)

    def renamed(self, old: RegionId, new: RegionId) -> ClipHistory:
        """With every step about `old` now about `new`: a cover that is drawn again gets a new id."""
        return ClipHistory(*(tuple(tuple(renamed(step, old, new) for step in act) for act in acts) for acts in (self.done, self.undone)))


def renamed(step: ClipStep, old: RegionId, new: RegionId) -> ClipStep:
    """The step about `new` when it was about `old`."""
    return step if isinstance(step, Trimmed) else step_renamed(step, old, new)
