"""Signed commands for devices: each with the next number of its device, told until the device says that it carried it out."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from domain.wire import CommandKind, SignedCommand, command_bytes
from server.audit import trail
from server.custody.models import Command
from server.media.chest import chest
from server.registry.models import Device

SEALING = frozenset({CommandKind.SEAL.value, CommandKind.DESTROY.value})


@transaction.atomic
def issue(device: Device, kind: CommandKind, reason: str = "", *, now: datetime) -> SignedCommand:
    """Sign the device's next command and keep it. reason: a sentence for its lock screen."""
    Device.objects.select_for_update().get(pk=device.pk)  # two at once would take the same number
    last = Command.objects.filter(device=device).aggregate(last=Max("seq"))["last"] or 0
    issued_at = now.astimezone(UTC)  # the signature is over text, and text has one zone
    signed = command_bytes(device_id=str(device.id), seq=last + 1, kind=kind.value, reason=reason[:300], issued_at=issued_at)
    row = Command.objects.create(
        device=device, seq=last + 1, kind=kind.value, reason=reason[:300], issued_at=issued_at, signature=chest().signing.sign(signed)
    )
    trail.record("command_issued", about=device.id, device=device.id, detail={"kind": kind.value, "seq": row.seq})
    return _told(row)


def waiting_for(device: Device) -> tuple[SignedCommand, ...]:
    """What the device has not yet said it did, in its order. What was meant for it before it was paired anew is not told."""
    rows = Command.objects.filter(device=device, acknowledged_at=None).order_by("seq")
    if device.paired_at is not None:
        rows = rows.filter(issued_at__gt=device.paired_at)
    return tuple(_told(row) for row in rows)


def acknowledged(device: Device, seq: int) -> None:
    """The device carried out every command up to `seq`."""
    waiting = Command.objects.filter(device=device, seq__lte=seq, acknowledged_at=None)
    done = list(waiting.values_list("seq", "kind"))
    if not done:
        return
    waiting.update(acknowledged_at=timezone.now())
    detail = {"done": [f"{number}:{kind}" for number, kind in done]}
    trail.record("commands_done", who=trail.device_name(device.id), about=device.id, device=device.id, detail=detail)


def is_sealed(device: Device) -> bool:
    """Whether the device has said that it is sealed, and not that it was released since. Pairing anew begins anew."""
    done = Command.objects.filter(device=device, kind__in=[*SEALING, CommandKind.RELEASE.value]).exclude(acknowledged_at=None)
    if device.paired_at is not None:
        done = done.filter(issued_at__gt=device.paired_at)
    last = done.order_by("-seq").first()
    return last is not None and last.kind in SEALING


def pending(device: Device) -> CommandKind | None:
    """The newest command that the device was told and has not yet carried out."""
    waiting = waiting_for(device)
    return waiting[-1].kind if waiting else None


def _told(row: Command) -> SignedCommand:
    return SignedCommand(
        device_id=str(row.device_id),
        seq=row.seq,
        kind=CommandKind(row.kind),
        reason=row.reason,
        issued_at=row.issued_at,
        signature=row.signature,
    )
