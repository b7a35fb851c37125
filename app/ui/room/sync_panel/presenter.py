"""Opens the panel, keeps it true while it is open, and passes "Try now" and "Look" on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from app.services.sending import Sending, SyncPanel
from app.services.session import Session
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.room.sync_panel.screen import SyncScreen, screen_of
from app.ui.room.sync_panel.view import SyncSheet
from domain.wire import ChildFact


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncTask:
    """Who looks, at whose things, in which zone."""

    session: Session
    children: tuple[ChildFact, ...]
    zone: ZoneInfo


class SyncPresenter:
    """`try_now` starts a cycle at once; `look_at` opens an entry or draft by its id. `refresh` is called whenever a cycle got on."""

    def __init__(
        self,
        view: SyncSheet,
        sending: Sending,
        task: SyncTask,
        *,
        vault: Lane,
        try_now: Callable[[], None],
        look_at: Callable[[str], None],
    ) -> None:
        self._view, self._sending, self._task, self._vault = view, sending, task, vault
        self._try_now, self._look_at = try_now, look_at
        self._is_trying = False
        self._screen = SyncScreen()
        view.try_asked.connect(self.try_now)
        view.look_asked.connect(self.look)

    def open(self) -> None:
        """Show the panel with what is known now."""
        self._view.show_screen(self._screen)
        self._view.open()
        self.refresh()

    def refresh(self, *, cycle_ended: bool = False) -> None:
        """Read again; a finished cycle ends "Trying now"."""
        self._is_trying = self._is_trying and not cycle_ended
        if self._view.isVisible():
            self._vault.run(partial(self._sending.panel, self._task.session), self._came, self._failed)

    def try_now(self) -> None:
        """Start a cycle, and say so at once."""
        self._is_trying = True
        self._show(replace(self._screen, headline="Trying now", is_trying=True, message=""))
        self._try_now()

    def look(self, thing: str) -> None:
        """Close, and open that thing."""
        self._view.shut()
        self._look_at(thing)

    def _came(self, panel: SyncPanel) -> None:
        self._show(screen_of(panel, self._task.children, self._task.zone, is_trying=self._is_trying))

    def _failed(self, error: Exception) -> None:
        self._show(replace(self._screen, message=sentence_for(error)))

    def _show(self, screen: SyncScreen) -> None:
        self._screen = screen
        self._view.show_screen(screen)
