"""What every work screen of a tablet is shown on: one at a time, its bar joined to the station, heard while the person is here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from app.services.session import Session
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.room.camera_screen.presenter import CameraPresenter
from app.ui.room.clip_review.presenter import ClipReviewPresenter
from app.ui.room.compose.presenter import ComposePresenter
from app.ui.room.face_review.presenter import ReviewPresenter
from app.ui.room.home.presenter import HomePresenter
from app.ui.room.screens import Build, Built, Known
from app.ui.room.work_bar import WorkBar
from app.ui.shell import Shell
from app.ui.widgets.fault import FaultDialog

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageWays:
    """Where every screen's bar leads; `home` says a sentence there. `joined` and `left` hear of each screen that comes and goes."""

    report_fault: Callable[[str], None]
    not_me: Callable[[], None]
    connection: Callable[[], None]
    home: Callable[[str], None]
    joined: Callable[[QWidget], None]
    left: Callable[[], None]


class Stage:
    """`presenter` is kept as long as its view; `bar` is the screen's work bar, if it has one."""

    def __init__(self, shell: Shell, session: Session, vault: Lane, ways: StageWays) -> None:
        self._shell, self._session, self._vault, self._ways = shell, session, vault, ways
        self.presenter: object = None
        self.bar: WorkBar | None = None
        self.is_over = False

    @property
    def screen(self) -> QWidget | None:
        """The screen that is shown."""
        return self._shell.screen_now

    def open(self, build: Build, known: Known) -> QWidget:
        """Show a screen and join its bar."""
        self.leave()
        view = self._shell.go(lambda: self._kept(build()))
        bar = getattr(view, "bar", None)
        self.bar = bar if isinstance(bar, WorkBar) else None
        if self.bar is not None:
            self._join(self.bar, view, known)
        self._ways.joined(view)
        return view

    def leave(self) -> None:
        """Let the screen that goes fall silent."""
        self._ways.left()
        if isinstance(self.presenter, HomePresenter | ReviewPresenter | ClipReviewPresenter | ComposePresenter | CameraPresenter):
            self.presenter.close()
        self.presenter, self.bar = None, None

    def end(self) -> None:
        """The person is gone: nothing opens any more, nothing is heard."""
        self.is_over = True
        self.leave()

    def run(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Work in the vault's lane."""

        def done(value: T) -> None:
            if not self.is_over:
                then(value)

        self._vault.run(work, done, lambda error: self.say(sentence_for(error)))

    def say(self, sentence: str) -> None:
        """Say it where the person is; home can always say something."""
        if self.is_over:
            return
        say = getattr(self.screen, "say", None)
        if callable(say):
            say(sentence)
        else:
            self._ways.home(sentence)

    def tell(self, sentence: str) -> None:
        """Say news where the person is, if that screen can say anything; nobody is taken elsewhere for it."""
        say = getattr(self.screen, "say", None)
        if not self.is_over and callable(say):
            say(sentence)

    def _kept(self, built: Built) -> Built:
        self.presenter = built[1]
        return built

    def _join(self, bar: WorkBar, view: QWidget, known: Known) -> None:
        fault = FaultDialog(self._shell.look, view, bar.height())
        fault.reported.connect(self._ways.report_fault)
        bar.fault_asked.connect(fault.open)
        bar.not_me_asked.connect(self._ways.not_me)
        bar.connection_asked.connect(self._ways.connection)
        bar.set_person(self._session.first_name, self._session.last_name)
        bar.set_connection(known.pill)
