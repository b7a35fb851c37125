"""Turns typing and taps into a draft that saves itself, and the draft into an entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage

from app.services.capturing import Capturing
from app.services.clips import Clips
from app.services.handing_in import FaceFound, HandedIn, HandingIn, NotReady, Progress
from app.services.later import HandingInLater, Later
from app.services.reviewing import Reviewing
from app.services.writing import Draft, Writing
from app.ui.errors import sentence_for
from app.ui.room.compose.screen import PhotoTile
from app.ui.room.compose.state import ComposeState, ComposeTask, changed_text, current_hint, moved, open_hints, screen_of, toggled
from app.ui.room.compose.tiles import clip_tile_of, family_pictures, tile_of
from app.ui.room.compose.view import ComposeView
from app.ui.room.lanes import ToldLane
from domain.entries import Missing
from domain.ids import ChildId, PhotoId
from domain.language import Hint

SAVE_AFTER_MS = 500  # from the first letter that is not saved yet: at most a second of typing is lost with the power


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
class ComposeExits:
    """Where writing leads. Everything is saved before any of them is taken.

    handed_in_later: an entry with videos, which are covered behind the screens.
    """

    back: Callable[[], None]
    camera: Callable[[], None]
    review: Callable[[PhotoId], None]
    handed_in: Callable[[HandedIn], None]
    handed_in_later: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft as the store has it now, with its hints and what is missing."""

    draft: Draft
    hints: tuple[Hint, ...]
    missing: tuple[Missing, ...]
    clips: frozenset[PhotoId] = frozenset()


