"""Where a child may be seen and heard: all adults' answers become one permission (C21, C22, R7). Silence and disagreement are no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import ChildId

FACTS_LIFE = timedelta(hours=16)  # one working day with travel: as long as a custody lease can last (R8)


FORM_VERSION = 2  # of the photo permission form's words; goes with every answer, so that it is known what was signed


class Purpose(StrEnum):
    """The items of the photo permission form, signed one by one (C21)."""

    OWN_JOURNAL = "own_journal"
    OTHER_JOURNALS = "other_journals"
    VOICE = "voice"  # may be heard in videos, where the face may be seen


PICTURES = (Purpose.OWN_JOURNAL, Purpose.OTHER_JOURNALS)  # the items without which no picture is free; a voice stays silent unasked


class Evidence(StrEnum):
    """How the nursery knows of an answer."""

    PORTAL = "portal"  # the adult's own session, with their typed name
    PAPER = "paper"  # a signed form in the file
    SPOKEN = "spoken"  # said to the manager: good enough to withdraw, never to agree


class Scope(StrEnum):
    """In which journals a child's face may be seen."""

    ALL = "all"  # own journal and other children's
    OWN_ONLY = "own_only"  # own journal, and there alone
    NONE = "none"  # nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One adult's current signed answer to each of the two items of the form; None where that item was never signed or was withdrawn."""

    own_journal: bool | None
    other_journals: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFacts:
    """The permissions that this machine knows, and when the server last confirmed them. voices: who may be heard."""

    scopes: Mapping[ChildId, Scope]
    confirmed_at: datetime
    voices: frozenset[ChildId] = field(default=frozenset())

    def scope_of(self, child: ChildId, now: datetime) -> Scope:
        """The scope to obey now: NONE for an unknown child, and for everybody once the facts are older than a lease."""
        if now - self.confirmed_at > FACTS_LIFE:
            return Scope.NONE
        return self.scopes.get(child, Scope.NONE)

    def is_voice_allowed(self, child: ChildId, now: datetime) -> bool:
        """Whether the voice was agreed to: no for an unknown child, and for everybody once the facts are older than a lease."""
        return now - self.confirmed_at <= FACTS_LIFE and child in self.voices


@dataclass(frozen=True, slots=True)
class Permission:
    """What one child's adults agree to, whole."""

    scope: Scope
    is_voice_allowed: bool = False

    def allows_less_than(self, before: Permission) -> bool:
        """Whether something that `before` allowed is not allowed any more."""
        is_narrower = self.scope is not before.scope and stricter(self.scope, before.scope) is self.scope
        return is_narrower or (before.is_voice_allowed and not self.is_voice_allowed)


def evidence_suffices(evidence: Evidence, answer: bool) -> bool:
    """Whether an answer may be recorded on that evidence. Agreeing wants a signature; a spoken "no" counts at once."""
    return not answer or evidence is not Evidence.SPOKEN


def effective_scope(answers: Sequence[Answer], *, is_kept_out: bool = False) -> Scope:
    """The scope that all adults with parental responsibility agree to. No adult, no signature or a disagreement refuses.

    is_kept_out: the nursery keeps this child out of every picture, whatever was signed; the reason stays on paper.
    """
    if is_kept_out or not answers or not all(answer.own_journal for answer in answers):
        return Scope.NONE
    return Scope.ALL if all(answer.other_journals for answer in answers) else Scope.OWN_ONLY


def effective_voice(answers: Sequence[bool | None], *, is_kept_out: bool = False) -> bool:
    """Whether all adults with parental responsibility agree that the voice may be heard; None = never signed."""
    return bool(answers) and all(answers) and not is_kept_out


def stricter(one: Scope, other: Scope) -> Scope:
    """The scope that allows less."""
    order = (Scope.NONE, Scope.OWN_ONLY, Scope.ALL)
    return min(one, other, key=order.index)
