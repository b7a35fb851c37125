"""Which regions are filled in whose rendition; journals with the same covers and sound share one on the tablet (R11)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.boxes import Box, cover_region, on_grid
from domain.consent import ConsentFacts
from domain.covering import Decision, Region, Source, decide
from domain.ids import ChildId, RegionId
from domain.sound import who_must_be_silent


@dataclass(frozen=True, slots=True)
class JournalDecisions:
    """What was decided for every region of one photo in one child's journal, and whether a clip keeps its sound there."""

    journal: ChildId
    decisions: tuple[Decision, ...]
    has_sound: bool = False

    @property
    def covered_ids(self) -> frozenset[RegionId]:
        """The regions that are covered there."""
        return frozenset(decision.region.id for decision in self.decisions if decision.is_covered)


@dataclass(frozen=True, slots=True)
class CoverPlan:
    """One picture to make: for which journals, what is filled and which faces may be seen; boxes in pixels of the kept picture."""

    journals: tuple[JournalDecisions, ...]
    covers: tuple[Box, ...]
    seen: tuple[Box, ...]

    @property
    def has_sound(self) -> bool:
        """Whether the clip keeps its sound: the same in each of the journals."""
        return self.journals[0].has_sound


def plans(
    regions: Sequence[Region],
    children: Sequence[ChildId],
    facts: ConsentFacts,
    now: datetime,
    *,
    width: int,
    height: int,
    voices: Sequence[ChildId] | None = None,
) -> tuple[CoverPlan, ...]:
    """One plan per different set of covers and sound, in the order of the children. voices: of a clip with sound; None = silent."""
    groups: dict[tuple[frozenset[RegionId], bool], list[JournalDecisions]] = {}
    for child in children:
        has_sound = voices is not None and not who_must_be_silent(voices, child, facts, now)
        decided = JournalDecisions(child, decide(child, regions, facts, now), has_sound)
        groups.setdefault((decided.covered_ids, has_sound), []).append(decided)
    return tuple(plan_of(group, width, height) for group in groups.values())


def plan_of(group: Sequence[JournalDecisions], width: int, height: int) -> CoverPlan:
    """The plan of journals whose covers and sound are the same."""
    decisions = group[0].decisions
    return CoverPlan(tuple(group), covers_of(decisions, width, height), seen_of(decisions))


def covers_of(decisions: Iterable[Decision], width: int, height: int) -> tuple[Box, ...]:
    """The rectangles to fill. They may overlap a face that is seen: covering wins."""
    return tuple(region_to_cover(decision.region, width, height) for decision in decisions if decision.is_covered)


def seen_of(decisions: Iterable[Decision]) -> tuple[Box, ...]:
    """The boxes that may be seen."""
    return tuple(decision.region.box for decision in decisions if not decision.is_covered)


def region_to_cover(region: Region, width: int, height: int) -> Box:
    """What is filled for a region: a found face with hair and ears, a drawn cover as it was drawn, both out to the 16-px grid."""
    if region.source is not Source.DRAWN:
        return cover_region(region.box, width, height)
    box = region.box
    return on_grid(box.x0, box.y0, box.x1, box.y1).inside(width, height)
