"""A clock that somebody set, hours, closure days, and a custody that ran out (C6, C12, R1, R8)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.services.unlocking import LoginRefused
from app.storage import audit
from domain.errors import KnownError
from domain.wire import CommandKind, FactKind
from tests import cast
from tests.app.services.locked_device import Device

TWO_DAYS = timedelta(days=2)


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path / "data")


def offline(device: Device) -> None:
    """Away from the server, after a restart."""
    device.server.is_there = False
    device.restart()


def test_c6_a_clock_set_back_two_days_opens_nothing_until_the_server_is_near(device: Device) -> None:
    device.log_in()
    device.clock.now -= TWO_DAYS
    offline(device)

    assert device.unlocking.lock_screen().clock_is_back
    with pytest.raises(LoginRefused, match="clock has gone back") as refused:
        device.open()
    assert refused.value.code == "clock_back"

    device.server.is_there, device.server.clock = True, lambda: cast.NOW  # type: ignore[assignment]
    assert device.log_in() == "Sam M."
    assert not device.unlocking.lock_screen().clock_is_back


def test_r8_a_clock_set_back_wins_no_hour_of_a_custody_that_is_over(device: Device) -> None:
    device.log_in()
    device.server.is_there = False
    device.clock.now = cast.LEASE_UNTIL
    with pytest.raises(LoginRefused):
        device.open()

    device.clock.now = cast.NOW
    device.restart()

    with pytest.raises(KnownError):
        device.open()


def test_r8_a_clock_set_forward_two_days_ends_the_custody_and_contact_puts_it_right(device: Device) -> None:
    device.log_in()
    device.clock.now += TWO_DAYS
    offline(device)

    with pytest.raises(LoginRefused) as refused:
        device.open()
    assert refused.value.code == "lease_over"

    device.server.is_there, device.server.clock = True, lambda: cast.NOW  # type: ignore[assignment]
    assert device.log_in() == "Sam M."


def test_c6_a_clock_that_is_set_while_the_program_runs_changes_nothing(tmp_path: Path) -> None:
    device = Device(tmp_path / "data", ticks=lambda: 1000.0)
    opened = device.open()

    for jump in (-TWO_DAYS, TWO_DAYS):
        device.clock.now = cast.NOW + jump

        assert device.unlocking.still_admitted(opened) is None
        assert not device.unlocking.lock_screen(opened).clock_is_back


def test_a_clock_that_is_put_right_by_minutes_is_nobodys_trick(device: Device) -> None:
    device.log_in()
    device.clock.now -= timedelta(minutes=4)
    offline(device)

    assert device.log_in() == "Sam M."


def test_c12_a_custody_that_ran_out_takes_every_password_slot(device: Device) -> None:
    device.log_in()
    device.server.is_there = False
    device.clock.now = cast.LEASE_UNTIL

    device.unlocking.refresh()

    assert device.slots.people == () and device.slots.is_made
    assert (device.folder / "store.db").exists()


def test_c12_whoever_is_at_work_when_the_custody_ends_is_sent_away_and_the_audit_says_so(device: Device) -> None:
    opened = device.open()
    device.clock.now = cast.LEASE_UNTIL

    refusal = device.unlocking.still_admitted(opened)

    assert refusal is not None and refusal.code == "lease_over"
    assert device.slots.people == () and [row.what for row in audit.rows(opened.store.connect())][-1] == "lease.lapsed"


def test_c12_after_that_the_next_log_in_is_online_and_finds_everything(device: Device) -> None:
    device.log_in()
    device.clock.now = cast.LEASE_UNTIL
    device.server.is_there = False
    device.unlocking.refresh()

    device.clock.now += timedelta(hours=14)
    device.server.until, device.server.since = device.clock() + timedelta(hours=9), device.clock()
    with pytest.raises(KnownError):
        device.open()
    device.server.is_there = True

    assert device.log_in() == "Sam M."


def test_a_custody_that_was_ended_in_the_office_leaves_the_slots(device: Device) -> None:
    device.log_in()
    device.server.lease = lambda: None  # type: ignore[method-assign, assignment, return-value]
    device.clock.now = cast.LEASE_UNTIL

    device.unlocking.refresh()

    assert device.slots.people == (cast.SAM,)


def test_c37_a_sign_in_at_the_kiosk_sends_whoever_is_at_work_away(device: Device) -> None:
    opened = device.open()
    device.server.lease = lambda: None  # type: ignore[method-assign, assignment, return-value]

    device.unlocking.refresh(opened)

    refusal = device.unlocking.still_admitted(opened)
    assert refusal is not None and refusal.code == "nobody_holds_it"


@pytest.mark.parametrize(
    ("site", "hour", "minute", "is_open"),
    [
        ({}, 18, 29, True),
        ({}, 18, 31, False),
        ({"grace_minutes": 60}, 18, 59, True),
        ({"grace_minutes": 0}, 18, 1, False),
        ({"closure_dates": ["2026-11-19"]}, 11, 0, False),
        ({"closure_dates": ["2026-11-20"]}, 11, 0, True),
        ({"fences_hours": False}, 22, 0, True),
    ],
)
def test_c6_hours_grace_and_closure_days_hold_without_network(
    device: Device, site: dict[str, object], hour: int, minute: int, is_open: bool
) -> None:
    device.server.until = cast.NOW + TWO_DAYS
    device.log_in()
    opened = device.open()
    device.put(FactKind.SITE, cast.SITE_ID, cast.SITE.model_dump(mode="json") | site)
    device.server.is_there = False
    device.clock.now = cast.NOW.replace(hour=hour, minute=minute)

    refusal = device.unlocking.still_admitted(opened)

    assert (refusal is None) is is_open
    assert refusal is None or refusal.code == "outside_hours"


def test_c6_whoever_the_server_let_in_after_hours_may_stay(device: Device) -> None:
    device.server.until = cast.NOW + TWO_DAYS
    device.log_in()
    device.put(FactKind.SITE, cast.SITE_ID, cast.SITE.model_dump(mode="json"))
    device.clock.now = cast.NOW.replace(hour=20)

    opened = device.open()

    assert opened.is_after_hours and device.unlocking.still_admitted(opened) is None


# -- Files that somebody laid back or took away -----------------------------------------------------------------------------------------


def test_c41_an_earlier_custody_laid_in_the_place_of_the_newest_is_none(device: Device) -> None:
    device.log_in()
    mornings = (device.folder / "lease.json").read_bytes()
    device.server.holder = cast.JO
    device.unlocking.refresh()
    (device.folder / "lease.json").write_bytes(mornings)
    device.restart()
    device.server.is_there = False

    assert device.unlocking.lock_screen().holder_name is None
    with pytest.raises(LoginRefused):
        device.open()


def test_c6_a_note_of_the_time_that_was_taken_away_is_missed(device: Device) -> None:
    device.log_in()
    (device.folder / "clock.json").unlink()
    device.clock.go_on(days=-1)
    device.restart()
    device.server.is_there = False

    with pytest.raises(LoginRefused, match="clock has gone back"):
        device.open()

    device.clock.go_on(days=1)
    device.server.is_there = True
    assert device.log_in() == "Sam M."


@pytest.mark.parametrize("name", ["lease.json", "pin-tries.json", "counts.json", "commands.json", "waiting"])
def test_any_other_note_that_was_taken_away_opens_nothing_to_nobody_else(device: Device, name: str) -> None:
    device.log_in()
    (device.folder / name).unlink(missing_ok=True)
    device.restart()
    device.server.is_there = False

    with pytest.raises(KnownError):
        device.open("jo.patel")
    with pytest.raises(KnownError):
        device.open(password="guessed")


def test_a_seal_that_somebody_deleted_leaves_no_slot_and_no_way_past_the_server(device: Device) -> None:
    device.log_in()
    device.server.order(CommandKind.SEAL, 1, "Bring it to the office.")
    device.unlocking.refresh()
    (device.folder / "commands.json").unlink()
    device.restart()
    device.server.is_there = False

    with pytest.raises(KnownError, match="cannot be reached"):
        device.open()
    device.server.is_there, device.server.refused = True, "sealed"  # as the server answers until it released the tablet
    with pytest.raises(LoginRefused) as refused:
        device.open()
    assert refused.value.code == "sealed"
