"""Facts as devices are told them: as little as a room needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from domain.permissions import Role
from domain.wire import ChildFact, RoomFact, StaffFact
from server.accounts.models import Staff
from server.registry.consents import permissions_of
from server.registry.models import Absence, Allergy, Child, Room, WeeklySession


def staff_fact(staff: Staff) -> StaffFact:
    """A member of staff, as colleagues see them."""
    return StaffFact(
        id=str(staff.id),
        username=staff.username,
        first_name=staff.first_name,
        last_name=staff.last_name,
        role=Role(staff.role),
        is_active=staff.is_active,
        login_version=staff.login_version,
    )


def room_fact(room: Room) -> RoomFact:
    """A room."""
    return RoomFact(id=str(room.id), name=room.name)


def child_facts(children: QuerySet[Child], today: date) -> dict[UUID, ChildFact]:
    """The facts of these children with today's sessions, in five questions whatever their number."""
    found = {child.id: child for child in children}
    permissions, allergies = permissions_of(found), _allergies(found)
    sessions = {row.child_id: row for row in WeeklySession.objects.filter(child__in=found, weekday=today.weekday())}
    away = set(Absence.objects.filter(child__in=found, date=today).values_list("child_id", flat=True))
    facts = {}
    for key, child in found.items():
        session = sessions.get(key) if key not in away else None
        facts[key] = ChildFact(
            id=str(key),
            first_name=child.first_name,
            last_initial=child.last_initial,
            room_id=str(child.room_id),
            key_person_id=str(child.key_person_id) if child.key_person_id else None,
            scope=permissions[key].scope,
            is_voice_allowed=permissions[key].is_voice_allowed,
            allergies=allergies.get(key, ()),
            avatar=child.avatar,
            session_start=session.starts.strftime("%H:%M") if session else None,
            session_end=session.ends.strftime("%H:%M") if session else None,
            leaves_on=child.leaves_on.isoformat() if child.leaves_on else None,
            from_home=child.from_home,
            last_observed_at=child.last_observed_at,
            last_snapshot_at=child.last_snapshot_at,
            last_next_step=child.last_next_step,
        )
    return facts


def _allergies(children: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    for child, name in Allergy.objects.filter(child__in=list(children)).order_by("id").values_list("child_id", "name"):
        found[child] = (*found.get(child, ()), name)
    return found
