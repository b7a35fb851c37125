"""Staff passwords: Argon2, the same work for a name that does not exist, and what cannot be a password."""

from __future__ import annotations

import secrets
from enum import StrEnum
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db.models import F

from domain.errors import KnownError
from server.accounts.models import Staff

MIN_LENGTH = 12
FEWEST_SIGNS = 4  # different ones: aaaabbbbcccc has three
OF_THE_HOUSE = frozenset({"daybook", "nursery", "demodaybook", "caterpillars", "kindergarten"})  # as a whole, twice, or with digits
LETTERS = "abcdefghjkmnpqrstuvwxyz"  # without i, l and o, which are read as digits
GROUPS, GROUP_LENGTH = 4, 4  # 16 of 23 letters: 72 bits


class PasswordRefusal(StrEnum):
    """Why words cannot be a password."""

    SAME = "same_password"
    SHORT = "short"
    OWN_NAME = "own_name"
    COMMON = "common"


SENTENCES = {
    PasswordRefusal.SAME: "That is the old password. Choose a new one.",
    PasswordRefusal.SHORT: f"A password has {MIN_LENGTH} characters or more. Four words that only you put together are good.",
    PasswordRefusal.OWN_NAME: "Leave your own name out of your password.",
    PasswordRefusal.COMMON: "Many people have this password. Choose one that only you would think of.",
}


class WeakPassword(KnownError):
    """The new password will not do. code: as the protocol says it."""

    def __init__(self, refusal: PasswordRefusal) -> None:
        super().__init__(SENTENCES[refusal])
        self.refusal = refusal
        self.code = "same_password" if refusal is PasswordRefusal.SAME else "weak_password"


def set_password(staff: Staff, password: str) -> None:
    """Give a member of staff a password; the caller saves. Raises ValueError when it is too short."""
    if len(password) < MIN_LENGTH:
        raise ValueError(f"A password has {MIN_LENGTH} characters or more")
    staff.password = make_password(password)


def choose_password(staff: Staff, old: str, new: str) -> None:
    """Their own new password, after the old one proved them. Raises WeakPassword."""
    refusal = password_refusal(staff, old, new)
    if refusal is not None:
        raise WeakPassword(refusal)
    set_password(staff, new)
    staff.must_change_password = False
    staff.login_version = F("login_version") + 1
    staff.save(update_fields=["password", "must_change_password", "login_version"])
    staff.refresh_from_db(fields=["login_version"])


def give_first_password(staff: Staff) -> str:
    """A password of chance for the manager to hand over, which opens nothing but the way to choose one's own; the caller saves."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    set_password(staff, password)
    staff.must_change_password = True
    return password


def password_refusal(staff: Staff, old: str, new: str) -> PasswordRefusal | None:
    """Why `new` will not do; None = it will."""
    plain = _plain(new)
    names = [_plain(name) for name in (staff.username, staff.first_name + staff.last_name, staff.last_name + staff.first_name)]
    reasons = [
        (PasswordRefusal.SAME, new == old),
        (PasswordRefusal.SHORT, len(new) < MIN_LENGTH),
        (PasswordRefusal.OWN_NAME, any(name in plain for name in names if name)),
        (PasswordRefusal.COMMON, _is_common(plain) or len(set(plain)) < FEWEST_SIGNS),
    ]
    return next((refusal for refusal, holds in reasons if holds), None)


def staff_with(username: str, password: str) -> Staff | None:
    """The member of staff, active or not, whose name and password these are; None otherwise, after the same time."""
    staff = Staff.objects.filter(username=username).first() if "\x00" not in username else None
    if staff is None:
        make_password(password)  # the answer must not come sooner for a name that does not exist
        return None
    return staff if is_password(staff, password) else None


def is_password(staff: Staff, password: str) -> bool:
    """Whether it is theirs; a hash of another cost is renewed, unless another password was chosen meanwhile."""

    def renew(plain: str) -> None:
        Staff.objects.filter(pk=staff.pk, password=staff.password).update(password=make_password(plain))

    return check_password(password, staff.password, renew)


def account_named(username: str) -> str | None:
    """The id of whose name that is, for the audit: what somebody typed is never kept, and it may be a password in the wrong field."""
    found = Staff.objects.filter(username=username).values_list("pk", flat=True).first() if "\x00" not in username else None
    return str(found) if found else None


def _is_common(plain: str) -> bool:
    """Digits alone, or one of the twenty thousand that Django knows from stolen lists, also twice, and with digits around it."""
    core = plain.strip("0123456789")
    half = core[: len(core) // 2]
    return not core or not {plain, core}.isdisjoint(_common_list()) or (core == half * 2 and half in _common_list())


@cache
def _common_list() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords) | OF_THE_HOUSE


def _plain(text: str) -> str:
    """Letters and digits alone: "Sam.Morris" is "sammorris"."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
