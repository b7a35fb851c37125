"""Commands of the office: only what the nursery's server signed for this device, and no old one twice. Also what is left of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import AwareDatetime

from app.keys.kept import Frozen, Kept
from app.keys.sealing import decoded
from domain.wire import CommandKind, SignedCommand, command_bytes

FILE_NAME = "commands.json"
REMEMBERED = 50
SEALED = "The office has closed this tablet. What waits on it is kept. Take it to the office."
DESTROYED = "The office has emptied this tablet. It can be set up anew."


class RefusedCommand(Frozen):
    """A command that was not obeyed, until an audit can take it."""

    at: AwareDatetime
    seq: int
    kind: str
    why: str  # "signature" or "device"; an old one that is told again until it is acknowledged is none


class CommandFile(Frozen):
    """Everything in commands.json. pairing: the mark of the pairing that the rest is about; sealed: a sentence, None = not sealed."""

    device_id: str = ""
    pairing: str = ""
    seq: int = 0
    sealed: str | None = None
    is_destroyed: bool = False
    refused: tuple[RefusedCommand, ...] = ()


class CommandBook:
    """What this device was told to do, durably. A device that was paired anew is neither sealed nor destroyed for what came before."""

    def __init__(self, folder: Path, device_id: str, pairing: str) -> None:
        self._kept = Kept(folder / FILE_NAME, CommandFile(device_id=device_id, pairing=pairing))
        if self._kept.value.pairing != pairing:
            seq = self._kept.value.seq if self._kept.value.device_id == device_id else 0
            self._kept.change(lambda file: CommandFile(device_id=device_id, pairing=pairing, seq=seq, refused=file.refused))

    @property
    def seq(self) -> int:
        """The last command that was carried out."""
        return self._kept.value.seq

    @property
    def sealed_reason(self) -> str:
        """Why no password opens this device; "" = it is not sealed."""
        return self._kept.value.sealed or ""

    @property
    def is_destroyed(self) -> bool:
        """Whether every key here must be gone."""
        return self._kept.value.is_destroyed

    def refused(self) -> tuple[RefusedCommand, ...]:
        """What was not obeyed and stands in no audit yet."""
        return self._kept.value.refused

    def audited(self) -> None:
        """The audit has taken them."""
        self._kept.update(refused=())

    def obeyed(self, command: SignedCommand) -> None:
        """Keep what the command changes, and its number, in one write."""
        changes: dict[str, object] = {"seq": command.seq}
        if command.kind is CommandKind.SEAL:
            changes["sealed"] = command.reason or SEALED
        if command.kind is CommandKind.RELEASE:
            changes["sealed"] = None
        if command.kind is CommandKind.DESTROY:
            changes |= {"sealed": command.reason or DESTROYED, "is_destroyed": True}
        self._kept.update(**changes)

    def refuse(self, command: SignedCommand, why: str, now: datetime) -> None:
        """Remember a command that was not obeyed; the same one again adds nothing."""
        new = RefusedCommand(at=now, seq=command.seq, kind=command.kind.value, why=why)
        known = self._kept.value.refused
        if (new.seq, new.kind, new.why) not in [(old.seq, old.kind, old.why) for old in known]:
            self._kept.update(refused=(*known, new)[-REMEMBERED:])


def why_not(command: SignedCommand, signing_key: str, device_id: str) -> str | None:
    """Why a command is none for this device: "signature" or "device"; None = the nursery's server signed it for us."""
    said = command_bytes(
        device_id=command.device_id, seq=command.seq, kind=command.kind.value, reason=command.reason, issued_at=command.issued_at
    )
    try:
        Ed25519PublicKey.from_public_bytes(decoded(signing_key)).verify(decoded(command.signature), said)
    except (InvalidSignature, ValueError):
        return "signature"
    return None if command.device_id == device_id else "device"
