"""The backups that were made."""

from __future__ import annotations

from django.db import models


class Backup(models.Model):
    """One backup of the database, and the last sequence that lies in it. sha256: of the sealed file."""

    made_at = models.DateTimeField()
    seq = models.BigIntegerField()
    name = models.CharField(max_length=120)
    bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
