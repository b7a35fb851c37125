"""A tablet's word that a picture is destroyed on it (C39)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from domain.wire import WipeBody
from server.audit import trail
from server.journal.models import Rendition, WipeReport
from server.registry.models import Device


def note_wipe(body: WipeBody, device: Device, now: datetime) -> bool:
    """Keep the report; False while the rendition is unknown to the server. A report about other bytes than were held is an alarm."""
    rendition = Rendition.objects.select_related("media").filter(pk=body.id, entry__device=device).first()
    if rendition is None:
        return False
    WipeReport.objects.create(rendition_id=UUID(body.id), device=device, sha256=body.sha256, wiped_at=body.wiped_at, received_at=now)
    same = rendition.media.sha256 == body.sha256
    trail.record("rendition_wiped" if same else "wipe_of_other_bytes", who=trail.device_name(device.id), about=body.id, device=device.id)
    return True
