"""What was written, read back from an entry's version."""

from __future__ import annotations

import json

from domain.covering import Region
from domain.entries import EntryText
from domain.ids import ChildId
from domain.wire import EntryBody, WireRegion
from server.journal.models import Entry, Rendition


def body_of(entry: Entry) -> EntryBody:
    """The newest version of the entry."""
    version = entry.versions.get(number=entry.version)
    return EntryBody.model_validate_json(version.body)


def text_of(body: EntryBody) -> EntryText:
    """What a person wrote of it, as the rules know it."""
    return EntryText(
        kind=body.kind,
        children=tuple(ChildId(child) for child in body.children),
        happened_at=body.happened_at,
        title=body.title,
        text=body.text,
        next_step=body.next_step,
        areas=body.areas,
        wellbeing=body.wellbeing,
        involvement=body.involvement,
    )


def regions_of(rendition: Rendition) -> tuple[WireRegion, ...]:
    """The rendition's regions, as the tablet decided them."""
    return tuple(WireRegion.model_validate(region) for region in json.loads(rendition.regions))


def rule_regions(rendition: Rendition) -> tuple[Region, ...]:
    """The rendition's regions as `domain.covering` knows them."""
    return tuple(region.region() for region in regions_of(rendition))
