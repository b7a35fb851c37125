"""Saying who is in what a family sent, at the office (R10): marks are held in memory until the server makes the covered picture of them.

The review screen is the tablets' own; this stands where there the store stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.services.merging import reading_order
from app.services.outcome import Outcome, family_outcome, sentence_of
from app.services.pixels import Imaging, preview
from app.services.plans import region_to_cover
from app.services.reasons import CoveredPreview, face_why, preview_with
from app.services.reviewing import MarkRefused, PhotoUnderReview, check_mark
from app.services.session import Clock, Session, require
from app.storage.ids import new_id
from app.storage.photos import Look
from domain.boxes import Box, cover_region
from domain.consent import ConsentFacts
from domain.covering import Hold, Region, Says, Source, decide, holds, may_say_no_child, refused_children
from domain.errors import KnownError
from domain.ids import ChildId, DraftId, PhotoId, RegionId
from domain.lifecycle import PhotoState
from domain.permissions import Action
from domain.wire import ChildFact
from domain.wire.home import HomeLook, HomeMarks, HomePicture, HomeRegion

MOMENTS = 9  # of a video that can be looked at whole: every three or four seconds of the longest
FACE_SIDE_PX = 256  # of a face of a video in the strip, with what is around it
LOOKS = {HomeLook.WAITING: Look.WAITING, HomeLook.DONE: Look.DONE, HomeLook.FAILED: Look.FAILED}
FAR = "This cover lies outside the picture. Draw it on the picture."
GONE = "This face is no longer there. Open the picture again."


class HomeDesk(Protocol):
    """The office's line to the server about what families send. Every call may raise a KnownError with the server's sentence."""

    def home_picture(self, picture_id: str, region_id: str = "", frame: int | None = None) -> bytes:
        """The kept picture as JPEG; of a video a frame: of the region when one is named, of that number, or in the middle."""

    def home_picture_now(self, entry_id: str, picture_id: str) -> HomePicture | None:
        """What the server knows of it by now; None = it is gone."""

    def home_marks(self, picture_id: str, marks: HomeMarks) -> HomePicture:
        """Have the covered picture made."""

    def home_discard(self, picture_id: str) -> HomePicture:
        """Leave it out for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FromHome:
    """What is to be reviewed: a picture of the entry, for the journal of `journal`, among `children` (with the permissions of now)."""

    entry_id: str
    picture: HomePicture
    journal: ChildId
    children: tuple[ChildFact, ...]


