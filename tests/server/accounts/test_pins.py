"""The kiosk's PIN: hashed, counted, locked; nothing tells whether two people share one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from domain.pins import PinStanding
from server.accounts import pins
from server.accounts.models import Staff
from server.audit.models import AuditEntry
from server.config.demo import DemoSeed
from tests.server.conftest import WORKING_DAY
from tests.server.devices import staff

pytestmark = pytest.mark.django_db
PIN, WRONG = "4826", "9173"


@pytest.fixture
def sam(demo: DemoSeed) -> Iterator[Staff]:
    found = staff("sam.morris")
    pins.reset_pin(found)
    pins.set_pin(found, PIN, WORKING_DAY)
    yield found


def wrong(sam: Staff, times: int) -> pins.PinAnswer:
    return [pins.prove_pin(sam, WRONG, WORKING_DAY) for _ in range(times)][-1]


def test_the_right_pin_is_right_and_the_wrong_one_says_how_many_are_left(sam: Staff) -> None:
    assert pins.prove_pin(sam, PIN, WORKING_DAY) == pins.PinAnswer(True, PinStanding.PIN, 5)

    assert pins.prove_pin(sam, WRONG, WORKING_DAY) == pins.PinAnswer(False, PinStanding.PIN, 4)


def test_five_wrong_ones_ask_for_the_password_and_the_right_pin_is_not_heard(sam: Staff) -> None:
    assert wrong(sam, 5) == pins.PinAnswer(False, PinStanding.PASSWORD, 0)

    assert not pins.prove_pin(sam, PIN, WORKING_DAY).is_right


def test_after_the_password_pins_are_heard_again_and_ten_lock(sam: Staff) -> None:
    wrong(sam, 5)
    pins.password_given(sam)

    assert wrong(sam, 4) == pins.PinAnswer(False, PinStanding.PIN, 1)
    assert wrong(sam, 1) == pins.PinAnswer(False, PinStanding.LOCKED, 0)
    assert not pins.prove_pin(sam, PIN, WORKING_DAY).is_right


def test_neither_a_password_nor_a_new_pin_opens_the_lock_but_a_release_does(sam: Staff) -> None:
    wrong(sam, 5)
    pins.password_given(sam)
    wrong(sam, 5)

    pins.password_given(sam)
    pins.set_pin(sam, "8264", WORKING_DAY)
    assert pins.pin_standing(sam) is PinStanding.LOCKED
    pins.release_pin(sam)

    assert pins.prove_pin(sam, "8264", WORKING_DAY).is_right


def test_the_count_survives_a_new_object_and_the_right_pin_clears_it(sam: Staff) -> None:
    wrong(sam, 3)

    assert Staff.objects.get(pk=sam.pk).pin_wrong == 3
    assert pins.prove_pin(Staff.objects.get(pk=sam.pk), PIN, WORKING_DAY) == pins.PinAnswer(True, PinStanding.PIN, 5)


@pytest.mark.parametrize("weak", ["0000", "1234", "4321", "1212", "1987", "2026", "12", "123456789", "abcd", "", "４８２６", "48\x0026"])
def test_a_weak_pin_is_refused_with_a_sentence(sam: Staff, weak: str) -> None:
    with pytest.raises(pins.WeakPin) as refused:
        pins.set_pin(sam, weak, WORKING_DAY)

    assert refused.value.sentence
    assert pins.prove_pin(sam, PIN, WORKING_DAY).is_right


def test_the_same_pin_of_two_people_looks_different_and_is_kept_nowhere(sam: Staff) -> None:
    jo = staff("jo.patel")
    pins.set_pin(jo, PIN, WORKING_DAY)

    assert sam.pin_hash != jo.pin_hash
    assert PIN not in sam.pin_hash
    assert not any(PIN in row.detail for row in AuditEntry.objects.all())


def test_without_a_pin_nothing_is_compared(demo: DemoSeed) -> None:
    kit = staff("kit.doyle")
    pins.reset_pin(kit)

    assert not pins.has_pin(kit)
    assert pins.prove_pin(kit, "", WORKING_DAY) == pins.PinAnswer(False, PinStanding.PASSWORD, 0)
    assert Staff.objects.get(pk=kit.pk).pin_wrong == 0


def test_a_hash_is_worth_nothing_under_another_pepper(sam: Staff, settings: Settings) -> None:
    settings.SECRET_KEY = "another server's"

    assert not pins.prove_pin(sam, PIN, WORKING_DAY).is_right
