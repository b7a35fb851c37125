"""The rows of the audit, the head of their chain, and up to where the manager has read."""

from __future__ import annotations

from typing import Any

from django.db import models

from domain.audit import FIRST


class AuditIsForever(Exception):
    """Somebody tried to change or delete an audit row: a bug, or worse."""


class AuditEntry(models.Model):
    """One thing that happened. `at` is text because the hash is over text; a database must not round it."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=40)
    who = models.CharField(max_length=120)
    what = models.CharField(max_length=60, db_index=True)
    about = models.CharField(max_length=120, db_index=True)
    detail = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]

    def save(self, *arguments: Any, **options: Any) -> None:
        """Insert; a second save is refused. The database refuses it too (see the trigger)."""
        if not self._state.adding:
            raise AuditIsForever(f"audit row {self.seq} cannot be changed")
        super().save(*arguments, **options)

    def delete(self, *arguments: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise AuditIsForever(f"audit row {self.seq} cannot be deleted")


class AuditHead(models.Model):
    """The last row of the chain; locked while a row is added, so that two writers cannot both follow the same row."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=FIRST)


class Hushed(models.Model):
    """Refusals under one key (a hash of what and who) since the last row that told of them."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True)


class SeenMark(models.Model):
    """Up to which row a manager has read the refusals; the newest mark counts, for all of them together."""

    up_to = models.BigIntegerField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
