"""The holding page's wishes: paper sheets, another report, a log-out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter

from app.services.pausing import Pause, Pausing
from app.services.session import Clock, Session
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.paused.paper import paper_document, print_on, the_printer
from app.ui.paused.screen import paused_screen
from app.ui.paused.view import PausedView
from domain.errors import KnownError

CLOCK_MS = 10_000
PRINTED = "The sheets are at the printer."


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedTask:
    """`due`: HH:MM when the tablet is to be back, "" = unknown."""

    pause: Pause
    session: Session
    clock: Clock
    zone: tzinfo
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedWays:
    """Where the page leads; `try_now` asks the server for news: the panel of what is sent names children, and stays shut."""

    report_fault: Callable[[str], None]
    log_out: Callable[[], None]
    lock: Callable[[], None]
    try_now: Callable[[], None]


class PausedPresenter:
    """Names are read in the vault's lane, for the printer only: the page itself shows none. `printer` raises NoPrinter."""

    def __init__(
        self, view: PausedView, pausing: Pausing, task: PausedTask, ways: PausedWays, vault: Lane,
        printer: Callable[[], QPrinter] = the_printer,
    ) -> None:  # fmt: skip
        self._view, self._pausing, self._task, self._ways, self._vault, self._printer = view, pausing, task, ways, vault, printer
        view.set_person(task.session.first_name, task.session.last_name)
        view.print_asked.connect(self.print_sheets)
        view.fault_reported.connect(lambda note: ways.report_fault(note))
        view.log_out_asked.connect(lambda: ways.log_out())
        view.not_me_asked.connect(lambda: ways.lock())
        view.connection_asked.connect(lambda: ways.try_now())
        self._timer = QTimer(view)
        self._timer.setInterval(CLOCK_MS)
        self._timer.timeout.connect(self._show)
        self._timer.start()
        self._show()

    def print_sheets(self) -> None:
        """One sheet of the room's children for the printer of this tablet."""
        self._vault.run(lambda: self._pausing.first_names(self._task.session), self._print, self._failed)

    def _print(self, first_names: tuple[str, ...]) -> None:
        try:
            print_on(self._printer(), paper_document(self._task.pause.room, self._now().date(), first_names))
        except KnownError as error:
            self._failed(error)
            return
        self._view.say(PRINTED)

    def _failed(self, error: Exception) -> None:
        self._view.say(sentence_for(error))

    def _show(self) -> None:
        self._view.show_screen(paused_screen(self._task.pause, self._now(), self._task.due))

    def _now(self) -> datetime:
        return self._task.clock().astimezone(self._task.zone)
