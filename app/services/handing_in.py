"""Handing in an entry: decide per journal, burn the covers in, and in one transaction keep everything and destroy the originals' keys."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.services.cropping import left_in
from app.services.handed import Handed, Made
from app.services.keeping import DraftChanged, PhotoChanged, keep
from app.services.outcome import hold_sentence
from app.services.own import own_draft, refuse_disowned, refuse_while_paused
from app.services.pixels import Imaging
from app.services.plans import CoverPlan, plans
from app.services.session import Clock, Session, require
from app.storage import audit, crash, entries, facts, photos, regions, renditions
from app.storage.database import Connection, Store, checkpoint, transaction
from app.storage.drafts import Draft
from app.storage.ids import new_id
from app.storage.photos import Look, Photo
from app.storage.vault import Vault
from domain.covering import Hold, Region, Source, holds
from domain.curriculum import Framework
from domain.entries import Missing, missing
from domain.errors import KnownError
from domain.ids import ChildId, DraftId, EntryId, PhotoId, RegionId
from domain.lifecycle import PhotoEvent, PhotoState, RenditionState
from domain.permissions import Action
from imaging.values import FaceLeftUncovered


class NotReady(KnownError):
    """The entry cannot be handed in yet; `missing` says all that stands in the way."""

    def __init__(self, reasons: tuple[Missing, ...]) -> None:
        super().__init__(reasons[0].sentence)
        self.missing = reasons


class FaceFound(KnownError):
    """The last look found a face that nobody had marked: it is marked now, and the photo went back to review."""

    def __init__(self, photo_id: PhotoId) -> None:
        super().__init__("A face in this photo was found only now. Look at the photo again, then hand it in.")
        self.photo_id = photo_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many pictures are covered, of how many photos."""

    done: int
    total: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What came of it; `held` are the sentences of pictures that may not go yet."""

    entry_id: EntryId
    renditions: int
    held: tuple[str, ...]


class HandingIn:
    """Turns a draft and its originals into an entry and its renditions."""

    def __init__(self, store: Store, vault: Vault, imaging: Imaging, framework: Framework, clock: Clock) -> None:
        self._store, self._vault, self._imaging, self._framework, self._clock = store, vault, imaging, framework, clock

    def missing(self, draft: Draft, session: Session) -> tuple[Missing, ...]:
        """All that keeps the draft from being handed in; empty = nothing."""
        require(session, Action.HAND_IN)
        connection = self._store.connect()
        now, zone = self._clock(), facts.zone(connection)
        words = dataclasses.replace(draft.words(), happened_at=draft.happened_at.astimezone(zone))
        taken = photos.of_draft(connection, draft.id)
        return (
            *missing(words, photos=len(taken), areas=self._framework.area_ids, now=now),
            *self._missing_children(connection, draft),
            *self._missing_reviews(connection, taken),
        )

    def hand_in(self, draft_id: DraftId, session: Session, progress: Callable[[Progress], None] | None = None) -> HandedIn:
        """Hand the draft in, all or nothing; a second call for the same draft answers as the first one did.

        Raises NotReady, FaceFound, PhotoChanged, DraftChanged, DetectorUnavailable, DiskFull, Paused, Disowned, DraftGone, NotAllowed:
        nothing was handed in then.
        """
        require(session, Action.HAND_IN)
        connection = self._store.connect()
        if entries.read(connection, EntryId(draft_id)) is not None:
            return self._answer(connection, EntryId(draft_id))
        refuse_while_paused(connection)
        draft = own_draft(connection, draft_id, session)
        refuse_disowned(connection, draft_id)
        if reasons := self.missing(draft, session):
            raise NotReady(reasons)
        made: list[Made] = []
        try:
            for picture in self._covered(connection, draft, progress or ignore):
                made.append(picture)
            crash.point("hand_in.sealed")
            handed = Handed(draft=draft, made=tuple(made), session=session, at=self._clock())
            keep(connection, self._vault, handed, self._framework.version)
        except BaseException:
            for picture in made:
                self._vault.forget(picture.sealed)
            raise
        self._remove_originals(connection, handed)
        return self._answer(connection, EntryId(draft_id))

    def _covered(self, connection: Connection, draft: Draft, progress: Callable[[Progress], None]) -> Iterator[Made]:
        """Every picture that the entry needs, sealed in the vault and known to no row. One clear original in memory at a time."""
        taken = photos.of_draft(connection, draft.id)
        consent, now = facts.consent(connection), self._clock()
        for number, photo in enumerate(taken):
            progress(Progress(done=number, total=len(taken), sentence=f"Covering photo {number + 1} of {len(taken)}"))
            found = regions.of_photo(connection, photo.id)
            jpeg = self._vault.open(connection, photo.file_id or "")
            for plan in plans(left_in(photo, found), draft.children, consent, now, width=photo.width, height=photo.height):
                crash.point("hand_in.decided")
                yield self._cover(connection, photo, found, jpeg, plan)
        progress(Progress(done=len(taken), total=len(taken), sentence="Saving"))

    def _cover(self, connection: Connection, photo: Photo, found: tuple[Region, ...], jpeg: bytes, plan: CoverPlan) -> Made:
        """One covered picture. Raises FaceFound after the photo went back to review with the face that the last look found."""
        try:
            covered = self._imaging.cover(jpeg, plan.covers, plan.seen, crop=photo.crop)
        except FaceLeftUncovered as error:
            self._send_back(connection, photo, error)
            raise FaceFound(photo.id) from error
        crash.point("hand_in.covered")
        return Made(
            photo=photo,
            regions=found,
            plan=plan,
            sealed=self._vault.write(covered.jpeg),
            sha256=covered.sha256,
            width=covered.width,
            height=covered.height,
        )

    def _send_back(self, connection: Connection, photo: Photo, error: FaceLeftUncovered) -> None:
        """Mark what the last look found, and open the review again."""
        now = self._clock()
        with transaction(connection):
            for box in error.boxes:
                region = Region(id=RegionId(new_id(now)), box=box.inside(photo.width, photo.height), source=Source.FACE)
                regions.add(connection, photo.id, region)
            photos.set_no_child_said(connection, photo.id, False)
            photos.advance(connection, photo.id, photo.state, PhotoEvent.REOPEN, now)
            audit.append(connection, at=now, who="device", what="photo.sent_back", about=photo.id, detail={"faces": len(error.boxes)})

    def _remove_originals(self, connection: Connection, handed: Handed) -> None:
        """Their keys are gone; now the files, and the log that may still hold the keys' pages."""
        for photo, _ in handed.originals:
            if photo.file_id is not None:
                self._vault.unlink(photo.file_id)
        checkpoint(connection)
        crash.point("hand_in.unlinked")

    def _answer(self, connection: Connection, entry_id: EntryId) -> HandedIn:
        rows = renditions.of_entry(connection, entry_id)
        held = tuple(dict.fromkeys(row.hold_reason for row in rows if row.state is RenditionState.HELD))
        return HandedIn(entry_id=entry_id, renditions=len(rows), held=held)

    def _missing_children(self, connection: Connection, draft: Draft) -> Iterator[Missing]:
        """Children who are not on this device (L18), or have left (L7)."""
        for child_id in draft.children:
            child = facts.child(connection, ChildId(child_id))
            if child is None:
                yield Missing("children", "A child is not on this tablet. Ask the office, or take the child out of this entry.")
            elif child.leaves_on is not None and draft.happened_at.date().isoformat() > child.leaves_on:
                yield Missing("children", f"{child.first_name} has left, so nothing new can be written. Check the date.")

    def _missing_reviews(self, connection: Connection, taken: tuple[Photo, ...]) -> Iterator[Missing]:
        """Photos that are held (L20)."""
        for number, photo in enumerate(taken, start=1):
            found = regions.of_photo(connection, photo.id)
            for hold in photo_holds(photo, found):
                which = f"Photo {number}: " if len(taken) > 1 else ""
                yield Missing("photos", which + hold_sentence(hold))


def photo_holds(photo: Photo, found: tuple[Region, ...]) -> tuple[Hold, ...]:
    """Why a photo may not go into an entry yet."""
    return holds(
        looked=photo.look is Look.DONE,
        reviewed=photo.state is PhotoState.REVIEWED,
        no_child_said=photo.no_child_said,
        regions=left_in(photo, found),
    )


def ignore(progress: Progress) -> None:
    """Nobody listens."""


__all__ = ["DraftChanged", "FaceFound", "HandedIn", "HandingIn", "NotReady", "PhotoChanged", "Progress"]
