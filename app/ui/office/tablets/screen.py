"""What the tablets section shows: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtGui import QImage

from app.ui.office.parts.screen import AROUND, NO_LIST, Around, Ask, Deed, FactLine, ListPart, TableRow
from app.ui.widgets.pills import ChipFact


class View(IntEnum):
    """What the section is turned to; the order of its tabs."""

    NOW = 0
    HANDS = 1
    DAMAGE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDetail:
    """One case of damage. `photos` are the device's pictures that came, `photos_note` says what is still to come."""

    title: str
    line: str
    chips: tuple[ChipFact, ...]
    warnings: tuple[str, ...]
    facts: tuple[FactLine, ...]
    said: str
    photos: tuple[QImage, ...]
    photos_note: str
    deeds: tuple[Deed, ...]
    dangers: tuple[Deed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePart:
    """What a tablet could hold, were it lost: on the screen, and as paragraphs for paper."""

    title: str
    facts: tuple[FactLine, ...]
    children: str
    advice: tuple[str, ...]
    paper: tuple[tuple[str, str], ...]  # heading and words


@dataclass(frozen=True, slots=True, kw_only=True)
class TabletsScreen:
    """The whole section. gone_missing: why "what it could hold" rests; note: what stands where a table has no rows."""

    around: Around = AROUND
    view: View = View.NOW
    day: str = ""
    anomalies: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()
    note: str = ""
    search: str = ""
    gone_missing: str = ""
    cases: ListPart = NO_LIST
    case: CaseDetail | None = None
    open_cases: int = 0
    ask: Ask | None = None
    gone: GonePart | None = None
