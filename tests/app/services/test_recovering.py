"""A device whose key ring is gone is brought back by the nursery's recovery key, and nothing is lost (docs/adr/0013)."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.keys.device_secret import KeyStoreUnusable
from app.keys.pin import KeptTries
from app.services.recovering import NothingToRecover, Recovering, WrongKit, look_inside
from app.services.rotating import StoreGone
from app.services.unlocking import LoginRefused, WrongPassword
from app.storage import audit
from app.storage.database import StoreLocked
from domain.errors import KnownError
from domain.pairing import Pairing
from domain.wire import CommandKind
from tests import cast
from tests.app.services.locked_device import RECOVERY, Device
from tests.fakes.key_store import FakeKeyStore

KIT = RECOVERY.private_bytes_raw()
LINE = Pairing(server_url="https://server", ca_sha256="00" * 32, code="ABCDE-FGHJK")


@pytest.fixture
def device(tmp_path: Path) -> Device:
    """Sam has worked on it; then its key ring was wiped."""
    device = Device(tmp_path / "data")
    device.log_in()
    device.keys.secrets.clear()
    device.server.codes = [LINE.code]
    return device


def recovering(device: Device) -> Recovering:
    return Recovering(device.folder, device.keys, device.server, lambda _: device.server)


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "ballast"}


def test_the_rehearsal_counts_what_lies_there_and_changes_nothing(device: Device) -> None:
    before = bytes_in(device.folder)

    found = look_inside(device.folder, KIT)

    assert (found.entries, found.drafts, found.photos, found.waiting) == (0, 0, 0, 0)
    assert found.audit_rows == 2 and found.first_broken_audit_row is None
    after = bytes_in(device.folder)
    assert {name: after[name] for name in before} == before


def test_a_recovered_device_opens_with_everything_that_lay_on_it(device: Device) -> None:
    rows = look_inside(device.folder, KIT).audit_rows

    first_name = recovering(device).recover(KIT, LINE, "sam.morris", cast.PASSWORD)

    device.restart()
    device.server.is_there = False
    opened = device.open()
    assert first_name == "Sam"
    assert len(list(audit.rows(opened.store.connect()))) > rows and audit.first_broken(opened.store.connect()) is None


def test_the_others_log_in_online_once_and_the_kit_opens_it_again(device: Device) -> None:
    recovering(device).recover(KIT, LINE, "sam.morris", cast.PASSWORD)
    device.restart()
    device.server.holder = cast.JO

    assert device.log_in("jo.patel") == "Jo P."
    assert look_inside(device.folder, KIT).audit_rows > 2


def test_a_recovery_that_stopped_at_the_log_in_goes_on_there(device: Device) -> None:
    device.server.refused = "nobody_holds_it"
    with pytest.raises(LoginRefused):
        recovering(device).recover(KIT, LINE, "sam.morris", cast.PASSWORD)

    device.server.refused = ""  # signed out at the kiosk meanwhile; the code is spent
    recovering(device).recover(KIT, LINE, "sam.morris", cast.PASSWORD)

    device.restart()
    assert device.log_in() == "Sam M."


def test_a_kit_that_does_not_fit_costs_no_code(device: Device) -> None:
    with pytest.raises(WrongKit):
        recovering(device).recover(X25519PrivateKey.generate().private_bytes_raw(), LINE, "sam.morris", cast.PASSWORD)

    assert device.server.codes == [LINE.code]


def test_a_key_ring_that_keeps_nothing_costs_no_code(device: Device) -> None:
    device.keys = FakeKeyStore(keeps=False)

    with pytest.raises(KeyStoreUnusable):
        recovering(device).recover(KIT, LINE, "sam.morris", cast.PASSWORD)

    assert device.server.codes == [LINE.code]


@pytest.mark.parametrize(("name", "content", "error"), [("store.db", None, StoreGone), ("store.db", b"x" * 8192, StoreLocked)])
def test_without_its_store_there_is_a_sentence(device: Device, name: str, content: bytes | None, error: type[KnownError]) -> None:
    (device.folder / name).unlink() if content is None else (device.folder / name).write_bytes(content)

    with pytest.raises(error):
        look_inside(device.folder, KIT)


def test_an_empty_folder_has_nothing_to_recover(tmp_path: Path) -> None:
    with pytest.raises(NothingToRecover):
        look_inside(tmp_path, KIT)


def test_a_key_ring_that_was_replaced_names_the_recovery_way(device: Device) -> None:
    device.keys.name = "another"

    with pytest.raises(KeyStoreUnusable, match="recovery key"):
        device.open()


def test_a_recovery_takes_back_seal_and_lock(device: Device) -> None:
    tries = KeptTries(device.folder)
    for _ in range(10):
        tries.count_one(cast.NOW)
    device.server.order(CommandKind.SEAL, 1)
    device.unlocking.refresh()
    device.server.orders = ()

    recovering(device).recover(KIT, LINE, "sam.morris", cast.PASSWORD)

    device.restart()
    assert device.log_in() == "Sam M."


def test_a_recovered_device_hears_no_old_slot(device: Device) -> None:
    recovering(device).recover(KIT, LINE, "sam.morris", cast.PASSWORD)
    device.restart()
    device.server.is_there = False

    assert device.slots.people == (cast.SAM,)
    with pytest.raises(WrongPassword):
        device.open(password="an older one")
