"""Every way in which a permission changes: the change, and what it forbids of what is shown, in one transaction (C21, C22, L19).

The order of locks is the counter, the renditions, their media, the audit; the same as that of a push and of a picture that is drawn.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from domain.consent import Evidence, Purpose
from server.accounts.models import Parent, Staff
from server.audit import trail
from server.journal.rechecking import begin
from server.registry.consents import add_answer, add_kept_out, note_answer, note_kept_out, permission_of
from server.registry.families import link
from server.registry.feed import hold_counter
from server.registry.models import Child, ConsentAnswer, ParentLink

ITEMS = {
    Purpose.OWN_JOURNAL: "pictures in the own journal",
    Purpose.OTHER_JOURNALS: "face in other children's journals",
    Purpose.VOICE: "voice in videos",
}


@transaction.atomic
def answer(
    adult: Parent,
    child: Child,
    purpose: Purpose,
    says: bool,
    *,
    evidence: Evidence,
    signed_on: date | None = None,
    typed_name: str,
    recorded_by: str,
    now: datetime,
) -> tuple[ConsentAnswer, bool]:
    """Record an adult's answer; returns its row and whether it is new. recorded_by: as the audit names who wrote it down.

    The same answer sent twice is one row. Raises `registry.consents.AnswerRefused`.
    """
    hold_counter()
    before = permission_of(child.pk)
    row, is_new = add_answer(
        adult, child, purpose, says, typed_name=typed_name, recorded_by=recorded_by, now=now, evidence=evidence, signed_on=signed_on
    )
    if is_new:
        begin(child, before, f"{adult.full_name} withdrew: {ITEMS[purpose]}", recorded_by, now)
        note_answer(row)
    return row, is_new


@transaction.atomic
def keep_out(child: Child, is_kept_out: bool, by: Staff, note: str, now: datetime) -> None:
    """Keep the child out of every picture, or no longer; nothing happens when it is so already."""
    hold_counter()
    before = permission_of(child.pk)
    row = add_kept_out(child, is_kept_out, by, note, now)
    if row is not None:
        begin(child, before, f"{by.full_name} keeps {child.first_name} out of every picture", trail.staff_name(by.pk), now)
        note_kept_out(row)


@transaction.atomic
def link_adult(parent: Parent, child: Child, relation: str, *, has_responsibility: bool, by: str, now: datetime) -> ParentLink:
    """Link an adult to a child. One with responsibility who has signed nothing makes it "no" (R7)."""
    hold_counter()
    before = permission_of(child.pk)
    row = link(parent, child, relation, has_responsibility=has_responsibility, now=now)
    begin(child, before, f"{parent.full_name} was added and has not signed", by, now)
    trail.record("adult_linked", who=by, about=child.pk, detail={"adult": str(parent.pk), "responsible": has_responsibility})
    return row
