"""What a moderator is shown and may decide (C18, C19, R6). A check never decides; it points."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.covering import Decision, Why
from domain.entries import EntryKind
from domain.ids import StaffId
from domain.language import HintKind, hints
from domain.lifecycle import EntryEvent
from domain.permissions import Action, Role, Station, may

NOTE_LIMIT = 600


class RemovalCategory(StrEnum):
    """Why an entry is removed (C19)."""

    PRIVACY = "privacy"
    DIGNITY = "dignity"
    WRONG_CHILD = "wrong_child"
    NOT_FOR_JOURNAL = "not_for_journal"
    OTHER = "other"


class Refusal(StrEnum):
    """Why a decision is not taken."""

    NOT_ALLOWED = "not_allowed"  # the role may not moderate
    OWN_ENTRY = "own_entry"  # nobody approves their own entry
    NO_REASON = "no_reason"  # return and remove want a reason
    TOO_LONG = "too_long"
    MEDIA_MISSING = "media_missing"  # pictures have not arrived or were refused
    HOME_NOT_REVIEWED = "home_not_reviewed"  # nobody has said yet who is in a family's picture (R10)
    DISOWNED = "disowned"  # its author says that somebody else wrote it


SENTENCES = {
    Refusal.NOT_ALLOWED: "Only the manager or the deputy can check entries.",
    Refusal.OWN_ENTRY: "You wrote this one. Ask the other manager to check it.",
    Refusal.NO_REASON: "Write a reason, so that the author knows what to do.",
    Refusal.TOO_LONG: f"Shorten the reason to {NOTE_LIMIT} characters.",
    Refusal.MEDIA_MISSING: "A picture of this entry has not arrived yet. It can be approved when it is here.",
    Refusal.HOME_NOT_REVIEWED: "Say who is in each picture first. Until then every face in it is covered.",
    Refusal.DISOWNED: "Its author says that they did not write it. Find out who did; return or remove it.",
}


def refusals(
    event: EntryEvent,
    *,
    role: Role,
    moderator: StaffId,
    author: StaffId,
    reason: str,
    category: RemovalCategory | None,
    media_complete: bool,
    is_disowned: bool = False,
    home_reviewed: bool = True,
) -> tuple[Refusal, ...]:
    """Why this person may not take this decision; empty = it is taken."""
    found = []
    if not may(role, Action.MODERATE, Station.OFFICE):
        found.append(Refusal.NOT_ALLOWED)
    if event is EntryEvent.APPROVE and moderator == author:
        found.append(Refusal.OWN_ENTRY)
    if event is EntryEvent.APPROVE and not media_complete:
        found.append(Refusal.MEDIA_MISSING)
    if event is EntryEvent.APPROVE and not home_reviewed:
        found.append(Refusal.HOME_NOT_REVIEWED)
    if event is EntryEvent.APPROVE and is_disowned:
        found.append(Refusal.DISOWNED)
    if event in (EntryEvent.RETURN, EntryEvent.REMOVE) and not reason.strip():
        found.append(Refusal.NO_REASON)
    if event is EntryEvent.REMOVE and category is None and Refusal.NO_REASON not in found:
        found.append(Refusal.NO_REASON)
    if len(reason) > NOTE_LIMIT:
        found.append(Refusal.TOO_LONG)
    return tuple(found)


class CheckKind(StrEnum):
    """The checks beside an entry, in the order they are shown when all is well."""

    OTHER_NAME = "other_name"
    PERMISSIONS = "permissions"
    FACES = "faces"
    TENSE = "tense"
    AREAS = "areas"
    SOMEONE_ELSE = "someone_else"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: whether a person should look, and the sentence that says what was found."""

    kind: CheckKind
    look: bool
    title: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """What the checks need to know of an entry; `pictures` holds each rendition's decisions, made now by `domain.covering`."""

    text: str
    kind: EntryKind
    areas: tuple[str, ...]
    author: StaffId
    own_names: tuple[str, ...]
    other_names: tuple[str, ...]
    pictures: tuple[tuple[Decision, ...], ...]
    uncovered_breaches: int  # regions that must be covered by today's facts and are not, in any rendition


