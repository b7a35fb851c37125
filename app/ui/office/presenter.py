"""Turns a moderator's decisions into steps at the server, each of which can be taken back for eight seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from app.services.moderating import EntryToCheck, Moderating, Refused
from app.ui.background import Lane
from app.ui.office.queue_presenter import OfficeTask, QueuePresenter
from app.ui.office.state import after_decision, first_name_of, without
from app.ui.office.view import OfficeView
from domain.errors import KnownError
from domain.ids import EntryId
from domain.moderation import RemovalCategory
from domain.wire import DecisionAnswer

DONE = {"approve": "Approved. Its families see it now.", "return": "Sent back to {author}.", "remove": "Removed. It is in no journal."}


@dataclass(frozen=True, slots=True)
class LastStep:
    """What can still be undone: the entry as it was, and the version that the step answered."""

    entry: EntryToCheck
    version: int


class OfficePresenter(QueuePresenter):
    """The moderation page."""

    def __init__(self, view: OfficeView, moderating: Moderating, task: OfficeTask, *, net: Lane) -> None:
        super().__init__(view, moderating, task, net=net)
        self._last: LastStep | None = None
        for signal, slot in (
            (view.note_typed, self.type_note),
            (view.approve_asked, self.approve),
            (view.return_asked, self.give_back),
            (view.removal_asked, self.remove),
            (view.undo_asked, self.undo),
            (view.undo_expired, self.forget_undo),
        ):
            signal.connect(slot)

    def type_note(self, note: str) -> None:
        """The note as it stands; it stays with its entry when another one is looked at."""
        if self._state.chosen is not None and note != self._state.note:
            self._show(replace(self._state, notes={**self._state.notes, self._state.chosen: note}, note_error=""))

    def approve(self) -> None:
        """Publish the entry."""
        if (entry := self._state.entry) is not None:
            self._decide("approve", entry, partial(self._moderating.approve, entry, self._task.session))

    def give_back(self) -> None:
        """Send it back with the note."""
        if (entry := self._state.entry) is not None:
            self._decide("return", entry, partial(self._moderating.return_, entry, self._state.note, self._task.session))

    def remove(self, category: str, reason: str) -> None:
        """Keep it out of every journal."""
        if (entry := self._state.entry) is not None:
            work = partial(self._moderating.remove, entry, reason, RemovalCategory(category), self._task.session)
            self._decide("remove", entry, work)

    def _decide(self, step: str, entry: EntryToCheck, work: Callable[[], DecisionAnswer]) -> None:
        self._state = replace(self._state, note_error="")
        self.act_alone(work, partial(self._decided, step, entry), self._not_decided)

    def _decided(self, step: str, entry: EntryToCheck, answer: DecisionAnswer) -> None:
        decided = EntryId(entry.entry.item.id)
        following = after_decision(self._state, decided)
        self._last = LastStep(entry, answer.version)
        self._show(without(self._state, decided))
        self._view.offer_undo(DONE[step].format(author=first_name_of(entry)))
        if following is not None:
            self.choose(following)

    def _not_decided(self, error: KnownError) -> None:
        if isinstance(error, Refused):
            self._show(replace(self._state, is_busy=False, note_error=error.sentence))
        else:
            self._say(error)
            self.refresh()

    def undo(self) -> None:
        """Take the last step back, within its eight seconds."""
        last, self._last = self._last, None
        if last is not None:
            entry = EntryId(last.entry.entry.item.id)
            work = partial(self._moderating.undo, entry, last.version, self._task.session)
            self.act(work, partial(self._undone, entry), self._say)

    def _undone(self, entry: EntryId, answer: DecisionAnswer) -> None:
        self._state = replace(self._state, chosen=entry, family=0, turn=0, pictures={}, clips={})
        self.load()

    def forget_undo(self) -> None:
        """The eight seconds are over."""
        self._last = None


__all__ = ["OfficePresenter", "OfficeTask"]
