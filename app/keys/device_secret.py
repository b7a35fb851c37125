"""The device's own secret: 32 bytes that a copied disk does not hold. It lives in the key store of the operating system."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Protocol

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from app.keys.files import write_durably
from app.keys.sealing import KEY_BYTES, decoded, encoded
from domain.errors import KnownError

SERVICE = "daybook"
# These drop what they are given, or write it down for everyone to read.
REFUSED_MODULES = ("keyring.backends.null", "keyring.backends.fail", "keyrings.alt.file", "keyrings.alt.pyfs")


class KeyStoreUnusable(KnownError):
    """No key store that keeps a secret, or it no longer has ours."""


class KeyStore(Protocol):
    """Where a device keeps a few short secrets."""

    @property
    def name(self) -> str:
        """Which one it is; recorded at enrolment, and another one is refused later."""

    def get(self, name: str) -> str | None:
        """The secret, or None."""

    def set(self, name: str, value: str) -> None:
        """Keep the secret."""

    def delete(self, name: str) -> None:
        """Forget the secret; none is no error."""


class KeyringStore:
    """The key store of the operating system, through `keyring`. Raises KeyStoreUnusable when there is none that keeps secrets."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._backend = backend or keyring.get_keyring()
        if not keeps_secrets(self._backend):
            raise KeyStoreUnusable(
                "This device has no safe place for its key. Unlock or install its key ring (GNOME Keyring or KWallet), then try again. "
                "If it is gone for good, the office’s recovery key opens the store; nothing is lost."
            )

    @property
    def name(self) -> str:
        """The back ends that hold the secret, in the order they are asked."""
        return " + ".join(name_of(backend) for backend in flat(self._backend))

    def get(self, name: str) -> str | None:
        """The secret, or None. Raises KeyStoreUnusable when the key ring is locked."""
        try:
            return self._backend.get_password(SERVICE, name)
        except KeyringError as error:
            raise KeyStoreUnusable("This device’s key ring is locked. Unlock it, then try again.") from error

    def set(self, name: str, value: str) -> None:
        """Keep the secret. Raises KeyStoreUnusable when the key ring is locked."""
        try:
            self._backend.set_password(SERVICE, name, value)
        except KeyringError as error:
            raise KeyStoreUnusable("This device’s key ring is locked. Unlock it, then try again.") from error

    def delete(self, name: str) -> None:
        """Forget the secret; none is no error."""
        try:
            self._backend.delete_password(SERVICE, name)
        except PasswordDeleteError:
            return


class FolderKeyStore:
    """A file as key store: for the demo and the tests, in a folder beside the data folder, never inside it."""

    name = "folder"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path = folder / "secrets.json"

    def get(self, name: str) -> str | None:
        """The secret, or None."""
        return self._read().get(name)

    def set(self, name: str, value: str) -> None:
        """Keep the secret."""
        write_durably(self._path, json.dumps({**self._read(), name: value}))

    def delete(self, name: str) -> None:
        """Forget the secret; none is no error."""
        write_durably(self._path, json.dumps({key: value for key, value in self._read().items() if key != name}))

    def _read(self) -> dict[str, str]:
        if not self._path.exists():
            return {}
        return {str(name): str(value) for name, value in json.loads(self._path.read_text(encoding="utf-8")).items()}


def prove(key_store: KeyStore) -> None:
    """Keep something, read it back and forget it, before a one-time code is spent. Raises KeyStoreUnusable."""
    name, value = "proof", encoded(os.urandom(KEY_BYTES))
    key_store.set(name, value)
    kept = key_store.get(name)
    key_store.delete(name)
    if kept != value:
        raise KeyStoreUnusable("This device does not keep its key. Unlock or install its key ring, then try again.")


def make_device_secret(key_store: KeyStore, device_id: str) -> bytes:
    """A new secret, kept and read back: the null back end of `keyring` drops it without a word. Raises KeyStoreUnusable."""
    secret = os.urandom(KEY_BYTES)
    key_store.set(name_for(device_id), encoded(secret))
    if key_store.get(name_for(device_id)) != encoded(secret):
        raise KeyStoreUnusable("This device did not keep its key. Unlock or install its key ring, then try again.")
    return secret


def device_secret(key_store: KeyStore, device_id: str, expected_store: str) -> bytes:
    """The secret of an enrolled device. Raises KeyStoreUnusable when it is gone or the key store is not the one of the enrolment."""
    if key_store.name != expected_store:
        raise KeyStoreUnusable(
            "This device keeps its keys in another place than at its set-up. Take it to the office; the recovery key can open its store."
        )
    text = key_store.get(name_for(device_id))
    if text is None:
        raise KeyStoreUnusable("This device has lost its key. Take it to the office; the recovery key can open its store.")
    return decoded(text)


def name_for(device_id: str) -> str:
    """The name under which the secret is kept."""
    return f"device-secret {device_id}"


def keeps_secrets(backend: KeyringBackend) -> bool:
    """Whether every back end behind this one keeps what it is given, and keeps it from others."""
    backends = flat(backend)
    return bool(backends) and not any(type(each).__module__.startswith(REFUSED_MODULES) for each in backends)


def flat(backend: KeyringBackend) -> list[KeyringBackend]:
    """The back ends that a chain asks; a chain of nothing is an empty list."""
    if type(backend).__module__ != "keyring.backends.chainer":
        return [backend]
    return [inner for each in getattr(backend, "backends", []) for inner in flat(each)]


def name_of(backend: KeyringBackend) -> str:
    """The full name of a back end's class."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
