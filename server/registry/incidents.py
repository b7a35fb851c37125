"""A privacy fault, reported by whoever saw it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from server.audit import trail
from server.audit.texts import plain
from server.registry.models import Incident

NOTE_LIMIT = 2000


@transaction.atomic
def report_fault(reported_by: str, note: str, device_id: UUID | None = None) -> Incident:
    """Keep the report; the audit holds that it came, never its words. reported_by: as the audit names people."""
    incident = Incident.objects.create(
        reported_by=reported_by, device_id=device_id, note=plain(note, NOTE_LIMIT), reported_at=timezone.now()
    )
    trail.record("privacy_fault", who=reported_by, about=incident.id, device=device_id or "")
    return incident
