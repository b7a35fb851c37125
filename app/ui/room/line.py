"""What a tablet says of its line: the panel of what is sent, and every screen's news after a contact with the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.services.sending import Sending
from app.services.session import Session
from app.sync.reports import CycleReport, RemovalQuestion
from app.ui.background import Lane
from app.ui.room.around import top_px_of
from app.ui.room.camera_screen.presenter import CameraPresenter
from app.ui.room.camera_screen.screen import waiting_line
from app.ui.room.home.presenter import HomePresenter
from app.ui.room.removal import ask_about_removal
from app.ui.room.screens import Known
from app.ui.room.stage import Stage
from app.ui.room.sync_panel.presenter import SyncPresenter, SyncTask
from app.ui.room.sync_panel.view import SyncSheet
from app.ui.theme.look import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWays:
    """`wake` starts a contact, `look_at` opens an entry or draft by its id, `agreed` takes the removal as it is."""

    wake: Callable[[], None]
    look_at: Callable[[str], None]
    agreed: Callable[[], None]


class Line:
    """The line of one person's time on the tablet."""

    def __init__(self, look: Look, sending: Sending, session: Session, vault: Lane, stage: Stage, ways: LineWays) -> None:
        self._look, self._sending, self._session, self._vault, self._stage, self._ways = look, sending, session, vault, stage, ways
        self._panel: SyncPresenter | None = None
        self._asked: RemovalQuestion | None = None

    def show_panel(self, known: Known, then: Callable[[], None]) -> None:
        """Over the screen that is there; `then` follows when it closes."""
        view = self._stage.screen
        if view is None:
            return
        task = SyncTask(session=self._session, children=known.children, zone=known.zone)
        sheet = SyncSheet(self._look, view, top_px_of(view))
        self._panel = SyncPresenter(sheet, self._sending, task, vault=self._vault, try_now=self._ways.wake, look_at=self._ways.look_at)
        sheet.closed.connect(sheet.deleteLater)
        sheet.closed.connect(lambda: self._closed(then))
        self._panel.open()

    def leave(self) -> None:
        """The screen goes, and the panel with it."""
        self._panel = None

    def cycled(self, report: CycleReport) -> None:
        """A contact with the server is over: the screen hears what it shows of it."""
        if self._panel is not None:
            self._panel.refresh(cycle_ended=True)
        shown, bar = self._stage.presenter, self._stage.bar
        if isinstance(shown, HomePresenter):
            shown.refresh()
            self._ask_about_removal(report.question)
        if isinstance(shown, CameraPresenter):
            camera = shown
            self._stage.run(
                self._sending.pill, lambda words: camera.waiting_changed(waiting_line(words)) if camera is self._stage.presenter else None
            )
        if bar is not None:
            self._stage.run(self._sending.pill, lambda words: bar.set_connection(words) if bar is self._stage.bar else None)

    def _closed(self, then: Callable[[], None]) -> None:
        self._panel = None
        then()

    def _ask_about_removal(self, question: RemovalQuestion | None) -> None:
        """Once per question, and on home only: nobody is interrupted at work."""
        view = self._stage.screen
        if question is None or question == self._asked or view is None:
            return
        self._asked = question
        ask_about_removal(self._look, view, question, self._ways.agreed, top_px_of(view))
