"""Staff access: made, suspended, opened again, given another role, ended, reset; each change kept with who, when and why (L9, L10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from domain.errors import KnownError
from domain.permissions import Action, Role, Station, may
from domain.staffing import CLOSING, STAFF_SENTENCES, Member, StaffChange, StaffRefusal, change_refusals
from server.accounts.models import Staff, StaffChangeRow
from server.accounts.passwords import give_first_password
from server.accounts.pins import reset_pin
from server.accounts.sessions import end_sessions_of
from server.audit import trail
from server.audit.texts import plain

CREATED = "create"
REASON_LIMIT = 300
ENDS_SESSIONS = CLOSING | {StaffChange.RESET_PIN, StaffChange.RESET_PASSWORD}  # C36: a shared login is over at once
VOIDS = ENDS_SESSIONS | {StaffChange.CHANGE_ROLE}  # what opened before opens no more: key slots, proofs of the kiosk


class ChangeRefused(KnownError):
    """A rule forbids the change. reasons: never empty."""

    def __init__(self, reasons: tuple[StaffRefusal, ...]) -> None:
        super().__init__(STAFF_SENTENCES[reasons[0]])
        self.reasons = reasons


class UsernameTaken(KnownError):
    """Somebody has or had this user name."""

    def __init__(self) -> None:
        super().__init__("This user name is somebody's, or was. Choose another one.")


class AccessLost(KnownError):
    """Whoever makes the change lost the right to it a moment ago."""

    def __init__(self) -> None:
        super().__init__("Your own access changed. Log in again.")


@dataclass(frozen=True, slots=True)
class Changed:
    """The person after the change, a password to hand over ("" = none), and the devices on which they were at work until now."""

    staff: Staff
    password: str = ""
    ended_devices: tuple[UUID, ...] = ()


@transaction.atomic
def create(by: Staff, *, username: str, first_name: str, last_name: str, role: Role, reason: str, now: datetime) -> Changed:
    """A new member of staff with a first password. Raises ChangeRefused, UsernameTaken, AccessLost."""
    by = lock_people(by.pk)[by.pk]
    _check_right(by)
    if role is Role.MANAGER and by.role != Role.MANAGER.value:
        raise ChangeRefused((StaffRefusal.MANAGER_ONLY,))
    person = Staff(username=username, first_name=first_name, last_name=last_name, role=role.value)
    password = give_first_password(person)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise UsernameTaken from None
    _stamp(person, CREATED, by, reason, now, after_role=role.value)
    return Changed(person, password)


@transaction.atomic
def change(person_id: UUID, what: StaffChange, by: Staff, *, role: Role | None, reason: str, now: datetime) -> Changed:
    """Make the change. Raises Staff.DoesNotExist, ChangeRefused (nothing changed), AccessLost. role: for CHANGE_ROLE.

    The rows of all managers are locked first, in one order: of two who suspend each other at once, the second is refused.
    """
    people = lock_people(person_id, by.pk)
    if person_id not in people:
        raise Staff.DoesNotExist
    person, by = people[person_id], people[by.pk]
    _check_right(by)
    reasons = _refusals(what, person, by, list(people.values()), role, reason)
    if reasons:
        raise ChangeRefused(reasons)
    before = person.role
    password = _apply(person, what, role, now)
    _stamp(person, what.value, by, reason, now, before_role=before, after_role=person.role)
    ended = end_sessions_of(person, now) if what in ENDS_SESSIONS else ()
    return Changed(person, password, ended)


def lock_people(*wanted: UUID) -> dict[UUID, Staff]:
    """Those people and every manager, locked until the transaction ends."""
    rows = Staff.objects.select_for_update().filter(Q(pk__in=wanted) | Q(role=Role.MANAGER.value)).order_by("pk")
    return {row.pk: row for row in rows}


def _check_right(by: Staff) -> None:
    """Asked again under the lock: they may have been suspended, or given another role, since the request was let in."""
    if not by.is_active or not may(Role(by.role), Action.MANAGE_STAFF, Station.OFFICE):
        raise AccessLost


def _refusals(what: StaffChange, person: Staff, by: Staff, people: list[Staff], role: Role | None, reason: str) -> tuple[StaffRefusal, ...]:
    if person.ended_at is not None:
        return (StaffRefusal.HAS_ENDED,)
    others = tuple(_member(other) for other in people if other.pk != person.pk)
    return change_refusals(what, _member(person), _member(by), others, role=role, reason=reason)


def _member(staff: Staff) -> Member:
    return Member(id=str(staff.pk), role=Role(staff.role), is_active=staff.is_active)


def _apply(person: Staff, what: StaffChange, role: Role | None, now: datetime) -> str:
    """Change the row; the password to hand over, "" = none."""
    password = ""
    match what:
        case StaffChange.SUSPEND:
            person.is_active = False
        case StaffChange.REOPEN:
            person.is_active = True
        case StaffChange.END:
            person.is_active, person.ended_at = False, now
        case StaffChange.CHANGE_ROLE if role is not None:
            person.role = role.value
        case StaffChange.RESET_PASSWORD:
            password = give_first_password(person)
        case StaffChange.RESET_PIN:
            reset_pin(person)
    person.login_version += what in VOIDS
    person.save(update_fields=["is_active", "ended_at", "role", "password", "must_change_password", "login_version"])
    return password


def _stamp(person: Staff, what: str, by: Staff, reason: str, now: datetime, *, before_role: str = "", after_role: str = "") -> None:
    """Who, when and why. The audit holds that it happened; the words of the reason stay with the row."""
    roles = {"before_role": before_role, "after_role": after_role}
    StaffChangeRow.objects.create(staff=person, what=what, by=by, reason=plain(reason.strip(), REASON_LIMIT), at=now, **roles)
    trail.record(f"staff_{what}", who=trail.staff_name(by.pk), about=person.pk, detail=roles if before_role != after_role else None)
