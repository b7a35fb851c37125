"""Handing in an entry: decide per journal, burn the covers in, and in one transaction keep everything and destroy the originals' keys."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.services.clip_covering import ClipAtHandIn, clip_at_hand_in, cover_clip, wire_clip
from app.services.clip_sound import voices_of
from app.services.cropping import left_in
from app.services.handed import Handed, Made
from app.services.keeping import DraftChanged, PhotoChanged, keep
from app.services.outcome import hold_sentence
from app.services.own import own_draft, refuse_disowned, refuse_handed_in_later, refuse_while_paused
from app.services.pixels import Imaging
from app.services.plans import CoverPlan, plans
from app.services.sent_back import FaceFound, send_back, send_clip_back
from app.services.session import Clock, Session, require
from app.storage import crash, entries, facts, photos, regions, renditions
from app.storage.database import Connection, Store, checkpoint
from app.storage.drafts import Draft
from app.storage.photos import Kind, Look, Photo
from app.storage.vault import Vault
from domain.covering import Hold, Region, holds
from domain.curriculum import Framework
from domain.entries import Missing, missing
from domain.errors import KnownError
from domain.ids import ChildId, DraftId, EntryId
from domain.lifecycle import PhotoState, RenditionState
from domain.permissions import Action
from imaging.values import FaceLeftUncovered
from imaging.video_values import ClipStopped, FaceLeftUncoveredAt

NAMES = {Kind.PHOTO: "photo", Kind.CLIP: "video"}


class NotReady(KnownError):
    """The entry cannot be handed in yet; `missing` says all that stands in the way."""

    def __init__(self, reasons: tuple[Missing, ...]) -> None:
        super().__init__(reasons[0].sentence)
        self.missing = reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many pictures are covered, of how many photos. share: of all the work, 0 to 1; a video's frames are counted in it."""

    done: int
    total: int
    sentence: str
    share: float = 0.0


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

    def ready(self, draft_id: DraftId, session: Session) -> Draft:
        """The draft, when nothing stands in its way. Raises NotReady, Paused, Disowned, DraftGone, NotAllowed."""
        require(session, Action.HAND_IN)
        connection = self._store.connect()
        refuse_while_paused(connection)
        draft = own_draft(connection, draft_id, session)
        refuse_disowned(connection, draft_id)
        if reasons := self.missing(draft, session):
            raise NotReady(reasons)
        return draft

    def hand_in(
        self,
        draft_id: DraftId,
        session: Session,
        progress: Callable[[Progress], None] | None = None,
        *,
        stop: Callable[[], bool] | None = None,
        is_wished: bool = False,
    ) -> HandedIn:
        """Hand the draft in, all or nothing; a second call for the same draft answers as the first one did.

        is_wished: it is done only while the wish for it stands (`later`). Raises NotReady, FaceFound, PhotoChanged, DraftChanged,
        DetectorUnavailable, DiskFull, Paused, Disowned, DraftGone, NotAllowed, and of clips ClipStopped, ClipUnreadable, ClipTooMuch,
        SoundCannotBeKept: nothing was handed in then.
        """
        require(session, Action.HAND_IN)
        connection = self._store.connect()
        if entries.read(connection, EntryId(draft_id)) is not None:
            return self._answer(connection, EntryId(draft_id))
        draft = self.ready(draft_id, session)
        if not is_wished:
            refuse_handed_in_later(connection, draft_id)
        made: list[Made] = []
        try:
            for picture in self._covered(connection, draft, progress or ignore, stop or never):
                made.append(picture)
            crash.point("hand_in.sealed")
            handed = Handed(draft=draft, made=tuple(made), session=session, at=self._clock(), is_wished=is_wished)
            keep(connection, self._vault, handed, self._framework.version)
        except BaseException:
            for picture in made:
                self._vault.forget(picture.sealed)
            raise
        self._remove_originals(connection, handed)
        return self._answer(connection, EntryId(draft_id))

    def _covered(
        self, connection: Connection, draft: Draft, progress: Callable[[Progress], None], stop: Callable[[], bool]
    ) -> Iterator[Made]:
        """Every picture that the entry needs, sealed in the vault and known to no row. One clear original in memory at a time."""
        taken = photos.of_draft(connection, draft.id)
        consent, now = facts.consent(connection), self._clock()
        for number, photo in enumerate(taken):
            told = Telling(number, taken, progress)
            found = regions.of_photo(connection, photo.id)
            content = self._vault.open(connection, photo.file_id or "")
            # Read once for all plans: the tracks that travel are those that each of its clips was covered by.
            clip = clip_at_hand_in(connection, photo, found, content) if photo.kind is Kind.CLIP else None
            size = {"width": photo.width, "height": photo.height}
            todo = plans(left_in(photo, found), draft.children, consent, now, **size, voices=voices_of(photo, found))
            for index, plan in enumerate(todo):
                told(index / len(todo))
                if stop():
                    raise ClipStopped
                crash.point("hand_in.decided")
                if clip is not None:
                    yield self._cover_clip(connection, clip, plan, told.part(index, len(todo)), stop)
                else:
                    yield self._cover(connection, photo, found, content, plan)
        progress(Progress(done=len(taken), total=len(taken), sentence="Saving", share=1.0))

    def _cover(self, connection: Connection, photo: Photo, found: tuple[Region, ...], jpeg: bytes, plan: CoverPlan) -> Made:
        """One covered picture. Raises FaceFound after the photo went back to review with the face that the last look found."""
        try:
            covered = self._imaging.cover(jpeg, plan.covers, plan.seen, crop=photo.crop)
        except FaceLeftUncovered as error:
            raise send_back(connection, photo, error, self._clock()) from error
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

    def _cover_clip(
        self, connection: Connection, clip: ClipAtHandIn, plan: CoverPlan, heard: Callable[[float], None], stop: Callable[[], bool]
    ) -> Made:
        """One covered clip. Raises FaceFound after the clip went back to review, ClipStopped, ClipTooMuch, ClipUnreadable."""
        try:
            covered = cover_clip(self._imaging, clip, plan, heard, stop)
        except FaceLeftUncoveredAt as error:
            raise send_clip_back(connection, clip.photo, error, self._clock()) from error
        crash.point("hand_in.covered")
        return Made(
            photo=clip.photo,
            regions=clip.regions,
            plan=plan,
            sealed=self._vault.write(covered.webm),
            sha256=covered.sha256,
            width=covered.width,
            height=covered.height,
            clip=wire_clip(clip, covered),
        )

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
                which = f"{NAMES[photo.kind].capitalize()} {number}: " if len(taken) > 1 else ""
                yield Missing("photos", which + hold_sentence(hold, NAMES[photo.kind]))


