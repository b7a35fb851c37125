"""Hints on the words of an entry: past tense and other children's names (C25, L2); never orders, and quoted speech is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# Verbs of nursery writing whose past is not formed with -ed: past form -> present form.
PAIRS = """
was is, were are, had has, did does, went goes, said says, made makes, took takes, found finds, saw sees, came comes, gave gives,
got gets, ran runs, sat sits, stood stands, held holds, told tells, threw throws, drew draws, built builds, ate eats,
drank drinks, sang sings, began begins, wrote writes, chose chooses, brought brings, thought thinks, felt feels, kept keeps,
knew knows, fell falls, blew blows, slept sleeps, woke wakes, rode rides, swam swims, caught catches, fed feeds, spoke speaks,
left leaves
"""
IRREGULAR = {pair.split()[0]: pair.split()[1] for pair in PAIRS.replace("\n", " ").strip().split(", ")}

# Words that end like a past tense and are something else, or are so often something else that a hint would annoy.
NEVER_PAST = """
bed bleed bored called coloured crooked curved dried embed exceed excited eyed feed haired hundred indeed interested mixed muddled
naked need pleased pointed red sacred seed shared shed sided sled speed surprised tired used weed wheeled wicked worried
"""
NOT_PAST = frozenset(NEVER_PAST.split())
DOUBLED = re.compile(r"([bdgklmnprt])\1ed$")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")
OPENING, CLOSING, ENDING = "“‘\"'", "”’\"')]", ".!?…"
KEEPS_DOUBLE = frozenset(
    ("rolled", "filled", "pulled", "smelled", "spilled", "yelled", "passed", "kissed", "dressed", "pressed", "crossed", "tossed", "added")
)  # fmt: skip


class HintKind(StrEnum):
    """What a hint is about."""

    PAST_TENSE = "past_tense"
    OTHER_NAME = "other_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A place in the text, [start, end) in characters, and the words that could stand there instead, capital included."""

    kind: HintKind
    start: int
    end: int
    word: str
    instead: str


def hints(text: str, other_names: Iterable[str]) -> tuple[Hint, ...]:
    """All hints in reading order. `other_names` are first names of children who are not in this entry."""
    quoted = [match.span() for match in QUOTED.finditer(text)]
    names = {name.casefold() for name in other_names}
    found = []
    for match in WORD.finditer(text):
        word, start = match.group(), match.start()
        genitive = word[-2:] if word.casefold().endswith(("'s", "’s")) else ""
        if word.casefold() in names or word.casefold().removesuffix(genitive.casefold()) in names:
            friend = f"a friend{genitive.casefold()}"
            # A name has its capital wherever it stands; "a friend" has one only where a sentence begins.
            instead = capitalised(friend) if begins_sentence(text, start) else friend
            found.append(Hint(kind=HintKind.OTHER_NAME, start=start, end=match.end(), word=word, instead=instead))
        elif not any(first <= start < last for first, last in quoted) and (present := present_of(word.casefold())):
            instead = capitalised(present) if word[:1].isupper() else present
            found.append(Hint(kind=HintKind.PAST_TENSE, start=start, end=match.end(), word=word, instead=instead))
    return tuple(found)


def begins_sentence(text: str, start: int) -> bool:
    """Whether the word at `start` is the first of a sentence, of a line or of something said."""
    before = text[:start]
    if before.endswith(tuple(OPENING)):
        return True
    bare = before.rstrip(" \t\u00a0").rstrip(CLOSING)
    return not bare or bare.endswith(("\n", *ENDING))


def capitalised(words: str) -> str:
    """The words with a capital in front, the rest untouched."""
    return words[:1].upper() + words[1:]


def present_of(word: str) -> str | None:
    """The present form of a lower-case word that looks like a past tense, third person; None for any other word."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 5 or not word.endswith("ed") or word in NOT_PAST:
        return None
    return third_person(stem_of(word))


def stem_of(past: str) -> str:
    """The verb behind a regular past form: poured → pour, tried → try, hopped → hop, giggled → giggle."""
    if past.endswith("ied"):
        return past[:-3] + "y"
    if past in KEEPS_DOUBLE:
        return past[:-2]
    if DOUBLED.search(past):
        return past[:-3]
    stem = past[:-2]
    silent_e = re.search(r"(?:[^aeiou]l|[aeiou]v|[^aeiouw]s|c|g|[^aeiou]u|[^aeiou][aiou][klmpstz])$", stem) and not stem.endswith(
        ("ss", "ng", "wl", "rl")
    )
    return stem + "e" if silent_e and len(stem) > 2 else stem


def third_person(verb: str) -> str:
    """pour → pours, watch → watches, try → tries."""
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
