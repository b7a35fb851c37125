"""Two at once, in real transactions: a manager is left, and no PIN is tried more often than it may be."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connection

from domain.permissions import Role
from domain.staffing import StaffChange
from server.accounts import access, pins
from server.accounts.models import Staff
from server.accounts.sessions import staff_of, start_session
from server.audit import trail
from server.audit.ids import new_id

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 19, 8, tzinfo=UTC)


def person(username: str, role: Role = Role.MANAGER) -> Staff:
    return Staff.objects.create(username=username, first_name="A", last_name="B", role=role.value, password="!")


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each returned, or the error that it raised; all of them begin together."""
    gate, found = threading.Barrier(len(works)), list[object]([None] * len(works))

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            gate.wait()
            found[place] = work()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_l9_of_two_managers_who_suspend_each_other_one_stays() -> None:
    one, other = person("one"), person("other")

    def suspends(whom: Staff, by: Staff) -> Callable[[], object]:
        return lambda: access.change(whom.pk, StaffChange.SUSPEND, by, role=None, reason="a quarrel", now=NOW)

    outcomes = at_once(suspends(one, other), suspends(other, one))

    assert sum(isinstance(outcome, access.Changed) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, access.AccessLost | access.ChangeRefused) for outcome in outcomes) == 1
    assert Staff.objects.filter(is_active=True).count() == 1 and trail.verify() is None


def test_l15_twelve_guesses_at_once_are_five() -> None:
    sam = person("sam", Role.PRACTITIONER)
    pins.set_pin(sam, "4826", NOW)

    answers = at_once(*[lambda: pins.prove_pin(Staff.objects.get(pk=sam.pk), "9173", NOW)] * 12)

    assert not any(isinstance(answer, Exception) or (isinstance(answer, pins.PinAnswer) and answer.is_right) for answer in answers)
    assert Staff.objects.get(pk=sam.pk).pin_wrong == 5


def test_l14_of_two_log_ins_at_once_one_session_is_left() -> None:
    sam, devices = person("sam", Role.PRACTITIONER), [new_id(), new_id()]

    started = at_once(*(partial(start_session, sam, device, NOW) for device in devices))

    tokens = [one.token for one in started if hasattr(one, "token")]
    assert len(tokens) == 2
    assert sum(staff_of(token, device, NOW) is not None for token, device in zip(tokens, devices, strict=True)) == 1
