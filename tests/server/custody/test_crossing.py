"""Two kiosks at the same moment, with real transactions: one holder, both rows (C40)."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from server.config.demo import seed
from server.custody import book
from server.custody.models import Hand, Lease
from server.custody.refusing import BookRefused
from server.registry.models import Device
from tests.server.devices import staff

NOW = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_two_kiosks_in_the_same_moment_make_one_holder() -> None:
    seed(NOW)
    device, outcomes = Device.objects.get(name="T-01"), []
    together = threading.Barrier(2)

    def take(username: str) -> None:
        taker = staff(username)
        together.wait(timeout=20)
        try:
            outcomes.append(book.sign_out(device, taker, version=1, now=NOW).holder_name)
        except BookRefused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(name,)) for name in ("jo.patel", "nia.rowe")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes, key=lambda text: text != "moved")[0] == "moved" and len(outcomes) == 2
    assert Lease.objects.filter(device=device, ended_at=None).count() == 1
    assert sorted(Hand.objects.filter(device=device).values_list("stands", flat=True)) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_tablets_in_the_same_moment_are_one_too_many_for_one_person() -> None:
    seed(NOW)
    jo, outcomes = staff("jo.patel"), []
    together = threading.Barrier(2)

    def take(name: str) -> None:
        device = Device.objects.get(name=name)
        together.wait(timeout=20)
        try:
            outcomes.append(book.sign_out(device, jo, version=1, now=NOW).holder_name)
        except BookRefused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(name,)) for name in ("T-01", "T-03")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert sorted(outcomes) == ["Jo Patel", "holds_another"]
