"""The pictures of an entry being written: their tiles, and taking one out with eight seconds to undo it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from app.ui.room.compose.desk import ComposeDesk
from app.ui.room.compose.screen import PhotoTile
from app.ui.room.compose.tiles import clip_tile_of, tile_of
from app.ui.room.compose.view import ComposeView
from domain.ids import PhotoId


class Photos:
    """Photos and videos; one that was taken out is destroyed when nobody undid it."""

    def __init__(self, desk: ComposeDesk) -> None:
        self._desk = desk

    def connect(self, view: ComposeView) -> None:
        """Hear what the page wishes."""
        for signal, slot in (
            (view.photos_changed, self.look_again),
            (view.removal_asked, self.take_out),
            (view.removal_undone, self.put_back),
            (view.removal_expired, self.destroy_removed),
        ):
            signal.connect(slot)

    def look_again(self) -> None:
        """A video was looked at behind the page: what is missing has changed, and its tile."""
        if not self._desk.is_closed:
            self._desk.read_again()
            self.load()

    def load(self) -> None:
        """Make every tile, as the first child's family gets it."""
        draft, desk = self._desk.state.draft, self._desk
        for photo in draft.photo_ids if draft is not None else ():
            of = (
                partial(clip_tile_of, desk.services.reviewing, desk.services.clips)
                if photo in desk.state.clips
                else partial(tile_of, desk.services.reviewing)
            )
            work = partial(of, photo, draft.children if draft else (), desk.task.session)
            desk.vault.run(work, self._tile_came, desk.failed)

    def _tile_came(self, tile: PhotoTile) -> None:
        state = self._desk.state
        self._desk.show(replace(state, tiles={**state.tiles, tile.id: tile}))

    def take_out(self, photo: str) -> None:
        """Take a photo out; it is destroyed when nobody has undone it for eight seconds."""
        self.destroy_removed()
        desk = self._desk
        desk.show(replace(desk.state, removing=PhotoId(photo)))
        desk.view.offer_undo(f"The {'video' if photo in desk.state.clips else 'photo'} is taken out.")

    def put_back(self) -> None:
        """Undo that."""
        self._desk.show(replace(self._desk.state, removing=None))

    def destroy_removed(self) -> None:
        """Nobody undid it: destroy the photo."""
        self.settle(lambda: None)

    def settle(self, then: Callable[[], None]) -> None:
        """Destroy the photo that was taken out, then go on; with none taken out, go on at once."""
        state = self._desk.state
        photo, draft = state.removing, state.draft
        if photo is None or draft is None:
            then()
            return
        left = tuple(other for other in draft.photo_ids if other != photo)
        self._desk.note(replace(state, removing=None, draft=replace(draft, photo_ids=left)))
        self._desk.discard(photo, then)
