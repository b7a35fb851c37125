"""What a wrong password costs: a wait that doubles with each, over restarts too (L15)."""

from __future__ import annotations

from domain.errors import KnownError

LONGEST_WAIT_S = 300


class WrongPassword(KnownError):
    """Username and password do not fit; the next try is possible after `wait_seconds`."""

    def __init__(self, wait_seconds: int) -> None:
        wait = "1 second" if wait_seconds == 1 else f"{wait_seconds} seconds"
        super().__init__(f"That is not right. Wait {wait}, then try again.")
        self.wait_seconds = wait_seconds


class TooSoon(KnownError):
    """A try before the wait was over; it was not looked at."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"Wait {wait_seconds} more seconds, then try again." if wait_seconds > 1 else "Wait a second, then try again.")
        self.wait_seconds = wait_seconds


def penalty_s(wrong_tries: int) -> int:
    """The seconds to wait after so many wrong tries: 1, 2, 4 … 300."""
    return int(min(2 ** (wrong_tries - 1), LONGEST_WAIT_S)) if wrong_tries else 0
