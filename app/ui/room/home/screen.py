"""What room home shows, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.ui.widgets.pills import ChipFact, PillLine
from app.ui.widgets.portrait_ring import Face
from domain.ids import ChildId, DraftId


class Filter(StrEnum):
    """Which children are shown."""

    MINE = "mine"
    EVERYONE = "everyone"
    HERE = "here"
    TO_OBSERVE = "to-observe"
    SNAPSHOT_DUE = "snapshot-due"  # reached by the promise's pill; its own pill is there only while it is chosen


@dataclass(frozen=True, slots=True)
class FilterPill:
    """A filter, its words and how many children it shows."""

    filter: Filter
    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildTile:
    """One child's card. `due` is the more urgent of its two chips; `spoken` never says why."""

    id: ChildId
    name: str
    face: Face
    presence: ChipFact
    presence_short: ChipFact
    due: ChipFact | None
    spoken: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """Whom the next entry is for; `seed` draws the first child. `short` is for the small tablet."""

    words: str
    short: str
    hint: str
    seed: int


@dataclass(frozen=True, slots=True)
class DraftLine:
    """An entry that was begun."""

    id: DraftId
    title: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeScreen:
    """Everything on room home. `missing` is why the actions rest ("" = they do not); `message` is said once in a toast."""

    room: str
    day: str
    here: str
    person: tuple[str, str]
    filters: tuple[FilterPill, ...]
    chosen_filter: Filter
    children: tuple[ChildTile, ...]
    promise: PillLine | None
    connection: PillLine
    choice: ChoiceLine | None
    drafts: tuple[DraftLine, ...] = ()
    missing: str = ""
    banner: str = ""
    is_loading: bool = False
