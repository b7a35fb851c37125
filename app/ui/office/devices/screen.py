"""What the devices section shows: one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.office.parts.screen import AROUND, NO_LIST, Around, Ask, Deed, FactLine, ListPart, TableRow
from app.ui.widgets.pills import ChipFact


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDetail:
    """One device. `told`: what it was told and has not done yet; `hands` None while they come."""

    title: str
    line: str
    chips: tuple[ChipFact, ...]
    alarms: tuple[str, ...]
    told: str
    facts: tuple[FactLine, ...]
    deeds: tuple[Deed, ...]
    dangers: tuple[Deed, ...]
    hands: tuple[TableRow, ...] | None
    hands_note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingPart:
    """The pairing of one device. `left` says for how long the line is good; "" = it is over."""

    title: str
    line: str
    left: str
    is_paired: bool = False
    error: str = ""
    busy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesScreen:
    """The whole section."""

    around: Around = AROUND
    list: ListPart = NO_LIST
    detail: DeviceDetail | None = None
    ask: Ask | None = None
    pairing: PairingPart | None = None
