"""Making a device one of the nursery's: a one-time code, the server's fingerprint, and a secret of its own (C10, C32)."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from app.keys.device_secret import KeyStore, make_device_secret, prove
from app.keys.enrolment import Enrolment, load_enrolment, save_enrolment, with_token
from app.storage.space import ensure_ballast
from domain.errors import KnownError
from domain.ids import DeviceId, RoomId
from domain.wire import PairAnswer


class Paired(Protocol):
    """What pairing leaves: the server's answer, its CA and the pin of its own key."""

    @property
    def answer(self) -> PairAnswer:
        """The server's answer."""

    @property
    def ca_pem(self) -> str:
        """The CA whose fingerprint was checked before the code was sent."""

    @property
    def server_key_sha256(self) -> str:
        """Hex, of the public key in the server's certificate."""


class PairingLine(Protocol):
    """The line over which a new device meets its server."""

    def pair(self, server_url: str, ca_sha256: str, code: str) -> Paired:
        """Check the CA, then show the code. Raises a KnownError."""


class AlreadyPaired(KnownError):
    """The data folder belongs to a device."""

    def __init__(self) -> None:
        super().__init__("This device is set up already. Ask the office if it should start anew.")


class Enrolling:
    """Pairs a device."""

    def __init__(self, folder: Path, key_store: KeyStore, line: PairingLine) -> None:
        self._folder, self._key_store, self._line = folder, key_store, line

    def pair(self, server_url: str, ca_sha256: str, code: str) -> Enrolment:
        """Pair and keep the enrolment. The store comes with the first log-in (docs/adr/0005).

        Raises AlreadyPaired, KeyStoreUnusable before the code is spent, and what the line raises.
        """
        if load_enrolment(self._folder) is not None:
            raise AlreadyPaired
        prove(self._key_store)
        paired = self._line.pair(server_url.rstrip("/"), ca_sha256, code.strip())
        secret = make_device_secret(self._key_store, paired.answer.device_id)
        enrolment = enrolment_of(paired, server_url.rstrip("/"), ca_sha256, self._key_store.name)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        enrolment = with_token(enrolment, secret, paired.answer.token)
        save_enrolment(self._folder, enrolment)
        ensure_ballast(self._folder)
        return enrolment


def enrolment_of(paired: Paired, server_url: str, ca_sha256: str, key_store: str) -> Enrolment:
    """What is kept of a pairing, before the token is sealed for it."""
    answer = paired.answer
    return Enrolment(
        device_id=DeviceId(answer.device_id),
        device_name=answer.device_name,
        station=answer.station,
        room_id=None if answer.room_id is None else RoomId(answer.room_id),
        nursery_name=answer.nursery_name,
        server_url=server_url,
        ca_pem=paired.ca_pem,
        ca_sha256=ca_sha256.replace(":", "").replace(" ", "").lower(),
        server_key_sha256=paired.server_key_sha256,
        signing_key=answer.signing_key,
        recovery_key=answer.recovery_key,
        token_sealed="",
        key_store=key_store,
    )
