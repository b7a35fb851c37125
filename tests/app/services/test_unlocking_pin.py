"""The PIN of today: chosen after the password, counted before it is compared, gone with the log-out (L15, C36, C37)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.keys.pin import KeptTries, TodaysPin
from app.services.unlocking import LoginRefused, Opened, PasswordNeeded, PinLocked, PinWrong, WeakPin
from app.storage import audit
from domain.pins import PinStanding
from domain.wire import CommandKind, FactKind
from tests import cast
from tests.app.services.locked_device import Device

PIN, OTHER = "4826", "9173"


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device(tmp_path / "data")


def opened_with_pin(device: Device) -> Opened:
    opened = device.open()
    device.unlocking.set_pin(opened, PIN)
    return opened


def wrong(device: Device, opened: Opened, times: int) -> list[type[Exception]]:
    """What so many wrong PINs lead to."""
    answers: list[type[Exception]] = []
    for _ in range(times):
        with pytest.raises((PinWrong, PasswordNeeded, PinLocked)) as error:
            device.unlocking.unlock_with_pin(opened, OTHER)
        answers.append(error.type)
    return answers


def locked(device: Device) -> Opened:
    """Ten wrong PINs, with a password in the middle."""
    opened = opened_with_pin(device)
    wrong(device, opened, 5)
    device.unlocking.log_out(opened)
    opened = opened_with_pin(device)
    wrong(device, opened, 5)
    return opened


def test_l15_the_pin_opens_the_locked_screen_for_the_same_person(device: Device) -> None:
    opened = opened_with_pin(device)

    shown = device.unlocking.lock_screen(opened)

    assert (shown.person, shown.pin) == ("Sam", PinStanding.PIN)
    assert device.unlocking.unlock_with_pin(opened, PIN) is opened
    assert [row.what for row in audit.rows(opened.store.connect())][-2:] == ["pin.chosen", "pin.unlocked"]


def test_without_a_pin_the_password_is_asked(device: Device) -> None:
    opened = device.open()

    assert device.unlocking.lock_screen(opened).pin is None
    with pytest.raises(PasswordNeeded):
        device.unlocking.unlock_with_pin(opened, PIN)


@pytest.mark.parametrize("pin", ["0000", "1234", "4321", "1987", "2626", "12a4", "123", "123456789", ""])
def test_l15_a_pin_that_everybody_tries_first_is_refused(device: Device, pin: str) -> None:
    opened = device.open()

    with pytest.raises(WeakPin):
        device.unlocking.set_pin(opened, pin)

    assert device.unlocking.lock_screen(opened).pin is None


def test_l15_five_wrong_pins_ask_for_the_password(device: Device) -> None:
    opened = opened_with_pin(device)

    assert wrong(device, opened, 5) == [PinWrong] * 4 + [PasswordNeeded]

    with pytest.raises(PasswordNeeded):
        device.unlocking.unlock_with_pin(opened, PIN)
    assert device.unlocking.lock_screen(opened).pin is None


def test_the_screen_says_how_many_tries_are_left(device: Device) -> None:
    opened = opened_with_pin(device)

    with pytest.raises(PinWrong, match="4 more tries") as error:
        device.unlocking.unlock_with_pin(opened, OTHER)

    assert error.value.left == 4


def test_a_right_pin_forgives_the_wrong_ones_before(device: Device) -> None:
    opened = opened_with_pin(device)
    wrong(device, opened, 4)

    device.unlocking.unlock_with_pin(opened, PIN)

    assert wrong(device, opened, 5) == [PinWrong] * 4 + [PasswordNeeded]


def test_l15_ten_wrong_pins_lock_the_tablet_and_the_password_opens_it_no_more(device: Device) -> None:
    opened = locked(device)

    assert device.unlocking.lock_screen(opened).pin is PinStanding.LOCKED
    device.unlocking.log_out(opened)
    with pytest.raises(PinLocked, match="kiosk"):
        device.open()


def test_l15_a_restart_resets_no_count(device: Device) -> None:
    opened = opened_with_pin(device)
    wrong(device, opened, 5)
    device.unlocking.log_out(opened)
    device.restart()
    opened = opened_with_pin(device)

    assert wrong(device, opened, 5) == [PinWrong] * 4 + [PinLocked]

    device.unlocking.log_out(opened)
    device.restart()
    assert device.unlocking.lock_screen().pin is PinStanding.LOCKED
    with pytest.raises(PinLocked):
        device.open()


def test_l15_the_office_releases_a_locked_tablet(device: Device) -> None:
    device.unlocking.log_out(locked(device))

    device.server.order(CommandKind.RELEASE, 1)

    assert device.log_in() == "Sam M."


def test_l15_signing_the_tablet_out_again_at_the_kiosk_releases_it(device: Device) -> None:
    device.unlocking.log_out(locked(device))
    device.clock.go_on(minutes=5)

    device.server.since = device.clock() - timedelta(minutes=1)

    assert device.log_in() == "Sam M."


def test_a_lease_of_this_morning_releases_nothing(device: Device) -> None:
    device.unlocking.log_out(locked(device))

    device.unlocking.refresh()

    with pytest.raises(PinLocked):
        device.open()


def test_l15_a_power_cut_between_typing_and_counting_gives_no_free_try(
    device: Device, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = opened_with_pin(device)

    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> bool:
        raise PowerCut

    monkeypatch.setattr(TodaysPin, "fits", cut)
    with pytest.raises(PowerCut):
        device.unlocking.unlock_with_pin(opened, PIN)

    assert KeptTries(device.folder).tries.wrong == 1


def test_c37_the_pin_ends_with_the_log_out_and_with_the_day(device: Device) -> None:
    device.server.until = cast.NOW + timedelta(days=2)
    opened = opened_with_pin(device)
    device.clock.go_on(days=1)

    with pytest.raises(PasswordNeeded):
        device.unlocking.unlock_with_pin(opened, PIN)

    device.unlocking.log_out(opened)
    again = device.open()
    with pytest.raises(PasswordNeeded):
        device.unlocking.unlock_with_pin(again, PIN)


def test_c36_a_new_log_in_hears_no_earlier_pin(device: Device) -> None:
    earlier = opened_with_pin(device)

    again = device.open()

    with pytest.raises(PasswordNeeded):
        device.unlocking.unlock_with_pin(again, PIN)
    device.unlocking.set_pin(again, OTHER)
    device.unlocking.log_out(earlier)  # the older store is closed after the new one opened
    assert device.unlocking.unlock_with_pin(again, OTHER) is again


def test_c41_the_right_pin_opens_no_tablet_that_changed_hands(device: Device) -> None:
    opened = opened_with_pin(device)
    device.server.holder = cast.JO
    device.unlocking.refresh(opened)

    with pytest.raises(LoginRefused, match="Only Jo"):
        device.unlocking.unlock_with_pin(opened, PIN)


def test_c6_the_right_pin_opens_nothing_after_closing(device: Device) -> None:
    device.server.until = cast.NOW + timedelta(days=2)
    device.log_in()
    device.put(FactKind.SITE, cast.SITE_ID, cast.SITE.model_dump(mode="json"))
    opened = opened_with_pin(device)
    device.clock.now = cast.NOW.replace(hour=18, minute=31)

    with pytest.raises(LoginRefused, match="closed"):
        device.unlocking.unlock_with_pin(opened, PIN)


def test_no_file_holds_the_pin(device: Device) -> None:
    opened = opened_with_pin(device)
    device.unlocking.unlock_with_pin(opened, PIN)
    device.unlocking.log_out(opened)

    small = [path for path in device.folder.iterdir() if path.suffix in (".json", "")]

    assert not [path.name for path in small if path.is_file() and path.stat().st_size < 1 << 20 and f'"{PIN}"' in path.read_text()]
