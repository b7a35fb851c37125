"""When the nursery is open for its staff, and how devices are told (C6, R1)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from server.config.demo import DemoSeed
from server.registry.nursery import site_fact, staff_may_log_in, the_nursery

pytestmark = pytest.mark.django_db


def test_a_closure_day_and_the_grace_are_kept(demo: DemoSeed) -> None:
    nursery = the_nursery()
    nursery.fences_hours, nursery.grace_minutes, nursery.closure_dates, nursery.office_name = True, 10, '["2026-12-25"]', "Ruth"

    assert staff_may_log_in(nursery, datetime(2026, 12, 24, 18, 9, tzinfo=UTC))
    assert not staff_may_log_in(nursery, datetime(2026, 12, 24, 18, 11, tzinfo=UTC))
    assert not staff_may_log_in(nursery, datetime(2026, 12, 25, 10, 0, tzinfo=UTC))
    fact = site_fact(nursery)
    assert (fact.closure_dates, fact.grace_minutes, fact.office_name) == (("2026-12-25",), 10, "Ruth")
