"""What the section "after a change" shows: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.office.parts.screen import AROUND, NO_LIST, Around, Deed, FactLine, ListPart, TableRow
from app.ui.widgets.pills import ChipFact


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDetail:
    """One case. alarms: what somebody has to look at; told: what is known and asks for nothing."""

    title: str
    line: str
    chips: tuple[ChipFact, ...]
    alarms: tuple[str, ...]
    told: tuple[str, ...]
    facts: tuple[FactLine, ...]
    deeds: tuple[Deed, ...]
    rows: tuple[TableRow, ...]
    rows_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RechecksScreen:
    """The whole section. everything: what was ticked off is shown too; unseen: how many cases nobody ticked off."""

    around: Around = AROUND
    list: ListPart = NO_LIST
    everything: bool = False
    detail: CaseDetail | None = None
    unseen: int = 0
