"""The PIN: which digits are too easy, and what wrong tries lead to (L15)."""

from __future__ import annotations

import dataclasses
import itertools
from dataclasses import dataclass
from enum import StrEnum

SHORTEST, LONGEST = 4, 8
PASSWORD_AFTER = 5  # wrong tries until the password is asked again
LOCKED_AFTER = 10  # wrong tries until only the kiosk or the office opens the way again
OLDEST_BIRTH_YEAR = 1930


class PinRefusal(StrEnum):
    """Why digits cannot be a PIN."""

    NOT_DIGITS = "not_digits"
    LENGTH = "length"
    SAME_DIGIT = "same_digit"
    SEQUENCE = "sequence"
    REPEATED = "repeated"
    BIRTH_YEAR = "birth_year"


SENTENCES = {
    PinRefusal.NOT_DIGITS: "A PIN is made of digits only.",
    PinRefusal.LENGTH: f"A PIN has {SHORTEST} to {LONGEST} digits.",
    PinRefusal.SAME_DIGIT: "Too easy: one digit all the way. Choose another PIN.",
    PinRefusal.SEQUENCE: "Too easy: digits in a row. Choose another PIN.",
    PinRefusal.REPEATED: "Too easy: the same digits twice. Choose another PIN.",
    PinRefusal.BIRTH_YEAR: "Too easy: it looks like a year of birth. Choose another PIN.",
}


def pin_refusal(pin: str, this_year: int) -> PinRefusal | None:
    """Why `pin` is refused; None = it will do."""
    if not (pin.isascii() and pin.isdigit()):
        return PinRefusal.NOT_DIGITS
    if not SHORTEST <= len(pin) <= LONGEST:
        return PinRefusal.LENGTH
    if len(set(pin)) == 1:
        return PinRefusal.SAME_DIGIT
    if _is_sequence(pin):
        return PinRefusal.SEQUENCE
    half = len(pin) // 2
    if len(pin) % 2 == 0 and pin[:half] == pin[half:]:
        return PinRefusal.REPEATED
    if len(pin) == len("2001") and OLDEST_BIRTH_YEAR <= int(pin) <= this_year:
        return PinRefusal.BIRTH_YEAR
    return None


def _is_sequence(pin: str) -> bool:
    """1234, 4321, 7890: every digit one more, or one less, than the one before; 0 follows 9."""
    steps = {(int(right) - int(left)) % 10 for left, right in itertools.pairwise(pin)}
    return steps in ({1}, {9})


class PinStanding(StrEnum):
    """What may be typed next."""

    PIN = "pin"
    PASSWORD = "password"  # noqa: S105 - the name of a state
    LOCKED = "locked"  # only the kiosk or the office opens the way again


@dataclass(frozen=True, slots=True)
class PinTries:
    """Wrong PINs since the last right one, and how many of them a password has answered for."""

    wrong: int = 0
    answered: int = 0


def standing(tries: PinTries) -> PinStanding:
    """What may be typed next."""
    if tries.wrong >= LOCKED_AFTER:
        return PinStanding.LOCKED
    return PinStanding.PASSWORD if tries.wrong - tries.answered >= PASSWORD_AFTER else PinStanding.PIN


def after_wrong(tries: PinTries) -> PinTries:
    """A wrong PIN."""
    return dataclasses.replace(tries, wrong=tries.wrong + 1)


def after_password(tries: PinTries) -> PinTries:
    """The right password: PINs are heard again, but the wrong ones before still count."""
    return dataclasses.replace(tries, answered=tries.wrong)


def after_right(_tries: PinTries) -> PinTries:
    """The right PIN, or a release by the kiosk or the office."""
    return PinTries()
