"""What a device says of itself, and what the server's signed commands tell it to do."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from domain.wire.base import Id, Message, canonical


class DeviceReport(Message):
    """What a device says of itself at every contact. It counts, and names no child.

    battery: percent, None where there is none. waiting: things not sent; originals: pictures that nobody handed in;
    children: how many first names it holds. `logged_in`: who works on it now.
    """

    battery: Annotated[int, Field(ge=0, le=100)] | None = None
    is_charging: bool | None = None
    waiting: Annotated[int, Field(ge=0)] | None = None  # None = the store is sealed, and the device cannot count
    originals: Annotated[int, Field(ge=0)] | None = None
    children: Annotated[int, Field(ge=0)] | None = None
    logged_in: Id | None = None
    logged_in_since: AwareDatetime | None = None
    command_seq: Annotated[int, Field(ge=0)] = 0  # the last command that it carried out
    clock_skew_s: int = 0  # its own clock minus the server's, as it last measured
    notes: tuple[
        Annotated[str, Field(max_length=200)], ...
    ] = ()  # words for the kiosk's board: "the window was left", "audit broken at 17"


class CommandKind(StrEnum):
    """What the server can tell a device to do. Nothing but DESTROY takes work away, and that needs two managers."""

    END_SESSION = "end_session"  # log out whoever is at work; what waits is sent first
    SEAL = "seal"  # log out, and no password opens it until RELEASE
    RELEASE = "release"  # take back SEAL, and the lock after ten wrong PINs
    DESTROY = "destroy"  # forget every key, with all that was not sent


class SignedCommand(Message):
    """One command for one device, signed over `command_bytes`. `seq` rises by one for each device: an old one is never obeyed again."""

    device_id: Id
    seq: Annotated[int, Field(gt=0)]
    kind: CommandKind
    reason: Annotated[str, Field(max_length=300)] = ""  # a sentence for the lock screen
    issued_at: AwareDatetime
    signature: str


def command_bytes(*, device_id: str, seq: int, kind: str, reason: str, issued_at: datetime) -> bytes:
    """The bytes that the server signs for a command."""
    return canonical(["command", device_id, seq, kind, reason, issued_at.isoformat()])


class Commands(Message):
    """The commands that wait for a device; a revoked one still hears them, and nothing else."""

    commands: tuple[SignedCommand, ...]
