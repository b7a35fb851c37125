"""Held clips are covered further or made silent, in a lane of their own: minutes of work never delay pictures, pushes or the pull.

The cycle has held them already; until they are covered nobody is sent them. It may be stopped at any time, and begins that clip anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from app.storage import amending, facts, failures, renditions
from app.storage.database import Connection, Store, transaction
from app.storage.failures import NEEDS_YOU_AFTER
from app.storage.renditions import RenditionRow
from app.storage.space import DiskFull
from app.storage.vault import Vault
from app.sync.replacing import CoveredFurther, Owed, after_covering, entry_of, owed_by, replace
from domain.boxes import Box
from domain.consent import FACTS_LIFE
from domain.errors import KnownError
from domain.ids import RegionId
from domain.lifecycle import RenditionState
from domain.wire.clips import WireClip, unpacked
from imaging.values import DetectorUnavailable, Tier
from imaging.video_values import WHOLE, ClipStopped, ClipUnreadable, CoveredClip, DrawnRegion, Span, Track

NOT_AS_SENT = "This video cannot be covered again. It is kept here; ask the office."


class ClipPictures(Protocol):
    """What covers clips: imaging's worker."""

    def video_cover(
        self,
        clip: bytes,
        tracks: Sequence[Track],
        seen: Collection[int] = (),
        drawn: Sequence[DrawnRegion] = (),
        *,
        span: Span = WHOLE,
        with_sound: bool = False,
        check: bool = True,
        on_progress: Callable[[float], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> CoveredClip:
        """A new clip with every track covered that is not `seen`; silent unless asked.

        Raises ClipStopped, ClipUnreadable, DetectorUnavailable, SoundCannotBeKept.
        """


class ClipRecheck:
    """Covers held clips further, and silences them. Runs on the connection of whichever thread asks."""

    def __init__(self, store: Store, vault: Vault, pictures: ClipPictures, clock: Callable[[], datetime]) -> None:
        self._store, self._vault, self._pictures, self._clock = store, vault, pictures, clock

    def work(self, stop: Callable[[], bool]) -> int:
        """Write held clips anew as today's permissions ask; how many were released. What cannot be now stays held and says why."""
        connection, released = self._store.connect(), 0
        for row in renditions.in_state(connection, RenditionState.HELD):
            if stop() or self._is_without_facts(connection):
                break
            clip = entry_of(connection, row.entry_id).clip_of(row.photo_id)
            if clip is not None and failures.errors_of(connection, row.id) < NEEDS_YOU_AFTER:
                released += self._one(connection, row, clip, stop)
        return released

    def _is_without_facts(self, connection: Connection) -> bool:
        """Whether the tablet slept over its facts: they would cover everybody for good. A cycle comes before any push anyway."""
        return self._clock() - facts.consent(connection).confirmed_at > FACTS_LIFE

    def _one(self, connection: Connection, row: RenditionRow, clip: WireClip, stop: Callable[[], bool]) -> bool:
        owed = owed_by(connection, row.entry_id, row.manifest, facts.consent(connection), self._clock())
        if owed.is_nothing or amending.untried_entry(connection, row.entry_id) is None:
            return False  # the next cycle releases it by itself
        try:
            new = self._covered(connection, row, clip, owed, stop)
            is_stored = replace(connection, self._vault, row, new, self._clock())
        except (ClipStopped, DiskFull):
            return False  # sending the others is what makes room again
        except KnownError as error:
            with transaction(connection):
                renditions.failed(connection, row.id, error.sentence)
                if not isinstance(error, DetectorUnavailable):  # the worker is back soon; a clip that cannot be read stays so
                    failures.count(connection, row.id, error.sentence)
            return False
        return is_stored and renditions.read(connection, row.id).state is RenditionState.QUEUED

    def _covered(self, connection: Connection, row: RenditionRow, clip: WireClip, owed: Owed, stop: Callable[[], bool]) -> CoveredFurther:
        """The covered clip, covered further or silent: nothing is looked for, for that was done before it was first written."""
        regions, has_sound = after_covering(row.manifest.regions, owed.further), row.manifest.has_sound and not owed.is_to_be_silent
        followed = tracks_of(clip)
        seen = [followed[region.id].id for region in regions if not region.covered and region.id in followed]
        still = [DrawnRegion(Box(*region.cover)) for region in regions if region.covered and region.id not in followed]
        content = self._vault.open(connection, row.file_id or "")
        made = self._pictures.video_cover(content, tuple(followed.values()), seen, still, with_sound=has_sound, check=False, stop=stop)
        if made.frames != clip.frames:
            raise ClipUnreadable(NOT_AS_SENT)  # its tracks would lie beside its faces
        size = {"width": made.width, "height": made.height}
        return CoveredFurther(content=made.webm, sha256=made.sha256, **size, regions=regions, has_sound=has_sound)


def tracks_of(clip: WireClip) -> dict[str, Track]:
    """The tracks of a clip's regions as the worker knows them; a region that was drawn has none."""
    followed: dict[str, Track] = {}
    for number, each in enumerate(clip.tracks):
        boxes = unpacked(each.boxes)
        if boxes:
            followed[RegionId(each.region_id)] = Track(number, Tier.FACE, each.first, each.first, boxes, each.reach)
    return followed
