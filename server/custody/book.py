"""The one place that moves a tablet's life: from the cabinet into one person's hands, on to another's, and back (C40, C41, C45)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from domain.tablet_day import lease_end
from domain.tablets import PLACE_STEPS, Place, PlaceEvent, TabletFacts
from domain.wire import CommandKind
from server.accounts.models import Staff
from server.accounts.sessions import at_work_on, end_session_on
from server.audit import trail
from server.audit.texts import plain
from server.custody import commands, leases, photos, shelf, taking
from server.custody.models import Hand, Lease, Tablet
from server.custody.refusing import Moved, ReasonNeeded, WrongPlace
from server.custody.today import closes_at, hold_day
from server.registry import pairing
from server.registry.models import Device

T = TypeVar("T")
Beside = Callable[[], object]
FOUND_AGAIN = "Found again. The office looks at it and pairs it anew."
LOST_REASON = "This tablet was reported lost. Please bring it to the nursery."


def nothing() -> None:
    """Nothing belongs beside a step."""


def sign_out(
    device: Device,
    taker: Staff,
    *,
    version: int,
    now: datetime,
    kiosk: UUID | None = None,
    pictures: Iterable[str] = (),
    beside: Beside = nothing,
) -> Lease:
    """The tablet goes into the taker's hands until closing time. Raises SignOutRefused, Moved.

    Asked twice by the same kiosk it is done once: its answer may have been lost. beside: what belongs to the same transaction, and
    is done before the tablet moves: damage falls into the period that was.
    """

    def step() -> Lease:
        hold_day(now)  # whoever closes the day meanwhile finds it out, or closes it first
        taker_now = Staff.objects.select_for_update().get(pk=taker.pk)  # two tablets at once would both find the hands empty
        tablet = _locked(device)
        if _was_done(tablet, "sign_out", version, taker, kiosk):
            return _lease(device)
        _check_version(tablet, device, version)
        device.refresh_from_db(fields=["revoked_at"])
        taking.check_taker(shelf.one_tablet(device).facts(), device, taker_now, now)
        beside()
        return _into_hands(device, taker, PlaceEvent.SIGN_OUT, now, kiosk, pictures)

    return _kept_when_crossed(step, device, "sign_out", taker, kiosk, now)


def transfer(
    device: Device, giver: Staff, taker: Staff, *, version: int, now: datetime, kiosk: UUID | None = None, beside: Beside = nothing
) -> Lease:
    """From one person's hands into another's, both standing there; the giver's session on it ends.

    Raises NotTheirs, SignOutRefused, WrongPlace, Moved.
    """

    def step() -> Lease:
        taker_now = Staff.objects.select_for_update().get(pk=taker.pk)
        tablet = _locked(device)
        if _was_done(tablet, "transfer", version, taker, kiosk):
            return _lease(device)
        _check_version(tablet, device, version)
        device.refresh_from_db(fields=["revoked_at"])
        found = shelf.one_tablet(device)
        taking.check_giver(found, giver, taker)
        in_between = TabletFacts(place=Place.IN, is_out_of_use=bool(tablet.out_of_use), is_revoked=device.revoked_at is not None)
        taking.check_taker(in_between, device, taker_now, now)
        beside()
        end_session(device, f"{giver.first_name} handed this tablet to {taker.first_name}.", now)
        return _into_hands(device, taker, PlaceEvent.TRANSFER, now, kiosk, text=f"From {giver.full_name}")

    return _kept_when_crossed(step, device, "transfer", taker, kiosk, now)


def sign_in(
    device: Device,
    bringer: Staff,
    *,
    version: int,
    now: datetime,
    slot: int | None = None,
    is_light_on: bool = False,
    reason: str = "",
    kiosk: UUID | None = None,
    pictures: Iterable[str] = (),
    beside: Beside = nothing,
) -> bool:
    """The tablet is back; whoever was at work on it is logged out. Returns whether a session was open.

    bringer: its holder, or whoever brought it instead, which needs a reason; so does a tablet that comes after its time.
    Raises ReasonNeeded, WrongPlace, Moved.
    """

    def step() -> bool:
        tablet = _locked(device)
        if _was_done(tablet, "sign_in", version, bringer, kiosk):
            return False
        _check_version(tablet, device, version)
        lease = shelf.last_lease(device)
        taking.check_reason(device, lease, bringer, reason, now)
        beside()
        tablet = _locked(device)
        _move(tablet, device, PlaceEvent.SIGN_IN)
        was_open = end_session(device, "This tablet is back in the office.", now)
        leases.end_lease(device, now=now)
        _dock(tablet, now, slot, is_light_on)
        _write(device, "sign_in", bringer, now, lease=lease, text=_dock_text(slot, is_light_on, reason), kiosk=kiosk, pictures=pictures)
        return was_open

    return _kept_when_crossed(step, device, "sign_in", bringer, kiosk, now)


@transaction.atomic
def miss(device: Device, by: Staff, *, now: datetime, text: str = "", kiosk: UUID | None = None) -> None:
    """It is not where the book says. Raises WrongPlace."""
    tablet = _locked(device)
    _move(tablet, device, PlaceEvent.MISS)
    tablet.slot, tablet.docked_at, tablet.is_light_on = None, None, False
    tablet.save()
    _write(device, "miss", by, now, text=text, kiosk=kiosk)


@transaction.atomic
def find(device: Device, by: Staff, where: str, *, now: datetime, version: int | None = None, kiosk: UUID | None = None) -> None:
    """A missing or lost one is here. A lost one stays out of use until it was looked at. Raises WrongPlace, Moved."""
    tablet = _locked(device)
    _check_version(tablet, device, version)
    was_lost = tablet.place == Place.LOST.value
    _move(tablet, device, PlaceEvent.FIND)
    leases.end_lease(device, now=now)
    if was_lost:
        tablet.out_of_use = FOUND_AGAIN
    _dock(tablet, now, None, False)
    _write(device, "find", by, now, text=where, kiosk=kiosk)


@transaction.atomic
def lose(device: Device, by: Staff, text: str, *, now: datetime, kiosk: UUID | None = None) -> None:
    """It is lost or stolen: revoked, told to seal itself and nobody's any more, all in one (C44). Raises WrongPlace."""
    tablet = _locked(device)
    _move(tablet, device, PlaceEvent.LOSE)
    tablet.slot, tablet.docked_at, tablet.is_light_on = None, None, False
    tablet.save()
    commands.issue(device, CommandKind.SEAL, LOST_REASON, now=now)
    leases.end_lease(device, now=now)
    end_session_on(device.pk, now)
    if device.revoked_at is None:
        pairing.revoke(device, by=trail.staff_name(by.pk))
    _write(device, "lose", by, now, lease=shelf.last_lease(device), text=text, kiosk=kiosk)


