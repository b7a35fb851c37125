"""Taking a photo: from the camera straight into the vault, upright, without metadata, under a key of its own (C30)."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.clip_files import ClipFiles
from app.services.clip_frames import frame_of, poster
from app.services.originals import discard_original
from app.services.own import own_draft, own_photo, refuse_handed_in_later, refuse_while_paused
from app.services.pixels import Frame, Imaging, Preview, preview
from app.services.plans import region_to_cover
from app.services.session import Clock, Session, require
from app.storage import audit, crash, photos, regions
from app.storage.database import Connection, Store, transaction
from app.storage.ids import new_id
from app.storage.photos import Kind, Photo
from app.storage.vault import SealedFile, Vault
from domain.boxes import Box
from domain.entries import PHOTOS_LIMIT
from domain.errors import KnownError
from domain.ids import DraftId, PhotoId
from domain.lifecycle import PhotoState
from domain.permissions import Action
from imaging.values import KeptPicture


class EnoughPhotos(KnownError):
    """The entry holds as many photos as it may."""

    def __init__(self) -> None:
        super().__init__(f"This entry has {PHOTOS_LIMIT} photos already. Discard one, or make a second entry.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoTaken:
    """A photo that is durable now; sizes in pixels of the kept picture."""

    photo_id: PhotoId
    width: int
    height: int


class Capturing:
    """Keeps and discards originals."""

    def __init__(self, store: Store, vault: Vault, imaging: Imaging, clock: Clock) -> None:
        self._store, self._vault, self._imaging, self._clock = store, vault, imaging, clock
        self._clips = ClipFiles(store.connect, vault)

    def capture(self, picture: bytes | Frame, draft_id: DraftId, session: Session) -> PhotoTaken:
        """Keep a photo for a draft: all or nothing, durable when this returns.

        Raises PictureUnreadable, PictureTooLarge, DetectorUnavailable, DiskFull, EnoughPhotos, DraftGone, Paused,
        BeingHandedIn; then nothing is kept.
        """
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        refuse_while_paused(connection)
        refuse_more(connection, draft_id, session)
        kept = self._keep(picture)
        crash.point("capture.kept")
        photo_id = self._record(connection, self._vault.write(kept.jpeg), kept, draft_id, session)
        return PhotoTaken(photo_id=photo_id, width=kept.width, height=kept.height)

    def discard(self, photo_id: PhotoId, session: Session) -> None:
        """Destroy an original for good (R7: the first choice when a child who may be in no picture is in it)."""
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        photo, _ = own_photo(connection, photo_id, session)
        discard_original(connection, self._vault, photo, who=session.staff_id, why="by choice", at=self._clock())

    def covered_thumbnail(self, photo_id: PhotoId, max_side: int, session: Session) -> Preview:
        """A small picture for the camera's strip, in which everything that was found is covered. What is not yet looked at is all cover.

        Of a clip: the first frame of what is kept, all cover until its review is finished.
        """
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        photo, file_id = own_photo(connection, photo_id, session)
        if photo.kind is Kind.CLIP:
            return poster(self._imaging, frame_of(connection, photo, file_id, self._clips), max_side)
        found = regions.of_photo(connection, photo_id)
        boxes = [region_to_cover(region, photo.width, photo.height) for region in found]
        if photo.look is not photos.Look.DONE:
            boxes = [Box(0, 0, photo.width, photo.height)]
        return preview(self._imaging, self._vault.open(connection, file_id), boxes, max_side)

    def _keep(self, picture: bytes | Frame) -> KeptPicture:
        if isinstance(picture, Frame):
            return self._imaging.keep_frame(picture.rgb, picture.width, picture.height, picture.turn)
        return self._imaging.keep(picture)

    def _record(self, connection: Connection, sealed: SealedFile, kept: KeptPicture, draft_id: DraftId, session: Session) -> PhotoId:
        """The row that makes the durable file a photo."""
        now = self._clock()
        photo_id = PhotoId(new_id(now))
        with self._vault.or_forget(sealed), transaction(connection):
            own_draft(connection, draft_id, session)  # it may have been handed in or deleted while the picture was sealed
            refuse_handed_in_later(connection, draft_id)
            self._vault.record(connection, sealed, now)
            photos.add(
                connection,
                Photo(
                    id=photo_id,
                    draft_id=draft_id,
                    state=PhotoState.CAPTURED,
                    file_id=sealed.id,
                    taken_by=session.staff_id,
                    taken_at=now,
                    width=kept.width,
                    height=kept.height,
                ),
            )
            audit.append(connection, at=now, who=session.staff_id, what="photo.captured", about=photo_id)
            crash.point("capture.rows_written")
        crash.point("capture.committed")
        return photo_id


def refuse_more(connection: Connection, draft_id: DraftId, session: Session) -> None:
    """Raises EnoughPhotos, DraftGone, NotAllowed or BeingHandedIn when the draft can take no further picture."""
    photo_ids = own_draft(connection, draft_id, session).photo_ids
    refuse_handed_in_later(connection, draft_id)
    if len(photo_ids) >= PHOTOS_LIMIT:
        raise EnoughPhotos
