"""A new key for the store when somebody is suspended: who opens it then, and a power cut at every step (L10, docs/adr/0013)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.keys.pairs import StoreKeys
from app.keys.slots import open_recovery
from app.services.rotating import StoreGone, open_settled
from app.services.unlocking import LoginRefused
from app.storage import audit, crash, facts
from app.storage.database import STORE_NAME, Store, StoreLocked, open_store, transaction
from app.storage.space import DiskFull
from domain.wire import FactKind
from tests import cast
from tests.app.services.locked_device import RECOVERY, Device
from tests.app.services.rotating_device import ROWS, SHARE, make, rotate, slots_in
from tests.app.services.tablet import ROOT

POINTS = [name for name in crash.POINTS if name.startswith("rekey.")]


def suspend(device: Device, store: Store, id: str = cast.JO) -> None:
    """The facts say that somebody's access is closed."""
    person = next(each for each in cast.STAFF if each.id == id)
    with transaction(store.connect()):
        facts.put(store.connect(), FactKind.STAFF, id, 9, person.model_dump(mode="json") | {"is_active": False})


@pytest.fixture
def device(tmp_path: Path) -> Device:
    """Jo and Sam have both worked on it; Sam holds it now."""
    device = Device(tmp_path / "data")
    device.server.holder = cast.JO
    device.log_in("jo.patel")
    device.server.holder = cast.SAM
    device.log_in()
    return device


def test_l10_a_suspended_persons_slot_goes_at_once_and_the_key_at_the_log_out(device: Device) -> None:
    opened = device.open()
    old = opened.store.key
    suspend(device, opened.store)

    assert device.unlocking.still_admitted(opened) is None
    assert device.slots.people == (cast.SAM,)
    device.unlocking.log_out(opened)

    with pytest.raises(StoreLocked):
        open_store(device.folder / STORE_NAME, old)
    device.server.is_there = False
    again = device.open()
    assert again.store.key != old and audit.first_broken(again.store.connect()) is None


def test_l10_a_suspended_person_whose_log_in_is_refused_changes_the_key_by_that(device: Device) -> None:
    opened = device.open()
    old = opened.store.key
    suspend(device, opened.store, cast.SAM)
    opened.store.close()  # a power cut
    device.server.is_there = False
    device.restart()

    with pytest.raises(LoginRefused) as refused:
        device.open()

    assert refused.value.code == "suspended" and device.slots.people == (cast.JO,)
    with pytest.raises(StoreLocked):
        open_store(device.folder / STORE_NAME, old)


def test_l10_a_copied_slot_file_of_the_suspended_person_opens_nothing_any_more(device: Device) -> None:
    copied = (device.folder / "slots.json").read_bytes()
    opened = device.open()
    suspend(device, opened.store)
    device.unlocking.log_out(opened)

    (device.folder / "slots.json").write_bytes(copied)
    device.restart()
    device.server.is_there, device.server.holder = False, cast.JO

    with pytest.raises(StoreLocked):
        device.open("jo.patel")


def test_everybody_else_opens_the_new_key(tmp_path: Path) -> None:
    old = make(tmp_path)

    rotate(tmp_path)

    slots = slots_in(tmp_path)
    opened = slots.open("sam.morris", cast.PASSWORD)
    assert opened is not None and opened.store_key != old
    assert slots.open_online(SHARE) == opened.keys == open_recovery(tmp_path, RECOVERY.private_bytes_raw())
    assert not slots.knows("jo.patel") and not slots.owes_new_key


def test_the_key_waits_while_an_earlier_sessions_store_is_still_open(device: Device) -> None:
    locked_session = device.open()
    old = locked_session.store.key
    suspend(device, locked_session.store)

    again = device.open()

    assert again.store.key == old
    device.unlocking.log_out(locked_session)
    device.unlocking.log_out(again)
    with pytest.raises(StoreLocked):
        open_store(device.folder / STORE_NAME, old)


def test_a_full_disk_keeps_the_old_key_and_the_debt(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = device.open()
    old = opened.store.key
    suspend(device, opened.store)

    def no_room(*_: object) -> None:
        raise DiskFull

    with monkeypatch.context() as full:
        full.setattr(Store, "rekey", no_room)
        device.unlocking.log_out(opened)

    assert device.slots.owes_new_key
    again = device.open()
    assert again.store.key != old and not device.slots.owes_new_key


@pytest.mark.parametrize("point", POINTS)
def test_a_power_cut_while_the_key_changes_loses_nothing(point: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    environment = {**os.environ, crash.VARIABLE: point, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.app.services.rotating_device", str(folder)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == crash.EXIT_CODE, ended.stderr.decode()

    by_recovery = open_recovery(folder, RECOVERY.private_bytes_raw())
    slots = slots_in(folder)
    opened = slots.open("sam.morris", cast.PASSWORD)
    assert opened is not None and by_recovery.candidates == opened.keys.candidates == slots.open_online(SHARE).candidates
    store = open_settled(folder, slots, opened.keys)

    assert len(list(audit.rows(store.connect()))) == ROWS and audit.first_broken(store.connect()) is None
    settled = slots_in(folder).open("sam.morris", cast.PASSWORD)
    assert settled is not None and settled.keys == StoreKeys((store.key,)) == slots_in(folder).open_online(SHARE)
    assert slots.owes_new_key is (point == "rekey.offered")
    store.close()
    rotate(folder)


def test_a_store_file_that_was_taken_away_is_a_sentence_and_no_new_one_is_made(device: Device) -> None:
    (device.folder / STORE_NAME).unlink()

    with pytest.raises(StoreGone, match="not where it was"):
        device.open()

    assert not (device.folder / STORE_NAME).exists()
