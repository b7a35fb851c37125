"""What the consents section shows: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.office.parts.screen import AROUND, NO_LIST, Around, Ask, Deed, ListPart, TableRow
from app.ui.widgets.pills import ChipFact


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """One item of the form: what was answered, since when, by what evidence, and who wrote it down."""

    item: str
    chip: ChipFact
    line: str


@dataclass(frozen=True, slots=True)
class AdultFact:
    """One adult with both answers; `line` says relation and whether the answer counts."""

    name: str
    line: str
    answers: tuple[AnswerFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDetail:
    """One child. told: what the last answer did; sentence: the scope in plain words, and why it is so."""

    title: str
    line: str
    chips: tuple[ChipFact, ...]
    sentence: str
    told: tuple[str, ...] = ()
    adults: tuple[AdultFact, ...] = ()
    history: tuple[TableRow, ...] = ()
    deeds: tuple[Deed, ...] = ()
    dangers: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True)
class FilterFact:
    """One way to show fewer children, with how many there are."""

    key: str
    words: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentsScreen:
    """The whole section."""

    around: Around = AROUND
    list: ListPart = NO_LIST
    filters: tuple[FilterFact, ...] = ()
    detail: ConsentDetail | None = None
    ask: Ask | None = None
