"""What time it is, whatever somebody sets the clock to."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.keys.timekeeper import Judged, Reckoning, Timekeeper, boot_seconds, judged
from tests import cast
from tests.fakes.clock import FakeClock

NOW, HOUR, DAYS = cast.NOW, timedelta(hours=1), timedelta(days=2)


class Ticks:
    """Seconds that nobody can set."""

    def __init__(self) -> None:
        self.now_s = 50.0

    def __call__(self) -> float:
        return self.now_s


@pytest.mark.parametrize(
    ("at", "ticks_s", "last_seen", "expected"),
    [
        (NOW, 0, None, Judged(NOW, is_set_back=False)),
        (NOW, 60, None, Judged(NOW + timedelta(minutes=1), is_set_back=False)),
        (NOW, 0, NOW + timedelta(minutes=5), Judged(NOW + timedelta(minutes=5), is_set_back=False)),
        (NOW, 0, NOW + timedelta(minutes=6), Judged(NOW + timedelta(minutes=6), is_set_back=True)),
        (NOW - DAYS, 0, NOW, Judged(NOW, is_set_back=True)),
        (NOW + DAYS, 0, NOW, Judged(NOW + DAYS, is_set_back=False)),
    ],
)
def test_time_never_runs_back_and_a_clock_that_did_is_found(
    at: datetime, ticks_s: float, last_seen: datetime | None, expected: Judged
) -> None:
    assert judged(Reckoning(at, 0), ticks_s, last_seen) == expected


@pytest.mark.parametrize("jump", [-DAYS, DAYS])
def test_c6_within_a_process_the_clock_on_the_wall_counts_for_nothing(tmp_path: Path, jump: timedelta) -> None:
    clock, ticks = FakeClock(NOW), Ticks()
    time = Timekeeper(tmp_path, clock, ticks)
    time.hear(NOW)

    clock.now += jump
    ticks.now_s += 3600

    assert time.now() == NOW + HOUR and not time.is_set_back()


def test_a_device_that_slept_knows_how_long(tmp_path: Path) -> None:
    clock, ticks = FakeClock(NOW), Ticks()
    time = Timekeeper(tmp_path, clock, ticks)
    time.hear(NOW + HOUR)

    ticks.now_s += 8 * 3600

    assert time.now() == NOW + 9 * HOUR


def test_a_restart_with_the_clock_two_days_back_is_found_and_put_right_by_contact(tmp_path: Path) -> None:
    clock = FakeClock(NOW)
    Timekeeper(tmp_path, clock).hear(NOW)

    clock.now -= DAYS
    time = Timekeeper(tmp_path, clock)
    assert time.is_set_back() and time.now() == NOW
    time.hear(NOW + HOUR)

    assert not time.is_set_back() and time.now() == NOW + HOUR
    assert not Timekeeper(tmp_path, clock).is_set_back()


def test_r8_a_restart_with_the_clock_two_days_forward_is_believed_until_contact(tmp_path: Path) -> None:
    clock = FakeClock(NOW)
    Timekeeper(tmp_path, clock).hear(NOW)

    clock.now += DAYS
    time = Timekeeper(tmp_path, clock)
    time.keep()
    assert time.now() == NOW + DAYS
    time.hear(NOW + HOUR)

    assert time.now() == NOW + HOUR and not time.is_set_back()


def test_hours_without_the_server_cannot_be_had_twice(tmp_path: Path) -> None:
    clock, ticks = FakeClock(NOW), Ticks()
    time = Timekeeper(tmp_path, clock, ticks)
    time.hear(NOW)
    ticks.now_s += 6 * 3600
    time.keep()

    assert Timekeeper(tmp_path, clock, ticks).is_set_back()


def test_a_clock_that_is_always_wrong_by_the_same_is_right(tmp_path: Path) -> None:
    clock = FakeClock(NOW - 3 * HOUR)
    Timekeeper(tmp_path, clock).hear(NOW)

    clock.go_on(hours=1)
    time = Timekeeper(tmp_path, clock)

    assert time.now() == NOW + HOUR and time.skew_s() == -3 * 3600


def test_the_clock_that_nobody_sets_runs_on() -> None:
    first = boot_seconds()

    assert boot_seconds() >= first > 0


def test_a_device_that_never_heard_the_server_goes_by_its_own_clock(tmp_path: Path) -> None:
    time = Timekeeper(tmp_path, FakeClock(NOW))

    assert time.now() == NOW and not time.is_set_back()
