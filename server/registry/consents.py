"""Photo permissions: signed answers are added, never changed, and read together through `domain.consent` (C21, C22, R7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from domain.consent import (
    FORM_VERSION,
    Answer,
    ConsentFacts,
    Evidence,
    Permission,
    Purpose,
    Scope,
    effective_scope,
    effective_voice,
    evidence_suffices,
)
from domain.errors import KnownError
from domain.ids import ChildId
from server.accounts.models import Parent, Staff
from server.audit import trail
from server.audit.texts import plain
from server.registry.feed import announce_child, hold_counter
from server.registry.models import Child, ConsentAnswer, KeptOut, ParentLink
from server.registry.nursery import the_nursery, today

NAME_LIMIT = 120
NOTE_LIMIT = 300
SENTENCES = {
    "not_responsible": "Adult: only adults with parental responsibility answer for this child.",
    "name_missing": "Signed by: write the full name as it stands on the form.",
    "no_signature": "How we know: agreeing needs a signed form. What was only said can withdraw, never agree.",
    "future": "Signed on: this day is still to come.",
    "before_birth": "Signed on: this day is before the child was born.",
    "older_than_no": "Signed on: this adult said no after that day. To agree again they sign a new form.",
}


class AnswerRefused(KnownError):
    """The answer is not recorded. code: which rule forbids it, a key of SENTENCES."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code])
        self.code = code


@transaction.atomic
def record_answer(
    adult: Parent,
    child: Child,
    purpose: Purpose,
    answer: bool,
    *,
    typed_name: str,
    recorded_by: str,
    now: datetime,
    evidence: Evidence = Evidence.PAPER,
    signed_on: date | None = None,
) -> ConsentAnswer:
    """Add a signed answer, or a withdrawal, and tell the tablets; the same answer sent twice is one row. Raises AnswerRefused.

    signed_on: the day in the nursery's zone; None = today. Pictures that were shown are the caller's (`journal.consenting`).
    """
    hold_counter()  # one answer after the other: a form that was sent twice finds its first row
    row, is_new = add_answer(
        adult, child, purpose, answer, typed_name=typed_name, recorded_by=recorded_by, now=now, evidence=evidence, signed_on=signed_on
    )
    if is_new:
        note_answer(row)
    return row


def add_answer(
    adult: Parent,
    child: Child,
    purpose: Purpose,
    answer: bool,
    *,
    typed_name: str,
    recorded_by: str,
    now: datetime,
    evidence: Evidence,
    signed_on: date | None = None,
) -> tuple[ConsentAnswer, bool]:
    """The row, and whether it is new; its audit row is `note_answer`'s. In the caller's transaction, which holds the counter."""
    day = signed_on or today(the_nursery(), now)
    row = ConsentAnswer(
        adult=adult,
        child=child,
        purpose=purpose.value,
        answer=answer,
        form_version=FORM_VERSION,
        evidence=evidence.value,
        typed_name=plain(" ".join(typed_name.split()), NAME_LIMIT),
        signed_on=day,
        signed_at=now,
        recorded_by=recorded_by,
    )
    before = ConsentAnswer.objects.filter(adult=adult, child=child, purpose=purpose.value).order_by("-id").first()
    if (code := refusal_of(row, before, today(the_nursery(), now))) is not None:
        raise AnswerRefused(code)
    if before is not None and _says_the_same(row, before):
        return before, False
    row.save()
    announce_child(child)
    return row, True


def note_answer(row: ConsentAnswer) -> None:
    """The audit of a new answer. It comes last in a transaction: whoever changes pictures writes the audit after them, too."""
    detail = {"purpose": row.purpose, "answer": row.answer, "evidence": row.evidence}
    trail.record("consent_recorded", who=row.recorded_by, about=row.child_id, detail=detail)


def refusal_of(row: ConsentAnswer, before: ConsentAnswer | None, day: date) -> str | None:
    """Why that answer may not be recorded, as a key of SENTENCES; None = it may. before: the same adult's newest; day: today."""
    if not ParentLink.objects.filter(parent=row.adult_id, child=row.child_id, has_responsibility=True).exists():
        return "not_responsible"
    if sum(letter.isalpha() for letter in row.typed_name) < 2 or not row.typed_name.isprintable():
        return "name_missing"
    if not evidence_suffices(Evidence(row.evidence), row.answer):
        return "no_signature"
    if row.signed_on > day:
        return "future"
    if row.signed_on < row.child.born_on:
        return "before_birth"
    # A form of September that is found in March must not undo what the adult withdrew in between.
    if row.answer and before is not None and not before.answer and row.signed_on < _last_no(row):
        return "older_than_no"
    return None


