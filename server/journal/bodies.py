"""What was written, read back from an entry's version."""

from __future__ import annotations

import json

from domain.covering import Region
from domain.wire import EntryBody, WireRegion
from domain.wire import Rendition as WireRendition
from domain.wire.clips import WireClip
from server.journal.models import Entry, Rendition


def body_of(entry: Entry) -> EntryBody:
    """The newest version of the entry. What a family sent has the pictures that a reviewer has made of it so far."""
    version = entry.versions.get(number=entry.version)
    body = EntryBody.model_validate_json(version.body)
    return body if entry.contributor_id is None else _with_pictures(body, entry)


def _with_pictures(body: EntryBody, entry: Entry) -> EntryBody:
    rows = list(Rendition.objects.filter(entry=entry, version=entry.version).select_related("media"))
    clips = tuple(WireClip.model_validate_json(row.clip) for row in rows if row.clip)
    return body.model_copy(update={"renditions": tuple(wire_rendition(row) for row in rows), "clips": clips})


def wire_rendition(rendition: Rendition) -> WireRendition:
    """A picture of an entry as it travels."""
    media = rendition.media
    return WireRendition(
        id=str(rendition.pk),
        photo_id=str(rendition.photo_id),
        child_id=str(rendition.child_id),
        sha256=media.sha256,
        bytes=media.bytes,
        width=media.width,
        height=media.height,
        regions=regions_of(rendition),
        no_child_said=rendition.no_child_said,
        reviewed_by=str(rendition.reviewed_by_id),
        rule_version=rendition.rule_version,
        detector=rendition.detector,
        has_sound=rendition.has_sound,
    )


def regions_of(rendition: Rendition) -> tuple[WireRegion, ...]:
    """The rendition's regions, as the tablet decided them."""
    return tuple(WireRegion.model_validate(region) for region in json.loads(rendition.regions))


def clip_of(rendition: Rendition) -> WireClip:
    """The clip's frames, tracks and voices, as they were handed in."""
    return WireClip.model_validate_json(rendition.clip)


def rule_regions(rendition: Rendition) -> tuple[Region, ...]:
    """The rendition's regions as `domain.covering` knows them."""
    return tuple(region.region() for region in regions_of(rendition))
