"""Looking for faces in an original. A look that fails holds the photo: it never means "no faces" (L20)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.services.cropping import left_in
from app.services.merging import changes, reading_order, source_of
from app.services.own import PhotoGone, own_photo
from app.services.pixels import Imaging
from app.services.session import Clock, Session, require
from app.storage import crash, photos, regions
from app.storage.database import Connection, Store, transaction
from app.storage.ids import new_id
from app.storage.photos import ALIVE, Look, Photo
from app.storage.vault import Vault
from domain.covering import Region
from domain.ids import PhotoId, RegionId
from domain.lifecycle import PhotoEvent, PhotoState
from domain.permissions import Action
from imaging.values import DetectorUnavailable, FoundFace, PictureUnreadable, SearchStopped

OnFirst = Callable[[tuple[Region, ...]], None]


class Looking:
    """Asks the detector and keeps what it found; marks that a person made meanwhile stay."""

    def __init__(self, store: Store, vault: Vault, imaging: Imaging, clock: Clock) -> None:
        self._store, self._vault, self._imaging, self._clock = store, vault, imaging, clock

    def look(
        self, photo_id: PhotoId, session: Session, on_first: OnFirst | None = None, stop: Callable[[], bool] | None = None
    ) -> tuple[Region, ...]:
        """Every region after the last pass, in reading order. `on_first` hears those of the quick look, in this thread.

        Raises DetectorUnavailable or PictureUnreadable (the photo is held as FAILED), SearchStopped (it looks again at the next start).
        """
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        _, file_id = own_photo(connection, photo_id, session)
        jpeg = self._vault.open(connection, file_id)

        def first(found: tuple[FoundFace, ...]) -> None:
            shown = self._keep(connection, photo_id, found, Look.FIRST)
            crash.point("look.first_stored")
            if on_first is not None:
                on_first(shown)

        try:
            found = self._imaging.find(jpeg, first, stop)
        except SearchStopped:
            raise
        except (DetectorUnavailable, PictureUnreadable):
            with transaction(connection):
                photos.set_look(connection, photo_id, Look.FAILED)
            raise
        kept = self._keep(connection, photo_id, found, Look.DONE)
        crash.point("look.done")
        return kept

    def look_again(
        self, photo_id: PhotoId, session: Session, on_first: OnFirst | None = None, stop: Callable[[], bool] | None = None
    ) -> tuple[Region, ...]:
        """The same once more: after a failure, or because a person asks to look closer. What was said stays."""
        return self.look(photo_id, session, on_first, stop)

    def _keep(self, connection: Connection, photo_id: PhotoId, found: Iterable[FoundFace], look: Look) -> tuple[Region, ...]:
        """Write what a look found. Raises PhotoGone when the photo was discarded meanwhile."""
        with transaction(connection):
            photo = photos.read(connection, photo_id)
            if photo is None or photo.state not in ALIVE:
                raise PhotoGone
            is_new = self._merge(connection, photo, found, is_final=look is Look.DONE)
            photos.set_look(connection, photo_id, look)
            if is_new and photo.state is PhotoState.REVIEWED:
                # The review that a person finished did not know this face.
                photos.advance(connection, photo_id, photo.state, PhotoEvent.REOPEN, self._clock())
            return reading_order(regions.of_photo(connection, photo_id))

    def _merge(self, connection: Connection, photo: Photo, found: Iterable[FoundFace], *, is_final: bool) -> bool:
        """Put what was found beside what is there; whether a region is new or speaks anew in what is kept of the picture."""
        change = changes(regions.of_photo(connection, photo.id), found)
        new = [Region(id=RegionId(new_id(self._clock())), box=face.box, source=source_of(face)) for face in change.new]
        for region in new:
            regions.add(connection, photo.id, region)
        for placed in change.placed:
            regions.place(connection, placed.id, placed.box, placed.source)
            if placed.unsay:
                regions.unsay(connection, placed.id)
        # Only the last pass may take a region away: the quick look sees less than the thorough one before it did.
        for region_id in change.gone if is_final else ():
            regions.remove(connection, region_id)
        return bool(left_in(photo, new)) or any(placed.unsay for placed in change.placed)
