"""Hand-ins that go on behind the screens: one at a time, in a lane of their own, until there is none left or one needs its person."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.services.handing_in import HandedIn
from app.services.later import HandingInLater, Later
from app.services.session import Session
from app.ui.background import Lane
from app.ui.room.clip_looks import ClipLooks
from app.ui.room.lanes import ToldLane
from domain.errors import KnownError
from domain.ids import DraftId


class LaterRun(QObject):
    """`changed` gives every wish as it stands; `handed_in` what was handed in, `refused` a wish that needs the person now.

    A look that a person waits for comes first: the hand-in at work stops, and begins anew after it.
    """

    changed = Signal(object)  # tuple[Later, ...]
    handed_in = Signal(object)  # HandedIn
    refused = Signal(object)  # Later

    def __init__(self, later: HandingInLater, session: Session, looks: ClipLooks, *, lane: ToldLane, vault: Lane) -> None:
        super().__init__()
        self._later, self._session, self._looks, self._lane, self._vault = later, session, looks, lane, vault
        self.wishes: tuple[Later, ...] = ()
        self._is_running = self._is_over = False
        self._begun: tuple[DraftId, float, float] | None = None  # which wish is at work, since when, and how far it was then
        looks.ended.connect(self.wake)

    def wake(self) -> None:
        """Go on with what waits, if anything does; ask this after a contact too, for a battery may have been charged."""
        self._vault.run(partial(self._later.waiting, self._session), self._known, self._not_known)

    def take_back(self, draft_id: DraftId) -> None:
        """The draft is a draft again; work on it stops at its next step."""

        def work() -> tuple[Later, ...]:
            self._later.take_back(draft_id, self._session)
            return self._later.waiting(self._session)

        self._vault.run(work, self._heard, self._not_known)

    def minutes_left(self, wish: Later) -> int | None:
        """How long it will take by what it took up to now; None while nobody can say."""
        if self._begun is None or self._begun[0] != wish.draft_id or wish.share < self._begun[2] + 0.05:
            return None
        took_s, done = time.monotonic() - self._begun[1], wish.share - self._begun[2]
        return int(took_s / done * (1 - wish.share) / 60)

    def end(self) -> None:
        """Stop: the store is about to close. What was begun begins anew another time."""
        self._is_over = True

    def _known(self, wishes: tuple[Later, ...]) -> None:
        self._heard(wishes)
        if any(not wish.needs_you for wish in wishes):
            self._run()

    def _heard(self, wishes: tuple[Later, ...]) -> None:
        if self._is_over:
            return
        before = {wish.draft_id for wish in self.wishes if wish.needs_you}
        is_new, self.wishes = wishes != self.wishes, wishes
        if is_new:
            self.changed.emit(wishes)
        for wish in wishes:
            if wish.needs_you and wish.draft_id not in before:
                self.refused.emit(wish)

    def _run(self) -> None:
        if self._is_running or self._is_over or self._looks.is_busy:
            return
        self._is_running = True
        told = self._lane.progress(self._moved)
        self._lane.run(partial(self._later.run_next, self._session, told, self._must_stop), self._done, self._failed)

    def _must_stop(self) -> bool:
        return self._is_over or self._looks.is_busy or self._lane.stop()

    def _moved(self, now: Later) -> None:
        if self._begun is None or self._begun[0] != now.draft_id or now.share < self._begun[2]:
            self._begun = now.draft_id, time.monotonic(), now.share
        self._heard(tuple(now if wish.draft_id == now.draft_id else wish for wish in self.wishes))

    def _done(self, handed: HandedIn | None) -> None:
        self._is_running = False
        if handed is not None:
            self.handed_in.emit(handed)
        self._read_again(is_to_go_on=handed is not None)

    def _read_again(self, *, is_to_go_on: bool) -> None:
        """After a hand-in the next one; where nothing was handed in, only another wish than the refused one is tried."""
        refused = sum(bool(wish.needs_you) for wish in self.wishes)

        def known(wishes: tuple[Later, ...]) -> None:
            self._heard(wishes)
            has_more = any(not wish.needs_you for wish in wishes)
            if has_more and (is_to_go_on or sum(bool(wish.needs_you) for wish in wishes) > refused):
                self._run()

        if not self._is_over:
            self._vault.run(partial(self._later.waiting, self._session), known, self._not_known)

    def _failed(self, error: Exception) -> None:
        self._is_running = False
        self._not_known(error)

    def _not_known(self, error: Exception) -> None:
        """A store that is closed, or a person who may not: the next wake tries again. A bug is raised."""
        if not isinstance(error, KnownError):
            raise error
