"""The demo's tablets on the day of the script: on the dock or in Sam's hands, one cracked, one hardly charged, and the day open."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from domain.damage import DAMAGE_WORDS, DamageKind, Noticed
from domain.tablet_day import DayState
from domain.tablets import Place
from server.accounts import house_agreements, pins
from server.accounts.models import Staff
from server.config import demo_cast as cast
from server.custody.leases import end_lease, sign_out
from server.custody.models import Attested, DamageCase, DockReading, Hand, Lease, Report, Tablet, TabletDay
from server.registry.models import Device

ON_DOCK_FOR = timedelta(hours=13)  # since the evening before
RISEN_PERCENT = 7  # since it came onto the dock


def let_staff_take_tablets(now: datetime) -> None:
    """The staff agreement in force, signed by all but the one who signs it at the kiosk, and their PINs."""
    signed_at = now - timedelta(days=30)
    house_agreements.publish(cast.STAFF_AGREEMENT, now - timedelta(days=60), version=cast.STAFF_AGREEMENT_VERSION)
    for staff in Staff.objects.exclude(username=cast.NEW_AT_KIOSK):
        house_agreements.sign(staff, cast.STAFF_AGREEMENT_VERSION, staff.full_name, signed_at)
        pins.set_pin(staff, cast.PIN, signed_at)


def lay_out_tablets(local: datetime) -> None:
    """Every tablet on the dock with its battery, the cracked one out of use. What is in the book already stays."""
    morning = min(local, local.replace(hour=7, minute=5, second=0, microsecond=0))
    for part in cast.DEVICES:
        device = Device.objects.get(name=part.name)
        if part.battery is None or Tablet.objects.filter(device=device).exists():
            continue
        docked_at = morning - ON_DOCK_FOR
        Tablet.objects.create(device=device, slot=part.slot, is_light_on=True, docked_at=docked_at)
        Report.objects.create(
            device=device, at=morning, battery=part.battery, is_charging=True, waiting=0, originals=0, counted_at=morning, counted_idle=True
        )
        DockReading.objects.create(device=device, at=docked_at + timedelta(minutes=5), percent=part.battery - RISEN_PERCENT)
        DockReading.objects.create(device=device, at=morning, percent=part.battery)
        if part.cracked_by:
            _crack(device, Staff.objects.get(username=part.cracked_by), local)


def write_hands_down(device: Device, lease: Lease) -> None:
    """The book's row for a tablet that the cast holds."""
    Tablet.objects.filter(device=device).update(
        place=Place.OUT.value, signed_out_at=lease.since, docked_at=None, slot=None, is_light_on=False, version=F("version") + 1
    )
    Hand.objects.create(device=device, what="sign_out", who=lease.holder, at=lease.since, lease=lease)


def open_the_day(local: datetime) -> None:
    """The day of `local`, opened by whoever opens the office; nothing when it was opened before."""
    opened_at = min(local, local.replace(hour=7, minute=10, second=0, microsecond=0))
    opener = Staff.objects.get(username=cast.OPENS_OFFICE)
    TabletDay.objects.get_or_create(date=local.date(), defaults={"state": DayState.OPEN.value, "opened_at": opened_at, "opened_by": opener})
    monday = min(local, (opened_at - timedelta(days=local.weekday())))
    if not Attested.objects.filter(at__gte=monday).exists():
        Attested.objects.create(at=monday, by=opener, text="Nothing but Daybook on the tablets.")


def _crack(device: Device, holder: Staff, local: datetime) -> None:
    """The crack of last Tuesday, in the period of whoever held the tablet, seen when it came back."""
    tuesday = local - timedelta(days=(local.weekday() - 1) % 7 or 7)
    since, back = (tuesday.replace(hour=hour, minute=minute, second=0, microsecond=0) for hour, minute in ((7, 31), (15, 0)))
    lease = sign_out(device, holder, tuesday.replace(hour=18, minute=0, second=0, microsecond=0), now=since)
    end_lease(device, now=back)
    text = "Cracked glass"
    DamageCase.objects.create(
        device=device,
        kind=DamageKind.ACCIDENTAL.value,
        text=text,
        noticed=Noticed.AT_SIGN_IN.value,
        reported_at=back,
        reported_by=holder,
        lease=lease,
    )
    Hand.objects.create(device=device, what="sign_out", who=holder, at=since, lease=lease)
    Hand.objects.create(device=device, what="sign_in", who=holder, at=back, lease=lease, text="Slot 5, charging light on")
    Hand.objects.create(device=device, what="damage", who=holder, at=back, text=text)
    Tablet.objects.filter(device=device).update(out_of_use=f"{DAMAGE_WORDS[DamageKind.ACCIDENTAL]}: {text}", signed_out_at=since)
