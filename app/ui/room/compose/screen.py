"""What the writing page shows: one frozen value, drawn by the view, made by the presenter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from app.ui.room.face_review.screen import ChildChoice, Wish
from domain.ids import ChildId, PhotoId
from domain.language import Hint

AWAKE = Wish(True)


@dataclass(frozen=True, slots=True)
class ChildChip:
    """A child of this entry."""

    id: ChildId
    name: str  # "Amelia K."
    avatar: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoTile:
    """A photo or video of this entry, as covered as the first family gets it; `picture` is None while it is being covered."""

    id: PhotoId
    picture: QImage | None
    note: str  # "2 covered", "No face", "Who is in it?"
    asks: bool  # a person still has to look at it
    film: str = ""  # how long a video is, "0:12"; "" for a photo


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """One area of learning."""

    id: str
    name: str
    icon: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HintCard:
    """The hint that is open, in words."""

    hint: Hint
    title: str
    line: str
    change: str
    keep: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPage:
    """The entry as one family will read it; pictures are covered for that family."""

    families: tuple[ChildChip, ...]
    child: ChildId
    title: str
    when: str
    text: str
    pictures: tuple[QImage, ...]
    areas: tuple[str, ...]  # in the plain words for parents
    next_step: str
    is_loading: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeScreen:
    """The whole page. `hand_in.why` says what is missing; `progress` replaces the button's words while it hands in."""

    title: str = ""
    line: str = ""
    is_snapshot: bool = False
    children: tuple[ChildChip, ...] = ()
    others: tuple[ChildChoice, ...] = ()  # who can be added
    journals: str = ""
    photos: tuple[PhotoTile, ...] = ()
    last_step: str = ""
    text: str = ""
    next_step: str = ""
    hints: tuple[Hint, ...] = ()
    card: HintCard | None = None
    areas: tuple[AreaChoice, ...] = ()
    wellbeing: int | None = None
    involvement: int | None = None
    saved: str = ""
    saved_short: str = ""
    saved_line: str = ""
    hand_in: Wish = AWAKE
    progress: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    family: FamilyPage | None = None
    message: str = ""
