"""The faces and covers of one picture as they are now: the tablet's decisions, and what the server covered since."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.boxes import Box
from domain.consent import ConsentFacts
from domain.covering import Decision, decide
from domain.ids import ChildId
from domain.wire import WireRegion
from domain.wire.covering_record import RegionRecord
from server.journal.bodies import regions_of
from server.journal.gate import cover_box
from server.journal.models import Rendition


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked once for all pictures of an entry."""

    names: Mapping[str, str]  # child id -> first name and initial
    covered_at: Mapping[tuple[str, str], datetime]  # (rendition, region) -> when the server covered it further
    facts: ConsentFacts
    now: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """One region as it is now; box: the cover's, or the face's where it is seen."""

    region: WireRegion
    box: Box
    decision: Decision
    later_at: datetime | None

    def record(self, number: int, names: Mapping[str, str]) -> RegionRecord:
        """As a message. A region that the server covered for a reason of today bears that reason, else the one it came with."""
        later = self.later_at is not None
        return RegionRecord(
            number=number,
            box=(self.box.x0, self.box.y0, self.box.x1, self.box.y1),
            source=self.region.source,
            person=names.get(self.region.child_id or "", ""),
            is_covered=self.region.covered or later,
            why=self.decision.why if later and self.decision.is_covered else self.region.why,
            covered_later_at=self.later_at,
        )


def region_records(rendition: Rendition, asked: Asked) -> tuple[RegionRecord, ...]:
    """The regions with their numbers, in reading order."""
    shown = [_shown(rendition, region, asked, found=False) for region in regions_of(rendition)]
    shown += [_shown(rendition, WireRegion.model_validate(one), asked, found=True) for one in json.loads(rendition.found_here)]
    return tuple(shown[at].record(number, asked.names) for number, at in enumerate(reading_order([each.box for each in shown]), start=1))


def reading_order(boxes: Sequence[Box]) -> list[int]:
    """The places of the boxes, line by line from the top, and in each line from the left.

    A box stands in the line above it when its middle lies within the first half of that line's height from its middle.
    """
    left = sorted(range(len(boxes)), key=lambda at: boxes[at].y0 + boxes[at].y1)
    ordered: list[int] = []
    while left:
        first = boxes[left[0]]
        line = [at for at in left if boxes[at].y0 + boxes[at].y1 - first.y0 - first.y1 <= first.height]
        ordered += sorted(line, key=lambda at: boxes[at].x0)
        left = [at for at in left if at not in line]
    return ordered


def _shown(rendition: Rendition, region: WireRegion, asked: Asked, *, found: bool) -> Shown:
    """found: a face that the server found itself; it covered it when it looked."""
    (decision,) = decide(ChildId(str(rendition.child_id)), [region.region()], asked.facts, asked.now)
    later_at = rendition.looked_at or asked.now if found else _later_at(rendition, region, decision, asked)
    is_covered = region.covered or later_at is not None
    box = cover_box(region, rendition.media.width, rendition.media.height) if is_covered else Box(*region.box)
    return Shown(region, box, decision, later_at)


def _later_at(rendition: Rendition, region: WireRegion, decision: Decision, asked: Asked) -> datetime | None:
    """When the server covered it further; now, where today's facts ask for it and it is not drawn yet: from now on nobody is shown it."""
    if region.id in json.loads(rendition.covered_further):
        return asked.covered_at.get((str(rendition.pk), region.id), asked.now)
    return asked.now if decision.is_covered and not region.covered else None
