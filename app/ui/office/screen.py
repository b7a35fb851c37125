"""What the moderation page shows: one frozen value, drawn by the view, made by the presenter."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtGui import QImage

from app.ui.office.heard import SAID_NOTHING, Heard
from app.ui.office.home.screen import HomePart
from app.ui.room.face_review.screen import Wish
from app.ui.widgets.pills import ChipFact
from domain.language import Hint

AWAKE = Wish(True)


class Stage(StrEnum):
    """What the middle of the page is about."""

    LOADING = "loading"
    EMPTY = "empty"  # nothing waits
    ENTRY = "entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One entry of the list; `avatar` is None while its children are not known here."""

    id: str
    names: str
    what: str
    due: ChipFact
    avatar: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Family:
    """A tab: whose family, and the seed of the portrait."""

    name: str
    avatar: int


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check; `look` wants a person."""

    title: str
    sentence: str
    look: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The entry being checked. `picture` is None while it comes, or when there is none (`has_pictures`).

    clip: a covered video's WebM in its place, for memory only; None while it comes.
    """

    title: str
    line: str
    avatar: int | None
    families: tuple[Family, ...]
    family: int
    has_pictures: bool
    picture: QImage | None
    picture_note: str
    is_clip: bool = False
    clip: bytes | None = field(default=None, repr=False)
    heard: Heard = SAID_NOTHING
    can_turn: bool
    text: str
    hints: tuple[Hint, ...]
    chips: tuple[ChipFact, ...]
    next_step: str
    checks: tuple[CheckLine, ...]
    to_look: int
    author: str  # first name
    disowned: str = ""  # the author says that somebody else wrote it
    home: HomePart | None = None  # pictures from home
    approve: Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeScreen:
    """The whole page. `offline` is a sentence while the server is out of reach; `note_error` stands at the note."""

    stage: Stage = Stage.LOADING
    count: int = 0
    lines: tuple[QueueLine, ...] = ()
    search: str = ""
    subject: Subject | None = None
    note: str = ""
    note_error: str = ""
    offline: str = ""
    is_busy: bool = False
    message: str = ""
