"""Staff access: who changes whose, and why the last manager stays (L9, L10)."""

from __future__ import annotations

import pytest

from domain.permissions import Role
from domain.staffing import Member, StaffChange, StaffRefusal, change_refusals

RUTH = Member(id="ruth", role=Role.MANAGER, is_active=True)
TOM = Member(id="tom", role=Role.DEPUTY, is_active=True)
SAM = Member(id="sam", role=Role.PRACTITIONER, is_active=True)


@pytest.mark.parametrize("change", [change for change in StaffChange if change is not StaffChange.CHANGE_ROLE])
def test_l10_the_manager_and_the_deputy_change_a_practitioners_access(change: StaffChange) -> None:
    for lead in (RUTH, TOM):
        assert change_refusals(change, SAM, lead, (RUTH, TOM), reason="left the keys") == ()


@pytest.mark.parametrize("change", [StaffChange.SUSPEND, StaffChange.END])
def test_l9_the_last_manager_cannot_be_removed(change: StaffChange) -> None:
    other = Member(id="una", role=Role.MANAGER, is_active=True)
    away = Member(id="una", role=Role.MANAGER, is_active=False)

    assert StaffRefusal.LAST_MANAGER in change_refusals(change, RUTH, other, (TOM, away), reason="moved away")
    assert change_refusals(change, RUTH, other, (TOM, other), reason="moved away") == ()


def test_l9_the_last_manager_cannot_become_something_else() -> None:
    refused = change_refusals(StaffChange.CHANGE_ROLE, RUTH, RUTH, (TOM,), role=Role.DEPUTY, reason="wish")

    assert refused == (StaffRefusal.LAST_MANAGER, StaffRefusal.YOURSELF)
    assert (
        change_refusals(StaffChange.CHANGE_ROLE, RUTH, Member(id="u", role=Role.MANAGER, is_active=True), (), role=Role.MANAGER, reason="x")
        == ()
    )


def test_l9_nobody_closes_their_own_access() -> None:
    assert change_refusals(StaffChange.SUSPEND, TOM, TOM, (RUTH,), reason="holiday") == (StaffRefusal.YOURSELF,)


def test_l9_a_deputy_neither_makes_nor_changes_a_manager() -> None:
    assert change_refusals(StaffChange.CHANGE_ROLE, SAM, TOM, (RUTH,), role=Role.MANAGER, reason="promoted") == (StaffRefusal.MANAGER_ONLY,)
    assert change_refusals(StaffChange.RESET_PASSWORD, RUTH, TOM, (), reason="forgot it") == (StaffRefusal.MANAGER_ONLY,)


def test_l10_a_change_without_a_reason_is_refused() -> None:
    assert change_refusals(StaffChange.RESET_PIN, SAM, RUTH, (), reason="  ") == (StaffRefusal.NO_REASON,)
