"""Between the password and the work: one's own password if the office gave one, then a PIN for today."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.session import Clock
from app.services.unlocking import Opened, Unlocking
from app.ui.background import Lane
from app.ui.shell import Shell
from app.ui.unlock.arrange import screen_of
from app.ui.unlock.change_password import ChangePasswordPresenter, ChangePasswordView
from app.ui.unlock.choose_pin import ChoosePinPresenter, ChoosePinView
from app.ui.unlock.frame import LockFrame
from app.ui.unlock.idle import IdleWatch
from domain.permissions import Station


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What the screens of PIN and password ask of the program, for one open session. `vault` owns the open store."""

    unlocking: Unlocking
    opened: Opened
    vault: Lane
    clock: Clock
    zone: tzinfo
    report_fault: Callable[[str], None]

    def now(self) -> datetime:
        """In the site's zone."""
        return self.clock().astimezone(self.zone)

    def show_in(self, view: LockFrame) -> None:
        """Draw whose device it is, and the time."""
        facts = self.unlocking.lock_screen(self.opened)
        view.show_frame(screen_of(facts, self.now()))
        view.fault_reported.connect(lambda note: self.report_fault(note))


def choose_pin(shell: Shell, access: Access, done: Callable[[bool], None]) -> None:
    """After a password: show the screen that asks for today's PIN; `done` hears whether there is one."""

    def build() -> tuple[QWidget, object]:
        view = ChoosePinView(shell.look)
        access.show_in(view)
        keep, year = access.unlocking.set_pin, access.now().year
        return view, ChoosePinPresenter(view, lambda pin: keep(access.opened, pin), year, access.vault, done)

    shell.go(build)


def change_pin(shell: Shell, access: Access, done: Callable[[bool], None], shut_out: Callable[[], None]) -> None:
    """From the person's menu: the old PIN first; `shut_out` when it is heard no more."""

    def build() -> tuple[QWidget, object]:
        view = ChoosePinView(shell.look, later_words="Keep the one I have")
        access.show_in(view)
        keep, prove, year = access.unlocking.set_pin, access.unlocking.unlock_with_pin, access.now().year

        def proved(pin: str) -> None:
            prove(access.opened, pin)

        return view, ChoosePinPresenter(
            view, lambda pin: keep(access.opened, pin), year, access.vault, done, prove=proved, shut_out=shut_out
        )  # fmt: skip

    shell.go(build)


def change_password(shell: Shell, access: Access, *, forced: bool, done: Callable[[Opened], None], left: Callable[[], None]) -> None:
    """Show the screen that changes the password; `left` is the way past it: a log-out when it is forced."""

    def build() -> tuple[QWidget, object]:
        view = ChangePasswordView(shell.look, forced=forced)
        access.show_in(view)
        change = access.unlocking.change_password
        return view, ChangePasswordPresenter(
            view, lambda old, new: change(access.opened, old, new), access.vault, done=done, left=left
        )  # fmt: skip

    shell.go(build)


class Arrival(QObject):
    """A station between the lock and the work: `done` goes on with what is open now, `log_out` ends it. No child is shown yet."""

    def __init__(self, shell: Shell, access: Access, *, done: Callable[[Opened], None], log_out: Callable[[], None]) -> None:
        super().__init__()
        self._shell, self._access, self._done, self._log_out = shell, access, done, log_out
        self._is_over, self._idle = False, IdleWatch(shell.look, shell)

    def start(self) -> None:
        """The first screen that is due; none may be."""
        self._idle.start()
        if self._access.opened.must_change_password:
            change_password(self._shell, self._access, forced=True, done=self._changed, left=self._leave)
        else:
            self._ask_pin()

    def end(self) -> None:
        """Fall silent: the device was locked, or the window closes."""
        self._is_over = True
        self._idle.stop()

    def _changed(self, opened: Opened) -> None:
        self._access = dataclasses.replace(self._access, opened=opened)
        self._ask_pin()

    def _ask_pin(self) -> None:
        if self._is_over:
            return
        if self._access.opened.session.station is Station.ROOM:
            choose_pin(self._shell, self._access, lambda _: self._go_on())
        else:
            self._go_on()

    def _go_on(self) -> None:
        if not self._is_over:
            self._idle.stop()
            self._done(self._access.opened)

    def _leave(self) -> None:
        if not self._is_over:
            self._log_out()