@transaction.atomic
def out_of_use(device: Device, by: Staff, reason: str, *, now: datetime | None = None, kiosk: UUID | None = None) -> None:
    """Nobody takes it until it is back in use; whoever holds it brings it back. Raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded("Say in a few words why it is out of use.")
    tablet = _locked(device)
    tablet.out_of_use, tablet.version = plain(reason.strip(), 300), tablet.version + 1
    tablet.save()
    _write(device, "out_of_use", by, now or timezone.now(), text=reason, kiosk=kiosk)


@transaction.atomic
def check_version(device: Device, version: int) -> None:
    """Raises Moved when the tablet is no longer what the board showed."""
    _check_version(_locked(device), device, version)


@transaction.atomic
def back_in_use(device: Device, by: Staff, reason: str = "", *, now: datetime | None = None) -> None:
    """It may be taken again."""
    tablet = _locked(device)
    tablet.out_of_use, tablet.version = "", tablet.version + 1
    tablet.save()
    _write(device, "back_in_use", by, now or timezone.now(), text=reason)


def note(device: Device, what: str, by: Staff, text: str, *, now: datetime, kiosk: UUID | None = None) -> Hand:
    """Something about a tablet that moves it nowhere: a call, a spot check, a report of damage."""
    return _write(device, what, by, now, text=text, kiosk=kiosk)


def end_session(device: Device, reason: str, now: datetime) -> bool:
    """Log out whoever works on the tablet, now for the server and at its next contact for itself; whether somebody did, as far as known."""
    at_work = at_work_on(device.pk, now)
    end_session_on(device.pk, now)
    report = shelf.one_tablet(device).report
    if device.paired_at is not None and device.revoked_at is None:
        commands.issue(device, CommandKind.END_SESSION, reason, now=now)
    return at_work is not None or (report is not None and report.logged_in is not None)


def _into_hands(
    device: Device,
    taker: Staff,
    event: PlaceEvent,
    now: datetime,
    kiosk: UUID | None,
    pictures: Iterable[str] = (),
    text: str = "",
) -> Lease:
    tablet = _locked(device)
    _move(tablet, device, event)
    tablet.slot, tablet.docked_at, tablet.is_light_on, tablet.signed_out_at = None, None, False, now
    tablet.save()
    lease = leases.sign_out(device, taker, lease_end(now, closes_at(now)), now=now)
    _write(device, event.value, taker, now, lease=lease, text=text, kiosk=kiosk, pictures=pictures)
    return lease


def _locked(device: Device) -> Tablet:
    """The tablet's row, held until the transaction ends. The device's first, then the audit's: with one order there is no deadlock."""
    Device.objects.select_for_update().get(pk=device.pk)
    fresh = shelf.fresh_row(device, shelf.last_lease(device))
    Tablet.objects.get_or_create(device=device, defaults={"place": fresh.place, "signed_out_at": fresh.signed_out_at})
    return Tablet.objects.select_for_update().get(pk=device.pk)


