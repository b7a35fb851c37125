"""What staff sign before they take a tablet: how they may use it and what they keep to themselves (C32, C35, C36)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from domain.errors import KnownError
from domain.names import sort_key
from server.accounts.models import Staff, StaffAgreement, StaffSignature
from server.audit import trail
from server.audit.texts import plain


class OtherVersion(KnownError):
    """Another version was read than the one in force."""

    def __init__(self) -> None:
        super().__init__("The agreement changed while you were reading. Read the new one, and sign that.")


class OtherName(KnownError):
    """The typed name is not theirs."""

    def __init__(self, full_name: str) -> None:
        super().__init__(f"Type your own name as we know it: {full_name}.")


def newest() -> StaffAgreement | None:
    """The version in force; None = there is none, and nobody need sign."""
    return StaffAgreement.objects.order_by("-version").first()


def has_signed(staff: Staff) -> bool:
    """Whether they signed the version in force; True while there is none."""
    return staff.pk in who_signed([staff.pk])


def who_signed(people: Iterable[UUID]) -> frozenset[UUID]:
    """Those of `people` who signed the version in force, in two questions; all of them while there is none."""
    wanted, agreement = frozenset(people), newest()
    if agreement is None:
        return wanted
    signatures = StaffSignature.objects.filter(agreement=agreement, text_sha256=agreement.sha256, staff__in=wanted)
    return frozenset(signatures.values_list("staff_id", flat=True))


@transaction.atomic
def sign(staff: Staff, version: int, typed_name: str, now: datetime) -> StaffSignature:
    """Their signature under that version; a second one changes nothing. Raises OtherVersion, OtherName.

    Capitals, marks and spaces of the name are forgiven: it is typed standing up, in a hurry.
    """
    agreement = newest()
    if agreement is None or agreement.version != version:
        raise OtherVersion
    if _like(typed_name) != _like(staff.full_name):
        raise OtherName(staff.full_name)
    signature, is_new = StaffSignature.objects.get_or_create(
        staff=staff,
        agreement=agreement,
        defaults={"typed_name": plain(typed_name.strip(), 200), "text_sha256": agreement.sha256, "signed_at": now},
    )
    if is_new:
        trail.record("staff_agreement_signed", who=trail.staff_name(staff.pk), detail={"version": version})
    return signature


@transaction.atomic
def publish(text: str, now: datetime, *, version: int | None = None) -> StaffAgreement:
    """Put a new version in force: everybody signs it at their next sign-out. version: only where paper ones came before."""
    before = StaffAgreement.objects.select_for_update().order_by("-version").first()
    number = version or (before.version if before else 0) + 1
    clean = plain(text, len(text))
    return StaffAgreement.objects.create(version=number, text=clean, sha256=hashlib.sha256(clean.encode()).hexdigest(), published_at=now)


def _like(name: str) -> str:
    return sort_key(" ".join(name.split()))
