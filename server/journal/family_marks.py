"""The words in every picture and clip that a family sees, so that a saved copy still says whose it is (C48)."""

from __future__ import annotations

from uuid import UUID

from django.utils.crypto import salted_hmac


def family_code(parent_id: UUID) -> str:
    """Four signs that lead a leaked picture back to one login, and tell nobody else anything."""
    return salted_hmac("portal.family", str(parent_id), algorithm="sha256").hexdigest()[:4].upper()


def family_mark(parent_id: UUID) -> str:
    """The words: never a child's name, for a leaked picture must not introduce anybody."""
    return f"Kept for one family · {family_code(parent_id)}"
