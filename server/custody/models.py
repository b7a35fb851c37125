"""Who held which tablet and when, what devices were told and said, damage, and the tablets' day."""

from __future__ import annotations

from typing import Any

from django.db import models

from domain.damage import DamageKind, DeliberateState, Noticed
from domain.tablet_day import DayState
from domain.tablets import Place
from domain.wire import CommandKind
from server.accounts.models import Staff
from server.audit.ids import new_id
from server.registry.models import Device


class Lease(models.Model):
    """One person holds one tablet, signed by the server; over at `until`, or earlier when it was brought back."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="leases")
    holder = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="leases")
    holder_name = models.CharField(max_length=120)
    since = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    signature = models.CharField(max_length=120)


class Command(models.Model):
    """What a device was told to do, signed; `seq` rises by one for each device, and no number is given twice."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="commands")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in CommandKind])
    reason = models.CharField(max_length=300, blank=True)
    issued_at = models.DateTimeField()
    signature = models.CharField(max_length=120)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "seq"], name="one_command_a_number")]


class Report(models.Model):
    """A device's latest word of itself. The counts are the last that it could make; `counted_idle`: while nobody worked on it."""

    device = models.OneToOneField(Device, primary_key=True, on_delete=models.CASCADE, related_name="report")
    at = models.DateTimeField()
    battery = models.PositiveSmallIntegerField(null=True)
    is_charging = models.BooleanField(null=True)
    can_count = models.BooleanField(default=False)  # False: its store is sealed
    waiting = models.PositiveIntegerField(null=True)
    originals = models.PositiveIntegerField(null=True)
    children = models.PositiveIntegerField(null=True)
    counted_at = models.DateTimeField(null=True)
    counted_idle = models.BooleanField(default=False)
    logged_in = models.UUIDField(null=True)
    logged_in_since = models.DateTimeField(null=True)
    command_seq = models.BigIntegerField(default=0)
    clock_skew_s = models.BigIntegerField(default=0)
    notes = models.TextField(default="[]")  # JSON list of sentences


class DockReading(models.Model):
    """A battery's percent, written when it changed."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE)
    at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["device", "at"])]


class SeenLogin(models.Model):
    """That a device said who worked on it: log-ins without the server are known by this alone."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE)
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "staff", "since"], name="one_seen_login")]


class Tablet(models.Model):
    """A room tablet in the book: where it is, and what stands against giving it out. `version` rises with every step of its life.

    out_of_use: why, "" = in use. docked_at: since when it is in, so that its battery may be asked whether it rises.
    """

    device = models.OneToOneField(Device, primary_key=True, on_delete=models.CASCADE, related_name="tablet")
    place = models.CharField(max_length=10, choices=[(place.value, place.value) for place in Place], default=Place.IN.value)
    version = models.PositiveIntegerField(default=1)
    out_of_use = models.CharField(max_length=300, blank=True)
    slot = models.PositiveSmallIntegerField(null=True)
    is_light_on = models.BooleanField(default=False)
    signed_out_at = models.DateTimeField(null=True)
    docked_at = models.DateTimeField(null=True)


class HandsAreForever(Exception):
    """Somebody tried to change or delete a row of the book: a bug, or worse."""


class Hand(models.Model):
    """One step in a tablet's history of hands; inserted once. stands: False = kept, and not in force. kiosk: where it was taken."""

    at = models.DateTimeField()
    what = models.CharField(max_length=20)
    who = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="hands")
    lease = models.ForeignKey(Lease, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    stands = models.BooleanField(default=True)
    kiosk = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["device", "at"]), models.Index(fields=["what", "at"])]

    def save(self, *arguments: Any, **options: Any) -> None:
        """Insert; a second save is refused."""
        if not self._state.adding:
            raise HandsAreForever(f"row {self.pk} cannot be changed")
        super().save(*arguments, **options)

    def delete(self, *arguments: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise HandsAreForever(f"row {self.pk} cannot be deleted")


class DamageCase(models.Model):
    """One report of damage and what the managers made of it. lease: whose period it falls into, None = nobody's."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="damage")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in DamageKind])
    text = models.TextField()
    noticed = models.CharField(max_length=20, choices=[(noticed.value, noticed.value) for noticed in Noticed])
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    lease = models.ForeignKey(Lease, null=True, on_delete=models.PROTECT, related_name="damage")
    unsent = models.TextField(blank=True)  # what the tablet had not sent then, in words (C44: corruption)
    seems_deliberate = models.BooleanField(default=False)  # the word of whoever reported it; decides nothing
    is_open = models.BooleanField(default=True)
    deliberate = models.CharField(
        max_length=20, choices=[(state.value, state.value) for state in DeliberateState], default=DeliberateState.NOT_SAID.value
    )
    said_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.TextField(blank=True)
    charge_pence = models.PositiveIntegerField(null=True)
    appeal = models.TextField(blank=True)
    decided_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")


class DamageNote(models.Model):
    """One step of a case, inserted once: a decision that was changed keeps what it was before."""

    case = models.ForeignKey(DamageCase, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    charge_pence = models.PositiveIntegerField(null=True)


class ConditionPhoto(models.Model):
    """A picture of a tablet alone. Its bytes lie sealed in the media folder, under a key of their own of the house's.

    sha256: of what is kept; sent_sha256: of what the kiosk sent, so that sending it twice is once. It hangs on a step or on a case.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    sha256 = models.CharField(max_length=64)
    sent_sha256 = models.CharField(max_length=64)
    taken_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    kiosk = models.UUIDField()
    at = models.DateTimeField()
    hand = models.ForeignKey(Hand, null=True, on_delete=models.PROTECT, related_name="photos")
    case = models.ForeignKey(DamageCase, null=True, on_delete=models.PROTECT, related_name="photos")


class TabletDay(models.Model):
    """The tablets' day. ticked: JSON list of closing steps; report: JSON, kept when it was closed."""

    date = models.DateField(primary_key=True)
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in DayState], default=DayState.NOT_OPEN.value)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    ticked = models.TextField(default="[]")
    closed_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Staff, null=True, on_delete=models.PROTECT, related_name="+")
    reopened_because = models.CharField(max_length=300, blank=True)
    report = models.TextField(blank=True)


class Attested(models.Model):
    """Somebody's word that the tablets carry nothing but their work, or what was found instead (C31). found: JSON list of names."""

    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    found = models.TextField(default="[]")