def _lease(device: Device) -> Lease:
    return Lease.objects.filter(device=device, ended_at=None).latest("since")


def _move(tablet: Tablet, device: Device, event: PlaceEvent) -> None:
    """One step of its life; not saved. Raises WrongPlace."""
    place = Place(tablet.place)
    new = PLACE_STEPS.get((place, event))
    if new is None:
        raise WrongPlace(device.name, place)
    tablet.place, tablet.version = new.value, tablet.version + 1


def _check_version(tablet: Tablet, device: Device, version: int | None) -> None:
    """Raises Moved, with a sentence that names who has it."""
    if version is None or tablet.version == version:
        return
    lease = shelf.last_lease(device)
    if tablet.place == Place.OUT.value and lease is not None:
        raise Moved(f"{lease.holder_name} has just taken {device.name}. Take another one, or ask {lease.holder_name.split(' ')[0]}.")
    raise Moved(f"{device.name} was moved a moment ago. Look at the board again.")


def _dock(tablet: Tablet, now: datetime, slot: int | None, is_light_on: bool) -> None:
    tablet.slot, tablet.is_light_on, tablet.docked_at = slot, is_light_on, now
    tablet.save()


def _dock_text(slot: int | None, is_light_on: bool, reason: str) -> str:
    parts = [f"Slot {slot}" if slot else "No slot", "charging light on" if is_light_on else "charging light not seen"]
    return ", ".join(parts) + (f". {reason.strip()}" if reason.strip() else "")


def _was_done(tablet: Tablet, what: str, version: int, who: Staff, kiosk: UUID | None) -> bool:
    """Whether that very step of that person at that kiosk is the tablet's last one."""
    if kiosk is None or tablet.version <= version:
        return False
    steps = [event.value for event in PlaceEvent]
    last = Hand.objects.filter(device=tablet.device_id, what__in=steps, stands=True).order_by("-id").first()
    return last is not None and (last.what, last.who_id, last.kiosk) == (what, who.pk, kiosk)


def _kept_when_crossed(step: Callable[[], T], device: Device, what: str, who: Staff, kiosk: UUID | None, now: datetime) -> T:
    """Take the step in a transaction. When somebody else was faster, keep that it was tried: a row that does not stand."""
    try:
        with transaction.atomic():
            return step()
    except Moved as moved:
        with transaction.atomic():
            _write(device, what, who, now, text=moved.sentence, kiosk=kiosk, stands=False)
        raise


def _write(
    device: Device, what: str, who: Staff, now: datetime, *, text: str = "", pictures: Iterable[str] = (), stands: bool = True, **other: Any
) -> Hand:
    """Add a row to the history of hands and to the audit, in the caller's transaction."""
    hand = Hand.objects.create(device=device, what=what, who=who, at=now, text=plain(text, 2000), stands=stands, **other)
    photos.attach(pictures, kiosk=hand.kiosk, hand=hand)
    detail = {"stands": stands, "hand": hand.pk}
    trail.record(f"tablet_{what}", who=trail.staff_name(who.pk), about=device.pk, device=other.get("kiosk") or device.pk, detail=detail)
    return hand
