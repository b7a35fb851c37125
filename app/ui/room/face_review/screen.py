"""What the face review shows: one frozen value, drawn by the view, made by the presenter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtGui import QImage

from app.ui.room.face_review.cover_art import CoverPick
from domain.boxes import Box
from domain.ids import ChildId, RegionId


class MarkKind(StrEnum):
    """How a region looks in "Who is who"."""

    COVERED = "covered"  # a face that nobody named, or a child who may not be seen
    ELSE = "else"  # a visitor or a member of staff: covered
    SEEN = "seen"  # named, and the child may be seen somewhere
    MAYBE = "maybe"  # perhaps a face: covered, dashed
    NOT_A_FACE = "not_a_face"  # a maybe that a person looked at
    DRAWN = "drawn"  # a cover of a person's own


class Badge(StrEnum):
    """What stands at a child's portrait; never why."""

    NONE = "none"
    OWN_JOURNAL = "own_journal"
    NO_PHOTO = "no_photo"


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceMark:
    """One region on the picture and in the strip. Boxes are pixels of the kept picture."""

    id: RegionId
    box: Box
    cover: Box
    kind: MarkKind
    label: str  # "9", "Amelia", "Maybe?", "Cover"
    spoken: str  # "Face 9, covered"
    art: CoverPick
    is_own_only: bool = False
    is_passed: bool = False  # a person left it covered
    is_here: bool = True  # in the picture that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildChoice:
    """One child in the panel; `is_named` when a face of this picture bears the name."""

    id: ChildId
    first_name: str
    avatar: int
    badge: Badge
    is_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked about the chosen region."""

    title: str
    line: str
    kind: MarkKind
    is_left: bool  # the answer now is "leave covered"
    is_else: bool


@dataclass(frozen=True, slots=True)
class FamilyTab:
    """A tab "Amelia's family sees"."""

    child: ChildId
    name: str
    avatar: int


class RowKind(StrEnum):
    """Which sign stands before a row of the family view."""

    SEEN = "seen"
    COVERED = "covered"
    MAYBE = "maybe"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """Why one face, or several alike, are seen or covered for this family."""

    kind: RowKind
    title: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPicture:
    """Exactly what one family gets; `picture` is None while it is being covered."""

    child: ChildId
    title: str
    avatar: int
    picture: QImage | None
    rows: tuple[FamilyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A child who may be in no picture was named: the fact and the ways out, without the reason."""

    child: ChildId
    title: str
    line: str
    discard_line: str
    discard_label: str = "Discard the photo"
    cover_label: str
    cover_line: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A button that may sleep: whether it is awake, and the sentence that says why not."""

    awake: bool
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Several faces are being chosen, to give all of them one answer."""

    title: str
    line: str
    ids: tuple[RegionId, ...]  # in the order of the strip
    are_maybes: bool
    answer: Wish  # "leave covered" and "someone else"
    not_faces: Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcuts:
    """One tap for everybody who is left; "" where there are too few."""

    others: str = ""
    maybes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """A frame is drawn over the picture: what lies outside would go. `is_cut`: the picture was cut before."""

    frame: Box
    line: str
    warning: str
    is_cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewScreen:
    """The whole screen. `picture` is the clear photo, in memory only; the view draws every cover opaque on it."""

    title: str = "Who is in this photo?"
    line: str = ""
    picture: QImage | None = None
    marks: tuple[FaceMark, ...] = ()
    chosen: RegionId | None = None
    faces: Mapping[RegionId, QImage] = field(default_factory=dict)  # for the strip, of regions that the picture does not show
    children: tuple[ChildChoice, ...] = ()
    question: Question | None = None
    tabs: tuple[FamilyTab, ...] = ()
    family: FamilyPicture | None = None
    is_looking: bool = False
    coming: str = ""  # in the picture's place before it is there
    held: str = ""  # a banner: the finder failed
    outcome: str = ""
    undo: Wish = Wish(False)
    redo: Wish = Wish(False)
    no_child: Wish = Wish(False)
    no_child_said: bool = False
    finish: Wish = Wish(False)
    finish_words: str = "Keep and write"
    several: Several | None = None
    shortcuts: Shortcuts = Shortcuts()
    crop: Box | None = None  # the part that is kept
    offer: str = ""  # a cut that hides covered faces just as well
    may_cut: Wish | None = None  # None where pictures are not cut
    cutting: Cutting | None = None
    stop: Stop | None = None
    message: str = ""
