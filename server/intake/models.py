"""Every operation that a device ever sent, with the answer it was given; and what was shown at the kiosk and is spent."""

from __future__ import annotations

from django.db import models

from server.registry.models import Device


class Op(models.Model):
    """One operation. Its id and answer are kept for 400 days and more: a tablet that lay in a drawer may ask again."""

    op_id = models.UUIDField(unique=True)
    device = models.ForeignKey(Device, on_delete=models.PROTECT)
    dev_seq = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    entity_id = models.UUIDField(db_index=True)
    action = models.CharField(max_length=20)
    actor_id = models.UUIDField()
    captured_at = models.DateTimeField()
    offset_ms = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    body = models.TextField()  # canonical JSON: ASCII, so that no planted character meets the database
    outcome = models.CharField(max_length=20)
    reason = models.CharField(max_length=200, blank=True)
    seq = models.BigIntegerField(default=0)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["device", "dev_seq"])]


class UsedProof(models.Model):
    """A showing at the kiosk that was spent on a step (path and tablet); kept for an hour, which is longer than it lives."""

    mark = models.CharField(max_length=40, unique=True)
    step = models.CharField(max_length=120)
    at = models.DateTimeField(db_index=True)
