"""Saying who is in a photo. Everything is covered until a person says whose face it is; marks can be changed until hand-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.services.clip_files import ClipFiles
from app.services.clip_frames import first_frame, frame_of
from app.services.cropping import checked_crop, left_in, offer_for
from app.services.marking import marks_changed
from app.services.merging import reading_order
from app.services.outcome import Outcome, facts_are_old, family_outcome, hold_sentence, sentence_of
from app.services.own import own_draft, own_photo
from app.services.pixels import Imaging, Preview, preview
from app.services.plans import region_to_cover
from app.services.reasons import CoveredPreview, face_why, preview_with
from app.services.session import Clock, Session, require
from app.storage import audit, crash, facts, photos, regions
from app.storage.database import Connection, Store, transaction
from app.storage.ids import new_id
from app.storage.photos import Kind, Look, Photo
from app.storage.vault import Vault
from domain.boxes import Box
from domain.covering import Hold, Region, Says, Source, decide, holds, may_say_no_child, refused_children
from domain.cropping import Offer
from domain.errors import KnownError
from domain.ids import ChildId, DraftId, PhotoId, RegionId
from domain.lifecycle import PhotoEvent, PhotoState
from domain.permissions import Action

__all__ = ["CoveredPreview", "Outcome", "PhotoUnderReview", "Reviewing", "hold_sentence"]


class MarkRefused(KnownError):
    """That cannot be said of that region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoUnderReview:
    """An original as the review shows it. `jpeg` is clear: for memory only. Regions in reading order, in pixels of the kept picture.

    crop: the part that is kept; None = all of it. away: regions that are not in what `jpeg` shows (a clip's other moments).
    faces: small clear pictures of regions whose face is not in `jpeg` either, for the strip.
    """

    photo_id: PhotoId
    draft_id: DraftId
    jpeg: bytes = field(repr=False)
    width: int
    height: int
    regions: tuple[Region, ...]
    look: Look
    no_child_said: bool
    may_say_no_child: bool
    state: PhotoState
    crop: Box | None = None
    away: frozenset[RegionId] = frozenset()
    faces: Mapping[RegionId, bytes] = field(default_factory=dict, repr=False)


