"""What an inspector asks of an entry: who was covered for whom, why, by which version of the rule, and who looked at it (L20, R11).

The pictures of the newest version are told of as their families see them now; what a tablet or the server covered stays covered.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.entries import title_of
from domain.lifecycle import EntryState
from domain.wire.covering_record import CoveringRecord, PictureRecord
from server.audit.models import AuditEntry
from server.journal.bodies import body_of
from server.journal.concerned import concerned_ids
from server.journal.covering_regions import Asked, region_records
from server.journal.entry_steps import DONE, person_name, steps_of, writer_of
from server.journal.models import Entry, Rendition, WipeReport
from server.journal.voices import voices_of
from server.registry.consents import consent_facts
from server.registry.models import Child


@dataclass(frozen=True, slots=True)
class Deed:
    """What the server did to a picture by itself, as the audit has it. regions: ids of those it covered further."""

    what: str
    at: datetime
    rendition: str
    regions: tuple[str, ...]


def covering_record(entry: Entry, now: datetime) -> CoveringRecord:
    """Everything about one entry's pictures, and its life. The same number of questions however many pictures it has."""
    found = Rendition.objects.filter(entry=entry, version=entry.version)
    pictures = list(found.select_related("media", "child", "reviewed_by"))
    deeds, wiped = _deeds(pictures), _wiped(pictures)
    asked = _asked(pictures, deeds, now)
    journals = {str(picture.pk): short_name(picture.child) for picture in pictures}
    return CoveringRecord(
        entry_id=str(entry.pk),
        title=title_of(body_of(entry).words()),
        author=writer_of(entry),
        state=EntryState(entry.state),
        happened_at=entry.happened_at,
        pictures=tuple(_picture(picture, asked, wiped.get((str(picture.pk), picture.media.sha256))) for picture in pictures),
        steps=steps_of(entry, [(deed.what, deed.at, journals[deed.rendition]) for deed in deeds]),
    )


def short_name(child: Child) -> str:
    """A child by first name and initial, as everywhere but in the register."""
    return f"{child.first_name} {child.last_initial}"


def _picture(rendition: Rendition, asked: Asked, wiped_at: datetime | None) -> PictureRecord:
    media = rendition.media
    return PictureRecord(
        rendition_id=str(rendition.pk),
        journal_name=short_name(rendition.child),
        is_clip=bool(rendition.clip),
        width=media.width,
        height=media.height,
        regions=region_records(rendition, asked),
        by_rule=rendition.rule_version,
        detector=rendition.detector,
        reviewed_by=person_name(rendition.reviewed_by),
        no_child_said=rendition.no_child_said,
        sha256=media.sha256,
        has_sound=rendition.has_sound,
        heard=tuple(asked.names[child] for child in voices_of(rendition) if child in asked.names),
        silenced_at=rendition.silenced_at,
        arrived_at=media.stored_at,
        wiped_at=wiped_at,
    )


def _asked(pictures: Sequence[Rendition], deeds: Sequence[Deed], now: datetime) -> Asked:
    people = {child for picture in pictures for child in concerned_ids(picture)}
    names = {str(child.pk): short_name(child) for child in Child.objects.filter(pk__in=people)}
    covered_at = {(deed.rendition, region): deed.at for deed in reversed(deeds) for region in deed.regions}  # the first time counts
    return Asked(names=names, covered_at=covered_at, facts=consent_facts(people, now), now=now)


def _deeds(pictures: Sequence[Rendition]) -> list[Deed]:
    """The first one first."""
    rows = AuditEntry.objects.filter(what__in=DONE, about__in=[str(picture.pk) for picture in pictures]).order_by("seq")
    return [Deed(row.what, datetime.fromisoformat(row.at), row.about, tuple(json.loads(row.detail).get("regions", ()))) for row in rows]


def _wiped(pictures: Sequence[Rendition]) -> dict[tuple[str, str], datetime]:
    """When the tablet said that its copy is destroyed, by rendition and hash: a report about other bytes proves nothing."""
    rows = WipeReport.objects.filter(rendition_id__in=[picture.pk for picture in pictures]).order_by("-id")
    return {(str(row.rendition_id), row.sha256): row.wiped_at for row in rows}
