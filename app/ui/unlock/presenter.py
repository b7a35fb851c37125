"""The lock screen's wishes become log-ins; refusals become one sentence at the right place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TypedDict, Unpack

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from app.keys.pin import PasswordNeeded, PinWrong
from app.keys.slots import TooSoon, WrongPassword
from app.services.session import Clock
from app.services.unlocking import LockScreenFacts, Opened, Unlocking
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.unlock.arrange import PIN_USED_UP, screen_of
from app.ui.unlock.screen import ErrorPlace, UnlockScreen
from app.ui.unlock.view import UnlockView
from app.ui.while_shown import WhileShown

CLOCK_MS = 10_000  # the minute on the screen is never older than this
ASK_MS = 60_000  # a tablet that was just signed out opens within a minute without a touch


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedSession:
    """Work that waits behind the lock. `unlocked` goes on with the same open store; `log_out` ends it."""

    opened: Opened
    unlocked: Callable[[Opened], None]
    log_out: Callable[[], None]


class UnlockPresenter:
    """Log-ins run in the vault's lane, which then owns the open store; questions to the server in the net lane.

    `locked` None = nobody is logged in. `said` stands on the screen until somebody has read it: why a session ended.
    """

    def __init__(
        self, view: UnlockView, unlocking: Unlocking, *, vault: Lane, net: Lane, clock: Clock, zone: tzinfo,
        opened: Callable[[Opened], None], fault_reported: Callable[[str], None], locked: LockedSession | None = None, said: str = "",
    ) -> None:  # fmt: skip
        self._view, self._unlocking, self._log_ins = view, unlocking, vault
        self._vault, self._net = WhileShown(vault, view), WhileShown(net, view)
        self._clock, self._zone, self._opened_to, self._locked = clock, zone, opened, locked
        self._by_password = False
        self._facts = self._read()
        self._screen = dataclasses.replace(self._fresh(), notice=said)
        self._connect(fault_reported)
        self._every(CLOCK_MS, self._show)
        self._every(ASK_MS, self.look_again)
        self._wait = self._every(1000, self.count_down)
        self._wait.stop()
        self._show()
        view.first_focus()
        self.look_again()

    def look_again(self) -> None:
        """Ask the server who holds this device, and what it wants of it."""
        opened = self._locked.opened if self._locked else None
        self._net.run(lambda: self._unlocking.refresh(opened), self._looked, self._failed)

    def log_in(self, user_name: str, password: str) -> None:
        """Try to open. An empty field is told at once, without a try."""
        if self._screen.is_busy or self._screen.wait_seconds:
            return
        if not user_name or not password:
            self._put(error="Type your user name and your password.", error_place=ErrorPlace.PASSWORD)
            return
        self._put(is_busy=True, error="", error_place=ErrorPlace.NONE)
        # An open store always finds its program, even if this screen has gone meanwhile: nobody else would close it.
        self._log_ins.run(lambda: self._unlocking.log_in(user_name, password), self._opened, self._vault.heard(self._failed))

    def enter_pin(self, pin: str) -> None:
        """Go on with the work that is locked."""
        locked = self._locked
        if locked is None or self._screen.is_busy:
            return
        self._put(is_busy=True, pin_error="")
        self._vault.run(lambda: self._unlocking.unlock_with_pin(locked.opened, pin), self._unlocked, self._pin_failed)

    def use_password(self, by_password: bool) -> None:
        """The other way in, for the same person."""
        self._by_password = by_password
        self._renew()
        self._view.first_focus()

    def count_down(self) -> None:
        """A second of the wait has passed."""
        left = max(0, self._screen.wait_seconds - 1)
        self._put(wait_seconds=left)
        if not left:
            self._wait.stop()

    # -- Answers ----------------------------------------------------------------------------------------------------------------------

    def _looked(self, facts: LockScreenFacts) -> None:
        before = self._screen.face
        self._facts = facts
        self._renew()
        if self._screen.face is not before:
            self._view.first_focus()

    def _opened(self, opened: Opened) -> None:
        if isValid(self._view):
            self._view.forget_secrets()
        self._opened_to(opened)

    def _unlocked(self, opened: Opened) -> None:
        self._view.forget_secrets()
        if self._locked is not None:
            self._locked.unlocked(opened)

    def _failed(self, error: Exception) -> None:
        sentence = sentence_for(error)
        wait = error.wait_seconds if isinstance(error, WrongPassword | TooSoon) else 0
        place = ErrorPlace.PASSWORD if isinstance(error, WrongPassword | TooSoon) else ErrorPlace.FORM
        if place is ErrorPlace.PASSWORD:
            self._view.forget_secrets()
        self._facts = self._read()
        self._renew()
        self._put(is_busy=False, error=sentence, error_place=place, wait_seconds=wait)
        if wait:
            self._wait.start()
        self._view.first_focus()

    def _pin_failed(self, error: Exception) -> None:
        """A wrong PIN is told at the pad; everything else leads to the password, or nowhere."""
        sentence = sentence_for(error)
        self._facts = self._read()
        self._by_password = not isinstance(error, PinWrong)
        self._renew()
        if isinstance(error, PinWrong):
            self._put(is_busy=False, pin_error=sentence)
        elif isinstance(error, PasswordNeeded):
            self._put(is_busy=False, error=PIN_USED_UP, error_place=ErrorPlace.FORM)
        else:
            self._put(is_busy=False, error=sentence, error_place=ErrorPlace.FORM)
        self._view.first_focus()

    # -- Showing ----------------------------------------------------------------------------------------------------------------------

    def _read(self) -> LockScreenFacts:
        return self._unlocking.lock_screen(self._locked.opened if self._locked else None)

    def _fresh(self) -> UnlockScreen:
        session = self._locked.opened.session if self._locked else None
        return screen_of(self._facts, self._now(), session, by_password=self._by_password)

    def _renew(self) -> None:
        """The newest facts; what was said and typed stays."""
        now = self._screen
        self._screen = dataclasses.replace(
            self._fresh(),
            is_busy=now.is_busy,
            error=now.error,
            error_place=now.error_place,
            wait_seconds=now.wait_seconds,
            pin_error=now.pin_error,
            notice=now.notice,
        )
        self._show()

    def _put(self, **changes: Unpack[Changes]) -> None:
        self._screen = dataclasses.replace(self._screen, **changes)
        self._show()

    def _show(self) -> None:
        self._screen = dataclasses.replace(self._screen, clock=f"{self._now():%H:%M}")
        self._view.show_screen(self._screen)

    def _now(self) -> datetime:
        return self._clock().astimezone(self._zone)

    def _log_out(self) -> None:
        if self._locked is not None:
            self._locked.log_out()

    def _connect(self, fault_reported: Callable[[str], None]) -> None:
        view = self._view
        view.open_asked.connect(self.log_in)
        view.pin_entered.connect(self.enter_pin)
        view.password_asked.connect(lambda: self.use_password(True))
        view.pin_asked.connect(lambda: self.use_password(False))
        view.log_out_asked.connect(self._log_out)
        view.look_again_asked.connect(self.look_again)
        view.notice_read.connect(lambda: self._put(notice=""))
        view.fault_reported.connect(lambda note: fault_reported(note))

    def _every(self, milliseconds: int, work: Callable[[], None]) -> QTimer:
        timer = QTimer(self._view)
        timer.setInterval(milliseconds)
        timer.timeout.connect(work)
        timer.start()
        return timer


class Changes(TypedDict, total=False):
    """What a step changes of the screen."""

    is_busy: bool
    error: str
    error_place: ErrorPlace
    wait_seconds: int
    pin_error: str
    notice: str
