"""Signing a tablet out to one person, and back in (C40, C41)."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from domain import custody
from domain.ids import DeviceId, StaffId
from domain.wire import SignedLease, lease_bytes
from server.accounts.models import Staff
from server.audit import trail
from server.custody.models import Lease
from server.media.chest import chest
from server.registry.models import Device


@transaction.atomic
def sign_out(device: Device, staff: Staff, until: datetime, *, now: datetime | None = None) -> Lease:
    """Give the tablet to `staff` until `until` at the latest; whoever held it before holds it no more."""
    since, until = (now or timezone.now()).astimezone(UTC), until.astimezone(UTC)  # the signature is over text, and text has one zone
    end_lease(device, now=since)
    name = staff.full_name
    signed = lease_bytes(device_id=str(device.id), holder_id=str(staff.id), holder_name=name, since=since, until=until)
    lease = Lease.objects.create(
        device=device, holder=staff, holder_name=name, since=since, until=until, signature=chest().signing.sign(signed)
    )
    trail.record("tablet_signed_out", who=trail.staff_name(staff.id), about=device.id, device=device.id)
    return lease


def end_lease(device: Device, *, now: datetime) -> None:
    """The tablet is back."""
    Lease.objects.filter(device=device, ended_at=None).update(ended_at=now)


def current_lease(device: Device) -> SignedLease | None:
    """The lease that nobody ended, as devices are told it: one that is over by its time is told too, for the tablet says so."""
    lease = Lease.objects.filter(device=device, ended_at=None).order_by("-since").first()
    if lease is None:
        return None
    return SignedLease(
        device_id=str(device.id),
        holder_id=str(lease.holder_id),
        holder_name=lease.holder_name,
        since=lease.since,
        until=lease.until,
        signature=lease.signature,
    )


def lease_rule(device: Device) -> custody.Lease | None:
    """The current lease as `domain.custody` knows it."""
    signed = current_lease(device)
    if signed is None:
        return None
    return custody.Lease(
        device=DeviceId(signed.device_id),
        holder=StaffId(signed.holder_id),
        holder_name=signed.holder_name,
        since=signed.since,
        until=signed.until,
    )


def held_at(device: Device, staff_id: UUID, moment: datetime) -> bool:
    """Whether that person held the tablet at that moment, by the server's own book."""
    leases = Lease.objects.filter(device=device, holder_id=staff_id, since__lte=moment, until__gt=moment)
    return any(lease.ended_at is None or lease.ended_at > moment for lease in leases)
