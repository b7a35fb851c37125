"""Enrolling, logging in and out: the real slots and store, a server that is a table."""

from __future__ import annotations

import errno
from datetime import timedelta
from pathlib import Path

import pytest

from app.keys.device_secret import KeyStoreUnusable
from app.keys.enrolment import load_enrolment, token_of
from app.keys.slots import KeySlots, TooSoon, WrongPassword
from app.services.enrolling import AlreadyPaired, Enrolling
from app.services.unlocking import LoginRefused
from app.storage import audit
from app.storage.database import Store
from app.storage.space import BALLAST_BYTES, BALLAST_NAME, DiskFull
from domain.errors import KnownError
from domain.permissions import Role, Station
from domain.wire import FactKind
from tests import cast
from tests.app.services.locked_device import Device, Server
from tests.fakes.clock import FakeClock
from tests.fakes.key_store import FakeKeyStore


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path / "data")


def test_c10_pairing_leaves_an_enrolment_and_no_clear_token(device: Device) -> None:
    enrolment = load_enrolment(device.folder)

    assert enrolment is not None and (enrolment.device_id, enrolment.server_url) == (cast.TABLET, "https://server")
    assert enrolment.ca_sha256 == "00" * 32
    assert token_of(enrolment, device.keys) == "the token"
    assert (device.folder / BALLAST_NAME).stat().st_size == BALLAST_BYTES


def test_a_paired_device_is_not_paired_again(device: Device) -> None:
    with pytest.raises(AlreadyPaired):
        Enrolling(device.folder, device.keys, device.server).pair("https://server", "00" * 32, "123456")


def test_a_key_store_that_keeps_nothing_costs_no_code(tmp_path: Path) -> None:
    server = Server()

    with pytest.raises(KeyStoreUnusable):
        Enrolling(tmp_path, FakeKeyStore(keeps=False), server).pair("https://server", "00" * 32, "123456")

    assert server.codes == ["123456"]


def test_a_first_login_is_online_and_the_next_one_needs_no_network(device: Device) -> None:
    assert device.log_in() == "Sam M."
    device.server.is_there = False
    device.restart()

    assert device.log_in() == "Sam M."


def test_a_first_login_without_network_is_the_lines_sentence(device: Device) -> None:
    device.server.is_there = False

    with pytest.raises(KnownError, match="cannot be reached"):
        device.log_in()


def test_c41_only_the_holder_opens_the_tablet_and_the_refusal_is_in_the_audit(device: Device) -> None:
    device.log_in()

    with pytest.raises(LoginRefused, match="Only Sam can open it") as refused:
        device.log_in("jo.patel")

    assert refused.value.code == "held_by_someone_else"
    assert (cast.JO, "log_in.refused") in device.audit()
    assert not device.slots.knows("jo.patel")


def test_c41_a_handover_in_the_office_is_learnt_at_the_login(device: Device) -> None:
    device.log_in()
    device.server.holder = cast.JO

    assert device.log_in("jo.patel") == "Jo P."
    with pytest.raises(LoginRefused, match="Only Jo"):
        device.log_in("sam.morris")


def test_c40_nobody_opens_a_tablet_that_nobody_signed_out(device: Device) -> None:
    device.server.lease = lambda: None  # type: ignore[method-assign, assignment, return-value]

    with pytest.raises(LoginRefused, match="Nobody has signed this tablet out"):
        device.log_in()


def test_r8_a_lease_caps_what_an_offline_tablet_allows(device: Device) -> None:
    device.log_in()
    device.server.is_there = False
    device.clock.now = cast.LEASE_UNTIL

    with pytest.raises(LoginRefused) as refused:
        device.log_in()

    assert refused.value.code == "lease_over"


def test_l15_a_wrong_password_is_a_sentence_a_delay_and_an_audit_row(device: Device) -> None:
    device.log_in()
    device.server.is_there = False

    with pytest.raises(WrongPassword) as wrong:
        device.log_in(password="wrong")
    assert wrong.value.wait_seconds == 1
    device.restart()
    with pytest.raises(TooSoon):
        device.log_in()

    device.clock.go_on(seconds=1)
    assert (cast.SAM, "log_in.wrong_password") in device.audit()
    assert device.slots.refused() == ()


def test_l15_the_server_refusing_a_password_counts_as_well(device: Device) -> None:
    with pytest.raises(WrongPassword):
        device.log_in(password="wrong")

    with pytest.raises(TooSoon):
        device.log_in()


def test_a_password_changed_at_the_server_is_learnt_at_the_next_online_login(device: Device) -> None:
    device.log_in()
    device.server.passwords["sam.morris"] = "A-new-one-2027"

    assert device.log_in(password="A-new-one-2027") == "Sam M."
    device.server.is_there = False
    assert device.log_in(password="A-new-one-2027") == "Sam M."


def test_c6_staff_log_in_only_while_the_nursery_is_open(device: Device) -> None:
    device.server.until = cast.NOW + timedelta(days=2)
    device.log_in()
    device.put(FactKind.SITE, cast.SITE_ID, cast.SITE.model_dump(mode="json"))
    device.server.is_there = False

    device.clock.now = cast.NOW.replace(hour=18, minute=29)  # inside the grace
    assert device.log_in() == "Sam M."

    device.clock.now = cast.NOW.replace(hour=21)
    with pytest.raises(LoginRefused, match="closed"):
        device.log_in()


