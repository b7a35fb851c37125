"""Where a child's face may be seen: each adult's two signed answers become one scope (C21, C22, R7). Silence and disagreement are no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import ChildId

FACTS_LIFE = timedelta(hours=16)  # one working day with travel: as long as a custody lease can last (R8)


FORM_VERSION = 1  # of the photo permission form's words; goes with every answer, so that it is known what was signed


class Purpose(StrEnum):
    """The two items of the photo permission form, signed one by one (C21)."""

    OWN_JOURNAL = "own_journal"
    OTHER_JOURNALS = "other_journals"


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
    """The scopes that this machine knows, and when the server last confirmed them."""

    scopes: Mapping[ChildId, Scope]
    confirmed_at: datetime

    def scope_of(self, child: ChildId, now: datetime) -> Scope:
        """The scope to obey now: NONE for an unknown child, and for everybody once the facts are older than a lease."""
        if now - self.confirmed_at > FACTS_LIFE:
            return Scope.NONE
        return self.scopes.get(child, Scope.NONE)


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


def stricter(one: Scope, other: Scope) -> Scope:
    """The scope that allows less."""
    order = (Scope.NONE, Scope.OWN_ONLY, Scope.ALL)
    return min(one, other, key=order.index)
