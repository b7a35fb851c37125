"""Logging in and out, the PIN between them, and what the office says from afar: the lock screen's service.

Only the person who holds the tablet (C41), and only in opening hours (C6).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from app.keys.enrolment import Enrolment
from app.keys.password import Work
from app.keys.pin import PIN_WORK, PasswordNeeded, PinLocked, PinWrong, WeakPin
from app.keys.slots import KeySlots
from app.keys.timekeeper import Timekeeper
from app.keys.waiting_note import load_waiting
from app.keys.wrong_tries import TooSoon, WrongPassword
from app.services import noting, refusing
from app.services.contact import Contact
from app.services.entering import Entering
from app.services.lock_parts import LockParts
from app.services.opened import LockScreenFacts, Opened
from app.services.proving import OnlineLogin
from app.services.refusing import LoginRefused
from app.services.session import Clock
from app.storage import facts
from app.storage.space import full_disk
from domain.errors import KnownError
from domain.wire import CommandKind, Hello, SignedCommand


class Unlocking:
    """The lock screen's service. Log-ins, PINs and log-outs run in the vault's lane, `refresh` in the network's.

    timekeeper: None = the wall's clock is believed; forget_secret: takes the device's secret out of its key store.
    """

    def __init__(
        self, folder: Path, enrolment: Enrolment, slots: KeySlots, login: OnlineLogin, clock: Clock, *,
        timekeeper: Timekeeper | None = None, forget_secret: Callable[[], None] = lambda: None, pin_work: Work = PIN_WORK,
    ) -> None:  # fmt: skip
        time = timekeeper or Timekeeper(folder, clock)
        self._parts = parts = LockParts.over(folder, enrolment, slots, login, time, pin_work=pin_work, forget_secret=forget_secret)
        self._folder, self._enrolment, self._slots, self._clock, self._time = folder, enrolment, slots, clock, time
        self._pins, self._proving, self._stores = parts.pins, parts.proving, parts.stores
        self._admitting, self._obeying = parts.admitting, parts.obeying
        self._contact = Contact(folder, login, time, parts.admitting, parts.obeying, parts.pins)
        self._entering = Entering(folder, enrolment, slots, clock, parts, self.refresh)

    # -- What the lock screen shows ---------------------------------------------------------------------------------------------------

    def lock_screen(self, opened: Opened | None = None) -> LockScreenFacts:
        """What the lock screen shows, from this device alone. opened: whoever locked the screen and may go on with the PIN."""
        lease = self._admitting.lease() if self._admitting.over_refusal() is None else None
        return LockScreenFacts(
            nursery=self._enrolment.nursery_name,
            device_name=self._enrolment.device_name,
            station=self._enrolment.station,
            holder_name=lease.holder_name if lease else None,
            since=lease.since if lease else None,
            until=lease.until if lease else None,
            on_network=self._proving.on_network,
            waiting=load_waiting(self._folder),
            person=opened.session.first_name if opened else None,
            pin=self._pins.standing(opened.session if opened else None, self._today()),
            sealed_reason=self._obeying.book.sealed_reason,
            clock_is_back=self._admitting.clock_refusal() is not None,
        )

    def refresh(self, opened: Opened | None = None) -> LockScreenFacts:
        """The same, after asking the server who holds the tablet and what it commands; out of reach is no error."""
        try:
            self._told(self._contact.ask(is_open=self._stores.is_any_open), opened)
            self._proving.on_network = True
        except KnownError:
            self._proving.on_network = False
        if self._admitting.over_refusal() is not None:
            self.lease_lapsed()
        return self.lock_screen(opened)

    def greeted(self, hello: Hello, opened: Opened | None = None) -> tuple[CommandKind, ...]:
        """Keep what a greeting says that the sync was given: time, custody, commands. Which commands were carried out."""
        self._proving.on_network = True
        return self._told(self._contact.hear(hello), opened)

    @property
    def command_seq(self) -> int:
        """The last command that this device carried out."""
        return self._obeying.book.seq

    def earliest_now(self) -> datetime:
        """By which a day has ended here: a clock that somebody set forward ends none."""
        return self._time.earliest()

    @property
    def sealed_reason(self) -> str:
        """Why the office closed this device; "" = it did not."""
        return self._obeying.book.sealed_reason

    def clock_skew_s(self) -> int:
        """This device's clock minus the server's, in seconds."""
        return self._time.skew_s()

    # -- In ---------------------------------------------------------------------------------------------------------------------------

    def log_in(self, username: str, password: str) -> Opened:
        """Open the store for a person.

        Raises WrongPassword and TooSoon (with the seconds to wait), PinLocked, LoginRefused, ShareUnknown, StoreLocked, StoreGone,
        KeysGone, StoreTooNew, or the line's own KnownError when a first log-in finds no network.
        """
        return self._entering.log_in(username, password)

    def change_password(self, opened: Opened, old: str, new: str) -> Opened:
        """Their own new password, at the server and in their slot; goes on with what is returned.

        Raises TooSoon, WrongPassword, LoginRefused (weak, or the same), or the line's KnownError: a password is changed online only.
        """
        with full_disk(self._folder):
            answer = self._proving.change_password(opened.session, old, new, opened.store.key, self._clock())
        self._parts.versions[opened.session.staff_id] = answer.staff.login_version
        self._note(opened, "password.changed")
        return dataclasses.replace(opened, must_change_password=False, office_session=answer.session or opened.office_session)

    # -- The PIN ----------------------------------------------------------------------------------------------------------------------

    def set_pin(self, opened: Opened, pin: str) -> None:
        """The PIN for today, chosen after the password. Raises WeakPin."""
        self._pins.arm(opened.session, pin, self._today())
        self._note(opened, "pin.chosen")

    def unlock_with_pin(self, opened: Opened, pin: str) -> Opened:
        """The same person again. Raises PinWrong, PasswordNeeded, PinLocked, or LoginRefused when they may not stay."""
        refusal = self.still_admitted(opened)
        if refusal is not None:
            raise refusal
        try:
            with full_disk(self._folder):
                self._pins.check(opened.session, pin, self._time.now(), self._today())
        except (PinWrong, PasswordNeeded, PinLocked) as error:
            self._note(opened, "pin.refused", {"code": type(error).__name__})
            raise
        self._note(opened, "pin.unlocked")
        return opened

    def late_elsewhere(self, opened: Opened) -> str:
        """The device that the person was at work on until now, when the server said so only after the log-in; "" = none."""
        return self._proving.late_elsewhere(opened.session.staff_id)

    def forget_pin(self) -> None:
        """No PIN is heard until the next log-in."""
        self._pins.forget()

    # -- Staying, and what the office says --------------------------------------------------------------------------------------------

    def still_admitted(self, opened: Opened) -> LoginRefused | None:
        """Why the person cannot stay: sealed, ended, custody over, closed, suspended, clock set back; None = all is well.

        Asked every minute and at every unlock. Slots of others who were suspended go at once; the store's new key waits for the log-out.
        """
        self._time.keep()
        if self._obeying.book.sealed_reason:
            return refusing.sealed(self._obeying.book.sealed_reason)
        reason = self._obeying.ended_reason(opened.since)
        if reason is not None:
            return refusing.ended(reason)
        if self._admitting.over_refusal() is not None and self._slots.people:
            self.lease_lapsed()
            self._note(opened, "lease.lapsed")
        connection, staff_id = opened.store.connect(), opened.session.staff_id
        self._admitting.remove_who_left(connection)
        return (
            self._admitting.clock_refusal()
            or self._proving.late_refusal(staff_id)
            or self._admitting.person_refusal(facts.staff(connection, staff_id), self._parts.versions.get(staff_id, 0))
            or self._admitting.custody_refusal(staff_id)
            or (None if opened.is_after_hours else self._admitting.hours_refusal(connection))
        )

    def obey(self, commands: Sequence[SignedCommand], opened: Opened | None = None) -> tuple[CommandKind, ...]:
        """Carry out what the server signed for this device; which kinds that was. Whoever is at work is then to be logged out."""
        return self._told(self._obeying.obey(commands, self._time.now()), opened)

    def _told(self, done: tuple[CommandKind, ...], opened: Opened | None) -> tuple[CommandKind, ...]:
        if opened is not None and done and CommandKind.DESTROY not in done:
            self._note(opened, "command.obeyed", {"kinds": [kind.value for kind in done]})
        return done

    def lease_lapsed(self) -> None:
        """The custody ran out, and nobody ended it in the office: every next log-in here is online (C12)."""
        self._slots.remove_everybody()
        self._pins.forget()

    # -- Out --------------------------------------------------------------------------------------------------------------------------

    def log_out(self, opened: Opened) -> None:
        """Close the store. No lane may be at work in it. Raises DiskFull when the audit has no room; it is closed all the same."""
        self._pins.forget(opened.session)
        if not any(each is not opened.store for each in self._stores.all):
            self._proving.forget()
        is_destroyed = self._obeying.book.is_destroyed
        try:
            if not is_destroyed:
                with full_disk(self._folder):
                    self._time.keep()
        finally:
            self._stores.close(opened, self._clock(), is_destroyed=is_destroyed)
            self._obeying.finish()

    def _note(self, opened: Opened, what: str, detail: Mapping[str, object] | None = None) -> None:
        noting.note(opened.store, opened.session.staff_id, what, self._clock(), detail)

    def _today(self) -> date:
        """The day that a PIN is for. In UTC: no nursery is open at its midnight."""
        return self._time.now().date()


__all__ = [
    "LockScreenFacts", "LoginRefused", "OnlineLogin", "Opened", "PasswordNeeded", "PinLocked", "PinWrong", "TooSoon", "Unlocking",
    "WeakPin", "WrongPassword",
]  # fmt: skip
