"""The device's secret, its enrolment and its lease."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta
from pathlib import Path

import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from keyring.backend import KeyringBackend

from app.keys.device_secret import FolderKeyStore, KeyringStore, KeyStoreUnusable, device_secret, make_device_secret, prove
from app.keys.enrolment import Enrolment, load_enrolment, save_enrolment, token_of, with_token
from app.keys.lease import FILE_NAME, load_lease, save_lease
from app.keys.lock import KEYS_IN, LOCK_STEPS, Key, LockEvent, LockState, keys_in
from app.keys.waiting_note import load_waiting, save_waiting
from domain.custody import Lease
from domain.life import next_state
from domain.permissions import Station
from domain.wire import SignedLease, lease_bytes
from tests import cast
from tests.fakes.key_store import FakeKeyStore

SIGNING = Ed25519PrivateKey.generate()


class InMemory(KeyringBackend):
    """A back end that keeps what it is given."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username), None)


def enrolled(store: FakeKeyStore) -> Enrolment:
    secret = make_device_secret(store, cast.TABLET)
    enrolment = Enrolment(
        device_id=cast.TABLET,
        device_name="T-02",
        station=Station.ROOM,
        room_id=cast.CATERPILLARS,
        nursery_name="Hazel Lane Nursery",
        server_url="https://127.0.0.1:8443",
        ca_pem="pem",
        ca_sha256="00" * 32,
        server_key_sha256="11" * 32,
        signing_key=base64.urlsafe_b64encode(SIGNING.public_key().public_bytes_raw()).decode(),
        recovery_key="",
        token_sealed="",
        key_store=store.name,
    )
    return with_token(enrolment, secret, "the token")


def signed(key: Ed25519PrivateKey = SIGNING, device: str = cast.TABLET, until: datetime = cast.LEASE_UNTIL) -> SignedLease:
    said = lease_bytes(device_id=device, holder_id=cast.SAM, holder_name="Sam Morris", since=cast.LEASE_SINCE, until=until)
    return SignedLease(
        device_id=device,
        holder_id=cast.SAM,
        holder_name="Sam Morris",
        since=cast.LEASE_SINCE,
        until=until,
        signature=base64.urlsafe_b64encode(key.sign(said)).decode(),
    )


def test_a_secret_is_kept_and_read_again() -> None:
    store = FakeKeyStore()

    secret = make_device_secret(store, cast.TABLET)

    assert len(secret) == 32
    assert device_secret(store, cast.TABLET, store.name) == secret


def test_a_key_store_that_drops_secrets_is_found_by_reading_back() -> None:
    store = FakeKeyStore(keeps=False)

    with pytest.raises(KeyStoreUnusable):
        make_device_secret(store, cast.TABLET)
    with pytest.raises(KeyStoreUnusable):
        prove(store)


def test_another_key_store_than_at_the_enrolment_is_refused() -> None:
    store = FakeKeyStore("another")
    make_device_secret(store, cast.TABLET)

    with pytest.raises(KeyStoreUnusable, match="another place"):
        device_secret(store, cast.TABLET, "memory")


@pytest.mark.parametrize("backend", [keyring.backends.null.Keyring, keyring.backends.fail.Keyring, keyring.backends.chainer.ChainerBackend])
def test_back_ends_that_keep_nothing_are_refused(backend: type[KeyringBackend], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.backends.chainer.ChainerBackend, "backends", [])

    with pytest.raises(KeyStoreUnusable, match="key ring"):
        KeyringStore(backend())


def test_a_back_end_that_writes_plain_files_is_refused() -> None:
    plain = type("PlaintextKeyring", (InMemory,), {"__module__": "keyrings.alt.file"})

    with pytest.raises(KeyStoreUnusable):
        KeyringStore(plain())


def test_a_back_end_that_keeps_secrets_serves_and_says_its_name() -> None:
    store = KeyringStore(InMemory())

    prove(store)
    secret = make_device_secret(store, cast.TABLET)

    assert device_secret(store, cast.TABLET, store.name) == secret
    assert store.name.endswith("test_device.InMemory")


