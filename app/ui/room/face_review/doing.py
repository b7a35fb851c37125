"""Does what was said and drawn, takes it back and does it again; one act after the other."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.ui.room.face_review.acts import asked_by, is_answer, next_to_ask, now_passed
from app.ui.room.face_review.desk import Desk, Stored
from app.ui.room.face_review.history import Act, Drew, History, reversed_act
from app.ui.room.face_review.state import ReviewState
from app.ui.room.face_review.storing import store
from domain.ids import RegionId


class Doing:
    """Stores acts and takes them into the history. done: told of each act once what came of it is shown."""

    def __init__(self, desk: Desk[ReviewState], done: Callable[[Act], None]) -> None:
        self._desk, self._done = desk, done

    def act(self, act: Act) -> None:
        """Do it, if there is anything to do."""
        if act:
            self._run(act, self._desk.state.history.with_act(act))

    def undo(self) -> None:
        """Take the last act back, and show whom it was about."""
        history = self._desk.state.history
        if history.done:
            act = reversed_act(history.done[-1])
            self._run(act, history.taken_back(), show=asked_by(act))

    def redo(self) -> None:
        """Do again what was taken back last."""
        history = self._desk.state.history
        if history.undone:
            self._run(history.undone[-1], history.done_again(), show=asked_by(history.undone[-1]))

    def forget(self) -> bool:
        """Take the last act back as a slip that nobody wants again; False when there is none."""
        history = self._desk.state.history
        if not history.done:
            return False
        act = reversed_act(history.done[-1])
        self._run(act, history.forgotten(), show=asked_by(act))
        return True

    def _run(self, act: Act, history: History, show: RegionId | None = None) -> None:
        """Store the act; taps that come while one is stored are let go, so that every step starts from what is shown."""
        if not self._desk.state.is_saving:
            self._desk.note(is_saving=True)
            self._desk.vault.run(partial(self._store, act), partial(self._stored, act, history, show), self._desk.failed)

    def _store(self, act: Act) -> tuple[RegionId | None, Stored]:
        drawn = store(self._desk.reviewing, act, self._desk.task, self._desk.store)
        return drawn, self._desk.read()

    def _stored(self, act: Act, history: History, show: RegionId | None, told: tuple[RegionId | None, Stored]) -> None:
        drawn, stored = told
        if drawn is not None:
            old = next((step.region for step in act if isinstance(step, Drew)), RegionId(""))
            history, show = history.renamed(old, drawn), drawn
        passed = now_passed(self._desk.state.passed, act)
        self._desk.note(history=history, passed=passed, photo=stored.photo, is_saving=False, is_several=False, picked=())
        self._desk.take(stored, chosen=show or self._asked_after(act, stored))
        self._done(act)

    def _asked_after(self, act: Act, stored: Stored) -> RegionId | None:
        """Whom to ask about once a face is answered: nobody else while a child is named who may be in no picture."""
        chosen = self._desk.state.chosen
        if stored.outcome.refused or not is_answer(act):
            return chosen
        return next_to_ask(self._desk.state.left, self._desk.state.passed, asked_by(act) or chosen) or chosen
