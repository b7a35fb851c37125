"""Refusals that a stranger can repeat as often as they like: one audit row a minute, which says how many it stands for."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from server.audit import trail
from server.audit.models import Hushed

EVERY = timedelta(minutes=1)


def record_seldom(what: str, *, who: str, about: object = "", device: object = "") -> None:
    """Add a row, unless one of that kind and person is younger than a minute; those in between are counted into the next one."""
    key, now = hashlib.sha256(f"{what}|{who}".encode("utf-8", "surrogatepass")).hexdigest(), timezone.now()
    with transaction.atomic():
        Hushed.objects.get_or_create(key=key)
        row = Hushed.objects.select_for_update().get(key=key)
        row.count += 1
        is_due = row.told_at is None or now - row.told_at >= EVERY
        count, row.count = row.count, 0 if is_due else row.count
        row.told_at = now if is_due else row.told_at
        row.save(update_fields=["count", "told_at"])
        if is_due:
            trail.record(what, who=who, about=about, device=device, detail={"count": count} if count > 1 else None)
