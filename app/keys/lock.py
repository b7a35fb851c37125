"""The states of the lock, and which keys exist in each."""

from __future__ import annotations

from enum import StrEnum


class LockState(StrEnum):
    """How far the device is open."""

    SEALED = "sealed"  # nobody is logged in
    LOCKED = "locked"  # the screen shows no child; sync may go on
    OPEN = "open"  # one person is at work


class LockEvent(StrEnum):
    """What moves the lock."""

    LOG_IN = "log_in"  # with the password
    LOCK = "lock"  # two minutes of silence, or "Not me?"
    UNLOCK = "unlock"  # the same person again, by the PIN of today
    LOG_OUT = "log_out"  # by choice, after ten minutes, at the kiosk, by the office's command, when the nursery closes
    SUSPEND = "suspend"  # the device goes to sleep


LOCK_STEPS = {
    (LockState.SEALED, LockEvent.LOG_IN): LockState.OPEN,
    (LockState.SEALED, LockEvent.SUSPEND): LockState.SEALED,
    (LockState.OPEN, LockEvent.LOCK): LockState.LOCKED,
    (LockState.OPEN, LockEvent.LOG_OUT): LockState.SEALED,
    (LockState.OPEN, LockEvent.SUSPEND): LockState.SEALED,
    (LockState.LOCKED, LockEvent.UNLOCK): LockState.OPEN,
    (LockState.LOCKED, LockEvent.LOG_OUT): LockState.SEALED,
    (LockState.LOCKED, LockEvent.SUSPEND): LockState.SEALED,
}


class Key(StrEnum):
    """A key that may lie in memory."""

    DEVICE_SECRET = "device_secret"  # noqa: S105 - read for a moment, to open a slot or the token
    DEVICE_TOKEN = "device_token"  # noqa: S105
    STORE_KEY = "store_key"
    PIN_VERIFIER = "pin_verifier"  # of whoever is at work; opens the screen, never the store
    FILE_KEYS = "file_keys"  # of single pictures, for as long as they are shown or sent


WITH_STORE = frozenset({Key.DEVICE_TOKEN, Key.STORE_KEY, Key.FILE_KEYS, Key.PIN_VERIFIER})
KEYS_IN = {
    LockState.SEALED: frozenset({Key.DEVICE_TOKEN}),
    LockState.LOCKED: WITH_STORE,
    LockState.OPEN: WITH_STORE,
}


def keys_in(state: LockState) -> frozenset[Key]:
    """The keys that exist in memory in that state."""
    return KEYS_IN[state]
