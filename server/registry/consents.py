"""Photo permissions: signed answers are added, never changed, and read together through `domain.consent` (C21, C22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from domain.consent import Answer, ConsentFacts, Scope, effective_scope
from domain.ids import ChildId
from server.accounts.models import Parent
from server.audit import trail
from server.registry.feed import announce_child
from server.registry.models import Child, ConsentAnswer, ParentLink, Purpose


@transaction.atomic
def record_answer(
    adult: Parent, child: Child, purpose: Purpose, answer: bool, *, typed_name: str, recorded_by: str, now: datetime
) -> ConsentAnswer:
    """Add a signed answer, or a withdrawal, and tell the tablets. What was shown before is decided anew at its next view."""
    row = ConsentAnswer.objects.create(
        adult=adult, child=child, purpose=purpose.value, answer=answer, typed_name=typed_name, signed_at=now, recorded_by=recorded_by
    )
    announce_child(child)
    trail.record("consent_recorded", who=recorded_by, about=child.id, detail={"purpose": purpose.value, "answer": answer})
    return row


def scopes_of(children: Iterable[UUID]) -> dict[UUID, Scope]:
    """What all adults with parental responsibility of each child agree to, now."""
    wanted = list(children)
    adults: dict[UUID, list[UUID]] = {child: [] for child in wanted}
    responsible = ParentLink.objects.filter(child__in=wanted, has_responsibility=True)
    for child, adult in responsible.values_list("child_id", "parent_id"):
        adults[child].append(adult)
    newest = newest_answers(wanted)
    return {child: effective_scope([_answer(newest, child, adult) for adult in adults[child]]) for child in wanted}


def scope_of(child: UUID) -> Scope:
    """The scope of one child."""
    return scopes_of([child])[child]


def consent_facts(children: Iterable[UUID], now: datetime) -> ConsentFacts:
    """The server's own facts for `domain.covering`: always of this moment."""
    scopes = {ChildId(str(child)): scope for child, scope in scopes_of(children).items()}
    return ConsentFacts(scopes=scopes, confirmed_at=now)


def newest_answers(children: Iterable[UUID]) -> dict[tuple[UUID, UUID, str], bool]:
    """The answer in force for each (child, adult, purpose): the one that was recorded last."""
    rows = ConsentAnswer.objects.filter(child__in=list(children)).order_by("id")
    newest: dict[tuple[UUID, UUID, str], bool] = {}
    for child, adult, purpose, answer in rows.values_list("child_id", "adult_id", "purpose", "answer"):
        newest[child, adult, purpose] = answer
    return newest


def answers_of(child: UUID) -> Mapping[UUID, Answer]:
    """Each responsible adult's two answers, for the office."""
    newest, found = newest_answers([child]), defaultdict[UUID, Answer](lambda: Answer(own_journal=None, other_journals=None))
    for adult in ParentLink.objects.filter(child=child, has_responsibility=True).values_list("parent_id", flat=True):
        found[adult] = _answer(newest, child, adult)
    return dict(found)


def _answer(newest: Mapping[tuple[UUID, UUID, str], bool], child: UUID, adult: UUID) -> Answer:
    return Answer(
        own_journal=newest.get((child, adult, Purpose.OWN_JOURNAL.value)),
        other_journals=newest.get((child, adult, Purpose.OTHER_JOURNALS.value)),
    )
