"""The way of one entry through its screens: camera, who is in each photo and video, the words, handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.services.handing_in import HandedIn
from app.services.session import Session
from app.services.tablet import TabletServices
from app.services.writing import Draft
from app.ui.room.camera_screen.presenter import CameraWays
from app.ui.room.compose.presenter import ComposeExits
from app.ui.room.face_review.presenter import ReviewExits
from app.ui.room.screens import Known, RoomScreens
from app.ui.room.stage import Stage
from domain.ids import ChildId, DraftId, PhotoId

HANDED_IN = "Handed in. It goes to the office when the nursery’s network is here."
HANDED_IN_LATER = "The video is being covered. You can go on working."


@dataclass(frozen=True, slots=True, kw_only=True)
class StationWays:
    """What an entry's screens ask of the station. `know` reads what every screen needs; `at` remembers where the person is."""

    know: Callable[[Callable[[Known], None]], None]
    at: Callable[[Callable[[], None]], None]
    home: Callable[[str], None]
    lock: Callable[[], None]
    report_fault: Callable[[str], None]
    open_panel: Callable[[Callable[[], None]], None]
    turned: Callable[[int], None]
    handed_in: Callable[[], None]
    handed_in_later: Callable[[], None]


class EntryWays:
    """One person's entries. Every screen saves what it holds before the next one opens."""

    def __init__(self, services: TabletServices, session: Session, screens: RoomScreens, stage: Stage, ways: StationWays) -> None:
        self._services, self._session, self._screens, self._stage, self._ways = services, session, screens, stage, ways

    def camera(self, draft_id: DraftId) -> None:
        """Take photos and videos for a draft."""
        self._ways.at(partial(self.camera, draft_id))
        self._know_draft(draft_id, self._show_camera)

    def review(self, draft_id: DraftId, photo_id: PhotoId, named: tuple[ChildId, ...] = (), say: str = "") -> None:
        """Say who is in one photo or video; the screen says that sentence once."""
        self._ways.at(partial(self.review, draft_id, photo_id, named))

        def show(draft: Draft, clips: frozenset[PhotoId], known: Known) -> None:
            self._show_review(draft, known, photo_id, named, is_clip=photo_id in clips)
            if say:
                self._stage.tell(say)

        self._know_draft(draft_id, show)

    def compose(self, draft_id: DraftId, named: tuple[ChildId, ...] = ()) -> None:
        """Write the entry."""
        self._ways.at(partial(self.compose, draft_id, named))
        self._ways.know(lambda known: self._show_compose(draft_id, known, named))

    def _show_camera(self, draft: Draft, clips: frozenset[PhotoId], known: Known) -> None:
        ways = CameraWays(
            put_away=lambda: self._ways.home(""),
            name_faces=lambda photo, say: self.review(draft.id, photo, say=say),
            write=lambda: self.compose(draft.id),
            open_sync_panel=lambda: self._ways.open_panel(lambda: self.camera(draft.id)),
            lock=self._ways.lock,
            report_fault=self._ways.report_fault,
            turned=self._ways.turned,
            say=self._stage.say,
        )
        self._stage.open(lambda: self._screens.camera(draft, known, ways), known)

    def _show_review(self, draft: Draft, known: Known, photo_id: PhotoId, named: tuple[ChildId, ...], *, is_clip: bool) -> None:
        exits = ReviewExits(
            back=lambda: self.camera(draft.id),
            kept=lambda now: self._next_review(draft.id, tuple(dict.fromkeys((*named, *now)))),
            discarded=lambda: self._next_review(draft.id, named),
        )
        if is_clip:
            write = partial(self.compose, draft.id, named)
            self._stage.open(lambda: self._screens.clip_review(draft, known, photo_id, named, exits, write), known)
        else:
            self._stage.open(lambda: self._screens.review(draft, known, photo_id, named, exits), known)

    def _show_compose(self, draft_id: DraftId, known: Known, named: tuple[ChildId, ...]) -> None:
        exits = ComposeExits(
            back=lambda: self._ways.home(""),
            camera=lambda: self.camera(draft_id),
            review=lambda photo: self.review(draft_id, photo),
            handed_in=self._handed_in,
            handed_in_later=self._handed_in_later,
        )
        self._stage.open(lambda: self._screens.compose(draft_id, known, named, exits), known)

    def _handed_in(self, handed: HandedIn) -> None:
        self._ways.handed_in()
        self._ways.home(handed.held[0] if handed.held else HANDED_IN)

    def _handed_in_later(self) -> None:
        self._ways.handed_in_later()
        self._ways.home(HANDED_IN_LATER)

    def _next_review(self, draft_id: DraftId, named: tuple[ChildId, ...]) -> None:
        """The next photo or video that nobody has reviewed; after the last one, the words."""

        def go(waiting: tuple[PhotoId, ...]) -> None:
            if waiting:
                self.review(draft_id, waiting[0], named)
            else:
                self.compose(draft_id, named)

        self._stage.run(lambda: self._services.reviewing.to_review(draft_id, self._session), go)

    def _know_draft(self, draft_id: DraftId, then: Callable[[Draft, frozenset[PhotoId], Known], None]) -> None:
        """The draft, and which of its photos are videos."""

        def read() -> tuple[Draft, frozenset[PhotoId]]:
            return self._services.writing.open(draft_id, self._session), self._services.clips.clips_of(draft_id, self._session)

        self._stage.run(read, lambda found: self._ways.know(lambda known: then(found[0], found[1], known)))
