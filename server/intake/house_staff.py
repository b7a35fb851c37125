"""The office's calls about staff access: the list, a new person, and each change with what it does to their devices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from domain.names import sort_key
from domain.permissions import STAFF, Role, Station
from domain.staffing import StaffChange
from domain.wire import CommandKind, FactKind
from domain.wire.people import FirstPassword, NewStaff, StaffList, StaffRow, StaffStep
from server.accounts import access
from server.accounts.house_agreements import who_signed
from server.accounts.models import OfficeSession, Staff, StaffChangeRow
from server.accounts.pins import has_pin
from server.audit import trail
from server.audit.texts import plain
from server.custody.commands import issue
from server.custody.models import Lease
from server.intake.problems import Refused, missing
from server.registry.feed import announce, hold_counter
from server.registry.models import Device
from server.registry.nursery import the_nursery, zone

HISTORY = 20  # sentences per person; the rows stay
NAME_LIMIT = 120
ROLE_WORDS = {
    Role.MANAGER.value: "manager",
    Role.DEPUTY.value: "deputy",
    Role.ROOM_LEADER.value: "room leader",
    Role.PRACTITIONER.value: "practitioner",
    Role.BANK.value: "cover staff",
}
HISTORY_WORDS = {
    access.CREATED: "Added as {role}",
    StaffChange.SUSPEND.value: "Suspended",
    StaffChange.REOPEN.value: "Opened again",
    StaffChange.CHANGE_ROLE.value: "Made {role}",
    StaffChange.END.value: "Ended",
    StaffChange.RESET_PIN.value: "PIN reset",
    StaffChange.RESET_PASSWORD.value: "Password reset",
}
SAYS = {
    StaffChange.SUSPEND: "{name} cannot log in any more.",
    StaffChange.REOPEN: "{name} can log in again.",
    StaffChange.CHANGE_ROLE: "{name} is {role} now.",
    StaffChange.END: "{name}'s access has ended. What they wrote stays.",
    StaffChange.RESET_PIN: "{name} chooses a new PIN at the kiosk, after the password.",
    StaffChange.RESET_PASSWORD: "Hand this password over. It is shown once, and opens nothing but the way to choose a new one.",
}
DEVICE_REASONS = {
    StaffChange.SUSPEND: "Access is closed. Bring this tablet to the office.",
    StaffChange.END: "Access is closed. Bring this tablet to the office.",
    StaffChange.RESET_PIN: "The office reset the PIN. Log in with your password.",
    StaffChange.RESET_PASSWORD: "The office reset the password. Log in with the new one.",
}


def staff_list() -> StaffList:
    """Everybody who works or worked here, in six questions whatever their number."""
    people = sorted(Staff.objects.all(), key=lambda person: (sort_key(person.first_name), sort_key(person.last_name)))
    signed, holds, history = who_signed(person.pk for person in people), _held(), _histories()
    return StaffList(
        staff=tuple(
            StaffRow(
                id=str(person.pk),
                username=person.username,
                first_name=person.first_name,
                last_name=person.last_name,
                role=Role(person.role),
                is_active=person.is_active,
                has_ended=person.ended_at is not None,
                has_pin=has_pin(person),
                must_change_password=person.must_change_password,
                has_signed=person.pk in signed,
                last_login_at=person.last_login_at,
                holds=holds.get(person.pk, ""),
                history=tuple(history[person.pk][:HISTORY]),
            )
            for person in people
        )
    )


def new_staff(device: Device, by: Staff, message: NewStaff, now: datetime) -> FirstPassword:
    """A new member of staff. Raises Refused 403, 409 username_taken, 422."""
    names = [plain(name.strip(), NAME_LIMIT) for name in (message.first_name, message.last_name)]
    if not all(names):
        raise Refused(422, "name", "Write the first and the last name.")
    role = _staff_role(message.role)

    def made() -> access.Changed:
        return access.create(
            by, username=message.username, first_name=names[0], last_name=names[1], role=role, reason=message.reason, now=now
        )

    changed = _refusing(made, device, by, access.CREATED, "")
    return FirstPassword(staff_id=str(changed.staff.pk), password=changed.password, say=SAYS[StaffChange.RESET_PASSWORD])


def staff_step(device: Device, by: Staff, staff_id: UUID | None, message: StaffStep, now: datetime) -> FirstPassword:
    """A change of somebody's access. Raises Refused 403 with the rule's code, 404, 422."""
    if staff_id is None or not Staff.objects.filter(pk=staff_id).exists():
        raise missing()
    role = _staff_role(message.role) if message.change is StaffChange.CHANGE_ROLE else None

    def made() -> access.Changed:
        _lock(staff_id, by.pk)
        changed = access.change(staff_id, message.change, by, role=role, reason=message.reason, now=now)
        _tell_devices(changed, message.change, now)
        return changed

    changed = _refusing(made, device, by, message.change.value, staff_id)
    say = SAYS[message.change].format(name=changed.staff.full_name, role=ROLE_WORDS[changed.staff.role])
    return FirstPassword(staff_id=str(staff_id), password=changed.password, say=say)


def _staff_role(role: Role | None) -> Role:
    if role is None or role not in STAFF:
        raise Refused(422, "role", "Choose a role.")
    return role


def _refusing(made: Callable[[], access.Changed], device: Device, by: Staff, what: str, about: object) -> access.Changed:
    """Make the change and tell the tablets, in one transaction. Raises Refused for what a rule forbids, which is audited."""
    try:
        with transaction.atomic():
            hold_counter()
            changed = made()
            announce(FactKind.STAFF, changed.staff.pk)
            return changed
    except access.ChangeRefused as refused:
        detail = {"what": what, "why": [reason.value for reason in refused.reasons]}
        trail.record("staff_change_refused", who=trail.staff_name(by.pk), about=about, device=device.id, detail=detail)
        raise Refused(403, refused.reasons[0].value, refused.sentence) from None
    except access.UsernameTaken as taken:
        raise Refused(409, "username_taken", taken.sentence) from None
    except access.AccessLost as lost:
        trail.record("staff_change_refused", who=trail.staff_name(by.pk), about=about, device=device.id, detail={"what": what})
        raise Refused(401, "session_over", lost.sentence) from None


def _lock(staff_id: UUID, by_id: UUID) -> None:
    """People, then their devices, before the audit is written: the kiosk's steps take them in that order, and nobody waits in a ring."""
    access.lock_people(staff_id, by_id)
    list(Device.objects.select_for_update().filter(pk__in=_devices_of(staff_id)).order_by("pk"))


