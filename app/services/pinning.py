"""The PIN of whoever is at work: chosen after the password, heard while the screen is locked, gone with the log-out (docs/adr/0012)."""

from __future__ import annotations

from datetime import date, datetime

from app.keys.password import Work
from app.keys.pin import PIN_WORK, KeptTries, PasswordNeeded, PinLocked, PinWrong, TodaysPin
from app.services.session import Session
from domain.pins import PinStanding


class Pinning:
    """One tablet's PIN of today and its wrong tries. Asked in the vault's lane."""

    def __init__(self, tries: KeptTries, work: Work = PIN_WORK) -> None:
        self._tries, self._work = tries, work
        self._armed: tuple[Session, TodaysPin] | None = None

    @property
    def is_locked(self) -> bool:
        """Whether ten wrong PINs have locked the tablet."""
        return self._tries.standing is PinStanding.LOCKED

    def standing(self, session: Session | None, today: date) -> PinStanding | None:
        """What that person may type at the locked screen; None = the password, for no PIN was chosen."""
        if self.is_locked:
            return PinStanding.LOCKED
        return PinStanding.PIN if session is not None and self._pin_of(session, today) is not None else None

    def arm(self, session: Session, pin: str, today: date) -> None:
        """Take the PIN that the person chose for today. Raises WeakPin."""
        self._armed = (session, TodaysPin(session.staff_id, pin, today, work=self._work))

    def forget(self, session: Session | None = None) -> None:
        """No PIN is heard until the next one is chosen. session: only if it is that session's."""
        if session is None or (self._armed is not None and self._armed[0] is session):
            self._armed = None

    def check(self, session: Session, pin: str, now: datetime, today: date) -> None:
        """Nothing happens when it is right. Raises PinWrong, PasswordNeeded (none armed, or five wrong), PinLocked (ten wrong)."""
        if self.is_locked:
            raise PinLocked
        armed = self._pin_of(session, today)
        if armed is None:
            raise PasswordNeeded
        self._tries.count_one(now)
        if armed.fits(pin):
            self._tries.was_right()
            return
        if self._tries.standing is PinStanding.PIN:
            raise PinWrong(self._tries.left())
        self.forget()
        raise PinLocked if self.is_locked else PasswordNeeded

    def password_given(self) -> None:
        """A person logged in: PINs are heard again. The wrong ones count on, towards the lock."""
        self._tries.password_given()

    def release(self) -> None:
        """The kiosk or the office opens the way again."""
        self._tries.was_right()

    def heed_lease(self, since: datetime) -> None:
        """A custody that began after the last wrong PIN begins anew."""
        self._tries.heed_lease(since)

    def _pin_of(self, session: Session, today: date) -> TodaysPin | None:
        if self._armed is None or self._armed[0] is not session or not self._armed[1].is_of(today):
            return None
        return self._armed[1]
