"""PINs: which are too easy, and what wrong ones lead to (L15)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from domain.pins import PinRefusal, PinStanding, PinTries, after_password, after_right, after_wrong, pin_refusal, standing


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("", PinRefusal.NOT_DIGITS),
        ("12a4", PinRefusal.NOT_DIGITS),
        ("٤٨٢٦", PinRefusal.NOT_DIGITS),  # digits, but of no key pad here
        ("482", PinRefusal.LENGTH),
        ("482615973", PinRefusal.LENGTH),
        ("0000", PinRefusal.SAME_DIGIT),
        ("77777777", PinRefusal.SAME_DIGIT),
        ("1234", PinRefusal.SEQUENCE),
        ("87654321", PinRefusal.SEQUENCE),
        ("7890", PinRefusal.SEQUENCE),
        ("1212", PinRefusal.REPEATED),
        ("482482", PinRefusal.REPEATED),
        ("1987", PinRefusal.BIRTH_YEAR),
        ("2026", PinRefusal.BIRTH_YEAR),
        ("2027", None),
        ("1929", None),
        ("4826", None),
        ("48261597", None),
    ],
)
def test_l15_easy_pins_are_refused(pin: str, why: PinRefusal | None) -> None:
    assert pin_refusal(pin, 2026) is why


def test_l15_five_wrong_pins_ask_the_password_and_ten_lock() -> None:
    tries, seen = PinTries(), [PinStanding.PIN]
    for count in range(1, 11):
        tries = after_wrong(tries)
        seen.append(standing(tries))
        if count == 5:
            tries = after_password(tries)
            assert standing(tries) is PinStanding.PIN

    assert [place for place, (_, now) in enumerate(pairwise(seen), 1) if now is not PinStanding.PIN] == [5, 10]
    assert seen[5] is PinStanding.PASSWORD and seen[10] is PinStanding.LOCKED


def test_l15_a_password_does_not_open_a_lock_but_a_release_does() -> None:
    locked = PinTries(wrong=10, answered=5)

    assert standing(after_password(locked)) is PinStanding.LOCKED
    assert standing(after_right(locked)) is PinStanding.PIN
