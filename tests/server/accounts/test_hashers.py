"""What a try costs: chosen on purpose, and hashes of before are renewed at the next right one."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, get_hasher

from domain.pins import PinStanding
from server.accounts import pins
from server.accounts.hashers import PasswordArgon2, PinArgon2
from server.accounts.passwords import staff_with
from server.config import settings as real
from server.config.demo_cast import PASSWORD, PIN
from tests.server.conftest import WORKING_DAY
from tests.server.devices import staff

pytestmark = pytest.mark.usefixtures("demo")


def test_the_costs_are_those_that_were_chosen() -> None:
    password, pin = PasswordArgon2(), PinArgon2()

    assert (password.memory_cost, password.time_cost, password.parallelism) == (65536, 3, 4)
    assert (pin.memory_cost, pin.time_cost, pin.parallelism) == (19456, 2, 1)
    assert real.PASSWORD_HASHERS == ["server.accounts.hashers.PasswordArgon2", "server.accounts.hashers.PinArgon2"]


def test_an_old_password_opens_and_is_renewed_once() -> None:
    sam = staff("sam.morris")
    sam.password = Argon2PasswordHasher().encode(PASSWORD, "an old salt and long")
    sam.save()

    assert staff_with("sam.morris", "wrong") is None and staff("sam.morris").password == sam.password
    assert staff_with("sam.morris", PASSWORD) is not None

    renewed = staff("sam.morris").password
    assert renewed != sam.password and not get_hasher("default").must_update(renewed)
    assert staff_with("sam.morris", PASSWORD) is not None and staff("sam.morris").password == renewed


def test_an_old_pin_opens_and_is_renewed_once() -> None:
    sam = staff("sam.morris")
    sam.pin_hash = Argon2PasswordHasher().encode(pins._peppered(sam, PIN), "an old salt and long")
    sam.save()

    assert not pins.prove_pin(sam, "9173", WORKING_DAY).is_right and staff("sam.morris").pin_hash.startswith("argon2$")
    assert pins.prove_pin(sam, PIN, WORKING_DAY) == pins.PinAnswer(True, PinStanding.PIN, 5)

    renewed = staff("sam.morris").pin_hash
    assert renewed.startswith("argon2pin$") and pins.prove_pin(staff("sam.morris"), PIN, WORKING_DAY).is_right
    assert staff("sam.morris").pin_hash == renewed
