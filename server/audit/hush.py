"""Refusals that a stranger can repeat as often as they like: one audit row a minute, which says how many it stands for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from server.audit import trail
from server.audit.models import Hushed

EVERY = timedelta(minutes=1)
BURST = 200  # what one cycle of a tablet tells of a storm of wrong tries; nobody types more in a minute


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


def record_bounded(what: str, *, who: str, about: object = "", device: object = "", detail: Mapping[str, Any] | None = None) -> None:
    """Add a row each time, up to two hundred a minute of that kind from that device; those beyond are counted into a later row.

    The key is the device, not the person whom it names: a device that floods could name a hundred.
    """
    key, now = hashlib.sha256(f"bounded|{what}|{device or who}".encode("utf-8", "surrogatepass")).hexdigest(), timezone.now()
    with transaction.atomic():
        Hushed.objects.get_or_create(key=key)
        row = Hushed.objects.select_for_update().get(key=key)
        is_new_minute = row.told_at is None or now - row.told_at >= EVERY
        untold = max(0, row.count - BURST) if is_new_minute else 0
        row.count = 1 if is_new_minute else row.count + 1
        row.told_at = now if is_new_minute else row.told_at
        row.save(update_fields=["count", "told_at"])
        if row.count <= BURST:
            trail.record(what, who=who, about=about, device=device, detail={**(detail or {}), **({"count": untold + 1} if untold else {})})
