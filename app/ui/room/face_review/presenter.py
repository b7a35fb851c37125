"""Turns taps on the photo into the service's answers, and the answers into screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtGui import QImage

from app.services.reviewing import CoveredPreview, Outcome, PhotoUnderReview
from app.storage.photos import Look as LookState
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.room.face_review import wording
from app.ui.room.face_review.cover_art import CoverPick, random_pick
from app.ui.room.face_review.history import NOTHING, Act, Drew, History, Moved, NoChild, Removed, Said, Word, reversed_act
from app.ui.room.face_review.ports import ReviewServices
from app.ui.room.face_review.state import ReviewState, ReviewTask, family_children, journals_of, named_children, screen_of
from app.ui.room.face_review.storing import first_to_ask, store_step, word_of
from app.ui.room.face_review.view import ReviewView
from app.ui.room.lanes import ToldLane
from app.ui.while_shown import WhileShown
from domain.boxes import Box
from domain.covering import Hold, Region, Says, Source
from domain.ids import ChildId, RegionId

__all__ = ["ReviewExits", "ReviewPresenter", "ReviewServices"]

FAMILY_SIDE_PX = 1600  # the longer side of a family's picture on the screen: sharp at twice the canvas
NO_NAME = "A cover that you drew has no name. Tap a face first."


@dataclass(frozen=True, slots=True)
class ReviewExits:
    """Where the review leads: back, on to writing (with the children who were named), or away after a discard."""

    back: Callable[[], None]
    kept: Callable[[tuple[ChildId, ...]], None]
    discarded: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store says after a step; `picture` only when it was asked for."""

    photo: PhotoUnderReview
    outcome: Outcome
    picture: QImage | None = None
    drawn: RegionId | None = None


