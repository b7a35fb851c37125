"""Stretching a password, so that each guess at a stolen slot costs what a log-in costs."""

from __future__ import annotations

import time
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

KEY_BYTES = 32
TARGET_S = 0.35  # of the 1.2 s that a log-in may take until the children are shown, on a tablet that is busy with other things


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Argon2id's parameters; they are kept in each slot, so that a newer program opens older slots."""

    memory_kib: int = 64 << 10
    iterations: int = 3
    lanes: int = 4


def stretched(password: str, salt: bytes, work: Work) -> bytes:
    """32 bytes from a password, by Argon2id. RFC 9106 §4 recommends the default as the second choice, for where memory is short."""
    argon = Argon2id(salt=salt, length=KEY_BYTES, iterations=work.iterations, lanes=work.lanes, memory_cost=work.memory_kib)
    return argon.derive(password.encode())


def calibrated(least: Work | None = None) -> Work:
    """As many iterations as this device does in TARGET_S, never fewer than in `least`."""
    least = least or Work()
    before = time.perf_counter()
    stretched("calibration", bytes(16), least)
    taken_s = time.perf_counter() - before
    iterations = max(least.iterations, int(least.iterations * TARGET_S / taken_s))
    return Work(memory_kib=least.memory_kib, iterations=iterations, lanes=least.lanes)
