"""Leads a person from screen to screen: home, camera, faces, writing, and back; over one open store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.session import Session
from app.services.tablet import TabletServices
from app.sync.reports import CycleReport
from app.ui.camera import FrameSource
from app.ui.lanes import Lanes
from app.ui.paused.presenter import PausedWays
from app.ui.room.around import top_px_of
from app.ui.room.clip_review.presenter import ClipReviewPresenter
from app.ui.room.clip_tasks import ClipTasks
from app.ui.room.compose.presenter import ComposePresenter
from app.ui.room.covering_line import CoveringLine
from app.ui.room.entry_ways import EntryWays, StationWays
from app.ui.room.home.presenter import HomeWays
from app.ui.room.home.view import HomeView
from app.ui.room.line import Line, LineWays
from app.ui.room.needs_you import NeedsYou, NeedsYouWays
from app.ui.room.pause import PauseWatch, PauseWays
from app.ui.room.person.desk import PersonDesk, PersonTools, PersonWays
from app.ui.room.screens import Known, RoomScreens
from app.ui.room.stage import Stage, StageWays
from app.ui.shell import Shell
from app.ui.sync_clock import SyncClock
from app.ui.unlock.idle import IdleWatch
from domain.curriculum import Framework
from domain.ids import DraftId


@dataclass(frozen=True, slots=True)
class StationExits:
    """Where the station leads: to the lock screen; `turned` hears the camera's new angle, for this device to remember.

    `agree_to_removal`: the office says that the server may take so much off this tablet's lists. `log_out` None = as `lock`.
    """

    lock: Callable[[], None]
    turned: Callable[[int], None]
    agree_to_removal: Callable[[], None]
    log_out: Callable[[], None] | None = None


LOOKED = "Daybook has looked at your video. Say who is in it."


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
        *,
        clips: ClipTasks | None = None,
    ) -> None:
        super().__init__()
        self._services, self._session = services, session
        self._frames, self._clock, self._exits = frames, clock, exits
        self._clips = clips or ClipTasks(services, session, lanes)
        self._screens = RoomScreens(
            look=shell.look, services=services, session=session, lanes=lanes, frames=frames, framework=framework, clips=self._clips
        )  # fmt: skip
        self._where: Callable[[], None] = self.home  # what shows again when a pause is lifted
        self._person, self._idle = person, IdleWatch(shell.look, shell)
        self._stage = stage = Stage(shell, session, lanes.vault, self._stage_ways())
        self._entries = EntryWays(services, session, self._screens, stage, self._entry_ways())
        self._covering = CoveringLine(shell.look, self._clips.later, stage, self.compose)
        self._desk = PersonDesk(shell, session, person, self._person_ways()) if person is not None else None
        self._pause = PauseWatch(shell.look, session, person, stage, self._pause_ways(), lanes.vault) if person is not None else None
        ways = NeedsYouWays(go_on=self._go_on, over_home=self._over_home, say=stage.say, wake=clock.wake, run=stage.run)
        self._needs_you = NeedsYou(shell.look, services, session, lanes.vault, ways)
        line_ways = LineWays(wake=clock.wake, look_at=self._needs_you.look_at, agreed=self._agreed)
        self._line = Line(shell.look, services.sending, session, lanes.vault, stage, line_ways)
        clock.cycled.connect(self._cycled)
        self._clips.looks.looked.connect(self._looked)

    # -- Coming and going -------------------------------------------------------------------------------------------------------------

    def start(self, say: str = "") -> None:
        """Put right what a power cut left, then show home, which says that sentence; the sync begins at once."""
        self._stage.run(lambda: self._services.starting.recover(self._session), lambda _: self.home(say))
        self._idle.start()
        self._clock.wake()
        self._clips.later.wake()

    def end(self) -> None:
        """Fall silent: the person is gone, or the window closes."""
        self._idle.stop()
        self._covering.end()
        self._stage.end()
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
        self._stage.run(lambda: self._services.reporting.report(note, self._session), lambda _: self._told())

    def _told(self) -> None:
        self._clock.wake()
        self._exits.lock()

    # -- Screens ----------------------------------------------------------------------------------------------------------------------

    def home(self, say: str = "") -> None:
        """The children of the room."""
        self._where = self.home
        self._know(lambda known: self._show_home(known, say))

    def camera(self, draft_id: DraftId) -> None:
        """Take photos and videos for an entry."""
        self._entries.camera(draft_id)

    def compose(self, draft_id: DraftId) -> None:
        """Go on with an entry that was begun."""
        self._entries.compose(draft_id)

    def _show_home(self, known: Known, say: str = "") -> None:
        ways = HomeWays(
            take_photo=lambda draft: self.camera(draft.id),
            write=lambda draft: self.compose(draft.id),
            go_on=self._go_on,
            open_sync_panel=self._open_panel,
            lock=self.lock,
            report_fault=self.report_fault,
        )
        view = self._stage.open(lambda: self._screens.home(known, ways), known)
        if say and isinstance(view, HomeView):
            view.say(say)
        if self._desk is not None:
            self._desk.ask_once(view)

    # -- The line ---------------------------------------------------------------------------------------------------------------------

    def _open_panel(self, then: Callable[[], None] = nothing) -> None:
        self._know(lambda known: self._line.show_panel(known, then))

    def _cycled(self, report: CycleReport) -> None:
        if self._stage.is_over:
            return
        if self._pause is not None:
            self._pause.look_again()
        self._line.cycled(report)

    def _agreed(self) -> None:
        self._exits.agree_to_removal()
        self._clock.wake()

    def _over_home(self, then: Callable[[QWidget, int], None]) -> None:
        """Do that over home, which comes first while another screen is open; it is given home and the height of its bar."""
        now = self._stage.screen
        if isinstance(now, HomeView):
            then(now, top_px_of(now))
            return

        def show(known: Known) -> None:
            self._show_home(known)
            home = self._stage.screen
            if home is not None:
                then(home, top_px_of(home))

        self._know(show)

    # -- Machinery --------------------------------------------------------------------------------------------------------------------

    def _stage_ways(self) -> StageWays:
        return StageWays(
            report_fault=self.report_fault,
            not_me=self.lock,
            connection=self._open_panel,
            home=self.home,
            joined=self._joined,
            left=self._left,
        )

    def _joined(self, view: QWidget) -> None:
        self._covering.join(view)
        if self._desk is not None:
            self._desk.join(view)

    def _go_on(self, draft_id: DraftId) -> None:
        """A draft that is being handed in later is stopped first, which its sheet asks about."""
        if self._covering.is_covering(draft_id):
            self._covering.open()
        else:
            self.compose(draft_id)

    def _looked(self, _: str) -> None:
        """A video can be answered now; its own screen and its entry show that themselves."""
        if not isinstance(self._stage.presenter, ClipReviewPresenter | ComposePresenter):
            self._stage.tell(LOOKED)

    def _left(self) -> None:
        self._needs_you.leave()
        self._line.leave()

    def _entry_ways(self) -> StationWays:
        return StationWays(
            know=self._know,
            at=self._stand,
            home=self.home,
            lock=self.lock,
            report_fault=self.report_fault,
            open_panel=self._open_panel,
            turned=self._exits.turned,
            handed_in=self._clock.wake,
            handed_in_later=self._clips.later.wake,
        )

    def _stand(self, where: Callable[[], None]) -> None:
        self._where = where

    def _pause_ways(self) -> PauseWays:
        page = PausedWays(report_fault=self.report_fault, log_out=self.log_out, lock=self.lock, try_now=self._clock.wake)
        return PauseWays(look=lambda: self._know(lambda _: None), back=lambda: self._where(), page=page)

    def _person_ways(self) -> PersonWays:
        return PersonWays(
            lock=self.lock,
            log_out=self.log_out,
            say=self._stage.say,
            run=self._stage.run,
            away=self._away,
            waiting=self._services.sending.waiting_count,
            wake=self._clock.wake,
        )

    def _away(self, show: Callable[[Callable[[str], None]], None]) -> None:
        """Leave the work screen for another, and come back to it; what was typed is kept."""
        where = self._where

        def back(sentence: str) -> None:
            if self._stage.is_over:
                return
            if sentence:
                self.home(sentence)
            else:
                where()

        self._stage.leave()
        show(back)

    def _know(self, then: Callable[[Known], None]) -> None:
        def known(found: Known) -> None:
            if found.pause is not None and self._pause is not None:
                self._pause.show(found, found.pause)
            else:
                then(found)

        self._stage.run(lambda: self._screens.known(self._pause.pause() if self._pause is not None else None), known)
