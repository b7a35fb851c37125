"""Whose hands a tablet is in: a lease signed by the server; only its holder can log in on it (C40, C41, R8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.ids import DeviceId, StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """One person holds one tablet, from `since` until `until` at the latest."""

    device: DeviceId
    holder: StaffId
    holder_name: str
    since: datetime
    until: datetime


class LoginRefusal(StrEnum):
    """Why a person cannot log in on this tablet."""

    NOBODY_HOLDS_IT = "nobody_holds_it"
    HELD_BY_SOMEONE_ELSE = "held_by_someone_else"
    LEASE_OVER = "lease_over"


def login_refusal(lease: Lease | None, device: DeviceId, person: StaffId, now: datetime) -> LoginRefusal | None:
    """Why `person` cannot log in on `device` now; None = they can. A lease for another device is no lease."""
    if lease is None or lease.device != device:
        return LoginRefusal.NOBODY_HOLDS_IT
    if not lease.since <= now < lease.until:
        return LoginRefusal.LEASE_OVER
    return None if lease.holder == person else LoginRefusal.HELD_BY_SOMEONE_ELSE


def refusal_sentence(refusal: LoginRefusal, lease: Lease | None) -> str:
    """What the lock screen says."""
    if refusal is LoginRefusal.HELD_BY_SOMEONE_ELSE and lease is not None:
        first = lease.holder_name.split(" ")[0]
        return f"Only {first} can open it. Not {first}? Take it to the office."
    if refusal is LoginRefusal.LEASE_OVER:
        return "This tablet’s time is over. Take it to the office and sign it out again."
    return "Nobody has signed this tablet out. Take it to the office."
