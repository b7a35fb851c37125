"""A password that was changed or reset makes an end of what the older one opens, as soon as a tablet hears of it (L14, L15, C36)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.keys.slots import open_recovery
from app.services import proving
from app.services.unlocking import LoginRefused
from app.storage import facts
from app.storage.database import transaction
from domain.errors import KnownError
from domain.wire import FactKind, LoginAnswer, Problem
from tests import cast
from tests.app.services.locked_device import RECOVERY, Device

NEW = "A-longer-one-of-my-own"


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path / "data")


def hears(device: Device, opened: object, staff_id: str, version: int) -> None:
    """The feed brings that person with a newer password while somebody works."""
    connection = opened.store.connect()  # type: ignore[attr-defined]
    person = next(each for each in cast.STAFF if each.id == staff_id).model_copy(update={"login_version": version})
    with transaction(connection):
        facts.put(connection, FactKind.STAFF, staff_id, 7, person.model_dump(mode="json"))


def test_c36_a_reset_ends_the_session_with_a_sentence_and_takes_the_slot(device: Device) -> None:
    opened = device.open()
    hears(device, opened, cast.SAM, 1)

    refusal = device.unlocking.still_admitted(opened)

    assert refusal is not None and refusal.code == "login_changed" and "Log in again" in refusal.sentence
    assert not device.slots.knows("sam.morris") and device.slots.owes_new_key


def test_c36_a_colleagues_reset_takes_their_slot_and_leaves_whoever_works(device: Device) -> None:
    device.server.holder = cast.JO
    device.log_in("jo.patel")
    device.server.holder = cast.SAM
    opened = device.open()
    hears(device, opened, cast.JO, 1)

    assert device.unlocking.still_admitted(opened) is None
    assert device.slots.knows("sam.morris") and not device.slots.knows("jo.patel")


def test_c36_after_a_power_cut_the_old_password_opens_nothing_in_the_garden(device: Device) -> None:
    """The facts were heard, and nobody came to take the slot."""
    opened = device.open()
    hears(device, opened, cast.SAM, 1)
    opened.store.close()
    device.restart()
    device.server.is_there = False

    with pytest.raises(LoginRefused, match="has changed your log-in"):
        device.open()
    assert not device.slots.knows("sam.morris")


def test_ones_own_new_password_ends_no_session_and_opens_offline(device: Device) -> None:
    opened = device.open()
    device.server.versions[cast.SAM] = 1

    going_on = device.unlocking.change_password(opened, cast.PASSWORD, NEW)
    hears(device, going_on, cast.SAM, 1)

    assert device.unlocking.still_admitted(going_on) is None
    assert device.unlocking.still_admitted(opened) is None, "a screen that still holds the log-in of before"
    device.unlocking.log_out(going_on)
    device.server.is_there = False
    assert device.log_in(password=NEW) == "Sam M."


def test_the_same_password_under_a_newer_number_gets_a_newer_slot(device: Device) -> None:
    device.log_in()
    device.unlocking.refresh()
    device.server.versions[cast.SAM] = 4

    opened = device.open()
    hears(device, opened, cast.SAM, 4)

    assert device.unlocking.still_admitted(opened) is None
    device.unlocking.log_out(opened)
    device.server.is_there = False
    assert device.log_in() == "Sam M."


# -- A server that thinks for long ------------------------------------------------------------------------------------------------------


class Slow:
    """The server's answer to a log-in comes when it is let go."""

    def __init__(self, device: Device) -> None:
        self._go, self._ask, self.has_answered = threading.Event(), device.server.log_in, threading.Event()
        device.server.log_in = self.log_in  # type: ignore[method-assign]

    def log_in(self, username: str, password: str) -> LoginAnswer | Problem:
        self._go.wait(10)
        try:
            return self._ask(username, password)
        finally:
            self.has_answered.set()

    def answer(self, device: Device) -> None:
        self._go.set()
        assert self.has_answered.wait(10)
        late = device.unlocking._proving._late
        if late is not None:
            late[1].result(10)


@pytest.fixture
def slow(device: Device, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    device.log_in()
    device.unlocking.refresh()
    monkeypatch.setattr(proving, "PATIENCE_S", 0.0)
    slow = Slow(device)
    yield slow
    slow.answer(device)


def test_a_server_that_does_not_answer_keeps_nobody_out(device: Device, slow: Slow) -> None:
    opened = device.open()

    assert opened.session.name == "Sam M."
    assert device.unlocking.still_admitted(opened) is None


@pytest.mark.parametrize(
    ("refused", "code", "has_slot"),
    [("suspended", "suspended", False), ("wrong_login", "login_changed", False), ("sealed", "sealed", True)],
)
def test_what_the_server_says_late_ends_the_session(device: Device, slow: Slow, refused: str, code: str, has_slot: bool) -> None:
    device.server.refused = refused
    opened = device.open()
    slow.answer(device)

    refusal = device.unlocking.still_admitted(opened)

    assert refusal is not None and refusal.code == code
    assert device.slots.knows("sam.morris") is has_slot


def test_l14_the_other_device_is_named_when_the_answer_comes_late(device: Device, slow: Slow) -> None:
    device.server.ended_elsewhere = "T-04"
    opened = device.open()
    assert device.unlocking.late_elsewhere(opened) == ""
    slow.answer(device)

    assert device.unlocking.still_admitted(opened) is None
    assert device.unlocking.late_elsewhere(opened) == "T-04"
    assert device.unlocking._proving._late is None, "the share in the answer opens the store"


def test_a_line_that_broke_late_changes_nothing(device: Device, slow: Slow) -> None:
    opened = device.open()
    device.server.is_there = False
    slow.answer(device)

    assert device.unlocking.still_admitted(opened) is None


# -- Keys that are gone -----------------------------------------------------------------------------------------------------------------


def test_a_folder_without_its_slots_makes_no_new_key_over_the_old_store(device: Device) -> None:
    device.log_in()
    (device.folder / "slots.json").unlink()
    device.restart()

    with pytest.raises(KnownError, match="recovery key"):
        device.open()

    assert not (device.folder / "slots.json").exists()


@pytest.mark.parametrize("is_damaged", [True, False])
def test_the_recovery_sheet_opens_a_store_whose_slots_are_gone_or_damaged(device: Device, is_damaged: bool) -> None:
    opened = device.open()
    key = opened.store.key
    device.unlocking.log_out(opened)
    slots = device.folder / "slots.json"
    slots.write_text("{") if is_damaged else slots.unlink()

    assert open_recovery(device.folder, RECOVERY.private_bytes_raw()).candidates == (key,)
