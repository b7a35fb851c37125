"""What parents sign before they see anything (C7, C49)."""

from __future__ import annotations

import hashlib
from datetime import datetime

from server.accounts.models import Agreement, Parent, Signature


def publish_agreement(version: int, text: str, now: datetime) -> Agreement:
    """Put a version in force; every parent must sign it before the next view."""
    return Agreement.objects.create(version=version, text=text, sha256=hashlib.sha256(text.encode()).hexdigest(), published_at=now)


def current_agreement() -> Agreement | None:
    """The version in force; None = nothing was published, and nobody sees anything."""
    return Agreement.objects.order_by("-version").first()


def has_signed(parent: Parent) -> bool:
    """Whether the parent signed the version in force."""
    current = current_agreement()
    return current is not None and parent.signatures.filter(agreement=current, text_sha256=current.sha256).exists()


def sign(parent: Parent, agreement: Agreement, typed_name: str, now: datetime) -> Signature:
    """The parent's signature under that version. A second one changes nothing. Raises ValueError without a name."""
    if not typed_name.strip():
        raise ValueError("A signature is a typed name")
    signature, _ = Signature.objects.get_or_create(
        parent=parent,
        agreement=agreement,
        defaults={"typed_name": typed_name.strip()[:200], "text_sha256": agreement.sha256, "signed_at": now},
    )
    return signature
