"""What will happen with a photo, in words: whom each family sees, who stays covered, and what still stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.consent import FACTS_LIFE, ConsentFacts
from domain.covering import Decision, Hold, Region, Source, Why, decide
from domain.ids import ChildId

HOLD_SENTENCES = {
    Hold.NOT_LOOKED: "Daybook is still looking for faces, or could not look. Wait a moment, or look again.",
    Hold.NOT_REVIEWED: "Say who is in this photo first.",
    Hold.NOBODY_FOUND: "No face was found. If no child is visible, say so; else draw a cover.",
}
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
PEOPLE = (Why.OWN_CHILD, Why.ALLOWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyOutcome:
    """What one family will see of a photo."""

    child: ChildId
    name: str  # first name
    seen: tuple[str, ...]  # first names, this family's own child first
    seen_count: int
    covered: int
    faces: int = 0  # of those that are covered, the sure ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What will happen with a photo if it is handed in as it stands."""

    families: tuple[FamilyOutcome, ...]
    sentence: str
    refused: tuple[ChildId, ...]  # may be in no picture: discarding is offered first (R7)
    holds: tuple[Hold, ...]
    facts_are_old: bool  # everything stays covered, for nobody has confirmed the permissions lately


def hold_sentence(hold: Hold, what: str = "photo") -> str:
    """What stands in the way, and the way out. what: "photo" or "video"."""
    return HOLD_SENTENCES[hold].replace("photo", what)


def family_outcome(
    child: ChildId, regions: Sequence[Region], facts: ConsentFacts, now: datetime, names: Mapping[ChildId, str]
) -> FamilyOutcome:
    """What one family will see."""
    decisions = decide(child, regions, facts, now)
    seen = [decision for decision in decisions if decision.why in PEOPLE]
    seen.sort(key=lambda decision: decision.why is not Why.OWN_CHILD)
    return FamilyOutcome(
        child=child,
        name=name_of(child, names),
        seen=tuple(dict.fromkeys(seen_name(decision, names) for decision in seen)),
        seen_count=len(seen),
        covered=sum(decision.is_covered for decision in decisions),
        faces=sum(decision.is_covered and decision.region.source is Source.FACE for decision in decisions),
    )


def sentence_of(families: Sequence[FamilyOutcome], *, facts_are_old: bool) -> str:
    """All families in a few sentences: "Amelia’s family sees Amelia. Noah’s family sees Noah. Everyone else stays covered." """
    if facts_are_old:
        return "The permissions on this tablet are too old, so everyone stays covered. Take it to the nursery’s network first."
    said = [f"{family.name}’s family sees {listed(family.seen)}." for family in families]
    if any(family.covered for family in families):
        said.append(covered_sentence(families))
    return " ".join(said)


def covered_sentence(families: Sequence[FamilyOutcome]) -> str:
    """Who is covered: counted where the families' pictures are few or alike, for "two" says more than "everyone else"."""
    if not any(family.seen for family in families):
        return "Everyone stays covered."
    counts = {family.faces for family in families}
    if len(counts) == 1 and counts != {0}:
        where = f"In {families[0].name}’s journal" if len(families) == 1 else "In each journal"
        return f"{where} {faces_are(counts.pop())} covered."
    return "Everyone else stays covered."


def faces_are(number: int) -> str:
    """ "one face is", "two faces are", "14 faces are"."""
    words = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{words} face is" if number == 1 else f"{words} faces are"


def facts_are_old(facts: ConsentFacts, now: datetime) -> bool:
    """Whether the server has not confirmed the permissions for longer than a working day."""
    return now - facts.confirmed_at > FACTS_LIFE


def listed(names: Sequence[str]) -> str:
    """Nobody; Amelia; Amelia and Noah; Amelia, Noah and Zoë."""
    if not names:
        return "nobody"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def seen_name(decision: Decision, names: Mapping[ChildId, str]) -> str:
    """The first name of a child who is seen."""
    return name_of(decision.region.child, names) if decision.region.child is not None else ""


def name_of(child: ChildId, names: Mapping[ChildId, str]) -> str:
    """The first name, or a word for a child who is not on this device's roster."""
    return names.get(child, "a child")
