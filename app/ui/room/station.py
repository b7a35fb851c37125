"""Leads a person from screen to screen: home, camera, faces, writing, and back; over one open store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.handing_in import HandedIn
from app.services.pausing import Pause
from app.services.session import Session
from app.services.tablet import TabletServices
from app.services.writing import Draft
from app.sync.reports import CycleReport, RemovalQuestion
from app.ui.camera import FrameSource
from app.ui.errors import sentence_for
from app.ui.lanes import Lanes
from app.ui.paused.presenter import PausedPresenter, PausedTask, PausedWays
from app.ui.paused.view import PausedView
from app.ui.room.around import for_words, top_px_of
from app.ui.room.camera_screen.presenter import CameraPresenter, CameraServices, CameraTask, CameraWays
from app.ui.room.camera_screen.screen import waiting_line
from app.ui.room.camera_screen.view import CameraView
from app.ui.room.compose.presenter import ComposeExits, ComposePresenter, ComposeServices
from app.ui.room.compose.state import ComposeTask
from app.ui.room.compose.view import ComposeView
from app.ui.room.face_review.presenter import ReviewExits, ReviewPresenter, ReviewServices
from app.ui.room.face_review.state import ReviewTask
from app.ui.room.face_review.view import ReviewView
from app.ui.room.home.arrange import ConnectionFacts
from app.ui.room.home.presenter import HomePresenter, HomeWays
from app.ui.room.home.view import HomeView
from app.ui.room.needs_you import NeedsYou, NeedsYouWays
from app.ui.room.person.desk import PersonDesk, PersonTools, PersonWays
from app.ui.room.removal import ask_about_removal
from app.ui.room.sync_panel.presenter import SyncPresenter, SyncTask
from app.ui.room.sync_panel.view import SyncSheet
from app.ui.room.work_bar import WorkBar
from app.ui.shell import Shell
from app.ui.sync_clock import SyncClock
from app.ui.unlock.idle import IdleWatch
from app.ui.widgets.fault import FaultDialog
from domain.curriculum import Framework
from domain.ids import ChildId, DraftId, PhotoId
from domain.wire import ChildFact

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StationExits:
    """Where the station leads: to the lock screen; `turned` hears the camera's new angle, for this device to remember.

    `agree_to_removal`: the office says that the server may take so much off this tablet's lists. `log_out` None = as `lock`.
    """

    lock: Callable[[], None]
    turned: Callable[[int], None]
    agree_to_removal: Callable[[], None]
    log_out: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What every work screen needs of the store before it opens."""

    children: tuple[ChildFact, ...]
    zone: ZoneInfo
    pill: str
    pause: Pause | None = None


def nothing() -> None:
    """What comes after a panel that was opened over a screen that goes on."""


