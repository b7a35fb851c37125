"""What all parts of one writing page share: the draft, how it is shown, and how it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QTimer

from app.services.capturing import Capturing
from app.services.clips import Clips
from app.services.handing_in import HandingIn
from app.services.later import HandingInLater
from app.services.reviewing import Reviewing
from app.services.writing import Draft, Writing
from app.ui.errors import sentence_for
from app.ui.room.compose.state import ComposeState, ComposeTask, screen_of
from app.ui.room.compose.view import ComposeView
from app.ui.room.lanes import ToldLane
from domain.entries import Missing
from domain.ids import PhotoId
from domain.language import Hint


@dataclass(frozen=True, slots=True)
class ComposeServices:
    """What writing asks of the program."""

    writing: Writing
    handing_in: HandingIn
    reviewing: Reviewing
    capturing: Capturing
    clips: Clips
    later: HandingInLater


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft as the store has it now, with its hints and what is missing."""

    draft: Draft
    hints: tuple[Hint, ...]
    missing: tuple[Missing, ...]
    clips: frozenset[PhotoId] = frozenset()


class ComposeDesk:
    """One entry being written. `state` is what is shown; store work runs in `vault`. due: ends when the draft is to be saved."""

    def __init__(self, view: ComposeView, services: ComposeServices, task: ComposeTask, *, vault: ToldLane, due: QTimer) -> None:
        self.view, self.services, self.task, self.vault, self._due = view, services, task, vault, due
        self.state, self.is_closed = ComposeState(), False
        due.timeout.connect(self.save)

    # -- Showing ----------------------------------------------------------------------------------------------------------------------

    def note(self, state: ComposeState) -> None:
        """Keep this state, without showing it yet."""
        self.state = state

    def show(self, state: ComposeState) -> None:
        """Draw it, and keep it without its message: that is said once."""
        if not self.is_closed:
            self.state = replace(state, message="")
            self.view.show_screen(screen_of(state, self.task))

    def failed(self, error: Exception) -> None:
        """Say what the world did; a bug goes on up."""
        self.show(replace(self.state, message=sentence_for(error)))

    # -- Changing ---------------------------------------------------------------------------------------------------------------------

    def edit(self, edited: Callable[[Draft], Draft]) -> None:
        """Change the draft, once it is open."""
        if self.state.draft is not None:
            self.change(edited(self.state.draft))

    def change(self, draft: Draft) -> None:
        """Show the changed draft now, and save it soon: the clock starts at the first letter and is not put back by the next."""
        if self.state.progress or draft == self.state.draft:
            return
        self.show(replace(self.state, draft=draft, is_dirty=True))
        if not self._due.isActive():
            self._due.start()

    # -- Keeping ----------------------------------------------------------------------------------------------------------------------

    def open(self, opened: Callable[[], None]) -> None:
        """Open the draft, with whoever was named on the way here, then go on."""
        self.vault.run(self._open, partial(self.heard, then=opened), self.failed)

    def read_again(self) -> None:
        """Hear what the store says now: something changed behind the page."""
        self.vault.run(self._read, self.heard, self.failed)

    def discard(self, photo: PhotoId, then: Callable[[], None]) -> None:
        """Destroy a photo, then go on."""
        self.vault.run(partial(self._discard, photo), partial(self.heard, then=then), self.failed)

    def save(self) -> None:
        """Keep what is not kept yet."""
        self.save_then(lambda: None)

    def save_then(self, then: Callable[[], None]) -> None:
        """Keep the draft, then go on; a draft without a change goes on at once."""
        self._due.stop()
        draft = self.state.draft
        if draft is None or not self.state.is_dirty:
            then()
            return
        self.note(replace(self.state, is_dirty=False))
        self.vault.run(partial(self._save, draft), partial(self.heard, then=then), self._not_saved)

    def close(self) -> None:
        """Keep what is not kept yet, and fall silent: the screen may be gone before the answer comes."""
        if self.is_closed:
            return
        draft, self.is_closed = self.state.draft, True
        self._due.stop()
        if draft is not None and self.state.is_dirty:
            self.vault.run(partial(self.services.writing.save, draft, self.task.session), lambda _: None, self.failed)

    def heard(self, saved: Saved, then: Callable[[], None] = lambda: None) -> None:
        """Take over what the store says, but never over letters that were typed since; then go on."""
        typed = self.state.draft if self.state.is_dirty else None
        draft = replace(typed, photo_ids=saved.draft.photo_ids) if typed is not None else saved.draft
        told = replace(self.state, hints=saved.hints, missing=saved.missing, saved_at=saved.draft.updated_at)
        self.show(replace(told, draft=draft, clips=saved.clips))
        then()

    def _not_saved(self, error: Exception) -> None:
        self.note(replace(self.state, is_dirty=True))
        self.failed(error)

    # -- In the vault's lane ----------------------------------------------------------------------------------------------------------

    def _open(self) -> Saved:
        draft = self.services.writing.open(self.task.draft_id, self.task.session)
        children = tuple(dict.fromkeys((*draft.children, *self.task.named)))
        return self._looked_at(draft) if children == draft.children else self._save(replace(draft, children=children))

    def _read(self) -> Saved:
        return self._looked_at(self.services.writing.open(self.task.draft_id, self.task.session))

    def _save(self, draft: Draft) -> Saved:
        return self._looked_at(self.services.writing.save(draft, self.task.session))

    def _discard(self, photo: PhotoId) -> Saved:
        self.services.capturing.discard(photo, self.task.session)
        return self._read()

    def _looked_at(self, draft: Draft) -> Saved:
        hints = self.services.writing.hints(draft, self.task.session)
        missing = self.services.handing_in.missing(draft, self.task.session)
        return Saved(draft, hints, missing, self.services.clips.clips_of(draft.id, self.task.session))
