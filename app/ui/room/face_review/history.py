"""What was said and drawn in this review, so that it can be taken back and done again. Plain values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.boxes import Box
from domain.covering import Says
from domain.ids import ChildId, RegionId
from imaging.video_values import Span


@dataclass(frozen=True, slots=True)
class Word:
    """What a person said of a region; `child` is set exactly when `says` is CHILD."""

    says: Says
    child: ChildId | None = None


NOTHING = Word(Says.NOTHING)


@dataclass(frozen=True, slots=True)
class Said:
    """A region's word changed."""

    region: RegionId
    before: Word
    after: Word

    def reversed(self) -> Said:
        """The step that takes this one back."""
        return Said(self.region, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Drew:
    """A cover was drawn."""

    region: RegionId
    box: Box

    def reversed(self) -> Removed:
        """The step that takes this one back."""
        return Removed(self.region, self.box)


@dataclass(frozen=True, slots=True)
class Removed:
    """A drawn cover was removed."""

    region: RegionId
    box: Box

    def reversed(self) -> Drew:
        """The step that takes this one back."""
        return Drew(self.region, self.box)


@dataclass(frozen=True, slots=True)
class Moved:
    """A drawn cover was moved or made larger or smaller."""

    region: RegionId
    before: Box
    after: Box

    def reversed(self) -> Moved:
        """The step that takes this one back."""
        return Moved(self.region, self.after, self.before)


@dataclass(frozen=True, slots=True)
class NoChild:
    """ "No child visible" was said or taken back."""

    said: bool

    def reversed(self) -> NoChild:
        """The step that takes this one back."""
        return NoChild(not self.said)


@dataclass(frozen=True, slots=True)
class Passed:
    """Faces were left covered: nothing is stored, for covered is what they are; but nobody is asked about them again."""

    regions: frozenset[RegionId]
    is_passed: bool = True

    def reversed(self) -> Passed:
        """The step that takes this one back."""
        return Passed(self.regions, not self.is_passed)


@dataclass(frozen=True, slots=True)
class Cropped:
    """The picture was cut; None = all of it."""

    before: Box | None
    after: Box | None

    def reversed(self) -> Cropped:
        """The step that takes this one back."""
        return Cropped(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The kept part of a video changed; None = all of the recording."""

    before: Span | None
    after: Span | None

    def reversed(self) -> Trimmed:
        """The step that takes this one back."""
        return Trimmed(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Heard:
    """Who can be heard in a video; None = it stays silent."""

    before: tuple[ChildId, ...] | None
    after: tuple[ChildId, ...] | None

    def reversed(self) -> Heard:
        """The step that takes this one back."""
        return Heard(self.after, self.before)


Step = Said | Drew | Removed | Moved | NoChild | Passed | Cropped | Trimmed | Heard
Act = tuple[Step, ...]  # what one tap did: a name goes to several faces at once, and may come off another


def reversed_act(act: Act) -> Act:
    """The act that takes this one back."""
    return tuple(step.reversed() for step in reversed(act))


@dataclass(frozen=True, slots=True)
class History:
    """The acts that were done and those that were taken back, latest last."""

    done: tuple[Act, ...] = ()
    undone: tuple[Act, ...] = ()

    def with_act(self, act: Act) -> History:
        """After a new act, which ends every way forward."""
        return History((*self.done, act))

    def taken_back(self) -> History:
        """After an undo. Raises IndexError when nothing was done."""
        return History(self.done[:-1], (*self.undone, self.done[-1]))

    def done_again(self) -> History:
        """After a redo. Raises IndexError when nothing was taken back."""
        return History((*self.done, self.undone[-1]), self.undone[:-1])

    def forgotten(self) -> History:
        """Without the last act: it was a slip, and nobody wants it again."""
        return History(self.done[:-1], self.undone)

    def renamed(self, old: RegionId, new: RegionId) -> History:
        """With every step about `old` now about `new`: a cover that is drawn again gets a new id."""
        return History(*(tuple(tuple(renamed(step, old, new) for step in act) for act in acts) for acts in (self.done, self.undone)))


def renamed(step: Step, old: RegionId, new: RegionId) -> Step:
    """The step about `new` when it was about `old`."""
    if isinstance(step, NoChild | Passed | Cropped | Trimmed | Heard) or step.region != old:
        return step
    return replace(step, region=new)
