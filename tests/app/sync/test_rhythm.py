"""When sync tries again, and when people hear of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.sync.reports import CycleReport
from app.sync.rhythm import Concern, Rhythm, concern

GOOD, BAD = CycleReport(is_online=True), CycleReport(is_online=False, reason="No network.")
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def longest(low: float, high: float) -> float:
    return high


def shortest(low: float, high: float) -> float:
    return low


def test_a_good_cycle_is_followed_within_a_minute() -> None:
    assert (Rhythm(shortest).after(GOOD), Rhythm(longest).after(GOOD)) == (15, 60)


def test_the_ceiling_doubles_up_to_five_minutes_for_ever() -> None:
    rhythm = Rhythm(longest)

    assert [rhythm.after(BAD) for _ in range(9)] == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert {rhythm.after(BAD) for _ in range(5000)} == {300}


def test_the_jitter_is_full() -> None:
    rhythm = Rhythm(shortest)

    assert {rhythm.after(BAD) for _ in range(20)} == {0.5}


def test_a_good_cycle_starts_the_ceiling_anew() -> None:
    rhythm = Rhythm(longest)
    for _ in range(5):
        rhythm.after(BAD)

    rhythm.after(GOOD)

    assert rhythm.after(BAD) == 5


@pytest.mark.parametrize(
    ("hours", "expected"), [(0, Concern.NONE), (23.9, Concern.NONE), (24, Concern.BANNER), (71.9, Concern.BANNER), (72, Concern.MANAGER)]
)
def test_people_hear_after_a_day_and_the_manager_after_three(hours: float, expected: Concern) -> None:
    assert concern(NOW - timedelta(hours=hours), NOW) is expected


def test_nobody_hears_while_nothing_waits() -> None:
    assert concern(None, NOW) is Concern.NONE
