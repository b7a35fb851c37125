"""Which faces must be covered in whose journal (L19, L20, C22, R7, R11). Everything is covered until a person says whose face it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.boxes import Box
from domain.consent import ConsentFacts, Scope
from domain.ids import ChildId, RegionId

RULE_VERSION = 1  # goes with every rendition, so that an inspector can ask by which rule it was covered


class Source(StrEnum):
    """Who put the region there."""

    FACE = "face"  # the detector, sure enough to ask a person
    MAYBE = "maybe"  # the detector, unsure: covered, drawn dashed
    DRAWN = "drawn"  # a person


class Says(StrEnum):
    """What a person said of a region."""

    NOTHING = "nothing"
    CHILD = "child"
    SOMEONE_ELSE = "someone_else"
    NOT_A_FACE = "not_a_face"


class Why(StrEnum):
    """Why a region is seen or covered in one journal."""

    OWN_CHILD = "own_child"  # seen: it is this journal's child
    ALLOWED = "allowed"  # seen: that child may be seen in other journals
    NOT_A_FACE = "not_a_face"  # seen: a person said so of a "maybe"
    NOBODY_SAID = "nobody_said"  # covered
    NOT_A_CHILD = "not_a_child"  # covered: a visitor, a member of staff
    DRAWN = "drawn"  # covered: a person drew this cover
    OTHER_CHILD_OWN_ONLY = "other_child_own_only"  # covered: may be seen in the own journal only
    ALONE_IN_OWN = "alone_in_own"  # covered: this journal's child may be seen only alone
    NO_PERMISSION = "no_permission"  # covered: that child may be seen nowhere


SEEN = frozenset({Why.OWN_CHILD, Why.ALLOWED, Why.NOT_A_FACE})


class Hold(StrEnum):
    """Why a photo may not go anywhere yet."""

    NOT_LOOKED = "not_looked"  # the detector failed, died or has not finished: held, never "no faces"
    NOT_REVIEWED = "not_reviewed"  # no person has finished the review
    NOBODY_FOUND = "nobody_found"  # zero faces, and nobody said "no child visible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A face, a perhaps-face or a drawn cover, in pixels of the kept picture. `child` is set exactly when `says` is CHILD."""

    id: RegionId
    box: Box
    source: Source
    says: Says = Says.NOTHING
    child: ChildId | None = None

    def __post_init__(self) -> None:
        if (self.says is Says.CHILD) != (self.child is not None):
            raise ValueError(f"Region {self.id} says {self.says} with child {self.child}")


@dataclass(frozen=True, slots=True)
class Decision:
    """One region in one journal."""

    region: Region
    why: Why

    @property
    def is_covered(self) -> bool:
        """Whether it must be covered there."""
        return self.why not in SEEN


def decide(journal: ChildId, regions: Sequence[Region], facts: ConsentFacts, now: datetime) -> tuple[Decision, ...]:
    """What to do with every region in the rendition that goes into `journal`; regions without a person's word are covered."""
    own = facts.scope_of(journal, now)
    return tuple(Decision(region, why_of(region, journal, own, facts, now)) for region in regions)


def why_of(region: Region, journal: ChildId, own: Scope, facts: ConsentFacts, now: datetime) -> Why:
    """Why one region is seen or covered in `journal`, whose child has the scope `own`."""
    if region.source is Source.DRAWN:
        return Why.DRAWN
    if region.says is Says.NOT_A_FACE:
        # Only a "maybe" can be answered so: a face that the detector is sure of stays covered whatever is said.
        return Why.NOT_A_FACE if region.source is Source.MAYBE else Why.NOBODY_SAID
    if region.says is Says.SOMEONE_ELSE:
        return Why.NOT_A_CHILD
    if region.child is None:
        return Why.NOBODY_SAID
    return why_of_child(region.child, journal, own, facts.scope_of(region.child, now))


def why_of_child(child: ChildId, journal: ChildId, own: Scope, scope: Scope) -> Why:
    """Why a named child, who has `scope`, is seen or covered in `journal`, whose child has the scope `own`."""
    if scope is Scope.NONE:
        return Why.NO_PERMISSION
    if child == journal:
        return Why.OWN_CHILD
    if own is Scope.OWN_ONLY:
        return Why.ALONE_IN_OWN
    return Why.ALLOWED if scope is Scope.ALL else Why.OTHER_CHILD_OWN_ONLY


def holds(*, looked: bool, reviewed: bool, no_child_said: bool, regions: Sequence[Region]) -> tuple[Hold, ...]:
    """Why a photo may not be handed in yet; empty = it may. `no_child_said` counts only while no face is left standing."""
    reasons = []
    if not looked:
        reasons.append(Hold.NOT_LOOKED)
    if not reviewed:
        reasons.append(Hold.NOT_REVIEWED)
    if may_say_no_child(regions) and not no_child_said:
        reasons.append(Hold.NOBODY_FOUND)
    return tuple(reasons)


def may_say_no_child(regions: Iterable[Region]) -> bool:
    """Whether "no child visible" can be true: every region was answered "not a face", or there is none. A drawn cover hides somebody."""
    return all(region.source is Source.MAYBE and region.says is Says.NOT_A_FACE for region in regions)


def refused_children(regions: Iterable[Region], facts: ConsentFacts, now: datetime) -> tuple[ChildId, ...]:
    """The named children who may be in no picture at all: discarding is offered first, covering second (R7)."""
    named = {region.child: None for region in regions if region.child is not None}
    return tuple(child for child in named if facts.scope_of(child, now) is Scope.NONE)


def to_cover_further(covered: Iterable[RegionId], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that a rendition, in which `covered` are covered already, does not obey yet. The stricter answer wins."""
    done = frozenset(covered)
    return tuple(decision for decision in decisions if decision.is_covered and decision.region.id not in done)
