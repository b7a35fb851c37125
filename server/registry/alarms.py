"""What is wrong with a device, as its own numbers tell: its data folder was copied, or something of it was lost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from server.audit import trail
from server.audit.models import AuditEntry
from server.registry.models import Device

SENTENCES = {
    "dev_seq_fork": "Its numbers were used twice: its data may have been copied. Look at it, seal it, and pair it anew.",
    "tablet_audit_broken": "The rows of its own audit do not hold together: somebody changed them. Look at it and seal it.",
    "dev_seq_gap": "Numbers are missing: something that was written on it has not arrived.",
}
SHOWN_FOR = timedelta(days=30)
LIMIT = 1000


def alarms_of(devices: Iterable[Device], now: datetime) -> dict[UUID, tuple[str, ...]]:
    """Each device's alarms since it was paired, in one question. A copied folder puts no tablet out of use: a person decides that."""
    known = {trail.device_name(device.pk): device for device in devices}
    since = _text(now - SHOWN_FOR)
    rows = AuditEntry.objects.filter(what__in=SENTENCES, who__in=known, at__gte=since).order_by("-seq").values_list("who", "what", "at")
    found: dict[UUID, dict[str, None]] = {}
    for who, what, at in rows[:LIMIT]:
        device = known[who]
        if device.paired_at is None or at >= _text(device.paired_at):
            found.setdefault(device.pk, {})[SENTENCES[what]] = None
    return {device: tuple(sentences) for device, sentences in found.items()}


def _text(moment: datetime) -> str:
    """As the audit writes it; texts of one zone compare as their moments do."""
    return moment.astimezone(UTC).isoformat()
