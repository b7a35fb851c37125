"""Pairing, greeting, logging in, and the custody lease."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from domain.permissions import Station
from domain.wire.base import Id, Message, Name, canonical
from domain.wire.devices import SignedCommand
from domain.wire.facts import StaffFact


class PairRequest(Message):
    """A device shows the one-time code that the manager was given."""

    code: Annotated[str, Field(min_length=6, max_length=40)]


class PairAnswer(Message):
    """What a device is given once: its token (the server keeps only the hash), and the keys that it must trust."""

    device_id: Id
    device_name: Name
    station: Station
    room_id: Id | None
    token: str
    nursery_name: Name
    signing_key: str  # Ed25519, public
    recovery_key: str  # X25519, public
    server_time: AwareDatetime


class Hello(Message):
    """The server's greeting."""

    server_time: AwareDatetime
    epoch: Id  # changes when the server is restored from a backup
    schema_min: int
    schema_max: int
    max_operations: int
    max_batch_bytes: int
    max_media_bytes: int
    backup_seq: int  # every operation up to this sequence lies in a backup
    lease: SignedLease | None
    commands: tuple[SignedCommand, ...] = ()  # what this device has not yet said it did


class SignedLease(Message):
    """The custody lease of this device, signed by the server over `lease_bytes`."""

    device_id: Id
    holder_id: Id
    holder_name: Name
    since: AwareDatetime
    until: AwareDatetime
    signature: str


def lease_bytes(*, device_id: str, holder_id: str, holder_name: str, since: datetime, until: datetime) -> bytes:
    """The bytes that the server signs for a lease."""
    return canonical(["lease", device_id, holder_id, holder_name, since.isoformat(), until.isoformat()])


class LoginRequest(Message):
    """A person's first log-in on a device, and every log-in at the office, is online."""

    username: Annotated[str, Field(min_length=1, max_length=80)]
    password: Annotated[str, Field(min_length=1, max_length=200)]


class LoginAnswer(Message):
    """Who it is; `share` opens the store together with the device secret (docs/adr/0005); `session` is for the office's calls."""

    staff: StaffFact
    share: str  # 32 bytes
    session: str
    expires_at: AwareDatetime
    ended_elsewhere: str = ""  # the name of a device on which the same person was logged in until now; both are told (L14)
    must_change_password: bool = False  # the office gave a first or a new password: it opens once, for choosing one's own


class PasswordChange(Message):
    """A person chooses a new password; the old one proves that it is them."""

    username: Annotated[str, Field(min_length=1, max_length=80)]
    old: Annotated[str, Field(min_length=1, max_length=200)]
    new: Annotated[str, Field(min_length=1, max_length=200)]
