"""The consent gate at intake: the server decides again, with its own facts, what the tablet decided (L19, L20, R11)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.boxes import Box, cover_region
from domain.consent import ConsentFacts
from domain.covering import Decision, Source, decide, holds, to_cover_further
from domain.ids import ChildId, RegionId
from domain.sound import who_must_be_silent
from domain.wire import EntryBody, Rendition, WireRegion
from server.journal.clip_gate import clips_refusal

LAST_RULE = 1 << 15  # versions of the rule are counted by people
MAX_SIDE_PX = 20_000  # as for every picture on the wire


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What may not stay in one journal: faces that are seen there, and children who are heard. False when there is nothing."""

    seen: tuple[Decision, ...]
    heard: tuple[ChildId, ...]

    def __bool__(self) -> bool:
        return bool(self.seen or self.heard)

    @property
    def region_ids(self) -> tuple[str, ...]:
        """The regions that are to be covered."""
        return tuple(decision.region.id for decision in self.seen)


def rendition_refusal(rendition: Rendition, children: Collection[str]) -> str | None:
    """Why a rendition may not come in at all; None = it may."""
    if rendition.child_id not in children:
        return "picture_of_foreign_journal"
    if not 0 < rendition.rule_version < LAST_RULE:
        return "rule_unknown"
    try:
        regions = [region.region() for region in rendition.regions]
        for region in rendition.regions:
            if not all(abs(edge) <= MAX_SIDE_PX for edge in (*region.box, *region.cover)):
                return "regions_wrong"  # the office's screen draws them
            cover_box(region, rendition.width, rendition.height)
    except ValueError:
        return "regions_wrong"  # an empty box, one outside the picture, or a child without a word
    if holds(looked=bool(rendition.detector), reviewed=True, no_child_said=rendition.no_child_said, regions=regions):
        return "picture_not_reviewed"
    if len({region.id for region in regions}) != len(regions):
        return "regions_doubled"
    return crop_refusal(rendition)


def crop_refusal(rendition: Rendition) -> str | None:
    """Why the kept part of the original cannot be that; None = it can, or all of it was kept."""
    if rendition.crop is None:
        return None
    x0, y0, x1, y1 = rendition.crop
    return None if 0 <= x0 < x1 <= MAX_SIDE_PX and 0 <= y0 < y1 <= MAX_SIDE_PX else "crop_wrong"


def body_refusal(body: EntryBody) -> str | None:
    """Why the pictures of an entry may not come in; None = they may."""
    for rendition in body.renditions:
        why = rendition_refusal(rendition, body.children)
        if why is not None:
            return why
    if len({rendition.id for rendition in body.renditions}) != len(body.renditions):
        return "pictures_doubled"
    return clips_refusal(body)


def forbidden(
    journal: str,
    regions: Sequence[WireRegion],
    covered_further: Collection[str],
    voices: Iterable[ChildId],
    facts: ConsentFacts,
    now: datetime,
) -> Forbidden:
    """What today's facts forbid there and neither the tablet nor the server has taken away yet. voices: of those who are heard."""
    seen = further_decisions(journal, regions, covered_further, facts, now)
    return Forbidden(seen, who_must_be_silent(voices, ChildId(journal), facts, now))


def further_decisions(
    journal: str, regions: Sequence[WireRegion], covered_further: Collection[str], facts: ConsentFacts, now: datetime
) -> tuple[Decision, ...]:
    """What must be covered by today's facts and neither the tablet nor the server has covered yet."""
    decisions = decide(ChildId(journal), [region.region() for region in regions], facts, now)
    covered = [RegionId(region.id) for region in regions if region.covered or region.id in covered_further]
    return to_cover_further(covered, decisions)


def cover_box(region: WireRegion, width: int, height: int) -> Box:
    """The region that hides this face: what the tablet named and what the rule says, whichever is larger; a drawn one as drawn."""
    named, box = Box(*region.cover).inside(width, height), Box(*region.box)
    if region.source is Source.DRAWN:
        return named.around(box.inside(width, height))
    return named.around(cover_region(box, width, height))


def named_children(regions: Sequence[WireRegion]) -> tuple[str, ...]:
    """The children whose faces a person named."""
    return tuple(dict.fromkeys(region.child_id for region in regions if region.child_id is not None))
