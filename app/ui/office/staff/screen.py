"""What the staff section shows: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.ui.office.parts.screen import AROUND, NO_LIST, Around, Ask, Deed, FactLine, ListPart
from app.ui.widgets.pills import ChipFact


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDetail:
    """One person."""

    title: str
    line: str
    chips: tuple[ChipFact, ...]
    facts: tuple[FactLine, ...]
    deeds: tuple[Deed, ...]
    dangers: tuple[Deed, ...]
    history: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPart:
    """The password that opens once, on the screen for as long as it is being written down."""

    name: str
    username: str
    say: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffScreen:
    """The whole section."""

    around: Around = AROUND
    list: ListPart = NO_LIST
    detail: StaffDetail | None = None
    ask: Ask | None = None
    first: FirstPart | None = None