class ComposePresenter:
    """One entry's page. All store work runs in `vault`."""

    def __init__(self, view: ComposeView, services: ComposeServices, task: ComposeTask, exits: ComposeExits, *, vault: ToldLane) -> None:
        self._view, self._services, self._task, self._exits, self._vault = view, services, task, exits, vault
        self._state = ComposeState()
        self._is_closed = False
        self._timer = QTimer(view)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)
        self._connect()

    def start(self) -> None:
        """Open the draft."""
        self._vault.run(self._open, self._opened, self._failed)

    def close(self) -> None:
        """Keep what is not kept yet, and fall silent: the screen may be gone before the answer comes."""
        if self._is_closed:
            return
        draft, self._is_closed = self._state.draft, True
        self._timer.stop()
        if draft is not None and self._state.is_dirty:
            self._vault.run(partial(self._services.writing.save, draft, self._task.session), lambda _: None, self._failed)

    # -- Opening and saving -----------------------------------------------------------------------------------------------------------

    def _open(self) -> Saved:
        draft = self._services.writing.open(self._task.draft_id, self._task.session)
        children = tuple(dict.fromkeys((*draft.children, *self._task.named)))
        if children != draft.children:
            draft = self._services.writing.save(replace(draft, children=children), self._task.session)
        return self._looked_at(draft)

    def _looked_at(self, draft: Draft) -> Saved:
        hints = self._services.writing.hints(draft, self._task.session)
        missing = self._services.handing_in.missing(draft, self._task.session)
        return Saved(draft, hints, missing, self._services.clips.clips_of(draft.id, self._task.session))

    def _opened(self, saved: Saved) -> None:
        self._heard(saved)
        self._load_tiles()
        self._view.text.setFocus()

    def save(self) -> None:
        """Keep what is not kept yet."""
        self._save(lambda: None)

    def _save(self, then: Callable[[], None]) -> None:
        """Keep the draft, then go on; a draft without a change goes on at once."""
        self._timer.stop()
        draft = self._state.draft
        if draft is None or not self._state.is_dirty:
            then()
            return
        self._state = replace(self._state, is_dirty=False)

        def saved(answer: Saved) -> None:
            self._heard(answer)
            then()

        self._vault.run(lambda: self._looked_at(self._services.writing.save(draft, self._task.session)), saved, self._save_failed)

    def _heard(self, saved: Saved) -> None:
        """Take over what the store says, but never over letters that were typed since."""
        typed = self._state.draft if self._state.is_dirty else None
        draft = replace(typed, photo_ids=saved.draft.photo_ids) if typed is not None else saved.draft
        told = replace(self._state, hints=saved.hints, missing=saved.missing, saved_at=saved.draft.updated_at)
        self._show(replace(told, draft=draft, clips=saved.clips))

    def _save_failed(self, error: Exception) -> None:
        self._state = replace(self._state, is_dirty=True)
        self._failed(error)

    def _change(self, draft: Draft) -> None:
        """Show the changed draft now, and save it soon: the clock starts at the first letter and is not put back by the next."""
        if self._state.progress or draft == self._state.draft:
            return
        self._show(replace(self._state, draft=draft, is_dirty=True))
        if not self._timer.isActive():
            self._timer.start()

    # -- Words ------------------------------------------------------------------------------------------------------------------------

    def type_text(self, text: str) -> None:
        """The text as it stands now."""
        if self._state.draft is not None:
            self._change(replace(self._state.draft, text=text))

    def type_next_step(self, text: str) -> None:
        """The next step as it stands now."""
        if self._state.draft is not None:
            self._change(replace(self._state.draft, next_step=text))

    def move_cursor(self, at: int) -> None:
        """Open the hint under the cursor, if there is one."""
        before = current_hint(self._state)
        self._state = replace(self._state, cursor=at)
        if current_hint(self._state) != before:
            self._show(self._state)

    def take_hint(self) -> None:
        """Put the hint's words in; the other hints move with the text at the next save."""
        hint, draft = current_hint(self._state), self._state.draft
        if hint is not None and draft is not None:
            text = changed_text(draft.text, hint)
            grown = len(text) - len(draft.text)
            rest = tuple(moved(other, hint.end, grown) for other in open_hints(self._state) if other != hint)
            self._state = replace(self._state, hints=rest)
            self._change(replace(draft, text=text))

    def keep_word(self) -> None:
        """Leave the word as it is, everywhere in this entry."""
        if (hint := current_hint(self._state)) is not None:
            self._show(replace(self._state, kept=self._state.kept | {(hint.kind, hint.word.casefold())}))

    # -- Everything beside the words --------------------------------------------------------------------------------------------------

    def toggle_child(self, child: str) -> None:
        """Take a child in, or out."""
        draft = self._state.draft
        if draft is not None:
            first = draft.children[:1]
            self._change(replace(draft, children=toggled(draft.children, ChildId(child))))
            if self._state.draft is not None and self._state.draft.children[:1] != first:
                self._save(self._load_tiles)

    def toggle_area(self, area: str) -> None:
        """Choose an area of learning, or take it back; areas keep the framework's order."""
        if self._state.draft is not None:
            chosen = toggled(self._state.draft.areas, area)
            self._change(replace(self._state.draft, areas=tuple(each.id for each in self._task.framework.areas if each.id in chosen)))

    def choose_wellbeing(self, level: int) -> None:
        """1 to 5, or 0 for none."""
        if self._state.draft is not None:
            self._change(replace(self._state.draft, wellbeing=level or None))

    def choose_involvement(self, level: int) -> None:
        """1 to 5, or 0 for none."""
        if self._state.draft is not None:
            self._change(replace(self._state.draft, involvement=level or None))

    # -- Photos -----------------------------------------------------------------------------------------------------------------------

    def look_at_photos_again(self) -> None:
        """A video was looked at behind the page: what is missing has changed, and its tile."""
        if self._is_closed:
            return
        self._vault.run(
            lambda: self._looked_at(self._services.writing.open(self._task.draft_id, self._task.session)), self._heard, self._failed
        )
        self._load_tiles()

    def _load_tiles(self) -> None:
        draft, services = self._state.draft, self._services
        for photo in draft.photo_ids if draft is not None else ():
            of = (
                partial(clip_tile_of, services.reviewing, services.clips)
                if photo in self._state.clips
                else partial(tile_of, services.reviewing)
            )
            work = partial(of, photo, draft.children if draft else (), self._task.session)
            self._vault.run(work, self._tile_came, self._failed)

    def _tile_came(self, tile: PhotoTile) -> None:
        self._show(replace(self._state, tiles={**self._state.tiles, tile.id: tile}))

    def take_out(self, photo: str) -> None:
        """Take a photo out; it is destroyed when nobody has undone it for eight seconds."""
        self._flush_removal(lambda: None)
        self._show(replace(self._state, removing=PhotoId(photo)))
        self._view.offer_undo(f"The {'video' if photo in self._state.clips else 'photo'} is taken out.")

    def put_back(self) -> None:
        """Undo that."""
        self._show(replace(self._state, removing=None))

    def destroy_removed(self) -> None:
        """Nobody undid it: destroy the photo."""
        self._flush_removal(lambda: None)

    def _flush_removal(self, then: Callable[[], None]) -> None:
        photo, draft = self._state.removing, self._state.draft
        if photo is None or draft is None:
            then()
            return
        left = tuple(other for other in draft.photo_ids if other != photo)
        self._state = replace(self._state, removing=None, draft=replace(draft, photo_ids=left))

        def gone(saved: Saved) -> None:
            self._heard(saved)
            then()

        self._vault.run(partial(self._discard, photo), gone, self._failed)

    def _discard(self, photo: PhotoId) -> Saved:
        self._services.capturing.discard(photo, self._task.session)
        return self._looked_at(self._services.writing.open(self._task.draft_id, self._task.session))

    # -- Families ---------------------------------------------------------------------------------------------------------------------

    def see_as_family(self) -> None:
        """Open the entry as the first family will read it."""
        draft = self._state.draft
        if draft is not None and draft.children:
            self._show_family(draft.children[0])
        else:
            self._show(replace(self._state, message="Choose the child it is about first."))

    def choose_family(self, index: int) -> None:
        """Another family."""
        draft = self._state.draft
        if draft is not None and index < len(draft.children):
            self._show_family(draft.children[index])

    def close_family(self) -> None:
        """Back to writing; the pictures are let go."""
        self._state = replace(self._state, family_child=None, family_pictures=None)

    def _show_family(self, child: ChildId) -> None:
        self._show(replace(self._state, family_child=child, family_pictures=None))
        photos = tuple(tile.id for tile in screen_of(self._state, self._task).photos)
        work = partial(family_pictures, self._services.reviewing, photos, child, self._task.session)
        self._vault.run(work, lambda pictures: self._family_came(child, pictures), self._failed)

    def _family_came(self, child: ChildId, pictures: tuple[QImage, ...]) -> None:
        if self._state.family_child == child:
            self._show(replace(self._state, family_pictures=pictures))

    # -- Leaving ----------------------------------------------------------------------------------------------------------------------

    def hand_in(self) -> None:
        """Save, then hand in; the page says how far it is."""
        if not self._state.progress:
            self._flush_removal(lambda: self._save(self._hand_in))

    def _hand_in(self) -> None:
        self._show(replace(self._state, progress="Handing in"))
        if self._state.clips:
            work_later = partial(self._services.later.ask, self._task.draft_id, self._task.session)
            self._vault.run(work_later, self._asked_later, self._not_handed_in)
            return
        heard = self._vault.progress(self._progressed)
        work = partial(self._services.handing_in.hand_in, self._task.draft_id, self._task.session, heard)
        self._vault.run(work, self._handed_in, self._not_handed_in)

    def _progressed(self, progress: Progress) -> None:
        if self._state.progress:
            self._show(replace(self._state, progress=progress.sentence))

    def _handed_in(self, handed: HandedIn) -> None:
        self.close()
        self._exits.handed_in(handed)

    def _asked_later(self, _: Later) -> None:
        self.close()
        self._exits.handed_in_later()

    def _not_handed_in(self, error: Exception) -> None:
        self._state = replace(self._state, progress="")
        if isinstance(error, NotReady):
            self._show(replace(self._state, missing=error.missing, shows_missing=True))
            return
        self._failed(error)
        if isinstance(error, FaceFound):
            self._load_tiles()

    def show_missing(self) -> None:
        """Say at each field what keeps the entry from being handed in."""
        self._save(lambda: self._show(replace(self._state, shows_missing=True)))

    def leave(self, way: Callable[[], None]) -> None:
        """Save, then take that way."""

        def go() -> None:
            self.close()
            way()

        self._flush_removal(lambda: self._save(go))

    # -- Showing ----------------------------------------------------------------------------------------------------------------------

    def _show(self, state: ComposeState) -> None:
        if self._is_closed:
            return
        self._state = replace(state, message="")
        self._view.show_screen(screen_of(state, self._task))

    def _failed(self, error: Exception) -> None:
        self._show(replace(self._state, message=sentence_for(error)))

    def _connect(self) -> None:
        view = self._view
        for signal, slot in (
            (view.text_typed, self.type_text),
            (view.next_step_typed, self.type_next_step),
            (view.cursor_moved, self.move_cursor),
            (view.change_asked, self.take_hint),
            (view.keep_asked, self.keep_word),
            (view.child_toggled, self.toggle_child),
            (view.area_toggled, self.toggle_area),
            (view.wellbeing_chosen, self.choose_wellbeing),
            (view.involvement_chosen, self.choose_involvement),
            (view.photo_tapped, lambda photo: self.leave(partial(self._exits.review, PhotoId(photo)))),
            (view.removal_asked, self.take_out),
            (view.removal_undone, self.put_back),
            (view.removal_expired, self.destroy_removed),
            (view.photos_changed, self.look_at_photos_again),
            (view.another_asked, lambda: self.leave(self._exits.camera)),
            (view.family_asked, self.see_as_family),
            (view.family_chosen, self.choose_family),
            (view.family_closed, self.close_family),
            (view.hand_in_asked, self.hand_in),
            (view.hand_in_refused, self.show_missing),
            (view.back_asked, lambda: self.leave(self._exits.back)),
        ):
            signal.connect(slot)
