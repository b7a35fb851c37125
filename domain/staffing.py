"""Staff access: what the manager and the deputy may change, and what keeps the setting from locking itself out (L9, L10)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of staff."""

    id: str
    role: Role
    is_active: bool


class StaffChange(StrEnum):
    """What can be done to a person's access."""

    SUSPEND = "suspend"
    REOPEN = "reopen"
    CHANGE_ROLE = "change_role"
    END = "end"  # they work here no more
    RESET_PIN = "reset_pin"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - the name of a change


class StaffRefusal(StrEnum):
    """Why a change is refused."""

    LAST_MANAGER = "last_manager"
    YOURSELF = "yourself"
    MANAGER_ONLY = "manager_only"
    NO_REASON = "no_reason"
    HAS_ENDED = "has_ended"


STAFF_SENTENCES = {
    StaffRefusal.LAST_MANAGER: "The nursery needs a manager who can log in. Make another manager first.",
    StaffRefusal.YOURSELF: "Nobody closes or changes their own access. Ask the other manager.",
    StaffRefusal.MANAGER_ONLY: "Only a manager changes a manager’s access, or makes one.",
    StaffRefusal.NO_REASON: "Say why, in a few words.",
    StaffRefusal.HAS_ENDED: "This person works here no more. Add them again.",
}
CLOSING = frozenset({StaffChange.SUSPEND, StaffChange.END})


def change_refusals(
    change: StaffChange, person: Member, by: Member, others: tuple[Member, ...], *, role: Role | None = None, reason: str = ""
) -> tuple[StaffRefusal, ...]:
    """Every reason why `by` may not change `person`. others: everybody else of the setting; role: the new one, for CHANGE_ROLE."""
    loses_manager = person.role is Role.MANAGER and (change in CLOSING or (change is StaffChange.CHANGE_ROLE and role is not Role.MANAGER))
    managers = [other for other in others if other.role is Role.MANAGER and other.is_active]
    touches_manager = Role.MANAGER in (person.role, role)
    reasons = [
        (StaffRefusal.LAST_MANAGER, loses_manager and not managers),
        (StaffRefusal.YOURSELF, person.id == by.id and (change in CLOSING or change is StaffChange.CHANGE_ROLE)),
        (StaffRefusal.MANAGER_ONLY, touches_manager and by.role is not Role.MANAGER),
        (StaffRefusal.NO_REASON, not reason.strip()),
    ]
    return tuple(refusal for refusal, holds in reasons if holds)
