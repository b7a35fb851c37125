"""Staff passwords: Argon2, and the same work for a name that does not exist."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password, make_password

from server.accounts.models import Staff

MIN_LENGTH = 12


def set_password(staff: Staff, password: str) -> None:
    """Give a member of staff a password. Raises ValueError when it is too short."""
    if len(password) < MIN_LENGTH:
        raise ValueError(f"A password has {MIN_LENGTH} characters or more")
    staff.password = make_password(password)


def staff_with(username: str, password: str) -> Staff | None:
    """The member of staff, active or not, whose name and password these are; None otherwise, after the same time."""
    staff = Staff.objects.filter(username=username).first() if "\x00" not in username else None
    if staff is None:
        make_password(password)  # the answer must not come sooner for a name that does not exist
        return None
    return staff if check_password(password, staff.password) else None