class Reviewing:
    """Shows an original, keeps what is said of its faces, and tells what will come of it."""

    def __init__(self, store: Store, vault: Vault, imaging: Imaging, clock: Clock) -> None:
        self._store, self._vault, self._imaging, self._clock = store, vault, imaging, clock
        self._clips = ClipFiles(store.connect, vault)

    def photo(self, photo_id: PhotoId, session: Session) -> PhotoUnderReview:
        """The original and its marks. Raises PhotoGone, NotAllowed, VaultFileDamaged."""
        photo, file_id = self._original(photo_id, session)
        connection = self._store.connect()
        found = regions.of_photo(connection, photo_id)
        return PhotoUnderReview(
            photo_id=photo_id,
            draft_id=photo.draft_id,
            jpeg=self._vault.open(connection, file_id),
            width=photo.width,
            height=photo.height,
            regions=reading_order(found),
            look=photo.look,
            no_child_said=photo.no_child_said,
            may_say_no_child=photo.look is Look.DONE and may_say_no_child(left_in(photo, found)),
            state=photo.state,
            crop=photo.crop,
        )

    def say(self, region_ids: Sequence[RegionId], says: Says, child: ChildId | None, session: Session) -> tuple[Region, ...]:
        """Keep what a person says of some regions of one photo: all its regions, in reading order. Raises MarkRefused and keeps nothing."""
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        if (says is Says.CHILD) != (child is not None):
            raise ValueError("A child is named exactly when the region is said to be one")
        if child is not None and facts.child(connection, child) is None:
            raise MarkRefused("This child is not on this tablet. Ask the office.")
        with transaction(connection):
            places = [self._region(connection, region_id, session) for region_id in region_ids]
            for photo, region in places:
                check_mark(region, says)
                regions.say(connection, region.id, says, child, session.staff_id, self._clock())
                self._marks_changed(connection, photo)
        crash.point("review.said")
        return reading_order(regions.of_photo(connection, places[0][0].id)) if places else ()

    def draw(self, photo_id: PhotoId, box: Box, session: Session) -> Region:
        """Draw a further cover; parts outside the picture are cut off. Raises MarkRefused when all of it lies outside."""
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        with transaction(connection):
            photo, _ = own_photo(connection, photo_id, session)
            region = Region(id=RegionId(new_id(self._clock())), box=inside(box, photo), source=Source.DRAWN)
            regions.add(connection, photo_id, region)
            self._marks_changed(connection, photo)
        return region

    def remove_drawn(self, region_id: RegionId, session: Session) -> None:
        """Take a drawn cover away. Raises MarkRefused for a region that the detector found."""
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        with transaction(connection):
            photo, _ = self._drawn(connection, region_id, session)
            regions.remove(connection, region_id)
            self._marks_changed(connection, photo)

    def move_drawn(self, region_id: RegionId, box: Box, session: Session) -> Region:
        """Put a drawn cover elsewhere. Raises MarkRefused for a region that the detector found: that never shrinks."""
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        with transaction(connection):
            photo, region = self._drawn(connection, region_id, session)
            moved = Region(id=region.id, box=inside(box, photo), source=Source.DRAWN)
            regions.place(connection, region_id, moved.box, moved.source)
            self._marks_changed(connection, photo)
        return moved

    def say_no_child(self, photo_id: PhotoId, said: bool, session: Session) -> None:
        """Keep that no child is visible, or take it back. Raises MarkRefused while a face still stands, or the look is not done."""
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        with transaction(connection):
            photo, _ = own_photo(connection, photo_id, session)
            if said and photo.look is not Look.DONE:
                raise MarkRefused(hold_sentence(Hold.NOT_LOOKED))
            if said and not may_say_no_child(left_in(photo, regions.of_photo(connection, photo_id))):
                raise MarkRefused("A face or a cover is still there. Answer each with “Not a face” first.")
            self._marks_changed(connection, photo)
            photos.set_no_child_said(connection, photo_id, said)

    def offered_crop(self, photo_id: PhotoId, children: Sequence[ChildId], session: Session) -> Offer | None:
        """The cut that hides covered faces just as well in the journals of these children; None when there is none."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        photo, _ = own_photo(connection, photo_id, session)
        return offer_for(photo, regions.of_photo(connection, photo_id), children, facts.consent(connection), self._clock())

    def crop(self, photo_id: PhotoId, box: Box | None, session: Session) -> None:
        """Keep that part only, in pixels of the kept picture, or all of it again; nothing is lost before hand-in. Raises CropRefused."""
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        with transaction(connection):
            photo, _ = own_photo(connection, photo_id, session)
            photos.set_crop(connection, photo_id, checked_crop(photo, box))
            self._marks_changed(connection, photo)

    def outcome(self, photo_id: PhotoId, children: Sequence[ChildId], session: Session) -> Outcome:
        """What each of these children's families will see, as things stand."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        photo, _ = own_photo(connection, photo_id, session)
        found, consent, now = regions.of_photo(connection, photo_id), facts.consent(connection), self._clock()
        left, names = left_in(photo, found), self._names(connection)
        families = tuple(family_outcome(child, left, consent, now, names) for child in children)
        is_old = facts_are_old(consent, now)
        return Outcome(
            families=families,
            sentence=sentence_of(families, facts_are_old=is_old),
            # Old facts refuse everybody; only a permission that is known to be "none" asks for the discard.
            refused=() if is_old else refused_children(found, consent, now),
            holds=holds_of(photo, found),
            facts_are_old=is_old,
        )

    def family_view(self, photo_id: PhotoId, child: ChildId, max_side: int, session: Session) -> CoveredPreview:
        """What one child's family will get, small, with the reason for every face."""
        photo, file_id = self._original(photo_id, session)
        connection = self._store.connect()
        left = left_in(photo, regions.of_photo(connection, photo_id))
        decisions = decide(child, left, facts.consent(connection), self._clock())
        picture = self._small(photo, file_id, [decision.region for decision in decisions if decision.is_covered], max_side)
        names = self._names(connection)
        return preview_with(picture, tuple(face_why(decision, names) for decision in decisions))

    def who_is_who(self, photo_id: PhotoId, max_side: int, session: Session) -> CoveredPreview:
        """The photo as the review shows it: covered wherever nobody has named a child or said "not a face"."""
        photo, file_id = self._original(photo_id, session)
        found = regions.of_photo(self._store.connect(), photo_id)
        covered = [region for region in found if region.says not in (Says.CHILD, Says.NOT_A_FACE)]
        return preview_with(self._small(photo, file_id, covered, max_side), ())

    def to_review(self, draft_id: DraftId, session: Session) -> tuple[PhotoId, ...]:
        """The photos of a draft whose review nobody has finished, in the order they were taken."""
        require(session, Action.SEE_CHILDREN)
        connection = self._store.connect()
        own_draft(connection, draft_id, session)
        return tuple(photo.id for photo in photos.of_draft(connection, draft_id) if photo.state is PhotoState.CAPTURED)

    def finish(self, photo_id: PhotoId, session: Session) -> tuple[Hold, ...]:
        """Finish the review; empty = finished, else why not. Marks can still be changed; a change opens the review again."""
        require(session, Action.CAPTURE)
        connection = self._store.connect()
        with transaction(connection):
            photo, _ = own_photo(connection, photo_id, session)
            reasons = holds_of(photo, regions.of_photo(connection, photo_id))
            if not reasons:
                now = self._clock()
                photos.advance(connection, photo_id, photo.state, PhotoEvent.REVIEW, now)
                photos.set_reviewed_by(connection, photo_id, session.staff_id)
                audit.append(connection, at=now, who=session.staff_id, what="photo.reviewed", about=photo_id)
        crash.point("review.finished")
        return reasons

    def _small(self, photo: Photo, file_id: str, covered: Sequence[Region], max_side: int) -> Preview:
        """The original small, with those regions covered; of a clip the first frame that is kept."""
        connection = self._store.connect()
        if photo.kind is Kind.CLIP:
            opened, hidden = frame_of(connection, photo, file_id, self._clips), {region.id for region in covered}
            return first_frame(self._imaging, opened, opened.region_ids - hidden, max_side)
        boxes = [region_to_cover(region, photo.width, photo.height) for region in covered]
        return preview(self._imaging, self._vault.open(connection, file_id), boxes, max_side, photo.crop)

    def _original(self, photo_id: PhotoId, session: Session) -> tuple[Photo, str]:
        """An original's row, and its file in the vault."""
        require(session, Action.SEE_CHILDREN)
        return own_photo(self._store.connect(), photo_id, session)

    def _region(self, connection: Connection, region_id: RegionId, session: Session) -> tuple[Photo, Region]:
        """A region and its own photo. Raises MarkRefused when a later look has taken it away."""
        place = regions.read(connection, region_id)
        if place is None:
            raise MarkRefused("This face is no longer there. Look at the photo again.")
        photo, _ = own_photo(connection, place[0], session)
        return photo, place[1]

    def _drawn(self, connection: Connection, region_id: RegionId, session: Session) -> tuple[Photo, Region]:
        photo, region = self._region(connection, region_id, session)
        if region.source is not Source.DRAWN:
            raise MarkRefused("Daybook found this one. It stays covered until you say who it is.")
        return photo, region

    def _marks_changed(self, connection: Connection, photo: Photo) -> None:
        marks_changed(connection, photo, self._clock())

    def _names(self, connection: Connection) -> dict[ChildId, str]:
        return {ChildId(child.id): child.first_name for child in facts.children(connection)}


def check_mark(region: Region, says: Says) -> None:
    """Raises MarkRefused when that cannot be said of the region."""
    if region.source is Source.DRAWN and says is not Says.NOTHING:
        raise MarkRefused("You drew this cover. Take it away to say who is there.")
    if says is Says.NOT_A_FACE and region.source is not Source.MAYBE:
        raise MarkRefused("Daybook is sure that this is a face. Leave it covered, or say that it is someone else.")


def holds_of(photo: Photo, found: Sequence[Region]) -> tuple[Hold, ...]:
    """What stands in the way of finishing the review."""
    return holds(looked=photo.look is Look.DONE, reviewed=True, no_child_said=photo.no_child_said, regions=left_in(photo, found))


def inside(box: Box, photo: Photo) -> Box:
    """The part of the box that lies in the picture. Raises MarkRefused when none does."""
    try:
        return box.inside(photo.width, photo.height)
    except ValueError as error:
        raise MarkRefused("Draw the cover on the photo.") from error
