"""Devices: made by the manager, paired once with a code that lives for minutes, revoked at once (C10)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from domain.permissions import Station
from server.accounts.sessions import end_session_on, hash_token
from server.audit import trail
from server.registry.models import Device, PairingCode, Room

CODE_LIFE = timedelta(minutes=10)
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without 0 O 1 I, which are read aloud wrongly
CODE_LENGTH = 10  # 50 bits: no number of tries in ten minutes comes near


@transaction.atomic
def create_device(
    name: str, station: Station, room: Room | None = None, *, life: timedelta = CODE_LIFE, asset_tag: str = "", by: str = trail.SYSTEM
) -> str:
    """A new device and the code that pairs it. Raises IntegrityError when the name is taken."""
    device = Device.objects.create(name=name, station=station.value, room=room, asset_tag=asset_tag)
    trail.record("device_made", who=by, about=device.id, device=device.id)
    return new_code(device, life=life, by=by)


@transaction.atomic
def new_code(device: Device, *, life: timedelta = CODE_LIFE, by: str = trail.SYSTEM) -> str:
    """A fresh code for the device; older ones are void. It also brings a revoked device back, once it is shown there."""
    PairingCode.objects.filter(device=device).delete()
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    PairingCode.objects.create(device=device, code_hash=hash_token(code), expires_at=timezone.now() + life)
    trail.record("pairing_code_made", who=by, about=device.id)
    return f"{code[:5]}-{code[5:]}"


@transaction.atomic
def pair(code: str, now: datetime) -> tuple[Device, str] | None:
    """The device and its new token, which is not kept; None for a code that is wrong, used or too old."""
    plain = "".join(letter for letter in code.upper() if letter in CODE_LETTERS)
    row = PairingCode.objects.select_for_update().filter(code_hash=hash_token(plain), used_at=None, expires_at__gt=now).first()
    if row is None:
        return None
    row.used_at = now
    row.save(update_fields=["used_at"])
    device, token = row.device, secrets.token_urlsafe(32)
    device.token_hash, device.paired_at, device.last_dev_seq = hash_token(token), now, 0
    device.revoked_at = device.destroy_asked_by = device.destroy_asked_at = None
    device.save()
    trail.record("device_paired", who=trail.device_name(device.id), about=device.id, device=device.id)
    return device, token


def device_of(token: str) -> Device | None:
    """The device with that token, revoked or not."""
    return Device.objects.select_related("room").filter(token_hash=hash_token(token)).first()


@transaction.atomic
def revoke(device: Device, *, by: str) -> None:
    """From the next request on the device is answered nothing but its commands; codes that were made before are void."""
    now = timezone.now()
    device.revoked_at = now
    device.save(update_fields=["revoked_at"])
    PairingCode.objects.filter(device=device).delete()
    end_session_on(device.id, now)
    trail.record("device_revoked", who=by, about=device.id, device=device.id)
