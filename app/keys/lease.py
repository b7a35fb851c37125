"""The custody lease as the server signed it. It lies in the clear, for it is read before anything is open; the signature protects it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from app.keys.enrolment import Enrolment
from app.keys.files import write_durably
from app.keys.sealing import decoded
from domain.custody import Lease
from domain.ids import DeviceId, StaffId
from domain.wire import SignedLease, lease_bytes

FILE_NAME = "lease.json"


def save_lease(folder: Path, lease: SignedLease | None) -> None:
    """Keep what the server said last; None = nobody holds the tablet."""
    path = folder / FILE_NAME
    if lease is None:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_text(encoding="utf-8") != lease.model_dump_json():
        write_durably(path, lease.model_dump_json())


def mark_of(lease: SignedLease | None) -> str:
    """What tells one lease from every other; "" = none."""
    return "" if lease is None else hashlib.sha256(lease.model_dump_json().encode()).hexdigest()


def load_lease(folder: Path, enrolment: Enrolment, mark: str | None = None) -> Lease | None:
    """The lease that lies there, when the nursery's server signed it for this device; else None.

    mark: of the lease that was heard last. Another one is an earlier one that somebody laid there; None = not known.
    """
    path = folder / FILE_NAME
    if not path.exists():
        return None
    try:
        signed = SignedLease.model_validate_json(path.read_text(encoding="utf-8"))
        if mark is not None and mark != mark_of(signed):
            return None
    except ValidationError:
        return None
    return verified(signed, enrolment.signing_key, enrolment.device_id)


def verified(signed: SignedLease, signing_key: str, device_id: DeviceId) -> Lease | None:
    """The lease, or None when the signature is not the server's or it is for another device."""
    said = lease_bytes(
        device_id=signed.device_id, holder_id=signed.holder_id, holder_name=signed.holder_name, since=signed.since, until=signed.until
    )
    try:
        Ed25519PublicKey.from_public_bytes(decoded(signing_key)).verify(decoded(signed.signature), said)
    except (InvalidSignature, ValueError):
        return None
    if signed.device_id != device_id:
        return None
    return Lease(device=device_id, holder=StaffId(signed.holder_id), holder_name=signed.holder_name, since=signed.since, until=signed.until)
