"""The PIN of the day: a verifier that lives in memory only, and the count of wrong ones, which survives everything (L15, docs/adr/0012)."""

from __future__ import annotations

import hmac
import os
from datetime import date, datetime
from pathlib import Path

from pydantic import AwareDatetime

from app.keys.kept import Frozen, Kept
from app.keys.password import Work, stretched
from domain import pins
from domain.errors import KnownError
from domain.ids import StaffId
from domain.pins import PinStanding, PinTries

FILE_NAME = "pin-tries.json"
SALT_BYTES = 16
# Less than a password's, and one lane: the verifier never lies on a disk, ten tries are all there are, and an unlock may take 0.4 s
# on a tablet whose other cores look for faces. OWASP's least for Argon2id.
PIN_WORK = Work(memory_kib=19 << 10, iterations=2, lanes=1)


class PinWrong(KnownError):
    """Another PIN than the one of this morning; `left` tries until the password is asked."""

    def __init__(self, left: int) -> None:
        super().__init__(f"That is not right. {left} more {'try' if left == 1 else 'tries'}, then the password is needed.")
        self.left = left


class WeakPin(KnownError):
    """Digits that everybody tries first."""


class PasswordNeeded(KnownError):
    """No PIN is heard now."""

    def __init__(self) -> None:
        super().__init__("Type your password.")


class PinLocked(KnownError):
    """Ten wrong PINs: neither PIN nor password is heard."""

    def __init__(self) -> None:
        super().__init__("Ten wrong PINs: this tablet is locked. Take it to the kiosk or the office.")


class TodaysPin:
    """A person's PIN on this tablet, for one day; only a slow hash of it, and only in memory. Raises WeakPin."""

    def __init__(self, staff_id: StaffId, pin: str, today: date, *, work: Work = PIN_WORK) -> None:
        refusal = pins.pin_refusal(pin, today.year)
        if refusal is not None:
            raise WeakPin(pins.SENTENCES[refusal])
        self.staff_id, self._today, self._work = staff_id, today, work
        self._salt = os.urandom(SALT_BYTES)
        self._verifier = stretched(pin, self._salt, work)

    def is_of(self, today: date) -> bool:
        """Whether the day that it was chosen for goes on."""
        return self._today == today

    def fits(self, pin: str) -> bool:
        """Whether it is the same PIN."""
        return hmac.compare_digest(stretched(pin, self._salt, self._work), self._verifier)


class TriesFile(Frozen):
    """What lies beside the slots."""

    wrong: int = 0
    answered: int = 0
    last_wrong_at: AwareDatetime | None = None


class KeptTries:
    """The wrong PINs of this tablet. A restart resets nothing."""

    def __init__(self, folder: Path) -> None:
        self._kept = Kept(folder / FILE_NAME, TriesFile())

    @property
    def tries(self) -> PinTries:
        """The count."""
        return PinTries(wrong=self._kept.value.wrong, answered=self._kept.value.answered)

    @property
    def standing(self) -> PinStanding:
        """What may be typed next."""
        return pins.standing(self.tries)

    def count_one(self, now: datetime) -> None:
        """Count a try as wrong, durably, before anybody looks whether it is: a power cut gives no free try."""
        self._keep(pins.after_wrong(self.tries), now)

    def was_right(self) -> None:
        """The try that was counted was right, or the kiosk or the office released the tablet: all begins anew."""
        self._keep(pins.after_right(self.tries), None)

    def password_given(self) -> None:
        """The right password: PINs are heard again, the wrong ones still count."""
        self._keep(pins.after_password(self.tries), self._kept.value.last_wrong_at)

    def heed_lease(self, since: datetime) -> None:
        """A custody that began after the last wrong PIN was given by somebody who held the tablet in the office."""
        last = self._kept.value.last_wrong_at
        if last is not None and since > last:
            self.was_right()

    def left(self) -> int:
        """Tries until the password is asked, or until the tablet locks."""
        return min(pins.PASSWORD_AFTER - (self.tries.wrong - self.tries.answered), pins.LOCKED_AFTER - self.tries.wrong)

    def _keep(self, tries: PinTries, last_wrong_at: datetime | None) -> None:
        self._kept.update(wrong=tries.wrong, answered=tries.answered, last_wrong_at=last_wrong_at)
