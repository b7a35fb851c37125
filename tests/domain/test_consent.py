"""C21, C22, R7: two signed answers per adult become one scope."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from domain.consent import (
    FACTS_LIFE,
    Answer,
    ConsentFacts,
    Evidence,
    Permission,
    Scope,
    effective_scope,
    effective_voice,
    evidence_suffices,
    stricter,
)
from domain.ids import ChildId

NOW = datetime(2026, 11, 19, 10, 5, tzinfo=UTC)
YES = Answer(own_journal=True, other_journals=True)
OWN = Answer(own_journal=True, other_journals=False)
NO = Answer(own_journal=False, other_journals=False)
UNSIGNED = Answer(own_journal=None, other_journals=None)


@pytest.mark.parametrize(
    ("answers", "scope"),
    [
        ([], Scope.NONE),
        ([YES], Scope.ALL),
        ([YES, YES], Scope.ALL),
        ([YES, OWN], Scope.OWN_ONLY),
        ([YES, NO], Scope.NONE),  # the day's child B: one parent consents, the other refuses
        ([YES, UNSIGNED], Scope.NONE),
        ([OWN, UNSIGNED], Scope.NONE),
        ([Answer(own_journal=True, other_journals=None)], Scope.OWN_ONLY),
        ([Answer(own_journal=None, other_journals=True)], Scope.NONE),
    ],
)
def test_c21_unsigned_and_disagreeing_adults_are_no(answers: list[Answer], scope: Scope) -> None:
    assert effective_scope(answers) is scope


def test_another_adult_never_widens_the_scope() -> None:
    every = [Answer(own_journal=own, other_journals=other) for own, other in product((True, False, None), repeat=2)]
    for one, other in product(every, repeat=2):
        both = effective_scope([one, other])

        assert stricter(both, effective_scope([one])) is both


def test_r8_facts_older_than_a_lease_refuse_everybody() -> None:
    facts = ConsentFacts(scopes={ChildId("amelia"): Scope.ALL}, confirmed_at=NOW)

    assert facts.scope_of(ChildId("amelia"), NOW + FACTS_LIFE) is Scope.ALL
    assert facts.scope_of(ChildId("amelia"), NOW + FACTS_LIFE + timedelta(seconds=1)) is Scope.NONE


def test_an_unknown_child_may_be_seen_nowhere() -> None:
    assert ConsentFacts(scopes={}, confirmed_at=NOW).scope_of(ChildId("nobody"), NOW) is Scope.NONE


def test_l20_a_child_whom_the_nursery_keeps_out_is_in_no_picture_whatever_was_signed() -> None:
    assert effective_scope([YES, YES], is_kept_out=True) is Scope.NONE


@pytest.mark.parametrize("evidence", list(Evidence))
def test_c21_a_no_counts_at_once_and_a_yes_wants_a_signature(evidence: Evidence) -> None:
    assert evidence_suffices(evidence, False)
    assert evidence_suffices(evidence, True) is (evidence is not Evidence.SPOKEN)


@pytest.mark.parametrize(
    ("answers", "is_allowed"),
    [([], False), ([True], True), ([True, True], True), ([True, False], False), ([True, None], False), ([None], False)],
)
def test_c21_a_voice_is_silent_unless_every_adult_agreed(answers: list[bool | None], is_allowed: bool) -> None:
    assert effective_voice(answers) is is_allowed
    assert not effective_voice(answers, is_kept_out=True)


def test_r8_facts_older_than_a_lease_let_nobody_be_heard() -> None:
    facts = ConsentFacts(scopes={}, confirmed_at=NOW, voices=frozenset({ChildId("amelia")}))

    assert facts.is_voice_allowed(ChildId("amelia"), NOW + FACTS_LIFE)
    assert not facts.is_voice_allowed(ChildId("amelia"), NOW + FACTS_LIFE + timedelta(seconds=1))
    assert not facts.is_voice_allowed(ChildId("noah"), NOW)


@pytest.mark.parametrize(
    ("after", "before", "is_less"),
    [
        (Permission(Scope.ALL), Permission(Scope.ALL), False),
        (Permission(Scope.OWN_ONLY), Permission(Scope.ALL), True),
        (Permission(Scope.ALL), Permission(Scope.OWN_ONLY), False),
        (Permission(Scope.ALL, False), Permission(Scope.ALL, True), True),
        (Permission(Scope.ALL, True), Permission(Scope.ALL, False), False),
        (Permission(Scope.ALL, False), Permission(Scope.NONE, True), True),  # wider for the face, narrower for the voice
        (Permission(Scope.NONE, True), Permission(Scope.ALL, False), True),
    ],
)
def test_a_permission_allows_less_when_anything_is_taken_away(after: Permission, before: Permission, is_less: bool) -> None:
    assert after.allows_less_than(before) is is_less