def test_the_folder_store_keeps_over_restarts_for_nobody_else(tmp_path: Path) -> None:
    FolderKeyStore(tmp_path / "keys").set("name", "value")

    again = FolderKeyStore(tmp_path / "keys")

    assert again.get("name") == "value"
    assert (tmp_path / "keys/secrets.json").stat().st_mode & 0o077 == 0
    again.delete("name")
    assert again.get("name") is None


def test_an_enrolment_is_read_as_it_was_kept_and_hides_the_token(tmp_path: Path) -> None:
    store = FakeKeyStore()
    enrolment = enrolled(store)

    save_enrolment(tmp_path, enrolment)

    assert load_enrolment(tmp_path) == enrolment
    assert token_of(enrolment, store) == "the token"
    assert "the token" not in (tmp_path / "enrolment.json").read_text()
    assert load_enrolment(tmp_path / "elsewhere") is None


def test_c32_a_token_does_not_open_on_another_device() -> None:
    enrolment, other = enrolled(FakeKeyStore()), FakeKeyStore()
    make_device_secret(other, cast.TABLET)

    with pytest.raises(KeyStoreUnusable):
        token_of(enrolment, other)


def test_c40_a_signed_lease_is_believed(tmp_path: Path) -> None:
    save_lease(tmp_path, signed())

    lease = load_lease(tmp_path, enrolled(FakeKeyStore()))

    assert lease == Lease(device=cast.TABLET, holder=cast.SAM, holder_name="Sam Morris", since=cast.LEASE_SINCE, until=cast.LEASE_UNTIL)


@pytest.mark.parametrize("forged", [signed(Ed25519PrivateKey.generate()), signed(device=cast.OFFICE_PC)])
def test_c41_a_forged_lease_and_another_devices_lease_are_none(tmp_path: Path, forged: SignedLease) -> None:
    save_lease(tmp_path, forged)

    assert load_lease(tmp_path, enrolled(FakeKeyStore())) is None


def test_c41_a_lease_made_longer_by_hand_is_none(tmp_path: Path) -> None:
    longer = signed().model_copy(update={"until": cast.LEASE_UNTIL + timedelta(days=1)})
    save_lease(tmp_path, longer)

    assert load_lease(tmp_path, enrolled(FakeKeyStore())) is None


@pytest.mark.parametrize("text", ["", "{}", "no json"])
def test_a_damaged_lease_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text)

    assert load_lease(tmp_path, enrolled(FakeKeyStore())) is None


def test_a_lease_that_ended_is_forgotten(tmp_path: Path) -> None:
    save_lease(tmp_path, signed())

    save_lease(tmp_path, None)

    assert not (tmp_path / FILE_NAME).exists()


def test_the_figure_of_what_waits_survives(tmp_path: Path) -> None:
    assert load_waiting(tmp_path) is None

    save_waiting(tmp_path, 3)

    assert load_waiting(tmp_path) == 3


def test_every_lock_state_can_be_reached_and_left() -> None:
    assert {state for state, _ in LOCK_STEPS} == set(LockState) == set(LOCK_STEPS.values())
    assert next_state(LOCK_STEPS, LockState.OPEN, LockEvent.SUSPEND) is LockState.SEALED


def test_a_sealed_device_holds_no_key_of_the_store() -> None:
    assert set(KEYS_IN) == set(LockState)
    assert Key.STORE_KEY not in keys_in(LockState.SEALED)


@pytest.mark.parametrize("field", ["server_url", "ca_pem", "server_key_sha256", "signing_key", "device_name"])
def test_an_enrolment_that_was_edited_hands_out_no_token(field: str, tmp_path: Path) -> None:
    store = FakeKeyStore()
    save_enrolment(tmp_path, enrolled(store))
    file = tmp_path / "enrolment.json"

    file.write_text(json.dumps({**json.loads(file.read_text()), field: "another"}))

    edited = load_enrolment(tmp_path)
    assert edited is not None
    with pytest.raises(KeyStoreUnusable, match="does not fit its files"):
        token_of(edited, store)
