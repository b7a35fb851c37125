"""Hours, custody, permissions, ids, the audit chain and what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain import custody
from domain.audit import FIRST, AuditRow, first_broken, hash_of
from domain.cadence import is_observation_due, is_snapshot_due, snapshot_is_urgent
from domain.custody import Lease, LoginRefusal, login_refusal
from domain.hours import OpeningHours, is_open
from domain.ids import DeviceId, StaffId, uuid7

NOW = datetime(2026, 11, 19, 10, 5, tzinfo=UTC)
HOURS = OpeningHours(opens=time(7, 30), closes=time(18, 0), closure_dates=frozenset({date(2026, 12, 25)}))
LEASE = Lease(
    device=DeviceId("t-02"), holder=StaffId("sam"), holder_name="Sam Morris", since=NOW - timedelta(hours=1), until=NOW + timedelta(hours=8)
)  # fmt: skip


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        (NOW, True),
        (NOW.replace(hour=7, minute=0), True),  # grace
        (NOW.replace(hour=6, minute=59), False),
        (NOW.replace(hour=18, minute=30), True),
        (NOW.replace(hour=21), False),  # C6
        (NOW + timedelta(days=2), False),  # Saturday
        (datetime(2026, 12, 25, 10, tzinfo=UTC), False),
    ],
)
def test_c6_staff_log_in_only_in_opening_hours(local: datetime, expected: bool) -> None:
    assert is_open(HOURS, local) is expected


@pytest.mark.parametrize(
    ("lease", "device", "person", "now", "refusal"),
    [
        (LEASE, "t-02", "sam", NOW, None),
        (LEASE, "t-02", "jo", NOW, LoginRefusal.HELD_BY_SOMEONE_ELSE),
        (LEASE, "t-01", "sam", NOW, LoginRefusal.NOBODY_HOLDS_IT),
        (None, "t-02", "sam", NOW, LoginRefusal.NOBODY_HOLDS_IT),
        (LEASE, "t-02", "sam", NOW + timedelta(hours=8), LoginRefusal.LEASE_OVER),
        (LEASE, "t-02", "sam", NOW - timedelta(hours=2), LoginRefusal.LEASE_OVER),
    ],
)
def test_c40_only_the_holder_logs_in(lease: Lease | None, device: str, person: str, now: datetime, refusal: LoginRefusal | None) -> None:
    assert login_refusal(lease, DeviceId(device), StaffId(person), now) is refusal


def test_c41_the_lock_screen_names_the_holder_and_the_way_out() -> None:
    sentence = custody.refusal_sentence(LoginRefusal.HELD_BY_SOMEONE_ELSE, LEASE)

    assert sentence == "Only Sam can open it. Not Sam? Take it to the office."


def test_an_id_sorts_by_its_moment_and_is_a_version_7_uuid() -> None:
    early, late = uuid7(NOW, b"\xff" * 10), uuid7(NOW + timedelta(milliseconds=1), b"\0" * 10)

    assert early < late
    assert early[14] == "7"
    assert early[19] in "89ab"


def test_an_id_wants_an_aware_moment() -> None:
    with pytest.raises(ValueError, match="aware"):
        uuid7(NOW.replace(tzinfo=None), b"\0" * 10)


def chain(count: int) -> list[AuditRow]:
    rows, previous = [], FIRST
    for seq in range(1, count + 1):
        row = {
            "seq": seq,
            "at": "2026-11-19T10:05:00+00:00",
            "who": "sam",
            "what": "wiped",
            "about": "photo",
            "detail": "{}",
            "previous": previous,
        }
        previous = hash_of(**row)  # type: ignore[arg-type]
        rows.append(AuditRow(**row, hash=previous))  # type: ignore[arg-type]
    return rows


def test_an_edited_a_lost_and_a_moved_audit_row_are_found() -> None:
    rows = chain(5)

    assert first_broken(rows) is None
    assert first_broken([*rows[:2], replace(rows[2], who="jo"), *rows[3:]]) == 3
    assert first_broken([*rows[:2], *rows[3:]]) == 4
    assert first_broken([rows[1], rows[0], *rows[2:]]) == 2


def test_l30_a_snapshot_is_due_each_day_and_urgent_45_minutes_before_the_child_leaves() -> None:
    assert is_snapshot_due(NOW - timedelta(days=1), NOW)
    assert not is_snapshot_due(NOW - timedelta(hours=1), NOW)
    assert snapshot_is_urgent(time(10, 50), NOW)
    assert not snapshot_is_urgent(time(10, 51), NOW)


def test_an_observation_is_due_each_week() -> None:
    assert is_observation_due(None, NOW)
    assert is_observation_due(NOW - timedelta(days=4), NOW)  # last Sunday
    assert not is_observation_due(NOW - timedelta(days=3), NOW)  # this Monday