def checks(facts: EntryFacts, *, moderator: StaffId, framework_areas: Collection[str]) -> tuple[Check, ...]:
    """All checks; those that want a look come first."""
    found = [
        check_names(facts),
        check_permissions(facts),
        check_faces(facts.pictures),
        check_tense(facts),
        check_areas(facts, framework_areas),
        check_author(facts.author, moderator),
    ]
    return tuple(sorted(found, key=lambda check: not check.look))


def check_names(facts: EntryFacts) -> Check:
    """Names of children who are not in the entry."""
    words = unique(hint.word for hint in hints(facts.text, facts.other_names) if hint.kind is HintKind.OTHER_NAME)
    if words:
        return Check(CheckKind.OTHER_NAME, True, "Another child’s name", f"“{words[0]}” is in {' and '.join(facts.own_names)}’s text.")
    return Check(CheckKind.OTHER_NAME, False, "No other names", "No other child is named.")


def check_permissions(facts: EntryFacts) -> Check:
    """Whether every picture obeys today's consents."""
    if facts.uncovered_breaches:
        return Check(CheckKind.PERMISSIONS, True, "Permissions", "A permission changed. The picture is being covered further.")
    limited = any(
        decision.why in (Why.OTHER_CHILD_OWN_ONLY, Why.NO_PERMISSION, Why.ALONE_IN_OWN)
        for picture in facts.pictures
        for decision in picture
    )
    sentence = "A child who may not be seen here is covered." if limited else "Everyone who is seen may be seen."
    return Check(CheckKind.PERMISSIONS, False, "Permissions", sentence)


def check_faces(pictures: Sequence[Sequence[Decision]]) -> Check:
    """How many faces were found, how many of them some family sees, and how many nobody sees."""
    if not pictures:
        return Check(CheckKind.FACES, False, "Faces", "No picture.")
    decisions = [decision for picture in pictures for decision in picture if decision.why is not Why.NOT_A_FACE]
    found = {decision.region.id for decision in decisions}  # one picture has a rendition per journal: a face counts once
    seen = {decision.region.id for decision in decisions if not decision.is_covered}
    return Check(CheckKind.FACES, False, "Faces", f"{len(found)} found. {len(seen)} seen by a family, {len(found - seen)} covered for all.")


def check_tense(facts: EntryFacts) -> Check:
    """Past-tense words outside quoted speech (C25)."""
    words = unique(hint.word for hint in hints(facts.text, ()) if hint.kind is HintKind.PAST_TENSE)
    if words:
        return Check(
            CheckKind.TENSE, True, "Written in the past", f"“{words[0]}” reads as if it is over. We write as if it is happening now."
        )
    return Check(CheckKind.TENSE, False, "Written in the present", "No past-tense words.")


def check_areas(facts: EntryFacts, framework_areas: Collection[str]) -> Check:
    """Whether the areas are this year's."""
    unknown = [area for area in facts.areas if area not in framework_areas]
    if unknown:
        return Check(CheckKind.AREAS, True, "Areas and levels", f"“{unknown[0]}” is not in this year’s list.")
    if facts.kind is EntryKind.SNAPSHOT or not facts.areas:
        return Check(CheckKind.AREAS, False, "Areas and levels", "None chosen.")
    count = "1 area" if len(facts.areas) == 1 else f"{len(facts.areas)} areas"
    return Check(CheckKind.AREAS, False, "Areas and levels", f"{count}, from this year’s list.")


def check_author(author: StaffId, moderator: StaffId) -> Check:
    """Whether somebody else wrote it."""
    if author == moderator:
        return Check(CheckKind.SOMEONE_ELSE, True, "Written by you", SENTENCES[Refusal.OWN_ENTRY])
    return Check(CheckKind.SOMEONE_ELSE, False, "Written by someone else", "You did not write this one.")


def due_at(kind: EntryKind, happened_at: datetime, closes: time) -> datetime:
    """When it should be moderated: a snapshot at closing time that day (L30), an observation within its week (C23)."""
    if kind is EntryKind.SNAPSHOT:
        return happened_at.replace(hour=closes.hour, minute=closes.minute, second=0, microsecond=0)
    return happened_at + timedelta(days=7)


def unique(words: Iterable[str]) -> list[str]:
    """The words in order, each once."""
    return list(dict.fromkeys(words))
