"""An observation or a daily snapshot: what it holds, and what is missing before it can be handed in (L4, L30, L31, C23)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.ids import ChildId

TEXT_LIMIT = 4000  # characters; about two pages
NEXT_STEP_LIMIT = 600
TITLE_LIMIT = 80
PHOTOS_LIMIT = 12  # videos count too
CLIPS_LIMIT = 3  # half a minute each: what a tablet covers in its lunch break
CHILDREN_LIMIT = 30
LATE_AFTER = timedelta(days=7)  # C23: within the week in which it was made


class EntryKind(StrEnum):
    """What the entry is; a snapshot has no curriculum and is always of today (L31); nor has what a family sends (C8)."""

    OBSERVATION = "observation"
    SNAPSHOT = "snapshot"
    FROM_HOME = "from_home"  # a family's own; moderated like the others (L5, C8)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryText:
    """Everything of an entry that a person writes or taps; Leuven scores 1 to 5 or None."""

    kind: EntryKind
    children: tuple[ChildId, ...]
    happened_at: datetime
    title: str = ""
    text: str = ""
    next_step: str = ""
    areas: tuple[str, ...] = ()
    wellbeing: int | None = None
    involvement: int | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """One reason why the entry cannot be handed in: the field it names, and a sentence with the way out."""

    field: str
    sentence: str


def missing(entry: EntryText, *, photos: int, areas: Collection[str], now: datetime) -> tuple[Missing, ...]:
    """What keeps the entry from being handed in; empty = nothing. `areas` are the ids of the framework in force."""
    return (*missing_people(entry), *missing_words(entry, photos), *missing_curriculum(entry, areas), *missing_moment(entry, now))


def missing_people(entry: EntryText) -> Sequence[Missing]:
    """Reasons about the children."""
    if not entry.children:
        return [Missing("children", "Choose the child it is about.")]
    if len(entry.children) > CHILDREN_LIMIT or len(set(entry.children)) != len(entry.children):
        return [Missing("children", f"Choose each child once, {CHILDREN_LIMIT} at most.")]
    return []


def missing_words(entry: EntryText, photos: int) -> Sequence[Missing]:
    """Reasons about the text and the number of photos."""
    reasons = []
    if not entry.text.strip():
        reasons.append(Missing("text", "Write what is happening. One line is enough."))
    for field, words, limit in (
        ("text", entry.text, TEXT_LIMIT),
        ("next_step", entry.next_step, NEXT_STEP_LIMIT),
        ("title", entry.title, TITLE_LIMIT),
    ):
        if len(words) > limit:
            reasons.append(Missing(field, f"Shorten the {field.replace('_', ' ')} to {limit} characters. It has {len(words)}."))
    if photos > PHOTOS_LIMIT:
        reasons.append(Missing("photos", f"Keep {PHOTOS_LIMIT} photos at most, and make a second entry for the others."))
    return reasons


def missing_curriculum(entry: EntryText, areas: Collection[str]) -> Sequence[Missing]:
    """Reasons about the areas of learning and the Leuven scores (L1, L31)."""
    tagged = bool(entry.areas or entry.next_step or entry.wellbeing or entry.involvement)
    if entry.kind is EntryKind.SNAPSHOT:
        return [Missing("areas", "A snapshot has no areas of learning. Make it an observation to keep them.")] if tagged else []
    if entry.kind is EntryKind.FROM_HOME:
        return [Missing("areas", "Areas of learning are chosen by the key person.")] if tagged else []
    reasons = [Missing("areas", f"“{area}” is not an area of this year’s framework.") for area in entry.areas if area not in areas]
    for field, score in (("wellbeing", entry.wellbeing), ("involvement", entry.involvement)):
        if score is not None and not 1 <= score <= 5:
            reasons.append(Missing(field, f"Choose 1 to 5 for {field}, or leave it empty."))
    return reasons


def missing_moment(entry: EntryText, now: datetime) -> Sequence[Missing]:
    """Reasons about when it happened: never in the future; a snapshot only today (L31)."""
    if entry.happened_at > now + timedelta(minutes=5):
        return [Missing("happened_at", "It cannot happen in the future. Check the date and time.")]
    if entry.kind is EntryKind.SNAPSHOT and entry.happened_at.date() != now.astimezone(entry.happened_at.tzinfo).date():
        return [Missing("happened_at", "A snapshot is of today. Make it an observation to keep another date.")]
    return []


def is_late(happened_at: datetime, handed_in_at: datetime) -> bool:
    """Whether it was handed in after the week in which it was made (C23): accepted, marked late."""
    return handed_in_at - happened_at > LATE_AFTER


def title_of(entry: EntryText) -> str:
    """The title, or the first words of the text when nobody gave one."""
    if entry.title.strip():
        return entry.title.strip()
    first = entry.text.strip().split(". ")[0].split("\n")[0]
    return first if len(first) <= 60 else first[:57].rsplit(" ", 1)[0] + " …"


def week_of(day: date) -> date:
    """The Monday of that day's week."""
    return day - timedelta(days=day.weekday())
