"""The frozen values that every section of the office shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.ui.theme.tokens import Tone
from app.ui.widgets.buttons import Kind
from app.ui.widgets.pills import ChipFact


class Stage(StrEnum):
    """What the middle of a section is about."""

    LOADING = "loading"
    EMPTY = "empty"
    READY = "ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLine:
    """One card of a list: an icon on its disc, or a portrait where `avatar` is given. heading: stands above the first card of a group."""

    id: str
    title: str
    line: str
    chip: ChipFact | None = None
    icon: str = "users"
    avatar: int | None = None
    is_chosen: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPart:
    """The list on the left. `order` says by what it is sorted now; `none` is said when the search leaves nothing."""

    rows: tuple[RowLine, ...] = ()
    search: str = ""
    order: str = ""
    none: str = "Nothing here bears that name."


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands round every section. `offline` is a sentence while the server is out of reach; `message` is said once."""

    stage: Stage = Stage.LOADING
    offline: str = ""
    message: str = ""


AROUND, NO_LIST = Around(), ListPart()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A button that a presenter offers; `missing` says why it rests."""

    key: str
    words: str
    icon: str
    kind: Kind = Kind.SECONDARY
    missing: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact with its label."""

    label: str
    value: str
    tone: Tone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table: words, or a chip. `order` is what the column sorts by when it is not the words."""

    words: str
    chip: ChipFact | None = None
    order: float | str | None = None
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its words, its share of the width, and whether it goes when there is little room."""

    words: str
    share: int
    is_minor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row; `said` is what a screen reader says of it."""

    id: str
    cells: tuple[Cell, ...]


ON_ITS_WAY = "One moment: this is on its way."
WORDS, AMOUNT, CHOICE = "words", "amount", "choice"  # the usual keys of an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class AskField:
    """A line to be filled in. `value` is put in as long as nobody typed there."""

    key: str
    label: str
    hint: str = ""
    icon: str = ""
    value: str = ""
    limit: int = 120


@dataclass(frozen=True, slots=True)
class AskChoice:
    """One of several; `options` are values with their words."""

    label: str
    options: tuple[tuple[str, str], ...]
    key: str = CHOICE
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a sheet asks before something is done. `sentence` names what will follow; `errors` stand at their parts, "" below all.

    id: another one begins with empty fields, the same one keeps what was typed. choices_first: the choices stand above the fields.
    """

    id: str
    title: str
    sentence: str
    button: str
    icon: str = "check"
    is_danger: bool = False
    fields: tuple[AskField, ...] = ()
    choices: tuple[AskChoice, ...] = ()
    choices_first: bool = False
    words: str = ""  # the label of the longer text; "" = none
    words_hint: str = ""
    words_limit: int = 300
    errors: tuple[tuple[str, str], ...] = ()
    busy: str = ""

    def error(self, key: str) -> str:
        """The sentence at that part."""
        return dict(self.errors).get(key, "")

    def refused(self, sentence: str, key: str = "") -> Ask:
        """The same with a sentence at one part, and free to be tried again."""
        return self.wrong({key: sentence})

    def wrong(self, errors: Mapping[str, str]) -> Ask:
        """The same with each sentence at its part, and free to be tried again; "" is no sentence."""
        return replace(self, errors=tuple((key, sentence) for key, sentence in errors.items() if sentence), busy="")

    def waiting(self) -> Ask:
        """The same on its way."""
        return replace(self, errors=(), busy=ON_ITS_WAY)

    def filled(self, key: str, value: str) -> Ask:
        """The same with another suggestion for a field."""
        return replace(self, fields=tuple(replace(field, value=value) if field.key == key else field for field in self.fields))


@dataclass(frozen=True, slots=True)
class Answer:
    """What was filled in, by key."""

    values: tuple[tuple[str, str], ...]

    def of(self, key: str) -> str:
        """What was filled in there, without spaces round it."""
        return dict(self.values).get(key, "").strip()


NO_REASON = "Say why, in a few words."


def following(orders: tuple[str, ...], now: str) -> str:
    """The order after this one; the first follows the last."""
    return orders[(orders.index(now) + 1) % len(orders)]


def found(words: str, search: str) -> bool:
    """Whether every word that is searched for stands in `words`."""
    text = words.casefold()
    return all(part in text for part in search.casefold().split())


Say = Callable[[str], None]
