"""What the covering record shows: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from app.ui.office.heard import SAID_NOTHING, Heard
from app.ui.office.parts.screen import AROUND, NO_LIST, Around, Deed, FactLine, ListPart, TableRow
from app.ui.widgets.pills import ChipFact


@dataclass(frozen=True, slots=True)
class Outline:
    """One region on the picture: its number, its box in pixels of the picture (x0, y0, x1, y1), and whether it is covered there."""

    number: int
    box: tuple[int, int, int, int]
    is_covered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePart:
    """The picture that is looked at, or the clip. size: of the picture whose pixels the boxes count; note: also while none is there."""

    image: QImage | None
    clip: bytes | None = field(default=None, repr=False)
    heard: Heard = SAID_NOTHING
    size: tuple[int, int]
    outlines: tuple[Outline, ...]
    are_shown: bool
    chosen: int
    note: str
    title: str
    can_turn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetail:
    """One entry's record."""

    title: str
    line: str
    chips: tuple[ChipFact, ...]
    picture: PicturePart | None
    regions: tuple[TableRow, ...]
    regions_note: str
    facts: tuple[FactLine, ...]
    steps: tuple[TableRow, ...]
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveringScreen:
    """The whole section. older: the words of the button for older entries, "" = there are none; empty: title and line of no record."""

    around: Around = AROUND
    list: ListPart = NO_LIST
    older: str = ""
    older_missing: str = ""
    empty: tuple[str, str] = ("", "")
    detail: RecordDetail | None = None
