"""What the office does to a device: made, paired, closed, sealed, released; destroyed only when two managers want it (C10, C44)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from domain.permissions import Action, Role, Station, may
from domain.wire import CommandKind
from domain.wire.people import DeviceStep, NewDevice
from server.accounts.models import Staff
from server.accounts.sessions import end_session_on
from server.audit import trail
from server.audit.ids import uuid_or_none
from server.audit.texts import plain
from server.custody import book
from server.custody.commands import issue
from server.custody.refusing import BookRefused
from server.intake.problems import Refused
from server.registry import pairing
from server.registry.models import Device, Room

ASK_LASTS = timedelta(days=1)  # a wish to destroy is confirmed soon, or asked anew
CLOSED = "This tablet was taken out of use. Bring it to the office."
SEALED = "The office sealed this tablet. Bring it to the office."
ENDED = "The office ended this session."
SENTENCES = {
    "reason_needed": "Say why, in a few words.",
    "own_device": "You are working at this device. Do it from another one.",
    "name": "Give the device a name.",
    "name_taken": "Another device has this name.",
    "not_asked": "Nobody has asked for this, or too long ago. Ask first; another manager confirms.",
    "second_manager": "You asked for it yourself. Another manager must confirm it.",
    "not_paired": "This device is not paired. It hears nothing.",
    "revoked": "This device is closed. Pair it anew to use it again.",
    "no_tablet": "Only a room's tablet is kept in this book.",
    "room": "Choose a room from the list.",
    "station": "Choose room, office or kiosk.",
}
Step = Callable[[Device, Staff, str, datetime], None]


def new_device(by: Staff, message: NewDevice) -> tuple[Device, str]:
    """A device and the code that pairs it. Raises Refused 409 name_taken, 422."""
    name = plain(message.name.strip(), 120)
    if not name or message.station is Station.PORTAL:
        raise _refused(422, "name" if not name else "station")
    try:
        with transaction.atomic():
            code = pairing.create_device(
                name, message.station, _room(message), asset_tag=plain(message.asset_tag.strip(), 40), by=trail.staff_name(by.pk)
            )
    except IntegrityError:
        raise _refused(409, "name_taken") from None
    return Device.objects.get(name=name), code


def take_step(here: Device, device: Device, by: Staff, message: DeviceStep, now: datetime) -> None:
    """Do it, in one transaction. here: the office's own device. Raises Refused 403, 409, 422; what is refused is audited."""
    reason = plain(message.reason.strip(), 300)
    try:
        with transaction.atomic():
            row = Device.objects.select_for_update().get(pk=device.pk)
            _check(here, row, message.step, reason)
            STEPS[message.step](row, by, reason, now)
            if row.station == Station.ROOM.value and message.step not in BOOKED:
                book.note(row, message.step, by, reason, now=now)
            detail = {"step": message.step}
            trail.record("device_step", who=trail.staff_name(by.pk), about=row.pk, device=row.pk, detail=detail)
    except BookRefused as refused:
        raise Refused(422 if refused.code == "reason_needed" else 409, refused.code, refused.sentence) from None
    except Refused as refused:
        detail = {"what": message.step, "why": refused.code}
        trail.record("device_step_refused", who=trail.staff_name(by.pk), about=device.pk, device=here.pk, detail=detail)
        raise


def is_asked(device: Device, now: datetime) -> bool:
    """Whether somebody asked to destroy it, not too long ago."""
    return device.destroy_asked_at is not None and now - device.destroy_asked_at < ASK_LASTS


def check_other(here: Device, device: Device) -> None:
    """Nobody saws off the branch that they sit on. Raises Refused 403."""
    if device.pk == here.pk:
        raise _refused(403, "own_device")


def _check(here: Device, device: Device, step: str, reason: str) -> None:
    """What holds for every step. Raises Refused."""
    if step in WITH_REASON and not reason:
        raise _refused(422, "reason_needed")
    check_other(here, device)
    if step in HEARD and device.paired_at is None:
        raise _refused(409, "not_paired")
    if step in BOOKED and device.station != Station.ROOM.value:
        raise _refused(409, "no_tablet")


def _revoke(device: Device, by: Staff, _reason: str, now: datetime) -> None:
    """It is answered nothing from now on, and seals itself at its next contact."""
    pairing.revoke(device, by=trail.staff_name(by.pk))
    if device.paired_at is not None:
        issue(device, CommandKind.SEAL, CLOSED, now=now)


def _seal(device: Device, _by: Staff, _reason: str, now: datetime) -> None:
    end_session_on(device.pk, now)
    issue(device, CommandKind.SEAL, SEALED, now=now)


def _release(device: Device, _by: Staff, _reason: str, now: datetime) -> None:
    if device.revoked_at is not None:
        raise _refused(409, "revoked")
    issue(device, CommandKind.RELEASE, now=now)


def _end_session(device: Device, _by: Staff, _reason: str, now: datetime) -> None:
    book.end_session(device, ENDED, now)


def _ask_destroy(device: Device, by: Staff, _reason: str, now: datetime) -> None:
    device.destroy_asked_by, device.destroy_asked_at = by, now
    device.save(update_fields=["destroy_asked_by", "destroy_asked_at"])


def _confirm_destroy(device: Device, by: Staff, _reason: str, now: datetime) -> None:
    """Two people wanted it: its keys go, with all that it had not sent. It is no device of the nursery's any more."""
    asker = device.destroy_asked_by
    if asker is None or not _is_lead(asker) or not is_asked(device, now):
        raise _refused(409, "not_asked")
    if asker.pk == by.pk:
        raise _refused(403, "second_manager")
    device.destroy_asked_by = device.destroy_asked_at = None
    device.save(update_fields=["destroy_asked_by", "destroy_asked_at"])
    issue(device, CommandKind.DESTROY, CLOSED, now=now)
    pairing.revoke(device, by=trail.staff_name(by.pk))


def _is_lead(asker: Staff) -> bool:
    """Whether the wish still counts: whoever was suspended or made something else since wishes nothing any more."""
    return asker.is_active and may(Role(asker.role), Action.MANAGE_DEVICES, Station.OFFICE)


def _out_of_use(device: Device, by: Staff, reason: str, now: datetime) -> None:
    book.out_of_use(device, by, reason, now=now)


def _back_in_use(device: Device, by: Staff, reason: str, now: datetime) -> None:
    if device.revoked_at is not None:
        raise _refused(409, "revoked")
    book.back_in_use(device, by, reason, now=now)


STEPS: dict[str, Step] = {
    "revoke": _revoke,
    "seal": _seal,
    "release": _release,
    "end_session": _end_session,
    "ask_destroy": _ask_destroy,
    "confirm_destroy": _confirm_destroy,
    "out_of_use": _out_of_use,
    "back_in_use": _back_in_use,
}
WITH_REASON = frozenset({"revoke", "seal", "ask_destroy", "out_of_use"})
HEARD = frozenset({"seal", "release", "end_session", "ask_destroy", "confirm_destroy"})  # what goes to the device itself
BOOKED = frozenset({"out_of_use", "back_in_use"})


def _room(message: NewDevice) -> Room | None:
    """The room of a room's tablet; other devices have none. Raises Refused 422."""
    if message.station is not Station.ROOM or message.room_id is None:
        return None
    key = uuid_or_none(message.room_id)
    room = Room.objects.filter(pk=key).first() if key else None
    if room is None:
        raise _refused(422, "room")
    return room


def _refused(status: int, code: str) -> Refused:
    return Refused(status, code, SENTENCES[code])
