"""The ways out of writing: handed in, on to a picture or the camera, or back. Everything is saved before any of them is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from app.services.handing_in import FaceFound, HandedIn, NotReady, Progress
from app.services.later import Later
from app.ui.room.compose.desk import ComposeDesk
from app.ui.room.compose.photos import Photos
from app.ui.room.compose.view import ComposeView
from domain.ids import PhotoId


@dataclass(frozen=True, slots=True)
class ComposeExits:
    """Where writing leads. Everything is saved before any of them is taken.

    handed_in_later: an entry with videos, which are covered behind the screens.
    """

    back: Callable[[], None]
    camera: Callable[[], None]
    review: Callable[[PhotoId], None]
    handed_in: Callable[[HandedIn], None]
    handed_in_later: Callable[[], None]


class Leaving:
    """A photo that was taken out is destroyed first, then the draft is saved."""

    def __init__(self, desk: ComposeDesk, photos: Photos, exits: ComposeExits) -> None:
        self._desk, self._photos, self._exits = desk, photos, exits

    def connect(self, view: ComposeView) -> None:
        """Hear what the page wishes."""
        for signal, slot in (
            (view.photo_tapped, self.review),
            (view.another_asked, self.take_another),
            (view.hand_in_asked, self.hand_in),
            (view.hand_in_refused, self.show_missing),
            (view.back_asked, self.back),
        ):
            signal.connect(slot)

    def review(self, photo: str) -> None:
        """Say who is in that picture."""
        self._leave(partial(self._exits.review, PhotoId(photo)))

    def take_another(self) -> None:
        """Take another picture."""
        self._leave(self._exits.camera)

    def back(self) -> None:
        """Back to where the page was opened."""
        self._leave(self._exits.back)

    def hand_in(self) -> None:
        """Save, then hand in; the page says how far it is."""
        if not self._desk.state.progress:
            self._settled(self._hand_in)

    def show_missing(self) -> None:
        """Say at each field what keeps the entry from being handed in."""
        desk = self._desk
        desk.save_then(lambda: desk.show(replace(desk.state, shows_missing=True)))

    def _settled(self, then: Callable[[], None]) -> None:
        self._photos.settle(lambda: self._desk.save_then(then))

    def _leave(self, way: Callable[[], None]) -> None:
        self._settled(partial(self._go, way))

    def _go(self, way: Callable[[], None]) -> None:
        self._desk.close()
        way()

    # -- Handing in -------------------------------------------------------------------------------------------------------------------

    def _hand_in(self) -> None:
        desk, task = self._desk, self._desk.task
        desk.show(replace(desk.state, progress="Handing in"))
        if desk.state.clips:
            desk.vault.run(partial(desk.services.later.ask, task.draft_id, task.session), self._asked_later, self._not_handed_in)
            return
        heard = desk.vault.progress(self._progressed)
        work = partial(desk.services.handing_in.hand_in, task.draft_id, task.session, heard)
        desk.vault.run(work, self._handed_in, self._not_handed_in)

    def _progressed(self, progress: Progress) -> None:
        if self._desk.state.progress:
            self._desk.show(replace(self._desk.state, progress=progress.sentence))

    def _handed_in(self, handed: HandedIn) -> None:
        self._go(partial(self._exits.handed_in, handed))

    def _asked_later(self, _: Later) -> None:
        self._go(self._exits.handed_in_later)

    def _not_handed_in(self, error: Exception) -> None:
        desk = self._desk
        desk.note(replace(desk.state, progress=""))
        if isinstance(error, NotReady):
            desk.show(replace(desk.state, missing=error.missing, shows_missing=True))
            return
        desk.failed(error)
        if isinstance(error, FaceFound):
            self._photos.load()