class HomeReviewing:
    """One picture from home. Answers what the review screen asks of a store (`app.ui.room.face_review.ports`)."""

    def __init__(self, desk: HomeDesk, imaging: Imaging, subject: FromHome, clock: Clock) -> None:
        self._desk, self._imaging, self._subject, self._clock = desk, imaging, subject, clock
        self._regions = {RegionId(each.id): region_of(each) for each in subject.picture.regions}
        self._no_child_said = subject.picture.no_child_said
        self._has_unsent = False
        self._moment = self.moments // 2
        self._jpeg = b""
        self._faces: dict[RegionId, bytes] = {}

    def told(self, subject: FromHome) -> None:
        """Take what the server says by now. What was said here and not sent stays; a face that was found since is added."""
        self._subject = subject
        if not self._has_unsent:
            self._regions, self._no_child_said = {}, subject.picture.no_child_said
        self._add(subject.picture)

    @property
    def moments(self) -> int:
        """How many moments of a video can be shown; 1 of a picture."""
        return max(1, min(MOMENTS, self._subject.picture.frames)) if self._subject.picture.is_clip else 1

    def show_moment(self, number: int) -> None:
        """Let `photo` give that moment of the video from now on, counted from 0."""
        if number != self._moment:
            self._moment, self._jpeg = number, b""

    def hide(self) -> None:
        """Let go of the clear picture; what was said of it stays."""
        self._moment, self._jpeg = self.moments // 2, b""
        self._faces = {}

    def photo(self, photo_id: PhotoId, session: Session) -> PhotoUnderReview:
        """The picture and its marks. It is fetched once, and held in memory only."""
        require(session, Action.REVIEW_HOME_PICTURES)
        picture = self._subject.picture
        if not self._jpeg:
            frame = self._moment * (picture.frames - 1) // (self.moments - 1) if self.moments > 1 else None
            self._jpeg = self._desk.home_picture(picture.id, frame=frame)
        found = self._found()
        return PhotoUnderReview(
            photo_id=photo_id,
            draft_id=DraftId(picture.id),
            jpeg=self._jpeg,
            width=picture.width,
            height=picture.height,
            regions=reading_order(found),
            look=LOOKS[picture.look],
            no_child_said=self._no_child_said,
            may_say_no_child=picture.look is HomeLook.DONE and may_say_no_child(found),
            state=PhotoState.CAPTURED,
            away=frozenset(region.id for region in found if region.source is not Source.DRAWN) if picture.is_clip else frozenset(),
            faces=self._clips_faces(found) if picture.is_clip else {},
        )

    def say(self, region_ids: Sequence[RegionId], says: Says, child: ChildId | None, session: Session) -> tuple[Region, ...]:
        """Keep what the reviewer says of some regions, all or none. Raises MarkRefused."""
        require(session, Action.REVIEW_HOME_PICTURES)
        said = [self._region(region_id) for region_id in region_ids]
        for region in said:
            check_mark(region, says)
        self._regions |= {region.id: replace(region, says=says, child=child) for region in said}
        self._no_child_said, self._has_unsent = False, True
        return reading_order(self._found())

    def draw(self, photo_id: PhotoId, box: Box, session: Session) -> Region:
        """Keep a drawn cover. Raises MarkRefused when all of it lies outside."""
        require(session, Action.REVIEW_HOME_PICTURES)
        region = Region(id=RegionId(new_id(self._clock())), box=self._inside(box), source=Source.DRAWN)
        self._keep(region)
        return region

    def move_drawn(self, region_id: RegionId, box: Box, session: Session) -> Region:
        """Put a drawn cover elsewhere. Raises MarkRefused for a region that was found: that never shrinks."""
        require(session, Action.REVIEW_HOME_PICTURES)
        moved = replace(self._drawn(region_id), box=self._inside(box))
        self._keep(moved)
        return moved

    def remove_drawn(self, region_id: RegionId, session: Session) -> None:
        """Take a drawn cover away. Raises MarkRefused for a region that was found."""
        require(session, Action.REVIEW_HOME_PICTURES)
        del self._regions[self._drawn(region_id).id]
        self._has_unsent = True

    def say_no_child(self, photo_id: PhotoId, said: bool, session: Session) -> None:
        """Keep that no child is visible, or take it back. Raises MarkRefused while a face still stands."""
        require(session, Action.REVIEW_HOME_PICTURES)
        if said and not may_say_no_child(self._found()):
            raise MarkRefused("A face or a cover is still there. Answer each with “Not a face” first.")
        self._no_child_said, self._has_unsent = said, True

    def outcome(self, photo_id: PhotoId, children: Sequence[ChildId], session: Session) -> Outcome:
        """What the family whose journal it is will see, and what still stands in the way."""
        require(session, Action.REVIEW_HOME_PICTURES)
        found, consent, now = self._found(), self._consent(), self._clock()
        families = (family_outcome(self._subject.journal, found, consent, now, self._names()),)
        return Outcome(
            families=families,
            sentence=sentence_of(families, facts_are_old=False),
            refused=refused_children(found, consent, now),
            holds=self._holds(),
            facts_are_old=False,
        )

    def family_view(self, photo_id: PhotoId, child: ChildId, max_side: int, session: Session) -> CoveredPreview:
        """What that family will get of a picture, and why; of a video the frame in its middle."""
        require(session, Action.REVIEW_HOME_PICTURES)
        picture = self.photo(photo_id, session)
        decisions = decide(child, self._found(), self._consent(), self._clock())
        boxes = [region_to_cover(each.region, picture.width, picture.height) for each in decisions if each.is_covered]
        if self._subject.picture.is_clip:  # where a face is on this frame only the server knows: nothing of it is shown clear here
            boxes = [Box(0, 0, picture.width, picture.height)]
        names = self._names()
        return preview_with(preview(self._imaging, picture.jpeg, boxes, max_side), tuple(face_why(each, names) for each in decisions))

    def finish(self, photo_id: PhotoId, session: Session) -> tuple[Hold, ...]:
        """Have the server make the covered picture; empty = it is made.

        Raises the server's KnownError; a face that it found only now is among the regions then, and what was said stays.
        """
        require(session, Action.REVIEW_HOME_PICTURES)
        if reasons := self._holds():
            return reasons
        marks = HomeMarks(regions=tuple(wire_region(region) for region in self._found()), no_child_said=self._no_child_said)
        try:
            self._desk.home_marks(self._subject.picture.id, marks)
        except KnownError:
            self._learn()
            raise
        self._has_unsent = False
        return ()

    def look(
        self,
        photo_id: PhotoId,
        session: Session,
        on_first: Callable[[tuple[Region, ...]], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> tuple[Region, ...]:
        """What the server found: it looks, not this computer. Nobody is shown a picture that it has not searched."""
        return reading_order(self._found())

    look_again = look

    def discard(self, photo_id: PhotoId, session: Session) -> None:
        """Leave the picture out; the server destroys it."""
        require(session, Action.REVIEW_HOME_PICTURES)
        self._desk.home_discard(self._subject.picture.id)

    def _learn(self) -> None:
        """Add what the server found meanwhile."""
        picture = self._desk.home_picture_now(self._subject.entry_id, self._subject.picture.id)
        if picture is not None:
            self._add(picture)

    def _add(self, picture: HomePicture) -> None:
        for told in picture.regions:
            self._regions.setdefault(RegionId(told.id), region_of(told))

    def _found(self) -> tuple[Region, ...]:
        return tuple(self._regions.values())

    def _region(self, region_id: RegionId) -> Region:
        if region_id not in self._regions:
            raise MarkRefused(GONE)
        return self._regions[region_id]

    def _drawn(self, region_id: RegionId) -> Region:
        region = self._region(region_id)
        if region.source is not Source.DRAWN:
            raise MarkRefused("Daybook found this face. Its cover stays as large as it is.")
        return region

    def _keep(self, region: Region) -> None:
        self._regions[region.id] = region
        self._no_child_said, self._has_unsent = False, True

    def _inside(self, box: Box) -> Box:
        try:
            return box.inside(self._subject.picture.width, self._subject.picture.height)
        except ValueError:
            raise MarkRefused(FAR) from None

    def _holds(self) -> tuple[Hold, ...]:
        looked = self._subject.picture.look is HomeLook.DONE
        return holds(looked=looked, reviewed=True, no_child_said=self._no_child_said, regions=self._found())

    def _consent(self) -> ConsentFacts:
        return ConsentFacts(scopes={ChildId(child.id): child.scope for child in self._subject.children}, confirmed_at=self._clock())

    def _names(self) -> dict[ChildId, str]:
        return {ChildId(child.id): child.first_name for child in self._subject.children}

    def _clips_faces(self, found: Sequence[Region]) -> Mapping[RegionId, bytes]:
        """A small clear picture of each face of a video, out of the frame on which its box is."""
        for region in found:
            if region.source is not Source.DRAWN and region.id not in self._faces:
                frame = self._desk.home_picture(self._subject.picture.id, region.id)
                self._faces[region.id] = self._cut(
                    frame, cover_region(region.box, self._subject.picture.width, self._subject.picture.height)
                )
        return dict(self._faces)

    def _cut(self, frame: bytes, around: Box) -> bytes:
        rgb, width, height = self._imaging.preview(frame, [], FACE_SIDE_PX, around)
        return self._imaging.keep_frame(rgb, width, height, 0).jpeg


def region_of(told: HomeRegion) -> Region:
    """A region from its message."""
    child = ChildId(told.child_id) if told.child_id is not None else None
    return Region(id=RegionId(told.id), box=Box(*told.box), source=told.source, says=told.says, child=child)


def wire_region(region: Region) -> HomeRegion:
    """A region as a message."""
    box = region.box
    return HomeRegion(id=region.id, box=(box.x0, box.y0, box.x1, box.y1), source=region.source, says=region.says, child_id=region.child)
