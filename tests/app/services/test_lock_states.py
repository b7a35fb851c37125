"""Which keys exist in memory in each state of the lock: the table, and what is really reachable there (C37, docs/adr/0012)."""

from __future__ import annotations

import gc
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TypeVar

import pytest

from app.keys.lock import KEYS_IN, Key, LockState, keys_in
from app.keys.sealing import decoded
from app.services.opened import Opened
from tests import cast
from tests.app.services.locked_device import Device

PIN = "4826"
T = TypeVar("T")
EXPECTED = {
    LockState.SEALED: {Key.DEVICE_TOKEN},
    LockState.LOCKED: {Key.DEVICE_TOKEN, Key.STORE_KEY, Key.FILE_KEYS, Key.PIN_VERIFIER},
    LockState.OPEN: {Key.DEVICE_TOKEN, Key.STORE_KEY, Key.FILE_KEYS, Key.PIN_VERIFIER},
}


def reachable(kind: type[T], *roots: object) -> set[T]:
    """Every value of that kind that the objects hold, however deep; not what their code or modules hold."""
    seen, found, todo = set[int](), set[T](), list(roots)
    while todo:
        each = todo.pop()
        if id(each) in seen or isinstance(each, type | ModuleType | FunctionType):
            continue
        seen.add(id(each))
        if isinstance(each, kind):
            found.add(each)
        todo.extend(gc.get_referents(each))
    return found


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path / "data")


def opened_with_pin(device: Device) -> Opened:
    opened = device.open()
    device.unlocking.set_pin(opened, PIN)
    return opened


def test_the_table_says_which_keys_exist_in_each_state() -> None:
    assert {state: set(keys) for state, keys in KEYS_IN.items()} == EXPECTED
    assert all(keys_in(state) for state in LockState)


def test_the_devices_secret_stays_in_no_state() -> None:
    assert not [state for state in LockState if Key.DEVICE_SECRET in keys_in(state)]


def test_while_somebody_works_the_store_key_is_in_memory_and_the_secret_is_not(device: Device) -> None:
    opened = opened_with_pin(device)

    held = reachable(bytes, device.unlocking, opened, device.slots)

    assert opened.store.key in held
    assert decoded(next(iter(device.keys.secrets.values()))) not in held


def test_a_log_out_leaves_no_store_key_and_no_pin(device: Device) -> None:
    opened = opened_with_pin(device)
    key = opened.store.key
    before = {each for each in reachable(bytes, device.unlocking) if len(each) in (16, 32)}

    device.unlocking.log_out(opened)

    held = reachable(bytes, device.unlocking, opened, device.slots)
    assert before and key not in held and not before & held


def test_no_password_and_no_pin_stays_in_memory(device: Device) -> None:
    opened = opened_with_pin(device)
    device.server.passwords.clear()

    texts = reachable(str, device.unlocking, opened, device.slots)

    assert "sam.morris" in texts  # the search finds what is there
    assert not {text for text in texts if text in (cast.PASSWORD, PIN)}
