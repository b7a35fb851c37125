"""Builds the work screens of a room tablet, each with its presenter. Where they lead is the station's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from app.services.pausing import Pause
from app.services.session import Session
from app.services.tablet import TabletServices
from app.services.writing import Draft
from app.ui.camera import FrameSource
from app.ui.lanes import Lanes
from app.ui.loudspeaker import Loudspeaker
from app.ui.room.around import for_words
from app.ui.room.camera_screen.presenter import CameraPresenter, CameraServices, CameraTask, CameraWays
from app.ui.room.camera_screen.screen import waiting_line
from app.ui.room.camera_screen.view import CameraView
from app.ui.room.clip_review.presenter import ClipReviewPresenter, ClipServices
from app.ui.room.clip_review.view import ClipReviewView
from app.ui.room.clip_tasks import ClipTasks
from app.ui.room.compose.presenter import ComposeExits, ComposePresenter, ComposeServices
from app.ui.room.compose.state import ComposeTask
from app.ui.room.compose.view import ComposeView
from app.ui.room.face_review.presenter import ReviewExits, ReviewPresenter, ReviewServices
from app.ui.room.face_review.state import ReviewTask
from app.ui.room.face_review.view import ReviewView
from app.ui.room.home.arrange import ConnectionFacts
from app.ui.room.home.presenter import HomePresenter, HomeWays
from app.ui.room.home.view import HomeView
from app.ui.theme.look import Look
from app.ui.while_shown import WhileShown
from domain.curriculum import Framework
from domain.ids import ChildId, DraftId, PhotoId
from domain.wire import ChildFact

Built = tuple[QWidget, object]
Build = Callable[[], Built]


@dataclass(frozen=True, slots=True)
class Known:
    """What every work screen needs of the store before it opens."""

    children: tuple[ChildFact, ...]
    zone: ZoneInfo
    pill: str
    pause: Pause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomScreens:
    """What all of them are built of. A built screen begins at once, so it is built when it is shown."""

    look: Look
    services: TabletServices
    session: Session
    lanes: Lanes
    frames: FrameSource
    framework: Framework
    clips: ClipTasks

    def known(self, pause: Pause | None) -> Known:
        """Runs in the vault's lane."""
        room = self.services.room
        children = tuple(card.child for card in room.board(self.session).children)
        return Known(children, room.zone(), self.services.sending.pill(), pause)

    def home(self, known: Known, ways: HomeWays) -> Built:
        """The children of the room."""
        view, services = HomeView(self.look), self.services
        lane = WhileShown(self.lanes.vault, view)
        return view, HomePresenter(
            view, services.room, services.writing, self.connection, lane, self.session, known.zone, ways
        )  # fmt: skip

    def camera(self, draft: Draft, known: Known, ways: CameraWays) -> Built:
        """The camera, for that draft."""
        first = next((child for child in known.children if child.id in draft.children), None)
        task = CameraTask(
            draft=draft,
            session=self.session,
            for_words=for_words(draft.children, known.children),
            seed=first.avatar if first is not None else None,
            waiting=waiting_line(known.pill),
            children=frozenset(ChildId(child.id) for child in known.children),
        )
        all_of = self.services
        services = CameraServices(all_of.capturing, all_of.looking, all_of.reviewing, all_of.writing, all_of.clips)
        view, lanes = CameraView(self.look), self.lanes
        presenter = CameraPresenter(view, self.frames, services, task, ways, vault=lanes.vault, cpu=lanes.cpu, frames=lanes.frames)
        presenter.start()
        return view, presenter

    def review(self, draft: Draft, known: Known, photo_id: PhotoId, named: tuple[ChildId, ...], exits: ReviewExits) -> Built:
        """Who is in that photo. named: the children who were found in the photos before it."""
        all_of = self.services
        services = ReviewServices(all_of.reviewing, all_of.looking, all_of.capturing, cropping=all_of.reviewing)
        task = self._review_task(draft, known, photo_id, named)
        view = ReviewView(self.look)
        presenter = ReviewPresenter(view, services, task, exits, vault=self.lanes.vault, cpu=self.lanes.cpu)
        presenter.start()
        return view, presenter

    def clip_review(
        self, draft: Draft, known: Known, photo_id: PhotoId, named: tuple[ChildId, ...], exits: ReviewExits, write: Callable[[], None]
    ) -> Built:
        """Who is in that video; `write` leads to the words before that is said."""
        all_of, task = self.services, self._review_task(draft, known, photo_id, named)
        services = ClipServices(all_of.reviewing, all_of.clips, all_of.capturing, self.clips.looks)
        view, lanes = ClipReviewView(self.look), self.lanes
        presenter = ClipReviewPresenter(
            view, services, task, exits, write=write, vault=lanes.vault, frames=lanes.frames, loudspeaker=own_loudspeaker
        )  # fmt: skip
        presenter.start()
        return view, presenter

    def _review_task(self, draft: Draft, known: Known, photo_id: PhotoId, named: tuple[ChildId, ...]) -> ReviewTask:
        return ReviewTask(
            photo_id=photo_id,
            number=draft.photo_ids.index(photo_id) + 1 if photo_id in draft.photo_ids else 1,
            photos=max(1, len(draft.photo_ids)),
            children=known.children,
            journals=tuple(dict.fromkeys((*draft.children, *named))),
            session=self.session,
        )

    def compose(self, draft_id: DraftId, known: Known, named: tuple[ChildId, ...], exits: ComposeExits) -> Built:
        """The words of an entry."""
        all_of = self.services
        services = ComposeServices(
            all_of.writing, all_of.handing_in, all_of.reviewing, all_of.capturing, all_of.clips, all_of.later
        )  # fmt: skip
        task = ComposeTask(
            draft_id=draft_id,
            session=self.session,
            children=known.children,
            framework=self.framework,
            zone=known.zone,
            named=named,
        )
        view = ComposeView(self.look)
        self.clips.looks.looked.connect(view.photos_changed)  # let go of with the view
        presenter = ComposePresenter(view, services, task, exits, vault=self.lanes.vault)
        presenter.start()
        return view, presenter

    def connection(self) -> ConnectionFacts:
        """Runs in the vault's lane."""
        sending = self.services.sending
        return ConnectionFacts(on_network=sending.is_on_network(), waiting=sending.waiting_count())


def own_loudspeaker() -> Loudspeaker:
    """This tablet's, loaded when the first video is heard."""
    from app.ui.loudspeaker_live import QtLoudspeaker

    return QtLoudspeaker()
