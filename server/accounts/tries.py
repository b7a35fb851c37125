"""Slowing down whoever guesses: from the fifth wrong try on, each costs twice the wait of the one before."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from server.accounts.models import FailedTries

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=12)


def wait_for(key: str, now: datetime) -> timedelta:
    """How long the next try under `key` must wait; zero = it is heard now."""
    row = FailedTries.objects.filter(key=_hashed(key)).first()
    if row is None or row.wait_until is None or row.wait_until <= now:
        return timedelta(0)
    return row.wait_until - now


def begin(key: str, now: datetime) -> timedelta:
    """Count a try before it is heard, or say how long it must wait; `succeeded` takes the count back.

    Who asks many times at once is counted as often: none of the tries is heard before it is written down.
    """
    with transaction.atomic():
        row = _held(key, now)
        if row.wait_until is not None and row.wait_until > now:
            return row.wait_until - now
        _count(row, now)
        return timedelta(0)


def failed(key: str, now: datetime) -> int:
    """Count a wrong try under `key`; returns how many there were in a row."""
    with transaction.atomic():
        return _count(_held(key, now), now)


def _held(key: str, now: datetime) -> FailedTries:
    """The row of `key`, locked. Another's success may take it away between making and locking: then it is made again."""
    while True:
        # Not get_or_create: it fails when the row that stood in its way is deleted before it can read it.
        FailedTries.objects.bulk_create([FailedTries(key=_hashed(key), last_at=now)], ignore_conflicts=True)
        row = FailedTries.objects.select_for_update().filter(key=_hashed(key)).first()
        if row is not None:
            return row


def _count(row: FailedTries, now: datetime) -> int:
    row.count = row.count + 1 if now - row.last_at < FORGOTTEN_AFTER else 1
    row.last_at, row.wait_until = now, now + wait_after(row.count)
    row.save()
    return row.count


def succeeded(key: str) -> None:
    """Forget the wrong tries under `key`."""
    FailedTries.objects.filter(key=_hashed(key)).delete()


def wait_after(count: int) -> timedelta:
    """The wait that follows the `count`th wrong try."""
    if count < FREE_TRIES:
        return timedelta(0)
    doublings: int = 2 ** min(count - FREE_TRIES, 16)
    return min(LONGEST_WAIT, FIRST_WAIT * doublings)


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
