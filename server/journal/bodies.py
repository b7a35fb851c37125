"""What was written, read back from an entry's version."""

from __future__ import annotations

import json

from domain.covering import Region
from domain.wire import EntryBody, WireRegion
from server.journal.models import Entry, Rendition


def body_of(entry: Entry) -> EntryBody:
    """The newest version of the entry."""
    version = entry.versions.get(number=entry.version)
    return EntryBody.model_validate_json(version.body)


def regions_of(rendition: Rendition) -> tuple[WireRegion, ...]:
    """The rendition's regions, as the tablet decided them."""
    return tuple(WireRegion.model_validate(region) for region in json.loads(rendition.regions))


def rule_regions(rendition: Rendition) -> tuple[Region, ...]:
    """The rendition's regions as `domain.covering` knows them."""
    return tuple(region.region() for region in regions_of(rendition))
