"""The lock screen's wishes become log-ins; refusals become one sentence at the right place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QTimer

from app.keys.slots import TooSoon, WrongPassword
from app.services.session import Clock
from app.services.unlocking import LockScreenFacts, Opened, Unlocking
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.unlock.screen import ErrorPlace, HolderLine, UnlockScreen
from app.ui.unlock.view import UnlockView
from domain.permissions import Station

CLOCK_MS = 10_000  # the minute on the screen is never older than this
ASK_MS = 60_000  # a tablet that was just signed out opens within a minute without a touch
NOON, EVENING = 12, 17


class UnlockPresenter:
    """Log-ins run in the vault's lane, which then owns the open store; questions to the server in the net lane."""

    def __init__(
        self, view: UnlockView, unlocking: Unlocking, *, vault: Lane, net: Lane, clock: Clock, zone: tzinfo,
        opened: Callable[[Opened], None], fault_reported: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._view, self._unlocking, self._vault, self._net = view, unlocking, vault, net
        self._clock, self._zone, self._opened_to = clock, zone, opened
        self._screen = screen_of(unlocking.lock_screen(), clock().astimezone(zone))
        view.open_asked.connect(self.log_in)
        view.look_again_asked.connect(self.look_again)
        view.fault_reported.connect(lambda note: fault_reported(note))
        self._every(CLOCK_MS, self._show)
        self._every(ASK_MS, self.look_again)
        self._wait = self._every(1000, self.count_down)
        self._wait.stop()
        self._show()
        view.first_focus()
        self.look_again()

    def look_again(self) -> None:
        """Ask the server who holds this device."""
        self._net.run(self._unlocking.refresh, self._looked, self._failed)

    def log_in(self, user_name: str, password: str) -> None:
        """Try to open. An empty field is told at once, without a try."""
        if self._screen.is_busy or self._screen.wait_seconds:
            return
        if not user_name or not password:
            self._put(error="Type your user name and your password.", error_place=ErrorPlace.PASSWORD)
            return
        self._put(is_busy=True, error="", error_place=ErrorPlace.NONE)
        self._vault.run(lambda: self._unlocking.log_in(user_name, password), self._opened, self._failed)

    def _looked(self, facts: LockScreenFacts) -> None:
        fresh = screen_of(facts, self._now())
        now = self._screen
        self._screen = dataclasses.replace(
            fresh, is_busy=now.is_busy, error=now.error, error_place=now.error_place, wait_seconds=now.wait_seconds
        )
        self._show()

    def _opened(self, opened: Opened) -> None:
        self._view.forget_password()
        self._opened_to(opened)

    def _failed(self, error: Exception) -> None:
        sentence = sentence_for(error)
        wait = error.wait_seconds if isinstance(error, WrongPassword | TooSoon) else 0
        place = ErrorPlace.PASSWORD if isinstance(error, WrongPassword | TooSoon) else ErrorPlace.FORM
        if place is ErrorPlace.PASSWORD:
            self._view.forget_password()
        self._put(is_busy=False, error=sentence, error_place=place, wait_seconds=wait)
        if wait:
            self._wait.start()
        self._view.first_focus()

    def count_down(self) -> None:
        """A second of the wait has passed."""
        left = max(0, self._screen.wait_seconds - 1)
        self._put(wait_seconds=left)
        if not left:
            self._wait.stop()

    def _put(
        self,
        *,
        is_busy: bool | None = None,
        error: str | None = None,
        error_place: ErrorPlace | None = None,
        wait_seconds: int | None = None,
    ) -> None:
        now = self._screen
        self._screen = dataclasses.replace(
            now,
            is_busy=now.is_busy if is_busy is None else is_busy,
            error=now.error if error is None else error,
            error_place=error_place or now.error_place,
            wait_seconds=now.wait_seconds if wait_seconds is None else wait_seconds,
        )
        self._show()

    def _show(self) -> None:
        self._screen = dataclasses.replace(self._screen, clock=f"{self._now():%H:%M}")
        self._view.show_screen(self._screen)

    def _now(self) -> datetime:
        return self._clock().astimezone(self._zone)

    def _every(self, milliseconds: int, work: Callable[[], None]) -> QTimer:
        timer = QTimer(self._view)
        timer.setInterval(milliseconds)
        timer.timeout.connect(work)
        timer.start()
        return timer


def screen_of(facts: LockScreenFacts, now: datetime) -> UnlockScreen:
    """The lock screen of those facts; `now` in the site's zone."""
    needs_holder = facts.station is Station.ROOM
    holder = holder_of(facts, now) if needs_holder else None
    return UnlockScreen(
        nursery=facts.nursery,
        number=number_of(facts.device_name),
        clock=f"{now:%H:%M}",
        greeting="Nobody holds this tablet" if needs_holder and holder is None else greeting_of(holder, now),
        holder=holder,
        needs_holder=needs_holder,
        on_network=facts.on_network,
        waiting=facts.waiting,
    )


def holder_of(facts: LockScreenFacts, now: datetime) -> HolderLine | None:
    """Who holds the tablet, from when to when."""
    if facts.holder_name is None or facts.since is None or facts.until is None:
        return None
    since, until = (moment.astimezone(now.tzinfo) for moment in (facts.since, facts.until))
    return HolderLine(facts.holder_name, facts.holder_name.split(" ")[0], f"since {since:%H:%M}, until {until:%H:%M}")


def greeting_of(holder: HolderLine | None, now: datetime) -> str:
    """Good morning, Sam."""
    part = "morning" if now.hour < NOON else "afternoon" if now.hour < EVENING else "evening"
    return f"Good {part}, {holder.first_name}" if holder else f"Good {part}"


def number_of(device_name: str) -> str:
    """The number of a device for its tile: "T-02" is 2; a name without digits gives its first letters."""
    digits = "".join(letter for letter in device_name if letter.isdigit()).lstrip("0")
    return digits[-3:] or device_name[:2].upper()