def _last_no(row: ConsentAnswer) -> date:
    """The latest day on which this adult said no to the same: an older form that was found later does not make it earlier."""
    said_no = ConsentAnswer.objects.filter(adult=row.adult_id, child=row.child_id, purpose=row.purpose, answer=False)
    return max(said_no.values_list("signed_on", flat=True))


def _says_the_same(row: ConsentAnswer, before: ConsentAnswer) -> bool:
    """Whether it is the answer in force once more: from the portal any such, from paper one with the same day and name."""
    same = (row.answer, row.evidence, row.form_version) == (before.answer, before.evidence, before.form_version)
    if row.evidence == Evidence.PORTAL.value:
        return same
    return same and (row.signed_on, row.typed_name) == (before.signed_on, before.typed_name)


def add_kept_out(child: Child, is_kept_out: bool, by: Staff, note: str, now: datetime) -> KeptOut | None:
    """Keep the child out of every picture, or no longer; None when it is so already. In the caller's transaction, without an audit row."""
    if is_kept_out == (child.pk in kept_out([child.pk])):
        return None
    row = KeptOut.objects.create(child=child, is_kept_out=is_kept_out, by=by, note=plain(note.strip(), NOTE_LIMIT), at=now)
    announce_child(child)
    return row


def note_kept_out(row: KeptOut) -> None:
    """The audit of it: that it was done and by whom. The note can name a person or a court, so it stays in its row."""
    trail.record("kept_out", who=trail.staff_name(row.by_id), about=row.child_id, detail={"is_kept_out": row.is_kept_out})


def kept_out(children: Iterable[UUID]) -> dict[UUID, KeptOut]:
    """Those of these children who are kept out of every picture, each with the row that says so."""
    newest = {row.child_id: row for row in KeptOut.objects.filter(child__in=list(children)).select_related("by").order_by("id")}
    return {child: row for child, row in newest.items() if row.is_kept_out}


def permissions_of(children: Iterable[UUID]) -> dict[UUID, Permission]:
    """What all adults with parental responsibility of each child agree to, now; nothing for a child who is kept out."""
    wanted = list(children)
    adults: dict[UUID, list[UUID]] = {child: [] for child in wanted}
    responsible = ParentLink.objects.filter(child__in=wanted, has_responsibility=True)
    for child, adult in responsible.values_list("child_id", "parent_id"):
        adults[child].append(adult)
    newest, out = newest_answers(wanted), kept_out(wanted)
    return {child: _permission(child, adults[child], newest, is_kept_out=child in out) for child in wanted}


def permission_of(child: UUID) -> Permission:
    """What is permitted of one child, whole."""
    return permissions_of([child])[child]


def scope_of(child: UUID) -> Scope:
    """The scope of one child."""
    return permission_of(child).scope


def consent_facts(children: Iterable[UUID], now: datetime) -> ConsentFacts:
    """The server's own facts for `domain.covering` and `domain.sound`: always of this moment."""
    known = {ChildId(str(child)): permission for child, permission in permissions_of(children).items()}
    voices = frozenset(child for child, permission in known.items() if permission.is_voice_allowed)
    return ConsentFacts(scopes={child: permission.scope for child, permission in known.items()}, confirmed_at=now, voices=voices)


def newest_answers(children: Iterable[UUID]) -> dict[tuple[UUID, UUID, str], bool]:
    """The answer in force for each (child, adult, purpose): the one that was recorded last."""
    rows = ConsentAnswer.objects.filter(child__in=list(children)).order_by("id")
    newest: dict[tuple[UUID, UUID, str], bool] = {}
    for child, adult, purpose, answer in rows.values_list("child_id", "adult_id", "purpose", "answer"):
        newest[child, adult, purpose] = answer
    return newest


def answers_of(child: UUID) -> Mapping[UUID, Answer]:
    """Each responsible adult's two answers about pictures."""
    newest, found = newest_answers([child]), defaultdict[UUID, Answer](lambda: Answer(own_journal=None, other_journals=None))
    for adult in ParentLink.objects.filter(child=child, has_responsibility=True).values_list("parent_id", flat=True):
        found[adult] = _answer(newest, child, adult)
    return dict(found)


def _permission(child: UUID, adults: Iterable[UUID], newest: Mapping[tuple[UUID, UUID, str], bool], *, is_kept_out: bool) -> Permission:
    answers, voices = [], []
    for adult in adults:
        answers.append(_answer(newest, child, adult))
        voices.append(newest.get((child, adult, Purpose.VOICE.value)))
    return Permission(effective_scope(answers, is_kept_out=is_kept_out), effective_voice(voices, is_kept_out=is_kept_out))


def _answer(newest: Mapping[tuple[UUID, UUID, str], bool], child: UUID, adult: UUID) -> Answer:
    return Answer(
        own_journal=newest.get((child, adult, Purpose.OWN_JOURNAL.value)),
        other_journals=newest.get((child, adult, Purpose.OTHER_JOURNALS.value)),
    )