class RoomStation(QObject):
    """One person's time on the tablet."""

    def __init__(
        self,
        shell: Shell,
        services: TabletServices,
        session: Session,
        lanes: Lanes,
        frames: FrameSource,
        framework: Framework,
        clock: SyncClock,
        exits: StationExits,
        person: PersonTools | None = None,
    ) -> None:
        super().__init__()
        self._shell, self._look, self._services, self._session = shell, shell.look, services, session
        self._lanes, self._frames, self._framework, self._clock, self._exits = lanes, frames, framework, clock, exits
        self._presenter: object = None
        self._panel: SyncPresenter | None = None
        self._bar: WorkBar | None = None
        self._is_over = False
        self._asked: RemovalQuestion | None = None
        self._where: Callable[[], None] = self.home  # what shows again when a pause is lifted
        self._person, self._idle = person, IdleWatch(shell.look, shell)
        self._desk = PersonDesk(shell, session, person, self._person_ways()) if person is not None else None
        ways = NeedsYouWays(go_on=self.compose, over_home=self._over_home, say=self._say, wake=clock.wake, run=self._run)
        self._needs_you = NeedsYou(self._look, services, session, lanes.vault, ways)
        clock.cycled.connect(self._cycled)

    # -- Coming and going -------------------------------------------------------------------------------------------------------------

    def start(self, say: str = "") -> None:
        """Put right what a power cut left, then show home, which says that sentence; the sync begins at once."""
        self._run(lambda: self._services.starting.recover(self._session), lambda _: self.home(say))
        self._idle.start()
        self._clock.wake()

    def end(self) -> None:
        """Fall silent: the person is gone, or the window closes."""
        self._is_over = True
        self._idle.stop()
        self._leave()
        self._frames.stop()

    def lock(self) -> None:
        """ "Not me?": at once. What was typed is saved as it is typed; whoever proves to be this person is asked what is not theirs."""
        if self._desk is not None:
            self._desk.say_not_me()
        self._exits.lock()

    def log_out(self) -> None:
        """By choice: the next one here types a password."""
        (self._exits.log_out or self._exits.lock)()

    def report_fault(self, note: str) -> None:
        """Keep the report, send it as soon as there is a line, and log out."""
        self._run(lambda: self._services.reporting.report(note, self._session), lambda _: self._told())

    def _told(self) -> None:
        self._clock.wake()
        self._exits.lock()

    # -- Screens ----------------------------------------------------------------------------------------------------------------------

    def home(self, say: str = "") -> None:
        """The children of the room."""
        self._where = self.home
        self._know(lambda known: self._show_home(known, say))

    def camera(self, draft_id: DraftId) -> None:
        """Take photos for a draft."""
        self._where = partial(self.camera, draft_id)
        self._know_draft(draft_id, self._show_camera)

    def review(self, draft_id: DraftId, photo_id: PhotoId, named: tuple[ChildId, ...] = ()) -> None:
        """Say who is in one photo."""
        self._where = partial(self.review, draft_id, photo_id, named)
        self._know_draft(draft_id, lambda draft, known: self._show_review(draft, known, photo_id, named))

    def compose(self, draft_id: DraftId, named: tuple[ChildId, ...] = ()) -> None:
        """Write the entry."""
        self._where = partial(self.compose, draft_id, named)
        self._know(lambda known: self._show_compose(draft_id, known, named))

    def _show_home(self, known: Known, say: str = "") -> None:
        ways = HomeWays(
            take_photo=lambda draft: self.camera(draft.id),
            write=lambda draft: self.compose(draft.id),
            go_on=self.compose,
            open_sync_panel=self._open_panel,
            lock=self.lock,
            report_fault=self.report_fault,
        )

        def build() -> tuple[QWidget, object]:
            view = HomeView(self._look)
            return view, HomePresenter(
                view, self._services.room, self._services.writing, self._connection, self._lanes.vault, self._session, known.zone, ways
            )

        view = self._open(build, known)
        if say and isinstance(view, HomeView):
            view.say(say)
        if self._desk is not None:
            self._desk.ask_once(view)

    def _show_camera(self, draft: Draft, known: Known) -> None:
        first = next((child for child in known.children if child.id in draft.children), None)
        task = CameraTask(
            draft=draft,
            session=self._session,
            for_words=for_words(draft.children, known.children),
            seed=first.avatar if first is not None else None,
            waiting=waiting_line(known.pill),
        )
        services = CameraServices(self._services.capturing, self._services.looking, self._services.reviewing, self._services.writing)

        def build() -> tuple[QWidget, object]:
            view = CameraView(self._look)
            presenter = CameraPresenter(
                view, self._frames, services, task, self._camera_ways(draft), vault=self._lanes.vault, cpu=self._lanes.cpu
            )
            presenter.start()
            return view, presenter

        self._open(build, known)

    def _camera_ways(self, draft: Draft) -> CameraWays:
        return CameraWays(
            put_away=self.home,
            name_faces=lambda photo: self.review(draft.id, photo),
            write=lambda: self.compose(draft.id),
            open_sync_panel=lambda: self._open_panel(then=lambda: self.camera(draft.id)),
            lock=self.lock,
            report_fault=self.report_fault,
            turned=self._exits.turned,
        )

    def _show_review(self, draft: Draft, known: Known, photo_id: PhotoId, named: tuple[ChildId, ...]) -> None:
        exits = ReviewExits(
            back=lambda: self.camera(draft.id),
            kept=lambda now: self._next_review(draft.id, tuple(dict.fromkeys((*named, *now)))),
            discarded=lambda: self._next_review(draft.id, named),
        )
        services = ReviewServices(self._services.reviewing, self._services.looking, self._services.capturing)
        number = draft.photo_ids.index(photo_id) + 1 if photo_id in draft.photo_ids else 1
        task = ReviewTask(
            photo_id=photo_id,
            number=number,
            photos=max(1, len(draft.photo_ids)),
            children=known.children,
            journals=tuple(dict.fromkeys((*draft.children, *named))),
            session=self._session,
        )

        def build() -> tuple[QWidget, object]:
            view = ReviewView(self._look)
            presenter = ReviewPresenter(view, services, task, exits, vault=self._lanes.vault, cpu=self._lanes.cpu)
            presenter.start()
            return view, presenter

        self._open(build, known)

    def _show_compose(self, draft_id: DraftId, known: Known, named: tuple[ChildId, ...]) -> None:
        exits = ComposeExits(
            back=self.home,
            camera=lambda: self.camera(draft_id),
            review=lambda photo: self.review(draft_id, photo),
            handed_in=self._handed_in,
        )
        services = ComposeServices(self._services.writing, self._services.handing_in, self._services.reviewing, self._services.capturing)
        task = ComposeTask(
            draft_id=draft_id,
            session=self._session,
            children=known.children,
            framework=self._framework,
            zone=known.zone,
            named=named,
        )

        def build() -> tuple[QWidget, object]:
            view = ComposeView(self._look)
            presenter = ComposePresenter(view, services, task, exits, vault=self._lanes.vault)
            presenter.start()
            return view, presenter

        self._open(build, known)

    def _handed_in(self, handed: HandedIn) -> None:
        self._clock.wake()
        self.home(handed.held[0] if handed.held else "Handed in. It goes to the office when the nursery’s network is here.")

    def _next_review(self, draft_id: DraftId, named: tuple[ChildId, ...]) -> None:
        """The next photo that nobody has reviewed; after the last one, the words."""

        def go(waiting: tuple[PhotoId, ...]) -> None:
            if waiting:
                self.review(draft_id, waiting[0], named)
            else:
                self.compose(draft_id, named)

        self._run(lambda: self._services.reviewing.to_review(draft_id, self._session), go)

    # -- Paused -----------------------------------------------------------------------------------------------------------------------

    def _show_paused(self, known: Known, pause: Pause, person: PersonTools) -> None:
        """Over everything: the work screen goes, and what was typed is kept."""
        if isinstance(self._presenter, PausedPresenter):
            return
        access = person.access
        task = PausedTask(pause=pause, session=self._session, clock=access.clock, zone=known.zone, due=person.due)
        ways = PausedWays(report_fault=self.report_fault, log_out=self.log_out, lock=self.lock, try_now=self._clock.wake)

        def build() -> tuple[QWidget, object]:
            view = PausedView(self._look)
            view.set_connection(known.pill)
            return view, PausedPresenter(view, person.pausing, task, ways, self._lanes.vault)

        self._open(build, known)

    def _look_for_pause(self, person: PersonTools) -> None:
        """After every contact: show the page, or go back to where the person was."""

        def heard(pause: Pause | None) -> None:
            is_shown = isinstance(self._presenter, PausedPresenter)
            if pause is not None and not is_shown:
                self._know(lambda _: None)  # which finds the pause and shows it
            elif pause is None and is_shown:
                self._where()

        self._run(person.pausing.pause, heard)

    # -- The sync panel and the line --------------------------------------------------------------------------------------------------

    def _open_panel(self, then: Callable[[], None] = nothing) -> None:
        self._know(lambda known: self._show_panel(known, then))

    def _show_panel(self, known: Known, then: Callable[[], None]) -> None:
        view = self._shell.screen_now
        if view is None:
            return
        task = SyncTask(session=self._session, children=known.children, zone=known.zone)
        sheet = SyncSheet(self._look, view, top_px_of(view))
        self._panel = SyncPresenter(
            sheet, self._services.sending, task, vault=self._lanes.vault, try_now=self._clock.wake, look_at=self._needs_you.look_at
        )
        sheet.closed.connect(sheet.deleteLater)
        sheet.closed.connect(lambda: self._panel_closed(then))
        self._panel.open()

    def _panel_closed(self, then: Callable[[], None]) -> None:
        self._panel = None
        then()

    def _over_home(self, then: Callable[[QWidget, int], None]) -> None:
        """Do that over home, which comes first while another screen is open; it is given home and the height of its bar."""
        now = self._shell.screen_now
        if isinstance(now, HomeView):
            then(now, top_px_of(now))
            return

        def show(known: Known) -> None:
            self._show_home(known)
            home = self._shell.screen_now
            if home is not None:
                then(home, top_px_of(home))

        self._know(show)

    def _connection(self) -> ConnectionFacts:
        """Runs in the vault's lane."""
        sending = self._services.sending
        return ConnectionFacts(on_network=sending.is_on_network(), waiting=sending.waiting_count())

    def _cycled(self, report: CycleReport) -> None:
        if self._is_over:
            return
        if self._person is not None:
            self._look_for_pause(self._person)
        if self._panel is not None:
            self._panel.refresh(cycle_ended=True)
        if isinstance(self._presenter, HomePresenter):
            self._presenter.refresh()
            self._ask_about_removal(report.question)
        camera = self._presenter
        if isinstance(camera, CameraPresenter):
            self._run(
                self._services.sending.pill,
                lambda words: camera.waiting_changed(waiting_line(words)) if camera is self._presenter else None,
            )
        bar = self._bar
        if bar is not None:
            self._run(self._services.sending.pill, lambda words: bar.set_connection(words) if bar is self._bar else None)

    def _ask_about_removal(self, question: RemovalQuestion | None) -> None:
        """Once per question, and on home only: nobody is interrupted at work."""
        view = self._shell.screen_now
        if question is None or question == self._asked or view is None:
            return
        self._asked = question

        def agreed() -> None:
            self._exits.agree_to_removal()
            self._clock.wake()

        ask_about_removal(self._look, view, question, agreed, top_px_of(view))

    # -- Machinery --------------------------------------------------------------------------------------------------------------------

    def _open(self, build: Callable[[], tuple[QWidget, object]], known: Known) -> QWidget:
        """Show a screen and join its bar; the presenter is kept as long as its view."""
        self._leave()
        view = self._shell.go(lambda: self._kept(build()))
        bar = getattr(view, "bar", None)
        self._bar = bar if isinstance(bar, WorkBar) else None
        if self._bar is not None:
            self._join(self._bar, view, known)
        if self._desk is not None:
            self._desk.join(view)
        return view

    def _kept(self, built: tuple[QWidget, object]) -> tuple[QWidget, object]:
        self._presenter = built[1]
        return built

    def _leave(self) -> None:
        """Let the screen that goes fall silent."""
        self._needs_you.leave()
        if isinstance(self._presenter, ReviewPresenter | ComposePresenter | CameraPresenter):
            self._presenter.close()
        self._presenter, self._panel, self._bar = None, None, None

    def _join(self, bar: WorkBar, view: QWidget, known: Known) -> None:
        fault = FaultDialog(self._look, view, bar.height())
        fault.reported.connect(self.report_fault)
        bar.fault_asked.connect(fault.open)
        bar.not_me_asked.connect(self.lock)
        bar.connection_asked.connect(self._open_panel)
        bar.set_person(self._session.first_name, self._session.last_name)
        bar.set_connection(known.pill)

    def _person_ways(self) -> PersonWays:
        return PersonWays(
            lock=self.lock,
            log_out=self.log_out,
            say=self._say,
            run=self._run,
            away=self._away,
            waiting=self._services.sending.waiting_count,
            wake=self._clock.wake,
        )

    def _away(self, show: Callable[[Callable[[str], None]], None]) -> None:
        """Leave the work screen for another, and come back to it; what was typed is kept."""
        where = self._where

        def back(sentence: str) -> None:
            if self._is_over:
                return
            if sentence:
                self.home(sentence)
            else:
                where()

        self._leave()
        show(back)

    def _know(self, then: Callable[[Known], None]) -> None:
        def read() -> Known:
            board = self._services.room.board(self._session)
            children = tuple(card.child for card in board.children)
            pause = self._person.pausing.pause() if self._person is not None else None
            return Known(children, self._services.room.zone(), self._services.sending.pill(), pause)

        def known(found: Known) -> None:
            if found.pause is not None and self._person is not None:
                self._show_paused(found, found.pause, self._person)
            else:
                then(found)

        self._run(read, known)

    def _know_draft(self, draft_id: DraftId, then: Callable[[Draft, Known], None]) -> None:
        self._run(
            lambda: self._services.writing.open(draft_id, self._session),
            lambda draft: self._know(lambda known: then(draft, known)),
        )

    def _run(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        def done(value: T) -> None:
            if not self._is_over:
                then(value)

        self._lanes.vault.run(work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._say(sentence_for(error))

    def _say(self, sentence: str) -> None:
        """Say it where the person is; home can always say something. Nothing opens once the person is gone."""
        if self._is_over:
            return
        say = getattr(self._shell.screen_now, "say", None)
        if callable(say):
            say(sentence)
        else:
            self.home(sentence)
