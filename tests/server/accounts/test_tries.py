from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from server.accounts import tries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)


def test_four_wrong_tries_cost_no_wait() -> None:
    for _ in range(4):
        tries.failed("sam", NOW)

    assert tries.wait_for("sam", NOW) == timedelta(0)


def test_from_the_fifth_on_each_wrong_try_costs_twice_the_wait_up_to_a_quarter_of_an_hour() -> None:
    waits = []
    for _ in range(20):
        tries.failed("sam", NOW)
        waits.append(tries.wait_for("sam", NOW).total_seconds())

    assert waits[4:8] == [5, 10, 20, 40]
    assert waits[-1] == 900


def test_the_right_password_forgets_the_wrong_ones_and_others_are_not_slowed() -> None:
    for _ in range(6):
        tries.failed("sam", NOW)

    assert tries.wait_for("jo", NOW) == timedelta(0)
    tries.succeeded("sam")
    assert tries.wait_for("sam", NOW) == timedelta(0)


def test_the_next_morning_counting_begins_anew() -> None:
    for _ in range(6):
        tries.failed("sam", NOW)

    assert tries.failed("sam", NOW + timedelta(hours=13)) == 1
