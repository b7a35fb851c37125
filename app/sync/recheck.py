"""Newer facts, and what still waits here: a picture that shows or tells more than it may now is held, covered further, and released.

Nothing is ever uncovered, and no original is needed: the further covers are burnt into the covered picture itself.
Clips are held here, and covered or made silent in a lane of their own (`app.sync.recheck_clips`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.storage import amending, facts, renditions
from app.storage.database import Connection, transaction
from app.storage.renditions import RenditionRow
from app.storage.space import DiskFull
from app.storage.vault import Vault, VaultFileDamaged
from app.sync.replacing import CoveredFurther, Owed, after_covering, covers_of, entry_of, owed_by, replace, seen_of
from domain.boxes import Box
from domain.consent import ConsentFacts
from domain.covering import Decision
from domain.lifecycle import RenditionEvent, RenditionState
from imaging.values import CoveredPicture, DetectorUnavailable, FaceLeftUncovered, PictureUnreadable

HOLD_REASON = "A family’s permission changed, so this picture is covered again before it is sent."
HOLD_REASON_OF_SOUND = "A family’s permission changed, so the sound of this video is taken away before it is sent."


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
    clips: int = 0  # of those that are held: to be covered elsewhere


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
        owed = owed_by(self._connection, row.entry_id, row.manifest, known, self._clock())
        if owed.is_nothing:
            self._release(row)
        elif amending.untried_entry(self._connection, row.entry_id) is None:
            # Its manifest may be with the server already, and must not change under it: the server covers further, or silences, itself.
            self._release(row)
        else:
            is_clip = entry_of(self._connection, row.entry_id).clip_of(row.photo_id) is not None
            self._hold(row, hold_reason(owed, is_clip=is_clip))
            covered = not is_clip and self._cover(row, owed.further)
            result.clips += is_clip
            result.covered_further += covered
            result.held += not covered

    def _release(self, row: RenditionRow) -> None:
        if row.state is RenditionState.HELD:
            with transaction(self._connection):
                renditions.advance(self._connection, row.id, row.state, RenditionEvent.RELEASE, self._clock())

    def _hold(self, row: RenditionRow, reason: str) -> None:
        if row.state is RenditionState.QUEUED:
            with transaction(self._connection):
                event, at = RenditionEvent.HOLD, self._clock()
                renditions.advance(self._connection, row.id, row.state, event, at, hold_reason=reason)

    def _cover(self, row: RenditionRow, further: Sequence[Decision]) -> bool:
        """Burn the further covers in; False = not now, and the row says why."""
        regions = after_covering(row.manifest.regions, further)
        try:
            content = self._vault.open(self._connection, row.file_id or "")
            made = self._pictures.cover(content, covers_of(regions), seen_of(regions))
            new = CoveredFurther(content=made.jpeg, sha256=made.sha256, width=made.width, height=made.height, regions=regions)
            return replace(self._connection, self._vault, row, new, self._clock())
        except DiskFull:
            return False  # sending the others is what makes room again
        except (DetectorUnavailable, FaceLeftUncovered, PictureUnreadable, VaultFileDamaged) as error:
            with transaction(self._connection):
                renditions.failed(self._connection, row.id, error.sentence)
            return False


def hold_reason(owed: Owed, *, is_clip: bool) -> str:
    """Why it does not go yet, as the room reads it."""
    if not owed.further:
        return HOLD_REASON_OF_SOUND
    return HOLD_REASON.replace("picture", "video") if is_clip else HOLD_REASON