def test_l10_a_suspended_person_gets_in_no_more_and_loses_the_slot(device: Device) -> None:
    device.log_in()
    sam = next(person for person in cast.STAFF if person.id == cast.SAM)
    device.put(FactKind.STAFF, cast.SAM, {**sam.model_dump(mode="json"), "is_active": False})
    device.server.is_there = False

    with pytest.raises(LoginRefused, match="Ask the office"):
        device.log_in()

    assert not device.slots.knows("sam.morris")


def test_c6_the_office_is_for_those_who_lead_and_always_online(tmp_path: Path) -> None:
    office = Device(tmp_path / "office", Station.OFFICE)

    opened = office.unlocking.log_in("ruth.adeyemi", cast.PASSWORD)
    assert (opened.session.role, opened.office_session) == (Role.MANAGER, "office session")
    opened.store.close()

    with pytest.raises(LoginRefused) as refused:
        office.log_in("sam.morris")
    assert refused.value.code == "not_here"
    office.server.is_there = False
    with pytest.raises(KnownError, match="cannot be reached"):
        office.log_in("ruth.adeyemi")


def test_the_servers_other_refusals_are_its_own_sentences(device: Device) -> None:
    device.server.refused = "suspended"

    with pytest.raises(LoginRefused, match="Ask the office") as refused:
        device.log_in()

    assert refused.value.code == "suspended"
    assert device.slots.wait_seconds(device.clock()) == 0


def test_the_lock_screen_names_the_holder_and_no_child(device: Device) -> None:
    before = device.unlocking.lock_screen()
    after = device.unlocking.refresh()

    assert (before.holder_name, before.on_network, before.waiting) == (None, None, None)
    assert (after.holder_name, after.until, after.on_network) == ("Sam Morris", cast.LEASE_UNTIL, True)
    device.log_in()
    assert device.unlocking.lock_screen().waiting == 0


def test_the_lock_screen_says_when_the_server_is_out_of_reach_and_keeps_the_lease(device: Device) -> None:
    device.unlocking.refresh()
    device.server.is_there = False

    shown = device.unlocking.refresh()

    assert (shown.holder_name, shown.on_network) == ("Sam Morris", False)


def test_a_lease_that_is_over_names_nobody(device: Device) -> None:
    device.unlocking.refresh()
    device.clock.now = cast.LEASE_UNTIL

    assert device.unlocking.lock_screen().holder_name is None


def test_a_device_that_lost_its_secret_says_so_and_destroys_nothing(device: Device) -> None:
    device.log_in()
    device.keys.secrets.clear()

    with pytest.raises(KeyStoreUnusable, match="lost its key"):
        device.log_in()

    assert (device.folder / "store.db").exists()


def test_c40_a_tablet_whose_clock_is_slow_is_opened_by_the_servers_clock(device: Device) -> None:
    device.server.clock = FakeClock(cast.LEASE_SINCE)  # signed out this second
    device.clock.now = cast.LEASE_SINCE - timedelta(minutes=3)

    assert device.log_in() == "Sam M."


def test_c6_an_evening_on_which_the_server_admits_is_open(device: Device) -> None:
    """The device knows the usual hours only; the server knows the parents' evening."""
    device.server.until = cast.NOW + timedelta(days=2)
    device.log_in()
    device.put(FactKind.SITE, cast.SITE_ID, cast.SITE.model_dump(mode="json"))
    device.clock.now = cast.NOW.replace(hour=21)

    assert device.log_in() == "Sam M."

    device.server.refused = "outside_hours"
    with pytest.raises(LoginRefused, match="closed"):
        device.log_in()


@pytest.mark.parametrize(("username", "password"), [("", cast.PASSWORD), ("  ", "x"), ("sam.morris", ""), ("x" * 81, "x")])
def test_an_incomplete_login_is_a_sentence_and_asks_nobody(device: Device, username: str, password: str) -> None:
    with pytest.raises(LoginRefused, match="Type your username"):
        device.log_in(username, password)

    assert device.slots.wait_seconds(device.clock()) == 0


def test_a_full_disk_keeps_no_key_in_memory_after_the_log_out(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = device.unlocking.log_in("sam.morris", cast.PASSWORD)

    def no_room(*everything: object, **named: object) -> None:
        raise DiskFull

    monkeypatch.setattr(audit, "append", no_room)
    with pytest.raises(DiskFull):
        device.unlocking.log_out(opened)

    with pytest.raises(ValueError, match="32 bytes"):
        opened.store.connect()


def test_a_log_in_whose_slot_finds_no_room_leaves_no_open_store(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Store] = []

    class Noted(Store):
        def __init__(self, folder: Path, key: bytes) -> None:
            super().__init__(folder, key)
            opened.append(self)

    def no_room(*everything: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.services.rotating.Store", Noted)
    monkeypatch.setattr(KeySlots, "add", no_room)
    with pytest.raises(DiskFull):
        device.log_in()

    with pytest.raises(ValueError, match="32 bytes"):
        opened[0].connect()
    assert not (device.folder / BALLAST_NAME).exists()


def test_l15_a_wrong_try_stands_in_the_audit_once_however_often_the_next_log_in_is_refused(device: Device) -> None:
    device.server.holder = cast.JO
    device.log_in("jo.patel")
    device.server.holder = cast.SAM
    device.log_in()
    with pytest.raises(WrongPassword):
        device.log_in("jo.patel", "wrong")
    device.clock.go_on(seconds=5)

    for _ in range(2):
        with pytest.raises(LoginRefused, match="Only Sam"):
            device.log_in("jo.patel")

    assert device.audit().count((cast.JO, "log_in.wrong_password")) == 1