def photo_holds(photo: Photo, found: tuple[Region, ...]) -> tuple[Hold, ...]:
    """Why a photo may not go into an entry yet."""
    return holds(
        looked=photo.look is Look.DONE,
        reviewed=photo.state is PhotoState.REVIEWED,
        no_child_said=photo.no_child_said,
        regions=left_in(photo, found),
    )


class Telling:
    """Says how far the hand-in is while one of its originals is covered."""

    def __init__(self, number: int, taken: Sequence[Photo], progress: Callable[[Progress], None]) -> None:
        self._number, self._total, self._progress = number, len(taken), progress
        self._sentence = f"Covering {NAMES[taken[number].kind]} {number + 1} of {len(taken)}"

    def __call__(self, share: float) -> None:
        """share: of this original, 0 to 1."""
        done = (self._number + share) / self._total
        self._progress(Progress(done=self._number, total=self._total, sentence=self._sentence, share=done))

    def part(self, index: int, parts: int) -> Callable[[float], None]:
        """The same for one of its plans."""
        return lambda share: self((index + share) / parts)


def ignore(progress: Progress) -> None:
    """Nobody listens."""


def never() -> bool:
    """Nobody stops it."""
    return False


__all__ = ["DraftChanged", "FaceFound", "HandedIn", "HandingIn", "NotReady", "PhotoChanged", "Progress"]
