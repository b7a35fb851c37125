"""The kiosk's PIN: a slow peppered hash, its wrong tries counted (L15). Nobody learns whether two people chose the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import salted_hmac

from domain import pins
from domain.errors import KnownError
from domain.pins import LOCKED_AFTER, PASSWORD_AFTER, PinRefusal, PinStanding, PinTries
from server.accounts.models import Staff

PEPPER = "server.accounts.pins"
HASHER = "argon2pin"  # `hashers.PinArgon2`


class WeakPin(KnownError):
    """The digits are too easy, or are no PIN at all."""

    def __init__(self, refusal: PinRefusal) -> None:
        super().__init__(pins.SENTENCES[refusal])
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class PinAnswer:
    """Whether it was right, what may be typed next, and how many wrong PINs are left until that changes."""

    is_right: bool
    standing: PinStanding
    left: int


def has_pin(staff: Staff) -> bool:
    """Whether they chose one."""
    return bool(staff.pin_hash)


def set_pin(staff: Staff, pin: str, now: datetime) -> None:
    """Keep a PIN that its owner chose. Raises WeakPin. A lock after ten wrong ones stays: only a release takes it away."""
    refusal = pins.pin_refusal(pin, now.year)
    if refusal is not None:
        raise WeakPin(refusal)
    hashed = make_password(_peppered(staff, pin), hasher=HASHER)
    with transaction.atomic():
        row = _locked(staff)
        row.pin_hash = hashed
        if pins.standing(_tries(row)) is not PinStanding.LOCKED:
            _put(row, PinTries())
        _save(row, staff)


def prove_pin(staff: Staff, pin: str, now: datetime) -> PinAnswer:
    """Whether that is their PIN. Where no PIN is heard, or none was chosen, nothing is compared and the answer is no.

    The try is counted before it is compared, and taken back when it was right: who asks many times at once, or pulls the plug,
    gets no try for nothing. Must not run within a transaction, which could take the count back with it.
    """
    with transaction.atomic(durable=True):
        row = _locked(staff)
        before = pins.standing(_tries(row))
        if before is not PinStanding.PIN or not row.pin_hash:
            return _answer(row, is_right=False)
        _put(row, pins.after_wrong(_tries(row)))
        _save(row, staff)
    if check_password(_peppered(staff, pin), row.pin_hash, lambda peppered: _renew(row, peppered), preferred=HASHER):
        return PinAnswer(True, PinStanding.PIN, _answer(_forget_tries(staff), is_right=True).left)
    return _answer(row, is_right=False)


def _renew(row: Staff, peppered: str) -> None:
    """Hash it at today's cost, unless another PIN was chosen meanwhile."""
    Staff.objects.filter(pk=row.pk, pin_hash=row.pin_hash).update(pin_hash=make_password(peppered, hasher=HASHER))


def pin_standing(staff: Staff) -> PinStanding:
    """What may be typed next: the password where no PIN was chosen."""
    found = pins.standing(_tries(staff))
    return PinStanding.PASSWORD if found is PinStanding.PIN and not staff.pin_hash else found


def password_given(staff: Staff) -> None:
    """The right password was typed: PINs are heard again, and the wrong ones before still count."""
    with transaction.atomic():
        row = _locked(staff)
        _put(row, pins.after_password(_tries(row)))
        _save(row, staff)


def release_pin(staff: Staff) -> None:
    """The kiosk or the office opens the way again after ten wrong ones; the PIN stays."""
    _forget_tries(staff)


def reset_pin(staff: Staff) -> None:
    """Forget the PIN and its wrong tries: its owner chooses another one at the kiosk, after the password (L14)."""
    with transaction.atomic():
        row = _locked(staff)
        row.pin_hash = ""
        _put(row, PinTries())
        _save(row, staff)


def _forget_tries(staff: Staff) -> Staff:
    with transaction.atomic():
        row = _locked(staff)
        _put(row, pins.after_right(_tries(row)))
        return _save(row, staff)


def _peppered(staff: Staff, pin: str) -> str:
    """The PIN under a secret of the server that is not in the database: ten thousand PINs are soon tried by who stole only that."""
    return salted_hmac(PEPPER, f"{staff.pk}:{pin}", algorithm="sha256").hexdigest()


def _locked(staff: Staff) -> Staff:
    return Staff.objects.select_for_update().get(pk=staff.pk)


def _tries(row: Staff) -> PinTries:
    return PinTries(wrong=row.pin_wrong, answered=row.pin_answered)


def _put(row: Staff, tries: PinTries) -> None:
    row.pin_wrong, row.pin_answered = tries.wrong, tries.answered


def _save(row: Staff, staff: Staff) -> Staff:
    """Write the locked row; the caller's object follows."""
    row.save(update_fields=["pin_hash", "pin_wrong", "pin_answered"])
    staff.pin_hash, staff.pin_wrong, staff.pin_answered = row.pin_hash, row.pin_wrong, row.pin_answered
    return row


def _answer(row: Staff, *, is_right: bool) -> PinAnswer:
    found = pin_standing(row)
    until_password = PASSWORD_AFTER - (row.pin_wrong - row.pin_answered)
    left = min(until_password, LOCKED_AFTER - row.pin_wrong) if found is PinStanding.PIN else 0
    return PinAnswer(is_right, found, left)
