"""Who held which tablet, and when."""

from __future__ import annotations

from django.db import models

from server.accounts.models import Staff
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
