"""Turns taps on the photo into the keeper's answers, and the answers into screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.storage.photos import Look as LookState
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.room.face_review import wording
from app.ui.room.face_review.acts import asked_by, first_to_ask, is_answer, leaving, naming, next_to_ask, now_passed, saying
from app.ui.room.face_review.cover_art import CoverPick, random_pick
from app.ui.room.face_review.covers import Covers
from app.ui.room.face_review.desk import Desk
from app.ui.room.face_review.families import Families
from app.ui.room.face_review.finder import Finder, Heard
from app.ui.room.face_review.history import NOTHING, Act, Drew, History, NoChild, Word, reversed_act
from app.ui.room.face_review.picking import Picking
from app.ui.room.face_review.ports import ReviewServices
from app.ui.room.face_review.reading import Stored, read
from app.ui.room.face_review.state import ReviewState, ReviewTask, left_of, named_children, screen_of
from app.ui.room.face_review.storing import store
from app.ui.room.face_review.view import ReviewView
from app.ui.room.lanes import ToldLane
from app.ui.while_shown import WhileShown
from domain.covering import Hold, Region, Says, Source
from domain.ids import ChildId, RegionId

__all__ = ["ReviewExits", "ReviewPresenter", "ReviewServices"]

NO_NAME = "A cover that you drew has no name. Tap a face first."


@dataclass(frozen=True, slots=True)
class ReviewExits:
    """Where the review leads: back, on to writing (with the children who were named), or away after a discard."""

    back: Callable[[], None]
    kept: Callable[[tuple[ChildId, ...]], None]
    discarded: Callable[[], None]


class ReviewPresenter:
    """One photo's review. Store work runs in `vault`, the search for faces in `cpu`, so that taps are saved while it looks."""

    def __init__(
        self, view: ReviewView, services: ReviewServices, task: ReviewTask, exits: ReviewExits, *, vault: Lane, cpu: ToldLane
    ) -> None:
        task = replace(task, can_cut=task.can_cut and services.cropping is not None)
        self._view, self._services, self._task, self._exits = view, services, task, exits
        self._vault = WhileShown(vault, view)
        self._finder = Finder(services.looking, task, cpu, self._vault, lambda: self._is_closed)
        self._heard = Heard(self._refresh, self._looked, self._look_failed)
        self._state = ReviewState()
        self._picks: dict[RegionId, CoverPick] = {}
        self._is_closed = False
        desk = Desk(lambda: self._state, self._show, self._act)
        self._picking, self._covers = Picking(desk), Covers(desk)
        self._families = Families(desk, services.reviewing, task, self._vault)
        connect(view, self)
        self._picking.connect(view)
        self._covers.connect(view)
        self._families.connect(view)

    def start(self) -> None:
        """Load the photo, and look for faces if nobody has looked to the end."""
        self._show(self._state)
        self._vault.run(partial(self._read, with_picture=True), self._loaded, self._failed)

    def reload(self) -> None:
        """Show what the keeper shows now: another moment of a clip, a region that came from elsewhere."""
        self._vault.run(partial(self._read, with_picture=True), lambda stored: self._update(stored, picture=stored.picture), self._failed)

    def close(self) -> None:
        """Let go of the clear picture, and stop looking."""
        if self._is_closed:
            return
        self._state = ReviewState()
        self._show(self._state)
        self._is_closed = True

    # -- Reading ----------------------------------------------------------------------------------------------------------------------

    def _read(self, *, with_picture: bool = False) -> Stored:
        return read(self._services, self._task, with_picture=with_picture)

    def _loaded(self, stored: Stored) -> None:
        is_done = stored.photo.look is LookState.DONE
        has_failed = stored.photo.look is LookState.FAILED
        self._update(stored, picture=stored.picture, is_looking=not is_done and not has_failed, has_failed=has_failed)
        if not is_done and not has_failed:
            self._finder.look(self._heard)

    def _refresh(self) -> None:
        self._vault.run(self._read, self._update, self._failed)

    def _update(self, stored: Stored, **changes: object) -> None:
        values = {"photo": stored.photo, "outcome": stored.outcome, "offer": stored.offer, "faces": stored.faces} | changes
        state = replace(self._state, **values)  # type: ignore[arg-type]
        if state.chosen not in {region.id for region in state.left}:
            state = replace(state, chosen=first_to_ask(state.left, state.passed))
        self._show(state)

    # -- Looking ----------------------------------------------------------------------------------------------------------------------

    def _looked(self) -> None:
        self._state = replace(self._state, is_looking=False)
        self._refresh()

    def _look_failed(self, error: Exception) -> None:
        self._show(replace(self._state, is_looking=False, has_failed=True, message=sentence_for(error)))

    def look_again(self) -> None:
        """Try once more after the finder failed."""
        self._show(replace(self._state, is_looking=True, has_failed=False))
        self._finder.look_again(self._heard)

    # -- Saying -----------------------------------------------------------------------------------------------------------------------

    def choose(self, region: str) -> None:
        """Ask about that region; while several are being chosen, take it in or leave it out."""
        if self._state.is_several:
            self._picking.pick(region)
        else:
            self._show(replace(self._state, chosen=RegionId(region), family_child=None, family=None))

    def step(self, way: int) -> None:
        """Ask about the next region in reading order, or the one before."""
        ids = [region.id for region in self._state.left]
        if ids:
            at = ids.index(self._state.chosen) if self._state.chosen in ids else -way
            self._show(replace(self._state, chosen=ids[(at + way) % len(ids)], family_child=None, family=None))

    def name(self, child: str) -> None:
        """Say whose face it is; the name comes off any other face of this photo. The next face is asked about by itself."""
        region = self._state.region(self._state.chosen)
        if region is not None and region.source is Source.DRAWN:
            self._show(replace(self._state, message=NO_NAME))
        elif region is not None and region.child != child:
            self._act(naming(self._state.regions, region, ChildId(child)))

    def leave_covered(self) -> None:
        """Nobody is named here."""
        self._act(leaving(self._chosen()))

    def someone_else(self) -> None:
        """A visitor or a member of staff."""
        self._act(saying(self._chosen(), Word(Says.SOMEONE_ELSE)))

    def not_a_face(self) -> None:
        """A maybe that is none; tapped again, it is a maybe once more."""
        region = self._state.region(self._state.chosen)
        if region is not None and region.source is Source.MAYBE:
            self._act(saying([region], NOTHING if region.says is Says.NOT_A_FACE else Word(Says.NOT_A_FACE)))

    def say_no_child(self) -> None:
        """Say, or take back, that no child is visible."""
        if self._state.photo is not None:
            self._act((NoChild(not self._state.photo.no_child_said),))

    def _chosen(self) -> Sequence[Region]:
        region = self._state.region(self._state.chosen)
        return [region] if region is not None and region.source is not Source.DRAWN else []

    # -- Doing, undoing ---------------------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last act back, and show whom it was about."""
        if self._state.history.done:
            act = reversed_act(self._state.history.done[-1])
            self._run(act, self._state.history.taken_back(), show=asked_by(act))

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._state.history.undone:
            act = self._state.history.undone[-1]
            self._run(act, self._state.history.done_again(), show=asked_by(act))

    def _act(self, act: Act) -> None:
        if act:
            self._run(act, self._state.history.with_act(act))

    def _run(self, act: Act, history: History, show: RegionId | None = None) -> None:
        """Store the act; taps that come while one is stored are let go, so that every step starts from what is shown."""
        if self._state.is_saving:
            return
        self._state = replace(self._state, is_saving=True)
        self._vault.run(partial(self._store, act), partial(self._stored, act, history, show), self._failed)

    def _store(self, act: Act) -> Stored:
        drawn = store(self._services, act, self._task)
        return replace(self._read(), drawn=drawn)

    def _stored(self, act: Act, history: History, show: RegionId | None, stored: Stored) -> None:
        passed = now_passed(self._state.passed, act)
        self._state = replace(self._state, passed=passed, is_saving=False, is_several=False, picked=())
        if stored.drawn is not None:
            old = next((step.region for step in act if isinstance(step, Drew)), RegionId(""))
            history, show = history.renamed(old, stored.drawn), stored.drawn
        self._update(stored, history=history, chosen=show or self._after(act, stored))
        self._families.show_again()

    def _after(self, act: Act, stored: Stored) -> RegionId | None:
        """Whom to ask about once a face is answered: nobody else while a child is named who may be in no picture."""
        chosen = self._state.chosen
        if stored.outcome.refused or not is_answer(act):
            return chosen
        return next_to_ask(left_of(stored.photo), self._state.passed, asked_by(act) or chosen) or chosen

    # -- A child who may be in no picture ---------------------------------------------------------------------------------------------

    def cover_refused(self) -> None:
        """Take the name off; the face stays covered for every family."""
        refused = frozenset(self._state.outcome.refused) if self._state.outcome else frozenset()
        self._act(leaving([region for region in self._state.regions if region.child in refused]))

    def wrong_child(self) -> None:
        """The tap was a slip: back to before it. After a restart nothing is known of it, and the name comes off."""
        if self._state.history.done:
            act = reversed_act(self._state.history.done[-1])
            self._run(act, self._state.history.forgotten(), show=asked_by(act))
        else:
            self.cover_refused()

    def discard(self) -> None:
        """Destroy the photo."""
        work = partial(self._services.capturing.discard, self._task.photo_id, self._task.session)
        self._vault.run(work, lambda _: self._left(self._exits.discarded), self._failed)

    # -- Leaving ----------------------------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Keep the photo and go on to the words."""
        if self._state.is_saving:
            return
        self._show(replace(self._state, is_saving=True, is_finishing=True))
        work = partial(self._services.reviewing.finish, self._task.photo_id, self._task.session)
        self._vault.run(work, self._finished, self._not_finished)

    def _finished(self, holds: tuple[Hold, ...]) -> None:
        if holds:
            message = wording.HOLD_SENTENCES.get(holds[0], wording.HELD)
            self._show(replace(self._state, is_saving=False, is_finishing=False, message=message))
            return
        self._left(partial(self._exits.kept, named_children(self._state.left)))

    def _not_finished(self, error: Exception) -> None:
        """Say why; the keeper may know of a face that it did not know before."""
        self._state = replace(self._state, is_finishing=False)
        self._failed(error)
        self._refresh()

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


def connect(view: ReviewView, presenter: ReviewPresenter) -> None:
    """Hear what the view wishes; the rest of it goes to the presenter's parts."""
    for signal, slot in (
        (view.region_chosen, presenter.choose),
        (view.neighbour_asked, presenter.step),
        (view.child_tapped, presenter.name),
        (view.leave_asked, presenter.leave_covered),
        (view.else_asked, presenter.someone_else),
        (view.not_a_face_asked, presenter.not_a_face),
        (view.undo_asked, presenter.undo),
        (view.redo_asked, presenter.redo),
        (view.no_child_asked, presenter.say_no_child),
        (view.finish_asked, presenter.finish),
        (view.look_again_asked, presenter.look_again),
        (view.discard_asked, presenter.discard),
        (view.cover_refused_asked, presenter.cover_refused),
        (view.wrong_child_asked, presenter.wrong_child),
        (view.back_asked, presenter.back),
    ):
        signal.connect(slot)
