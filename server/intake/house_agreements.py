"""The office's calls about the staff agreement: its versions with who has signed, and a new one."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from domain.names import sort_key
from domain.wire.people import AgreementRow, Agreements, NewAgreement
from server.accounts import house_agreements
from server.accounts.models import Staff, StaffAgreement, StaffSignature
from server.audit import trail
from server.intake.problems import Refused
from server.registry.models import Device

SHOWN = 50  # versions; the rows stay
SHORTEST = 20  # letters, without the spaces around


def agreements() -> Agreements:
    """The versions, the newest first, each with who signed it and who of today's staff has not."""
    rows = list(StaffAgreement.objects.order_by("-version")[:SHOWN])
    people = sorted(Staff.objects.all(), key=lambda person: sort_key(person.full_name))
    signed = defaultdict[int, set[object]](set)
    for agreement, person in StaffSignature.objects.filter(agreement__in=rows).values_list("agreement_id", "staff_id"):
        signed[agreement].add(person)
    return Agreements(
        versions=tuple(
            AgreementRow(
                version=row.version,
                text=row.text,
                published_at=row.published_at,
                signed=tuple(person.full_name for person in people if person.pk in signed[row.pk]),
                missing=tuple(person.full_name for person in people if person.is_active and person.pk not in signed[row.pk]),
            )
            for row in rows
        )
    )


def publish(device: Device, by: Staff, message: NewAgreement, now: datetime) -> Agreements:
    """Put a new version in force. Raises Refused 422 for one that says nothing."""
    text = message.text.strip()
    if len(text) < SHORTEST:
        raise Refused(422, "text", "Write what staff agree to.")
    with transaction.atomic():
        published = house_agreements.publish(text, now)
        detail = {"version": published.version, "sha256": published.sha256}
        trail.record("staff_agreement_published", who=trail.staff_name(by.pk), device=device.pk, detail=detail)
    return agreements()
