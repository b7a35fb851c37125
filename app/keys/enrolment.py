"""What pairing left on the device: in the clear what anyone may read, the token under the device's secret."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag

from app.keys.device_secret import KeyStore, KeyStoreUnusable, device_secret
from app.keys.files import write_durably
from app.keys.sealing import Sealed, seal, unseal
from domain.ids import DeviceId, RoomId
from domain.permissions import Station

FILE_NAME = "enrolment.json"
PURPOSE = "device token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """One device of one nursery. Keys are URL-safe base64, `ca_sha256` lower-case hex of the certificate's DER.

    `server_key_sha256`: hex, of the public key in the server's own certificate, pinned at pairing.
    """

    device_id: DeviceId
    device_name: str
    station: Station
    room_id: RoomId | None
    nursery_name: str
    server_url: str
    ca_pem: str
    ca_sha256: str
    server_key_sha256: str
    signing_key: str
    recovery_key: str
    token_sealed: str
    key_store: str  # the name of the back end that keeps the device's secret


def save_enrolment(folder: Path, enrolment: Enrolment) -> None:
    """Keep it."""
    write_durably(folder / FILE_NAME, json.dumps(dataclasses.asdict(enrolment), indent=1))


def load_enrolment(folder: Path) -> Enrolment | None:
    """The enrolment of a data folder; None when the device is not paired yet."""
    path = folder / FILE_NAME
    if not path.exists():
        return None
    values = json.loads(path.read_text(encoding="utf-8"))
    return Enrolment(**{**values, "station": Station(values["station"])})


def with_token(enrolment: Enrolment, secret: bytes, token: str) -> Enrolment:
    """The enrolment with the device's token as it lies on the disk: it opens only beside the very server and keys that it was given by."""
    return dataclasses.replace(enrolment, token_sealed=seal(secret, token.encode(), purpose_of(enrolment)).text)


def token_of(enrolment: Enrolment, key_store: KeyStore) -> str:
    """The token that the server knows this device by. Raises KeyStoreUnusable when the device's secret or its enrolment is another."""
    secret = device_secret(key_store, enrolment.device_id, enrolment.key_store)
    try:
        return unseal(secret, Sealed(enrolment.token_sealed), purpose_of(enrolment)).decode()
    except (InvalidTag, ValueError) as error:
        raise KeyStoreUnusable(
            "This device’s key does not fit its files. Take it to the office; the recovery key opens its store."
        ) from error


def purpose_of(enrolment: Enrolment) -> str:
    """What the token is sealed for: whoever writes another server or signing key into the file is handed neither token nor password."""
    values = {name: value for name, value in dataclasses.asdict(enrolment).items() if name != "token_sealed"}
    return f"{PURPOSE} {hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()}"
