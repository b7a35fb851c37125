"""Clips before hand-in: recorded into the vault, followed through time, trimmed, heard. A clip is a photo that moves (docs/adr/0016)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.services.capturing import refuse_more
from app.services.clip_files import ClipFiles
from app.services.clip_frames import FrameOf, covered_frame, face_of, frame_of
from app.services.clip_sound import is_unheard, keep_heard, voices_of
from app.services.clip_tracks import duration_ms, merge, sort_out
from app.services.marking import marks_changed
from app.services.merging import reading_order
from app.services.own import PhotoGone, own_draft, own_photo, refuse_while_paused
from app.services.pixels import Imaging, Preview
from app.services.session import Clock, Session, require
from app.services.tracking import frames_in, span_of, track_of
from app.storage import audit, crash, facts, photos, regions, tracks
from app.storage.database import Connection, Store, transaction
from app.storage.ids import new_id
from app.storage.photos import ALIVE, Kind, Look, Photo
from app.storage.vault import SealedFile, Vault
from domain.consent import Scope
from domain.covering import Region, may_say_no_child
from domain.entries import CLIPS_LIMIT
from domain.errors import KnownError
from domain.ids import ChildId, DraftId, PhotoId, RegionId
from domain.lifecycle import PhotoEvent, PhotoState
from domain.permissions import Action
from domain.sound import who_must_be_silent
from imaging.recorded import pcm_of
from imaging.values import DetectorUnavailable
from imaging.video_values import (
    MAX_CLIP_S,
    ClipMeasure,
    ClipTooLarge,
    ClipTooLong,
    ClipUnreadable,
    FoundTracks,
    Span,
    Track,
)

NO_LOOK = (DetectorUnavailable, ClipUnreadable, ClipTooLarge, ClipTooLong)  # they hold the clip: never "no faces" (L20)


class EnoughClips(KnownError):
    """The entry holds as many videos as it may."""

    def __init__(self) -> None:
        super().__init__(f"This entry has {CLIPS_LIMIT} videos already. Discard one, or make a second entry.")


class NothingLeft(KnownError):
    """No frame lies in the part that was chosen."""

    def __init__(self) -> None:
        super().__init__("Nothing of this video is left between the start and the end. Choose a longer part.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipTaken:
    """A clip that is durable now; sizes in pixels of its frames."""

    photo_id: PhotoId
    width: int
    height: int
    duration_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipUnderReview:
    """A clip as the review shows it. Regions of the kept part in reading order, each where its face is on the frame that is shown.

    tracks: of every region that the search found, in frames of the whole recording; times_s: when each of those is shown, empty until
    the clip was looked at. span: the part that is kept, in seconds. has_sound: of the recording; heard: whom its author heard in it,
    None = it will be silent.
    """

    photo_id: PhotoId
    draft_id: DraftId
    regions: tuple[Region, ...]
    tracks: Mapping[RegionId, Track]
    times_s: tuple[float, ...]
    width: int
    height: int
    duration_s: float
    span: Span
    look: Look
    no_child_said: bool
    may_say_no_child: bool
    state: PhotoState
    has_sound: bool
    heard: tuple[ChildId, ...] | None


class Clips:
    """Keeps recordings, follows their faces, shows single frames with their covers. Naming and drawing are Reviewing's, as for photos."""

    def __init__(self, store: Store, vault: Vault, imaging: Imaging, clock: Clock) -> None:
        self._store, self._vault, self._imaging, self._clock = store, vault, imaging, clock
        self._files = ClipFiles(store.connect, vault)

    def keep(self, recording: bytes, draft_id: DraftId, session: Session) -> ClipTaken:
        """Keep a recording for a draft: all or nothing, sealed and durable when this returns; no clear byte ever lay on the disk.

        Raises ClipUnreadable, ClipTooLong, ClipTooLarge, DetectorUnavailable, DiskFull, EnoughPhotos, EnoughClips, DraftGone, Paused,
        BeingHandedIn; then nothing is kept.
        """
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        refuse_while_paused(connection)
        refuse_more_clips(connection, draft_id, session)
        measure = self._imaging.video_measure(recording)
        if measure.duration_s > MAX_CLIP_S + 0.5:  # a recorder stops at a frame, not at a second
            raise ClipTooLong
        crash.point("clip.kept")
        photo = self._record(connection, self._vault.write(recording), measure, draft_id, session)
        return ClipTaken(photo_id=photo, width=measure.width, height=measure.height, duration_s=measure.duration_s)

    def look(
        self,
        photo_id: PhotoId,
        session: Session,
        on_progress: Callable[[float], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> tuple[Region, ...]:
        """Every region of the kept part after the search, one per track, in reading order. Takes minutes: for a lane of its own.

        Raises ClipStopped (it looks again next time); DetectorUnavailable, ClipUnreadable (the clip is held as FAILED); PhotoGone.
        """
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        _, file_id = own_clip(connection, photo_id, session)
        try:
            found = self._imaging.video_tracks(self._vault.open(connection, file_id), on_progress, stop)
        except NO_LOOK:
            with transaction(connection):
                photos.set_look(connection, photo_id, Look.FAILED)
            raise
        kept = self._keep_found(connection, photo_id, found)
        crash.point("clip.looked")
        return kept

    def clip(self, photo_id: PhotoId, session: Session) -> ClipUnderReview:
        """The clip and its marks. Raises PhotoGone, NotAllowed."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        photo, _ = own_clip(connection, photo_id, session)
        found, duration_s = regions.of_photo(connection, photo_id), (photo.duration_ms or 0) / 1000
        return ClipUnderReview(
            photo_id=photo_id,
            draft_id=photo.draft_id,
            regions=reading_order(found),
            tracks={id: track_of(row) for id, row in tracks.of_photo(connection, photo_id).items()},
            times_s=tracks.times_s(connection, photo_id),
            width=photo.width,
            height=photo.height,
            duration_s=duration_s,
            span=span_of(photo.trim) or Span(0.0, duration_s or MAX_CLIP_S),
            look=photo.look,
            no_child_said=photo.no_child_said,
            may_say_no_child=photo.look is Look.DONE and may_say_no_child(found),
            state=photo.state,
            has_sound=photo.has_sound,
            heard=photo.heard,
        )

    def clips_of(self, draft_id: DraftId, session: Session) -> frozenset[PhotoId]:
        """Which of a draft's originals are clips."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        own_draft(connection, draft_id, session)
        return frozenset(photo.id for photo in photos.of_draft(connection, draft_id) if photo.kind is Kind.CLIP)

    def frame(
        self, photo_id: PhotoId, number: int, session: Session, *, show: frozenset[RegionId] = frozenset(), max_side: int = 1280
    ) -> Preview:
        """One frame of the whole recording, with every track and every drawn cover over it but those in `show`. For memory only.

        Until the search is done the whole frame is covered. Raises PhotoGone, NotAllowed, ClipUnreadable for a frame that is not there.
        """
        return covered_frame(self._imaging, self._opened(photo_id, session), number, show, max_side)

    def face(self, photo_id: PhotoId, region_id: RegionId, session: Session) -> Preview:
        """A small picture of one region on the frame on which it is shown best; every other one is covered. For memory only."""
        return face_of(self._imaging, self._opened(photo_id, session), region_id)

    def hear(self, photo_id: PhotoId, heard: Sequence[ChildId] | None, session: Session) -> ClipUnderReview:
        """Keep who can be heard besides those whom the picture names; None = it stays silent. A second word takes the first one's place.

        Raises HearRefused, PhotoGone, NotAllowed, and keeps what was.
        """
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        with transaction(connection):
            photo, _ = own_clip(connection, photo_id, session)
            keep_heard(connection, photo, heard, session, self._clock())
        return self.clip(photo_id, session)

    def pcm(self, photo_id: PhotoId, session: Session) -> bytes | None:
        """What was heard, for memory only: mono, 16 bit, 48,000 Hz, from the start of the whole recording; None = it has no sound."""
        require(session, Action.SEE_CHILDREN)
        photo, file_id = own_clip(self._store.connect(), photo_id, session)
        return pcm_of(self._files.whole(file_id)) if photo.has_sound else None

    def may_be_heard(self, session: Session) -> frozenset[ChildId]:
        """Every child who may be heard somewhere, by the permissions of this moment."""
        require(session, Action.SEE_CHILDREN)
        consent, now = facts.consent(self._store.connect()), self._clock()
        return frozenset(
            child for child in consent.voices if consent.is_voice_allowed(child, now) and consent.scope_of(child, now) is not Scope.NONE
        )

    def silenced_by(self, photo_id: PhotoId, journal: ChildId, session: Session) -> tuple[ChildId, ...]:
        """Who forbids the sound in that journal, as things stand; says nothing of a clip whose author has not said who is heard."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        photo, _ = own_clip(connection, photo_id, session)
        voices = voices_of(photo, regions.of_photo(connection, photo_id)) or ()
        return who_must_be_silent(voices, journal, facts.consent(connection), self._clock())

    def trim(self, photo_id: PhotoId, span: Span | None, session: Session) -> ClipUnderReview:
        """Keep a part of the clip only, None = all of it again. Nobody is asked about regions outside; what was said of them stays.

        A part that brings sound back makes the clip silent until its author says anew who can be heard: nobody listened to that part.
        Raises NothingLeft when no frame lies in it, and keeps what was.
        """
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        with transaction(connection):
            photo, _ = own_clip(connection, photo_id, session)
            # Both down to the millisecond before: a part from one frame's moment to another's holds the first and not the second.
            trim = None if span is None else (math.floor(span.start_s * 1000), math.floor(span.end_s * 1000))
            refuse_empty(connection, photo, trim)
            photos.set_trim(connection, photo_id, trim)
            if is_unheard(trim, photo.trim):
                photos.set_heard(connection, photo_id, None)
            sort_out(connection, photo_id, trim)
            marks_changed(connection, photo, self._clock())
        return self.clip(photo_id, session)

    def _opened(self, photo_id: PhotoId, session: Session) -> FrameOf:
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        photo, file_id = own_clip(connection, photo_id, session)
        return frame_of(connection, photo, file_id, self._files)

    def _record(self, connection: Connection, sealed: SealedFile, measure: ClipMeasure, draft_id: DraftId, session: Session) -> PhotoId:
        """The row that makes the durable file a clip."""
        now = self._clock()
        photo = Photo(
            id=PhotoId(new_id(now)),
            draft_id=draft_id,
            state=PhotoState.CAPTURED,
            file_id=sealed.id,
            taken_by=session.staff_id,
            taken_at=now,
            width=measure.width,
            height=measure.height,
            kind=Kind.CLIP,
            duration_ms=round(measure.duration_s * 1000),
            has_sound=measure.has_sound,
        )
        with self._vault.or_forget(sealed), transaction(connection):
            refuse_more_clips(connection, draft_id, session)  # asked again: it may be handed in, or full, since the recording was sealed
            self._vault.record(connection, sealed, now)
            photos.add(connection, photo)
            audit.append(connection, at=now, who=session.staff_id, what="clip.recorded", about=photo.id)
            crash.point("clip.rows_written")
        crash.point("clip.committed")
        return photo.id

    def _keep_found(self, connection: Connection, photo_id: PhotoId, found: FoundTracks) -> tuple[Region, ...]:
        """Write what a search found; marks that a person made meanwhile stay. Raises PhotoGone when the clip was discarded meanwhile."""
        with transaction(connection):
            photo = photos.read(connection, photo_id)
            if photo is None or photo.state not in ALIVE:
                raise PhotoGone
            is_new = merge(connection, photo_id, found, self._clock())
            tracks.set_times(connection, photo_id, found.times_s)
            photos.set_duration(connection, photo_id, duration_ms(found.times_s))
            sort_out(connection, photo_id, photo.trim)
            photos.set_look(connection, photo_id, Look.DONE)
            if is_new and photo.state is PhotoState.REVIEWED:
                # The review that a person finished did not know this face.
                photos.advance(connection, photo_id, photo.state, PhotoEvent.REOPEN, self._clock())
            return reading_order(regions.of_photo(connection, photo_id))


def own_clip(connection: Connection, photo_id: PhotoId, session: Session) -> tuple[Photo, str]:
    """The clip and its file in the vault. Raises PhotoGone, or NotAllowed when somebody else recorded it."""
    photo, file_id = own_photo(connection, photo_id, session)
    if photo.kind is not Kind.CLIP:
        raise PhotoGone
    return photo, file_id


def refuse_more_clips(connection: Connection, draft_id: DraftId, session: Session) -> None:
    """Raises EnoughClips, or as `capturing.refuse_more` does, when the draft can take no further clip."""
    refuse_more(connection, draft_id, session)
    if photos.count_clips(connection, draft_id) >= CLIPS_LIMIT:
        raise EnoughClips


def refuse_empty(connection: Connection, photo: Photo, trim: tuple[int, int] | None) -> None:
    """Raises NothingLeft when the part holds no frame; before the search only its length is known."""
    if trim is None:
        return
    times_s = tracks.times_s(connection, photo.id)
    is_empty = frames_in(times_s, trim) == (0, 0) if times_s else trim[0] >= (photo.duration_ms or 0)
    if is_empty or trim[1] <= trim[0]:
        raise NothingLeft
