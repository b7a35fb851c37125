"""A stranger who knocks all day fills no audit."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from server.audit import trail
from server.audit.hush import record_seldom
from server.audit.models import AuditEntry, Hushed

pytestmark = pytest.mark.django_db


def knock(times: int, who: str = "address:10.0.0.9") -> None:
    for _ in range(times):
        record_seldom("device_unknown", who=who, about="/api/device/v1/hello")


def a_minute_passes() -> None:
    for row in Hushed.objects.exclude(told_at=None):
        assert row.told_at is not None
        Hushed.objects.filter(pk=row.pk).update(told_at=row.told_at - timedelta(minutes=1))


def test_a_hundred_knocks_are_one_row_and_the_next_minute_tells_how_many() -> None:
    knock(100)
    assert AuditEntry.objects.count() == 1

    a_minute_passes()
    knock(1)

    assert [json.loads(row.detail) for row in AuditEntry.objects.all()] == [{}, {"count": 100}]
    assert trail.verify() is None


def test_each_address_has_its_own_minute() -> None:
    knock(3)
    knock(3, "address:10.0.0.10")

    assert AuditEntry.objects.count() == 2


def test_the_first_knock_is_told_at_once_and_alone() -> None:
    knock(1)

    assert AuditEntry.objects.get().detail == "{}"
