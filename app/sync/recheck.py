"""Newer facts, and what still waits here: a picture that shows more than it may now is held, covered further, and released.

Nothing is ever uncovered, and no original is needed: the further covers are burnt into the covered picture itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.storage import amending, crash, entries, facts, renditions
from app.storage.database import Connection, transaction
from app.storage.renditions import RenditionRow
from app.storage.space import DiskFull
from app.storage.vault import SealedFile, Vault, VaultFileDamaged
from domain.boxes import Box
from domain.consent import ConsentFacts
from domain.covering import RULE_VERSION, Decision, decide, to_cover_further
from domain.ids import ChildId, EntryId, RegionId
from domain.lifecycle import RenditionEvent, RenditionState
from domain.wire import EntryBody, Rendition, WireRegion
from imaging.values import CoveredPicture, DetectorUnavailable, FaceLeftUncovered, PictureUnreadable

HOLD_REASON = "A family's permission changed, so this picture is covered again before it is sent."


class Pictures(Protocol):
    """What covers pictures: imaging's worker."""

    def cover(
        self, jpeg: bytes, regions: Sequence[Box], seen: Sequence[Box], check: bool = True, max_side: int | None = None
    ) -> CoveredPicture:
        """Burn a cover into every region. Raises DetectorUnavailable, FaceLeftUncovered, PictureUnreadable."""


@dataclass(slots=True)
class Rechecked:
    """What became of the waiting pictures."""

    held: int = 0
    covered_further: int = 0


class Recheck:
    """Decides every waiting picture again under the facts of this cycle."""

    def __init__(self, connection: Connection, vault: Vault, pictures: Pictures, clock: Callable[[], datetime]) -> None:
        self._connection, self._vault, self._pictures, self._clock = connection, vault, pictures, clock

    def run(self, stop: Callable[[], bool]) -> Rechecked:
        """Hold what shows too much, cover it further, release it; what cannot be covered now stays held with the reason."""
        result, known = Rechecked(), facts.consent(self._connection)
        for row in renditions.in_state(self._connection, RenditionState.QUEUED, RenditionState.HELD):
            if stop():
                break
            self._one(row, known, result)
        return result

    def _one(self, row: RenditionRow, known: ConsentFacts, result: Rechecked) -> None:
        further = further_covers(row.manifest, known, self._clock())
        if not further:
            self._release(row)
        elif amending.untried_entry(self._connection, row.entry_id) is None:
            # Its manifest may be with the server already, and must not change under it: the server covers further itself.
            self._release(row)
        else:
            self._hold(row)
            covered = self._cover(row, further)
            result.covered_further += covered
            result.held += not covered

    def _release(self, row: RenditionRow) -> None:
        if row.state is RenditionState.HELD:
            with transaction(self._connection):
                renditions.advance(self._connection, row.id, row.state, RenditionEvent.RELEASE, self._clock())

    def _hold(self, row: RenditionRow) -> None:
        if row.state is RenditionState.QUEUED:
            with transaction(self._connection):
                event, at = RenditionEvent.HOLD, self._clock()
                renditions.advance(self._connection, row.id, row.state, event, at, hold_reason=HOLD_REASON)

    def _cover(self, row: RenditionRow, further: Sequence[Decision]) -> bool:
        """Burn the further covers in; False = not now, and the row says why."""
        regions = after_covering(row.manifest.regions, further)
        try:
            content = self._vault.open(self._connection, row.file_id or "")
            picture = self._pictures.cover(content, covers_of(regions), seen_of(regions))
            self._replace(row, picture, regions)
        except DiskFull:
            return False  # sending the others is what makes room again
        except (DetectorUnavailable, FaceLeftUncovered, PictureUnreadable, VaultFileDamaged) as error:
            with transaction(self._connection):
                renditions.failed(self._connection, row.id, error.sentence)
            return False
        return True

    def _replace(self, row: RenditionRow, picture: CoveredPicture, regions: tuple[WireRegion, ...]) -> None:
        """New picture, manifest, entry and release in one transaction; the old picture's key goes with it when nobody shares it."""
        sealed = self._vault.write(picture.jpeg)
        manifest = row.manifest.model_copy(
            update={
                "sha256": picture.sha256,
                "bytes": len(picture.jpeg),
                "width": picture.width,
                "height": picture.height,
                "regions": regions,
                "rule_version": RULE_VERSION,
            }
        )
        with self._vault.or_forget(sealed), transaction(self._connection):
            self._store(row, sealed, manifest)
        crash.point("recheck.stored")
        if row.file_id is not None and not renditions.shares_file(self._connection, row.file_id, row.id):
            self._vault.unlink(row.file_id)

    def _store(self, row: RenditionRow, sealed: SealedFile, manifest: Rendition) -> None:
        at = self._clock()
        self._vault.record(self._connection, sealed, at)
        renditions.replace_picture(
            self._connection, row.id, file_id=sealed.id, sha256=manifest.sha256, bytes=manifest.bytes, manifest=manifest
        )
        amending.amend_entry(self._connection, with_manifest(self._entry(row.entry_id), manifest))
        if row.file_id is not None and not renditions.shares_file(self._connection, row.file_id, row.id):
            self._vault.destroy_key(self._connection, row.file_id)
        renditions.advance(self._connection, row.id, RenditionState.HELD, RenditionEvent.RELEASE, at)

    def _entry(self, entry_id: EntryId) -> EntryBody:
        entry = entries.read(self._connection, entry_id)
        if entry is None:
            raise KeyError(entry_id)
        return entry.body


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


def with_manifest(body: EntryBody, manifest: Rendition) -> EntryBody:
    """The entry with that rendition's manifest in the old one's place."""
    return body.model_copy(update={"renditions": tuple(manifest if old.id == manifest.id else old for old in body.renditions)})
