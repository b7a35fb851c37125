"""The password: changed online, reset by the office, and what is lost when a key is missing (L14, L15, C32, C36)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.keys.enrolment import token_of
from app.keys.slots import open_recovery
from app.services.unlocking import LoginRefused, TooSoon, WrongPassword
from app.storage import audit
from app.storage.database import open_store
from domain.errors import KnownError
from tests import cast
from tests.app.services.locked_device import RECOVERY, Device

NEW = "A-longer-one-of-my-own"


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path / "data")


def test_c36_a_new_password_opens_at_once_without_network_and_the_old_one_no_more(device: Device) -> None:
    opened = device.open()

    going_on = device.unlocking.change_password(opened, cast.PASSWORD, NEW)
    device.unlocking.log_out(going_on)

    assert going_on.office_session == "a newer session"
    device.server.is_there = False
    assert device.log_in(password=NEW) == "Sam M."
    with pytest.raises(WrongPassword):
        device.open()


def test_c36_the_offices_first_password_opens_once_and_makes_no_slot(device: Device) -> None:
    device.server.must_change = True

    opened = device.open()

    assert opened.must_change_password and not device.slots.knows("sam.morris")
    going_on = device.unlocking.change_password(opened, cast.PASSWORD, NEW)
    assert not going_on.must_change_password and device.slots.knows("sam.morris")


def test_a_wrong_old_password_counts_as_at_the_log_in(device: Device) -> None:
    opened = device.open()

    with pytest.raises(WrongPassword):
        device.unlocking.change_password(opened, "wrong", NEW)
    with pytest.raises(TooSoon):
        device.unlocking.change_password(opened, cast.PASSWORD, NEW)


def test_a_password_that_will_not_do_is_the_servers_sentence_and_changes_nothing(device: Device) -> None:
    opened = device.open()
    device.server.weak = "weak_password"

    with pytest.raises(LoginRefused, match="longer password") as refused:
        device.unlocking.change_password(opened, cast.PASSWORD, "short")

    assert refused.value.code == "weak_password"
    device.unlocking.log_out(opened)
    assert device.log_in() == "Sam M."


def test_a_password_is_changed_near_the_server_only(device: Device) -> None:
    opened = device.open()
    device.server.is_there = False

    with pytest.raises(KnownError, match="cannot be reached"):
        device.unlocking.change_password(opened, cast.PASSWORD, NEW)


def test_l15_a_password_that_the_office_reset_opens_the_slot_no_more_near_the_server(device: Device) -> None:
    device.log_in()
    device.unlocking.refresh()
    device.server.passwords["sam.morris"] = NEW

    with pytest.raises(WrongPassword):
        device.open()

    assert device.slots.people == ()


def test_l10_a_suspension_is_heard_at_the_log_in_near_the_server(device: Device) -> None:
    device.log_in()
    device.unlocking.refresh()
    device.server.refused = "suspended"

    with pytest.raises(LoginRefused, match="Ask the office"):
        device.open()

    assert device.slots.people == () and device.slots.owes_new_key


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("device secret", "recovery key"),
        ("password slot", "cannot be reached"),
        ("online slot", "nothing is lost"),
        ("recovery slot", None),
        ("store file", "not where it was"),
        ("store key", "nothing has been deleted"),
        ("enrolment", "does not fit its files"),
    ],
)
def test_each_key_missing_in_turn_is_a_sentence_and_nothing_is_lost(device: Device, missing: str, sentence: str | None) -> None:
    device.log_in()
    key = open_recovery(device.folder, RECOVERY.private_bytes_raw()).candidates[0]
    rows = rows_of(device, key)
    TAKEN_AWAY[missing](device)
    device.restart()

    if sentence is None:
        assert device.log_in() == "Sam M."
    else:
        with pytest.raises(KnownError, match=sentence):
            log_in_or_call(device, missing)

    assert rows_of(device, key) >= rows


def log_in_or_call(device: Device, missing: str) -> None:
    """A log-in; where only the token is out of reach, the call that needs it."""
    if missing == "enrolment":
        token_of(device.enrolment(), device.keys)
    if missing in ("password slot", "online slot"):
        device.server.is_there = missing == "online slot"
    device.open()


def rows_of(device: Device, key: bytes) -> int:
    """How many audit rows the store holds, wherever its file lies now."""
    path = device.folder / "store.db"
    if not path.exists():
        path.with_name("elsewhere.db").rename(path)
    if path.read_bytes()[:4] == b"none":
        path.with_name("elsewhere.db").replace(path)
    connection = open_store(path, key)
    count = len(list(audit.rows(connection)))
    connection.close()
    return count


def slots_without(device: Device, **changes: object) -> None:
    path = device.folder / "slots.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def moved_away(device: Device) -> None:
    (device.folder / "store.db").rename(device.folder / "elsewhere.db")


def replaced(device: Device) -> None:
    moved_away(device)
    (device.folder / "store.db").write_bytes(b"none" * 4096)


def edited(device: Device) -> None:
    path = device.folder / "enrolment.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"server_url": "https://elsewhere"}))


TAKEN_AWAY = {
    "device secret": lambda device: device.keys.secrets.clear(),
    "password slot": lambda device: slots_without(device, people=[]),
    "online slot": lambda device: slots_without(device, people=[], online=None),
    "recovery slot": lambda device: slots_without(device, recovery=None),
    "store file": moved_away,
    "store key": replaced,
    "enrolment": edited,
}
