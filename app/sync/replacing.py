"""A picture or clip covered further, or made silent, replaces the old one: file, manifest, entry and operation in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.storage import amending, crash, entries, facts, renditions
from app.storage.database import Connection, transaction
from app.storage.renditions import RenditionRow
from app.storage.vault import SealedFile, Vault
from domain.boxes import Box
from domain.consent import ConsentFacts
from domain.covering import RULE_VERSION, Decision, decide, to_cover_further
from domain.ids import ChildId, EntryId, RegionId
from domain.lifecycle import RenditionEvent, RenditionState
from domain.sound import voices_in, who_must_be_silent
from domain.wire import EntryBody, Rendition, WireRegion
from domain.wire.clips import WireClip


@dataclass(frozen=True, slots=True)
class Owed:
    """What today's permissions ask of a waiting picture that it does not obey yet: further covers, silence."""

    further: tuple[Decision, ...]
    is_to_be_silent: bool

    @property
    def is_nothing(self) -> bool:
        """Whether it may go as it is."""
        return not self.further and not self.is_to_be_silent


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredFurther:
    """New bytes, what is covered in them, and whether they have sound. sha256: hex, of `content`."""

    content: bytes = field(repr=False)
    sha256: str
    width: int
    height: int
    regions: tuple[WireRegion, ...]
    has_sound: bool = False


def replace(connection: Connection, vault: Vault, row: RenditionRow, new: CoveredFurther, at: datetime) -> bool:
    """Store it and release the rendition, unless facts that came meanwhile ask for more; the old key goes when nobody shares it.

    False = somebody moved the rendition meanwhile, and nothing is kept. Raises DiskFull.
    """
    sealed, manifest = vault.write(new.content), manifest_after(row.manifest, new)
    with vault.or_forget(sealed), transaction(connection):
        is_ours = is_as_read(connection, row)
        if is_ours:
            _store(connection, vault, row, sealed, manifest, at)
    if not is_ours:
        vault.forget(sealed)
        return False
    crash.point("recheck.stored")
    if row.file_id is not None and not renditions.shares_file(connection, row.file_id, row.id):
        vault.unlink(row.file_id)
    return True


def is_as_read(connection: Connection, row: RenditionRow) -> bool:
    """Whether the rendition still waits to be written anew as it was read, and its entry has not left this device."""
    now = renditions.read(connection, row.id)
    is_waiting = now.state is RenditionState.HELD and now.file_id == row.file_id
    return is_waiting and amending.untried_entry(connection, row.entry_id) is not None


def _store(connection: Connection, vault: Vault, row: RenditionRow, sealed: SealedFile, manifest: Rendition, at: datetime) -> None:
    vault.record(connection, sealed, at)
    renditions.replace_picture(connection, row.id, file_id=sealed.id, sha256=manifest.sha256, bytes=manifest.bytes, manifest=manifest)
    amending.amend_entry(connection, with_manifest(entry_of(connection, row.entry_id), manifest))
    if row.file_id is not None and not renditions.shares_file(connection, row.file_id, row.id):
        vault.destroy_key(connection, row.file_id)
    if owed_by(connection, row.entry_id, manifest, facts.consent(connection), at).is_nothing:
        renditions.advance(connection, row.id, RenditionState.HELD, RenditionEvent.RELEASE, at)


def entry_of(connection: Connection, entry_id: EntryId) -> EntryBody:
    """The entry of a rendition. Raises KeyError: there always is one."""
    entry = entries.read(connection, entry_id)
    if entry is None:
        raise KeyError(entry_id)
    return entry.body


def manifest_after(manifest: Rendition, new: CoveredFurther) -> Rendition:
    """The manifest of the new bytes."""
    changed = {"sha256": new.sha256, "bytes": len(new.content), "width": new.width, "height": new.height, "regions": new.regions}
    return manifest.model_copy(update={**changed, "has_sound": new.has_sound, "rule_version": RULE_VERSION})


def with_manifest(body: EntryBody, manifest: Rendition) -> EntryBody:
    """The entry with that rendition's manifest in the old one's place."""
    return body.model_copy(update={"renditions": tuple(manifest if old.id == manifest.id else old for old in body.renditions)})


def owed_by(connection: Connection, entry_id: EntryId, manifest: Rendition, known: ConsentFacts, now: datetime) -> Owed:
    """What that picture of the entry owes."""
    clip = entry_of(connection, entry_id).clip_of(manifest.photo_id) if manifest.has_sound else None
    return Owed(further_covers(manifest, known, now), clip is not None and bool(silenced_by(manifest, clip, known, now)))


def silenced_by(manifest: Rendition, clip: WireClip, known: ConsentFacts, now: datetime) -> tuple[ChildId, ...]:
    """Who is in the sound of a clip and may not be heard in its journal today."""
    voices = voices_in((ChildId(child) for child in clip.heard), (region.region() for region in manifest.regions))
    return who_must_be_silent(voices, ChildId(manifest.child_id), known, now)


def further_covers(manifest: Rendition, known: ConsentFacts, now: datetime) -> tuple[Decision, ...]:
    """The decisions of today that the picture does not obey yet."""
    decisions = decide(ChildId(manifest.child_id), [region.region() for region in manifest.regions], known, now)
    return to_cover_further([RegionId(region.id) for region in manifest.regions if region.covered], decisions)


def after_covering(regions: Sequence[WireRegion], further: Sequence[Decision]) -> tuple[WireRegion, ...]:
    """The manifest's regions once the further covers are burnt in, each with its new reason."""
    why = {decision.region.id: decision.why for decision in further}
    return tuple(
        region.model_copy(update={"covered": True, "why": why[RegionId(region.id)]}) if RegionId(region.id) in why else region
        for region in regions
    )


def covers_of(regions: Sequence[WireRegion]) -> list[Box]:
    """What must be filled. Old covers are drawn again: a face detected under an old drawing would otherwise stop the last look."""
    return [Box(*region.cover) for region in regions if region.covered]


def seen_of(regions: Sequence[WireRegion]) -> list[Box]:
    """The faces that may be seen."""
    return [Box(*region.box) for region in regions if not region.covered]