class ReviewPresenter:
    """One photo's review. Store work runs in `vault`, the search for faces in `cpu`, so that taps are saved while it looks."""

    def __init__(
        self, view: ReviewView, services: ReviewServices, task: ReviewTask, exits: ReviewExits, *, vault: Lane, cpu: ToldLane
    ) -> None:
        self._view, self._services, self._task, self._exits = view, services, task, exits
        self._shown = WhileShown(vault, view)
        self._vault, self._cpu = self._shown, cpu
        self._state = ReviewState()
        self._picks: dict[RegionId, CoverPick] = {}
        self._is_closed = False
        self._connect()

    def start(self) -> None:
        """Load the photo, and look for faces if nobody has looked to the end."""
        self._show(self._state)
        self._vault.run(partial(self._read, with_picture=True), self._loaded, self._failed)

    def reload(self) -> None:
        """Show what the keeper of the picture shows now: another moment of a clip, a region that came from elsewhere."""
        self._vault.run(partial(self._read, with_picture=True), lambda stored: self._update(stored, picture=stored.picture), self._failed)

    def close(self) -> None:
        """Let go of the clear picture, and stop looking."""
        if self._is_closed:
            return
        self._is_closed = True
        self._state = ReviewState()
        self._view.show_screen(screen_of(self._state, self._task, self._pick))

    # -- Reading ----------------------------------------------------------------------------------------------------------------------

    def _read(self, *, with_picture: bool = False) -> Stored:
        """The photo and its outcome. Runs in the vault's lane; decoding 5 MP takes 40 ms, so it is done there too."""
        reviewing, session = self._services.reviewing, self._task.session
        photo = reviewing.photo(self._task.photo_id, session)
        outcome = reviewing.outcome(photo.photo_id, journals_of(self._task, photo.regions), session)
        picture = QImage.fromData(photo.jpeg) if with_picture else None
        return Stored(photo, outcome, picture if picture is not None and not picture.isNull() else None)

    def _loaded(self, stored: Stored) -> None:
        is_done = stored.photo.look is LookState.DONE
        has_failed = stored.photo.look is LookState.FAILED
        self._update(stored, picture=stored.picture, is_looking=not is_done and not has_failed, has_failed=has_failed)
        if not is_done and not has_failed:
            self._look(self._services.looking.look)

    def _refresh(self) -> None:
        self._vault.run(self._read, self._update, self._failed)

    def _update(self, stored: Stored, **changes: object) -> None:
        state = replace(self._state, photo=stored.photo, outcome=stored.outcome, **changes)  # type: ignore[arg-type]
        if state.region(state.chosen) is None:
            state = replace(state, chosen=first_to_ask(state.regions))
        self._show(state)

    # -- Looking ----------------------------------------------------------------------------------------------------------------------

    def _look(self, look: Callable[..., tuple[Region, ...]]) -> None:
        first: Callable[[tuple[Region, ...]], None] = self._cpu.progress(self._shown.heard(lambda _: self._heard_first()))
        work = partial(look, self._task.photo_id, self._task.session, first, lambda: self._is_closed or self._cpu.stop())
        self._cpu.run(work, self._shown.heard(lambda _: self._looked()), self._shown.heard(self._look_failed))

    def _heard_first(self) -> None:
        if not self._is_closed:
            self._refresh()

    def _looked(self) -> None:
        if not self._is_closed:
            self._state = replace(self._state, is_looking=False)
            self._refresh()

    def _look_failed(self, error: Exception) -> None:
        if not self._is_closed:
            self._show(replace(self._state, is_looking=False, has_failed=True, message=sentence_for(error)))

    def look_again(self) -> None:
        """Try once more after the finder failed."""
        self._show(replace(self._state, is_looking=True, has_failed=False))
        self._look(self._services.looking.look_again)

    # -- Saying -----------------------------------------------------------------------------------------------------------------------

    def choose(self, region: str) -> None:
        """Ask about that region."""
        self._show(replace(self._state, chosen=RegionId(region), family_child=None, family=None))

    def step(self, way: int) -> None:
        """Ask about the next region in reading order, or the one before."""
        ids = [region.id for region in self._state.regions]
        if ids:
            at = ids.index(self._state.chosen) if self._state.chosen in ids else -way
            self.choose(ids[(at + way) % len(ids)])

    def name(self, child: str) -> None:
        """Say whose face it is; the name comes off any other face of this photo."""
        region = self._state.region(self._state.chosen)
        if region is not None and region.source is Source.DRAWN:
            self._show(replace(self._state, message=NO_NAME))
        if region is None or region.source is Source.DRAWN or region.child == child:
            return
        word = Word(Says.CHILD, ChildId(child))
        elsewhere = tuple(Said(other.id, word_of(other), NOTHING) for other in self._state.regions if other.child == child)
        self._act((*elsewhere, Said(region.id, word_of(region), word)))

    def leave_covered(self) -> None:
        """Nobody is named here; a second tap goes on to the next face."""
        region = self._state.region(self._state.chosen)
        if region is not None and region.says is Says.NOTHING:
            self.step(1)
        else:
            self._say(NOTHING)

    def someone_else(self) -> None:
        """A visitor or a member of staff."""
        self._say(Word(Says.SOMEONE_ELSE))

    def not_a_face(self) -> None:
        """A maybe that is none; tapped again, it is a maybe once more."""
        region = self._state.region(self._state.chosen)
        if region is not None and region.source is Source.MAYBE:
            self._say(NOTHING if region.says is Says.NOT_A_FACE else Word(Says.NOT_A_FACE))

    def say_no_child(self) -> None:
        """Say, or take back, that no child is visible."""
        if self._state.photo is not None:
            self._act((NoChild(not self._state.photo.no_child_said),))

    def _say(self, word: Word) -> None:
        region = self._state.region(self._state.chosen)
        if region is not None and word_of(region) != word:
            self._act((Said(region.id, word_of(region), word),))

    # -- Covers of one's own ----------------------------------------------------------------------------------------------------------

    def draw(self, box: Box) -> None:
        """Keep a drawn cover, and choose it."""
        self._act((Drew(RegionId(""), box),))

    def move(self, region: str, box: Box) -> None:
        """Move a drawn cover."""
        before = self._state.region(RegionId(region))
        if before is not None and before.source is Source.DRAWN and before.box != box:
            self._act((Moved(before.id, before.box, box),))

    def remove(self, region: str) -> None:
        """Remove a drawn cover."""
        before = self._state.region(RegionId(region))
        if before is not None and before.source is Source.DRAWN:
            self._act((Removed(before.id, before.box),))

    # -- Doing, undoing ---------------------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last act back."""
        if self._state.history.done:
            self._run(reversed_act(self._state.history.done[-1]), self._state.history.taken_back())

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._state.history.undone:
            self._run(self._state.history.undone[-1], self._state.history.done_again())

    def _act(self, act: Act) -> None:
        self._run(act, self._state.history.with_act(act))

    def _run(self, act: Act, history: History) -> None:
        """Store the act; taps that come while one is stored are let go, so that every step starts from what is shown."""
        if self._state.is_saving:
            return
        self._state = replace(self._state, is_saving=True)
        self._vault.run(partial(self._store, act), partial(self._stored, act, history), self._failed)

    def _store(self, act: Act) -> Stored:
        drawn = None
        for step in act:
            drawn = store_step(self._services.reviewing, step, self._task) or drawn
        return replace(self._read(), drawn=drawn)

    def _stored(self, act: Act, history: History, stored: Stored) -> None:
        chosen = self._state.chosen
        if stored.drawn is not None:
            old = next((step.region for step in act if isinstance(step, Drew)), RegionId(""))
            history, chosen = history.renamed(old, stored.drawn), stored.drawn
        self._update(stored, history=history, chosen=chosen, is_saving=False)
        if self._state.family_child is not None:
            self._show_family(self._state.family_child)

    # -- A child who may be in no picture ---------------------------------------------------------------------------------------------

    def cover_refused(self) -> None:
        """Take the name off; the face stays covered for every family."""
        refused = frozenset(self._state.outcome.refused) if self._state.outcome else frozenset()
        self._act(tuple(Said(region.id, word_of(region), NOTHING) for region in self._state.regions if region.child in refused))

    def wrong_child(self) -> None:
        """The tap was a slip: back to before it. After a restart nothing is known of it, and the name comes off."""
        if self._state.history.done:
            self._run(reversed_act(self._state.history.done[-1]), self._state.history.forgotten())
        else:
            self.cover_refused()

    def discard(self) -> None:
        """Destroy the photo."""
        work = partial(self._services.capturing.discard, self._task.photo_id, self._task.session)
        self._vault.run(work, lambda _: self._left(self._exits.discarded), self._failed)

    # -- Families ---------------------------------------------------------------------------------------------------------------------

    def choose_tab(self, index: int) -> None:
        """ "Who is who", or what one family gets."""
        children = family_children(self._state, self._task)
        if index == 0 or index > len(children):
            self._show(replace(self._state, family_child=None, family=None))
        else:
            self._show_family(children[index - 1])

    def looks_right(self) -> None:
        """On to the next family, and after the last one back to the whole."""
        children = family_children(self._state, self._task)
        at = children.index(self._state.family_child) if self._state.family_child in children else len(children)
        self.choose_tab(at + 2 if at + 1 < len(children) else 0)

    def _show_family(self, child: ChildId) -> None:
        self._show(replace(self._state, family_child=child, family=None))
        work = partial(self._services.reviewing.family_view, self._task.photo_id, child, FAMILY_SIDE_PX, self._task.session)
        self._vault.run(work, partial(self._family_came, child), self._failed)

    def _family_came(self, child: ChildId, preview: CoveredPreview) -> None:
        if self._state.family_child == child:
            self._show(replace(self._state, family=preview))

    # -- Leaving ----------------------------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Keep the photo and go on to the words."""
        work = partial(self._services.reviewing.finish, self._task.photo_id, self._task.session)
        self._vault.run(work, self._finished, self._failed)

    def _finished(self, holds: tuple[Hold, ...]) -> None:
        if holds:
            self._show(replace(self._state, message=wording.HOLD_SENTENCES.get(holds[0], wording.HELD)))
            return
        self._left(partial(self._exits.kept, named_children(self._state.regions)))

    def back(self) -> None:
        """Leave; everything that was said is kept."""
        self._left(self._exits.back)

    def _left(self, way: Callable[[], None]) -> None:
        self.close()
        way()

    # -- Showing ----------------------------------------------------------------------------------------------------------------------

    def _show(self, state: ReviewState) -> None:
        if self._is_closed:
            return
        self._view.show_screen(screen_of(state, self._task, self._pick))
        self._state = replace(state, message="")

    def _failed(self, error: Exception) -> None:
        self._show(replace(self._state, is_saving=False, message=sentence_for(error)))

    def _pick(self, region: RegionId) -> CoverPick:
        return self._picks.setdefault(region, random_pick())

    def _connect(self) -> None:
        view = self._view
        for signal, slot in (
            (view.region_chosen, self.choose),
            (view.neighbour_asked, self.step),
            (view.child_tapped, self.name),
            (view.leave_asked, self.leave_covered),
            (view.else_asked, self.someone_else),
            (view.not_a_face_asked, self.not_a_face),
            (view.cover_drawn, self.draw),
            (view.cover_moved, self.move),
            (view.removal_asked, self.remove),
            (view.undo_asked, self.undo),
            (view.redo_asked, self.redo),
            (view.no_child_asked, self.say_no_child),
            (view.tab_chosen, self.choose_tab),
            (view.looks_right, self.looks_right),
            (view.finish_asked, self.finish),
            (view.look_again_asked, self.look_again),
            (view.discard_asked, self.discard),
            (view.cover_refused_asked, self.cover_refused),
            (view.wrong_child_asked, self.wrong_child),
            (view.back_asked, self.back),
        ):
            signal.connect(slot)
