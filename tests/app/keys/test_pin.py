"""The PIN's verifier and its tries."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.keys.password import Work
from app.keys.pin import FILE_NAME, KeptTries, TodaysPin, WeakPin
from domain.pins import PinStanding
from tests import cast

LIGHT = Work(memory_kib=64, iterations=1, lanes=1)


def test_l15_only_the_same_digits_fit() -> None:
    pin = TodaysPin(cast.SAM, "4826", cast.TODAY, work=LIGHT)

    assert pin.fits("4826")
    assert not any(pin.fits(other) for other in ("4827", "04826", "", "482"))


def test_l14_the_same_pin_of_two_people_shows_nowhere() -> None:
    sam, jo = (TodaysPin(person, "4826", cast.TODAY, work=LIGHT) for person in (cast.SAM, cast.JO))

    assert sam._verifier != jo._verifier


def test_l15_a_year_of_birth_is_no_pin() -> None:
    with pytest.raises(WeakPin, match="year of birth"):
        TodaysPin(cast.SAM, "1994", cast.TODAY, work=LIGHT)


def test_the_tries_survive_a_restart_and_a_release_forgets_them(tmp_path: Path) -> None:
    tries = KeptTries(tmp_path)
    for _ in range(10):
        tries.count_one(cast.NOW)
    assert KeptTries(tmp_path).standing is PinStanding.LOCKED

    tries.was_right()

    assert KeptTries(tmp_path).standing is PinStanding.PIN


def test_a_password_answers_for_five_wrong_pins_and_not_for_ten(tmp_path: Path) -> None:
    tries = KeptTries(tmp_path)
    for _ in range(5):
        tries.count_one(cast.NOW)
    assert (tries.standing, tries.left()) == (PinStanding.PASSWORD, 0)

    tries.password_given()
    assert (tries.standing, tries.left()) == (PinStanding.PIN, 5)
    for _ in range(5):
        tries.count_one(cast.NOW)
    tries.password_given()

    assert tries.standing is PinStanding.LOCKED


@pytest.mark.parametrize(("minutes", "standing"), [(-1, PinStanding.LOCKED), (1, PinStanding.PIN)])
def test_only_a_custody_that_began_after_the_last_wrong_pin_begins_anew(tmp_path: Path, minutes: int, standing: PinStanding) -> None:
    tries = KeptTries(tmp_path)
    for _ in range(10):
        tries.count_one(cast.NOW)

    tries.heed_lease(cast.NOW + timedelta(minutes=minutes))

    assert tries.standing is standing


def test_a_damaged_count_is_none(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("no json")

    assert KeptTries(tmp_path).standing is PinStanding.PIN