def _devices_of(staff_id: UUID) -> set[UUID]:
    """The tablet that they hold, and wherever they have a session."""
    held = Lease.objects.filter(holder_id=staff_id, ended_at=None).values_list("device_id", flat=True)
    at_work = OfficeSession.objects.filter(staff_id=staff_id, ended_at=None).values_list("device_id", flat=True)
    return {*held, *at_work}


def _tell_devices(changed: access.Changed, what: StaffChange, now: datetime) -> None:
    """Log them out where they are at work, and on the tablet that they hold: it may have been opened without the server."""
    reason = DEVICE_REASONS.get(what)
    if reason is None:
        return
    held = Lease.objects.filter(holder=changed.staff, ended_at=None).values_list("device_id", flat=True)
    devices = Device.objects.filter(pk__in={*held, *changed.ended_devices}).exclude(station=Station.KIOSK.value)
    for device in devices.order_by("pk"):
        issue(device, CommandKind.END_SESSION, reason, now=now)


def _held() -> dict[UUID, str]:
    """Who holds which tablet, by its name."""
    leases = Lease.objects.filter(ended_at=None).order_by("since").values_list("holder_id", "device__name")
    return dict(leases)


def _histories() -> dict[UUID, list[str]]:
    """Each person's history, the newest first."""
    site, found = zone(the_nursery()), defaultdict[UUID, list[str]](list)
    for row in StaffChangeRow.objects.select_related("by").order_by("-pk")[:2000]:
        words = HISTORY_WORDS[row.what].format(role=ROLE_WORDS.get(row.after_role, row.after_role))
        local = row.at.astimezone(site)
        why = f": {row.reason}" if row.reason else ""
        found[row.staff_id].append(f"{words} by {row.by.full_name}, {local.day} {local:%B}{why}")
    return found
