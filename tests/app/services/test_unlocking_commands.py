"""What the office says from afar: sealed, released, ended, destroyed; and what is forged (C10, C32, L10, L14)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.keys.enrolment import load_enrolment
from app.services.enrolling import Enrolling
from app.services.unlocking import LoginRefused
from app.storage import audit
from domain.errors import KnownError
from domain.wire import CommandKind
from tests import cast
from tests.app.services.locked_device import SIGNING, Device

REASON = "The office has closed T-02: bring it to Ruth."


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path / "data")


def test_a_sealed_tablet_opens_for_nobody_and_says_why(device: Device) -> None:
    device.log_in()
    device.server.order(CommandKind.SEAL, 1, REASON)

    shown = device.unlocking.refresh()

    assert shown.sealed_reason == REASON
    assert device.slots.people == ()
    with pytest.raises(LoginRefused, match="bring it to Ruth") as refused:
        device.open()
    assert refused.value.code == "sealed"
    assert device.unlocking.command_seq == 1


def test_a_seal_survives_a_restart_without_network_and_destroys_nothing(device: Device) -> None:
    device.log_in()
    device.server.order(CommandKind.SEAL, 1)
    device.unlocking.refresh()
    device.server.is_there = False
    device.restart()

    with pytest.raises(LoginRefused, match="What waits on it is kept"):
        device.open()

    assert (device.folder / "store.db").exists()


def test_a_released_tablet_opens_again_online(device: Device) -> None:
    device.log_in()
    device.server.order(CommandKind.SEAL, 1)
    device.unlocking.refresh()

    device.server.order(CommandKind.RELEASE, 2)

    assert device.log_in() == "Sam M."
    assert device.unlocking.lock_screen().sealed_reason == ""


def test_whoever_is_at_work_is_sent_away_by_a_seal(device: Device) -> None:
    opened = device.open()
    device.server.order(CommandKind.SEAL, 1, REASON)

    device.unlocking.refresh(opened)

    refusal = device.unlocking.still_admitted(opened)
    assert refusal is not None and refusal.code == "sealed"
    assert [row.what for row in audit.rows(opened.store.connect())][-1] == "command.obeyed"
    device.unlocking.log_out(opened)


def test_l14_a_log_in_elsewhere_ends_this_one_and_says_so(device: Device) -> None:
    opened = device.open()
    device.server.order(CommandKind.END_SESSION, 1, "Sam Morris logged in on T-03.")

    device.unlocking.refresh(opened)

    refusal = device.unlocking.still_admitted(opened)
    assert refusal is not None and (refusal.code, refusal.sentence) == ("ended", "Sam Morris logged in on T-03.")
    device.unlocking.log_out(opened)
    device.clock.go_on(minutes=1)
    again = device.open()
    assert device.unlocking.still_admitted(again) is None


def test_l14_an_end_that_meant_an_earlier_session_leaves_a_newer_one(device: Device) -> None:
    """Ended while out of reach; the person came back to this tablet before it heard of that."""
    device.log_in()
    device.server.order(CommandKind.END_SESSION, 1, "Sam Morris logged in on T-03.")
    device.server.is_there = False
    device.clock.go_on(minutes=30)
    opened = device.open()
    device.server.is_there = True

    device.unlocking.refresh(opened)

    assert device.unlocking.still_admitted(opened) is None and device.unlocking.command_seq == 1


def test_l14_the_newer_device_is_told_which_one_was_left(device: Device) -> None:
    device.log_in()
    device.server.ended_elsewhere = "T-03"
    device.unlocking.refresh()

    assert device.open().ended_elsewhere == "T-03"


@pytest.mark.parametrize(
    ("key", "device_id", "why"),
    [(Ed25519PrivateKey.generate(), cast.TABLET, "signature"), (SIGNING, cast.OFFICE_PC, "device")],
)
def test_a_forged_command_is_ignored_and_stands_in_the_audit(device: Device, key: Ed25519PrivateKey, device_id: str, why: str) -> None:
    device.server.order(CommandKind.DESTROY, 7, key=key, device=device_id)

    device.unlocking.refresh()
    device.unlocking.refresh()  # told again at every greeting, noted once

    assert device.unlocking.command_seq == 0
    opened = device.open()
    noted = [row.detail for row in audit.rows(opened.store.connect()) if row.what == "command.refused"]
    assert len(noted) == 1 and f'"why": "{why}"' in noted[0]


def test_a_command_whose_words_were_edited_is_ignored(device: Device) -> None:
    device.server.order(CommandKind.RELEASE, 1)
    device.server.orders = (device.server.orders[0].model_copy(update={"kind": CommandKind.DESTROY}),)

    device.unlocking.refresh()

    assert load_enrolment(device.folder) is not None and device.unlocking.command_seq == 0


def test_an_old_command_is_never_obeyed_again(device: Device) -> None:
    device.log_in()
    device.server.order(CommandKind.SEAL, 1)
    device.server.order(CommandKind.RELEASE, 2)
    device.unlocking.refresh()

    device.server.orders = device.server.orders[:1]
    device.restart()
    device.unlocking.refresh()

    assert device.unlocking.lock_screen().sealed_reason == ""


def test_c10_a_revoked_tablet_still_hears_that_it_is_closed(device: Device) -> None:
    device.log_in()
    device.server.is_revoked = True
    device.server.order(CommandKind.SEAL, 1, REASON)

    assert device.unlocking.refresh().sealed_reason == REASON


def test_c10_a_destroyed_tablet_holds_no_key_no_store_and_no_secret(device: Device) -> None:
    device.log_in()
    device.server.order(CommandKind.DESTROY, 1)

    shown = device.unlocking.refresh()

    assert "emptied" in shown.sealed_reason
    assert device.keys.secrets == {}
    assert {path.name for path in device.folder.iterdir()} == {"ballast", "commands.json"}


def test_somebody_at_work_is_logged_out_of_a_destroyed_tablet_without_a_trace(device: Device) -> None:
    opened = device.open()
    device.server.order(CommandKind.DESTROY, 1)
    device.unlocking.refresh(opened)

    refusal = device.unlocking.still_admitted(opened)
    device.unlocking.log_out(opened)

    assert refusal is not None and refusal.code == "sealed"
    assert not list(device.folder.glob("store*")) and not (device.folder / "waiting").exists()


def test_a_power_cut_while_destroying_is_finished_at_the_next_start(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    device.log_in()
    device.server.order(CommandKind.DESTROY, 1)
    monkeypatch.setattr("app.services.obeying.Obeying._destroy", lambda _: None)
    device.unlocking.refresh()
    monkeypatch.undo()
    assert (device.folder / "store.db").exists()

    device.restart()

    assert not (device.folder / "store.db").exists() and device.keys.secrets == {}


def test_a_destroyed_tablet_can_be_paired_anew(device: Device) -> None:
    device.log_in()
    device.server.order(CommandKind.DESTROY, 1)
    device.unlocking.refresh()
    device.server.orders, device.server.codes = (), ["654321"]

    Enrolling(device.folder, device.keys, device.server).pair("https://server", "00" * 32, "654321")
    device.restart()

    assert device.log_in() == "Sam M."


def test_a_greeting_that_never_comes_changes_nothing(device: Device) -> None:
    device.server.order(CommandKind.SEAL, 1)
    device.server.is_there = False

    assert device.unlocking.refresh().sealed_reason == ""
    with pytest.raises(KnownError):
        device.open()


def test_c46_a_closed_tablet_says_what_it_obeyed_and_what_lay_in_it(device: Device) -> None:
    device.log_in()
    device.server.reports.clear()
    device.server.order(CommandKind.RELEASE, 3)

    device.unlocking.refresh()

    (report,) = device.server.reports
    assert (report.command_seq, report.waiting, report.originals, report.logged_in) == (3, 0, 0, None)


def test_an_open_tablet_leaves_the_counting_to_its_sync(device: Device) -> None:
    opened = device.open()
    device.server.reports.clear()

    device.unlocking.refresh(opened)

    assert device.server.reports == []


def test_after_a_power_cut_a_closed_tablet_does_not_claim_to_be_clear(device: Device) -> None:
    device.log_in()
    device.open()
    device.restart()
    device.server.reports.clear()

    device.unlocking.refresh()

    assert device.server.reports[0].waiting is None


def test_what_a_lane_writes_after_the_destroying_goes_with_the_log_out(device: Device) -> None:
    """A lane that connects only now makes an empty store; whoever pairs the device anew must not meet it."""
    opened = device.open()
    device.server.order(CommandKind.DESTROY, 1)
    device.unlocking.refresh(opened)

    with ThreadPoolExecutor(1) as lane:
        lane.submit(opened.store.connect).exception()
    assert (device.folder / "store.db").exists()
    device.unlocking.log_out(opened)

    assert {path.name for path in device.folder.iterdir()} <= {"commands.json", "ballast"}
    device.server.codes.append("654321")
    Enrolling(device.folder, device.keys, device.server).pair("https://server/", "00", "654321")
    device.restart()
    assert device.log_in() == "Sam M."


def test_commands_that_come_in_another_order_are_obeyed_in_theirs(device: Device) -> None:
    device.log_in()
    device.server.order(CommandKind.SEAL, 1, "Bring it.")
    device.server.order(CommandKind.RELEASE, 2)
    device.server.orders = tuple(reversed(device.server.orders))
    device.unlocking.refresh()

    assert device.unlocking.sealed_reason == "" and device.unlocking.command_seq == 2
    device.server.orders = device.server.orders[1:]  # the seal alone, once more
    device.unlocking.refresh()
    assert device.unlocking.sealed_reason == ""
