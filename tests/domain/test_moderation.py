"""C18, C19: who may decide what, and what the moderator is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from domain.entries import EntryKind
from domain.ids import StaffId
from domain.lifecycle import EntryEvent
from domain.moderation import CheckKind, EntryFacts, Refusal, RemovalCategory, checks, due_at, refusals
from domain.permissions import Role

SAM, RUTH = StaffId("sam"), StaffId("ruth")
FACTS = EntryFacts(
    text="Amelia pours the water.", kind=EntryKind.OBSERVATION, areas=("mathematics",), author=SAM, own_names=("Amelia",),
    other_names=("Noah",), pictures=(), uncovered_breaches=0,
)  # fmt: skip


def refused(
    event: EntryEvent, *, role: Role = Role.MANAGER, moderator: StaffId = RUTH, reason: str = "", whole: bool = True
) -> tuple[Refusal, ...]:
    return refusals(
        event, role=role, moderator=moderator, author=SAM, reason=reason, category=RemovalCategory.PRIVACY, media_complete=whole
    )  # fmt: skip


def test_c18_a_manager_approves_what_somebody_else_wrote() -> None:
    assert refused(EntryEvent.APPROVE) == ()


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.ROOM_LEADER, Role.BANK, Role.PARENT])
def test_c18_nobody_else_moderates(role: Role) -> None:
    assert refused(EntryEvent.APPROVE, role=role) == (Refusal.NOT_ALLOWED,)


def test_c18_nobody_approves_their_own_entry() -> None:
    assert refused(EntryEvent.APPROVE, moderator=SAM) == (Refusal.OWN_ENTRY,)
    assert refused(EntryEvent.RETURN, moderator=SAM, reason="Past tense.") == ()


@pytest.mark.parametrize("event", [EntryEvent.RETURN, EntryEvent.REMOVE])
def test_c19_returning_and_removing_want_a_reason(event: EntryEvent) -> None:
    assert refused(event, reason="  ") == (Refusal.NO_REASON,)
    assert refused(event, reason="Past tense.") == ()
    assert refused(event, reason="x" * 601) == (Refusal.TOO_LONG,)


def test_an_entry_is_not_approved_before_its_pictures_are_here() -> None:
    assert refused(EntryEvent.APPROVE, whole=False) == (Refusal.MEDIA_MISSING,)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (replace(FACTS, text="Amelia looks at Noah."), CheckKind.OTHER_NAME),
        (replace(FACTS, text="Amelia poured."), CheckKind.TENSE),
        (replace(FACTS, areas=("alchemy",)), CheckKind.AREAS),
        (replace(FACTS, uncovered_breaches=1), CheckKind.PERMISSIONS),
        (replace(FACTS, author=RUTH), CheckKind.SOMEONE_ELSE),
    ],
)
def test_what_wants_a_look_comes_first(facts: EntryFacts, kind: CheckKind) -> None:
    found = checks(facts, moderator=RUTH, framework_areas={"mathematics"})

    assert [check.kind for check in found if check.look] == [kind]
    assert found[0].kind is kind


def test_a_clean_entry_has_nothing_to_look_at() -> None:
    assert not any(check.look for check in checks(FACTS, moderator=RUTH, framework_areas={"mathematics"}))


def test_l30_a_snapshot_is_due_the_same_day_and_an_observation_within_the_week() -> None:
    at = datetime(2026, 11, 19, 10, 5, tzinfo=UTC)

    assert due_at(EntryKind.SNAPSHOT, at, time(18, 0)) == at.replace(hour=18, minute=0)
    assert due_at(EntryKind.OBSERVATION, at, time(18, 0)) == at + timedelta(days=7)
