"""What the presenter knows of a picture under review, and of the children who may be in it. Plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from app.services.reviewing import CoveredPreview, Outcome, PhotoUnderReview
from app.services.session import Session
from app.ui.room.face_review import wording
from app.ui.room.face_review.history import History
from app.ui.room.face_review.screen import Badge, ChildChoice
from domain.boxes import Box
from domain.consent import Scope
from domain.covering import Region
from domain.cropping import Offer, is_left
from domain.ids import ChildId, PhotoId, RegionId
from domain.wire import ChildFact

BADGES = {Scope.ALL: Badge.NONE, Scope.OWN_ONLY: Badge.OWN_JOURNAL, Scope.NONE: Badge.NO_PHOTO}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWords:
    """What the page calls the picture and the way on; another station says it in its own words."""

    title: str = "Who is in this photo?"
    thing: str = "Photo"
    finish: str = "Keep and write"
    finishing: str = "The photo is being kept."
    looking: str = wording.LOOKING
    held: str = wording.HELD
    coming: str = "Looking for faces. The photo is shown once they are covered."
    stop: str = "{name} cannot be in a photo"
    stop_line: str = "The office decides this. It holds for everyone."
    discard: str = "Discard the photo"
    discard_line: str = "What {name} did can still be written down, without a picture."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTask:
    """Which photo of how many, among which children (the room's, in the room's order), for whose journals, and who reviews."""

    photo_id: PhotoId
    number: int
    photos: int
    children: tuple[ChildFact, ...]
    journals: tuple[ChildId, ...]
    session: Session
    words: ReviewWords = ReviewWords()
    can_cut: bool = True  # where nobody cuts, nothing of it is shown
    also_named: bool = True  # whether it goes into the journals of those who are named, too
    has_families: bool = True  # whether the keeper can show what each family would get


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """All that can change while one picture is reviewed."""

    photo: PhotoUnderReview | None = None
    picture: QImage | None = None
    faces: Mapping[RegionId, QImage] = field(default_factory=dict)
    outcome: Outcome | None = None
    chosen: RegionId | None = None
    family_child: ChildId | None = None
    family: CoveredPreview | None = None
    history: History = field(default_factory=History)
    is_looking: bool = True
    has_failed: bool = False
    is_saving: bool = False
    is_finishing: bool = False
    is_several: bool = False
    picked: tuple[RegionId, ...] = ()  # the faces that are to get one answer
    passed: frozenset[RegionId] = frozenset()  # left covered in this review
    offer: Offer | None = None
    frame: Box | None = None  # of the cut that is being chosen
    message: str = ""

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions as last stored: faces in reading order, then maybes, then drawn covers."""
        return wording.in_order(self.photo.regions) if self.photo else ()

    @property
    def left(self) -> tuple[Region, ...]:
        """Those of which something lies in what is kept of the picture."""
        return left_of(self.photo) if self.photo else ()

    def region(self, region_id: RegionId | None) -> Region | None:
        """The region with that id, if it is still there."""
        return next((region for region in self.regions if region.id == region_id), None)


def left_of(photo: PhotoUnderReview) -> tuple[Region, ...]:
    """The regions of which something lies in what is kept, in the strip's order."""
    frame = wording.Frame(photo.width, photo.height)
    return tuple(region for region in wording.in_order(photo.regions) if is_left(wording.cover_of(region, frame), photo.crop))


def short_name(child: ChildFact) -> str:
    """ "Amelia K."; a first name alone where no initial is known."""
    initial = child.last_initial.rstrip(".")
    return f"{child.first_name} {initial}." if initial else child.first_name


def first_names(children: Sequence[ChildFact]) -> dict[ChildId, str]:
    """First names; with the initial where two children of the room share one."""
    often = Counter(child.first_name for child in children)
    return {ChildId(child.id): child.first_name if often[child.first_name] == 1 else short_name(child) for child in children}


def named_children(regions: Sequence[Region]) -> tuple[ChildId, ...]:
    """The children whose names stand at a face, each once, in reading order."""
    return tuple(dict.fromkeys(region.child for region in regions if region.child is not None))


def journals_of(task: ReviewTask, regions: Sequence[Region]) -> tuple[ChildId, ...]:
    """The families that would get this picture: the entry's children, then those who were named."""
    return tuple(dict.fromkeys((*task.journals, *(named_children(regions) if task.also_named else ()))))


def scopes_of(task: ReviewTask, outcome: Outcome | None) -> Mapping[ChildId, Scope]:
    """The scopes to draw by: facts that are too old allow nobody."""
    if outcome is not None and outcome.facts_are_old:
        return {}
    return {ChildId(child.id): child.scope for child in task.children}


def likely_first(children: Sequence[ChildFact], journals: Sequence[ChildId]) -> tuple[ChildFact, ...]:
    """The entry's children, then who is in today, then the others, each as given. Asked once: nobody moves while one taps."""
    return tuple(sorted(children, key=lambda child: (child.id not in journals, child.session_start is None)))


def choices(
    task: ReviewTask, regions: Sequence[Region], scopes: Mapping[ChildId, Scope], names: Mapping[ChildId, str]
) -> tuple[ChildChoice, ...]:
    """The children of the room; named ones are marked in place, so that nobody has to look for them twice."""
    named = frozenset(named_children(regions))
    return tuple(
        ChildChoice(
            id=ChildId(child.id),
            first_name=names[ChildId(child.id)],
            avatar=child.avatar,
            badge=BADGES[scopes.get(ChildId(child.id), Scope.NONE)],
            is_named=child.id in named,
        )
        for child in likely_first(task.children, task.journals)
    )


def family_children(state: ReviewState, task: ReviewTask) -> tuple[ChildId, ...]:
    """Whose tabs there are: families that get the picture at all."""
    if not task.has_families:
        return ()
    refused = frozenset(state.outcome.refused) if state.outcome else frozenset()
    return tuple(child for child in journals_of(task, state.left) if child not in refused)


def image_of(preview: CoveredPreview) -> QImage:
    """The covered picture as Qt draws it; a copy, because the bytes belong to the lane that made them."""
    return QImage(preview.rgb, preview.width, preview.height, 3 * preview.width, QImage.Format.Format_RGB888).copy()


def avatar_of(task: ReviewTask, child: ChildId) -> int:
    """The seed of a child's portrait."""
    return next((fact.avatar for fact in task.children if fact.id == child), 0)
