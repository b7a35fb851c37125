"""What the presenter of a returned entry knows, and the screen that follows from it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.outcome import listed
from app.services.rewording import ReturnedEntry
from app.ui.room.compose.state import TITLES, Word, card_of
from app.ui.room.returned.screen import ReturnedScreen
from domain.entries import EntryKind, Missing
from domain.language import Hint, hints

FIELDS = ("text", "next_step")
HANDING_IN = "Handing it in"


@dataclass(frozen=True, slots=True)
class Typed:
    """The words as they stand in the sheet."""

    text: str
    next_step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedState:
    """All that can change while one entry is reworded; `kept` are words of hints that the person chose to keep."""

    entry: ReturnedEntry
    typed: Typed
    cursor: int = 0
    kept: frozenset[Word] = frozenset()
    missing: tuple[Missing, ...] = ()
    is_busy: bool = False
    message: str = ""


def screen_of(state: ReturnedState) -> ReturnedScreen:
    """The screen for this state."""
    entry, errors = state.entry, {reason.field: reason.sentence for reason in reversed(state.missing)}
    elsewhere = [sentence for field, sentence in errors.items() if field not in FIELDS]
    hint = current_hint(state)
    return ReturnedScreen(
        about=about(entry),
        reason=entry.reason,
        pictures=pictures_words(entry.photos),
        text=state.typed.text,
        next_step=state.typed.next_step if entry.kind is EntryKind.OBSERVATION else None,
        hints=open_hints(state),
        card=card_of(hint),
        errors={field: sentence for field, sentence in errors.items() if field in FIELDS},
        progress=HANDING_IN if state.is_busy else "",
        message=state.message or " ".join(elsewhere),
    )


def open_hints(state: ReturnedState) -> tuple[Hint, ...]:
    """The hints on the text whose word nobody chose to keep."""
    found = hints(state.typed.text, state.entry.other_names)
    return tuple(hint for hint in found if (hint.kind, hint.word.casefold()) not in state.kept)


def current_hint(state: ReturnedState) -> Hint | None:
    """The open hint under the cursor, else the first one."""
    found = open_hints(state)
    return next((hint for hint in found if hint.start <= state.cursor <= hint.end), found[0] if found else None)


def about(entry: ReturnedEntry) -> str:
    """ "Observation · Amelia K. and Noah B. · Thursday 19 November, 10:05"."""
    at = entry.happened_at
    names = listed(entry.names) if len(entry.names) <= 3 else f"{len(entry.names)} children"
    return f"{TITLES[entry.kind]} · {names} · {at:%A} {at.day} {at:%B}, {at:%H:%M}"


def pictures_words(photos: int) -> str:
    """What becomes of the pictures."""
    if not photos:
        return ""
    return "The picture stays as it is." if photos == 1 else f"The {photos} pictures stay as they are."
