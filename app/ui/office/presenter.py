"""Turns a moderator's taps and keys into decisions at the server; pictures are held in memory only, and only the chosen entry's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage

from app.services.moderating import EntryToCheck, Moderating, PictureToCheck, Refused
from app.services.session import Clock, Session
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.office.home.state import Doing, is_home
from app.ui.office.state import OfficeState, after_decision, family_pictures, first_name_of, is_clip, learned, neighbour, screen_of
from app.ui.office.view import OfficeView
from domain.curriculum import Framework
from domain.errors import KnownError
from domain.ids import EntryId, RenditionId
from domain.moderation import RemovalCategory
from domain.wire import DecisionAnswer, Queue

AHEAD = 12  # entries read ahead, so that J and K never wait and the list knows names
DONE = {"approve": "Approved. Its families see it now.", "return": "Sent back to {author}.", "remove": "Removed. It is in no journal."}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTask:
    """Who checks, by which framework, in which zone and by which clock. nursery: its name, for what is printed."""

    session: Session
    framework: Framework
    zone: ZoneInfo
    clock: Clock
    nursery: str = ""


@dataclass(frozen=True, slots=True)
class LastStep:
    """What can still be undone: the entry as it was, and the version that the step answered."""

    entry: EntryToCheck
    version: int


class OfficePresenter:
    """The moderation page. Every call to the server runs in `net`."""

    def __init__(self, view: OfficeView, moderating: Moderating, task: OfficeTask, *, net: Lane) -> None:
        self._view, self._moderating, self._task, self._net = view, moderating, task, net
        self._state = OfficeState()
        self._last: LastStep | None = None
        self._is_closed = False
        self._connect()

    def start(self) -> None:
        """Ask what waits."""
        self._show(self._state)
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        self._net.run(partial(self._moderating.queue, self._task.session), self._queue_came, self._offline)

    def close(self) -> None:
        """Let go of every picture."""
        self._is_closed = True
        self._state = OfficeState()
        self._view.subject.player.forget()

    # -- The list ---------------------------------------------------------------------------------------------------------------------

    def _queue_came(self, queue: Queue) -> None:
        known = {item.id: item.version for item in queue.items}
        entries = {key: entry for key, entry in self._state.entries.items() if known.get(key) == entry.entry.item.version}
        chosen = self._state.chosen if self._state.chosen in known else None
        self._show(replace(self._state, items=queue.items, entries=entries, chosen=chosen, offline=""))
        if chosen is None and (first := neighbour(self._state, 1)) is not None:
            self.choose(first)
        elif chosen is not None:
            self._load(chosen, self._entry_came)
            self._ask_of_home()
            self._load_picture()  # one that the server could not give while it was away
        for item in sorted(queue.items, key=lambda item: item.due_at)[:AHEAD]:
            self._load(EntryId(item.id), self._ahead_came)

    def choose(self, entry: str) -> None:
        """Look at that entry."""
        self._show(replace(self._state, chosen=EntryId(entry), family=0, turn=0, pictures={}, clips={}, note_error=""))
        if self._state.entry is not None:
            self._load_picture()
            self._ask_of_home()
        else:
            self._load(EntryId(entry), self._entry_came)

    def step(self, way: int) -> None:
        """The next entry, or the one before."""
        found = neighbour(self._state, way)
        if found is not None and found != self._state.chosen:
            self.choose(found)

    def search(self, words: str) -> None:
        """Show only what bears these words."""
        self._show(replace(self._state, search=words))

    def _load(self, entry: EntryId, came: Callable[[EntryToCheck], None]) -> None:
        if entry not in self._state.entries:
            self._net.run(partial(self._moderating.entry, entry, self._task.session), came, self._offline)

    def _ahead_came(self, entry: EntryToCheck) -> None:
        key = EntryId(entry.entry.item.id)
        entries = {**self._state.entries, key: entry}
        self._show(replace(self._state, entries=entries, children=learned(self._state.children, (entry,))))

    def _entry_came(self, entry: EntryToCheck) -> None:
        self._ahead_came(entry)
        if entry.entry.item.id == self._state.chosen:
            self._load_picture()

    # -- What a family sent -----------------------------------------------------------------------------------------------------------

    @property
    def entry(self) -> EntryToCheck | None:
        """The chosen entry, once it came."""
        return self._state.entry

    def reload(self) -> None:
        """Ask for the chosen entry anew: its pictures change without its version."""
        if self._state.chosen is not None:
            self._net.run(partial(self._moderating.entry, self._state.chosen, self._task.session), self.took, self._offline)

    def took(self, entry: EntryToCheck) -> None:
        """Show what the server says of an entry now, if it is still in the list."""
        if entry.entry.item.id in {item.id for item in self._state.items or ()}:
            self._entry_came(entry)

    def show_doing(self, doing: Doing) -> None:
        """Show what is under way with its pictures."""
        self._show(replace(self._state, doing=doing))

    def _ask_of_home(self) -> None:
        if is_home(self._state.entry):
            self.reload()

    # -- Pictures ---------------------------------------------------------------------------------------------------------------------

    def choose_family(self, family: int) -> None:
        """See it as that family gets it."""
        self._show(replace(self._state, family=family, turn=0))
        self._load_picture()

    def turn(self, way: int) -> None:
        """The family's next picture, or the one before."""
        self._show(replace(self._state, turn=self._state.turn + way))
        self._load_picture()

    def _load_picture(self) -> None:
        entry, shown = self._state.entry, self._shown()
        if entry is None or shown is None:
            return
        rendition, chosen = RenditionId(shown.rendition.id), self._state.chosen
        if is_clip(entry, shown):
            if rendition not in self._state.clips:
                work = partial(self._moderating.picture, rendition, self._task.session)
                self._net.run(work, partial(self._clip_came, rendition, chosen), self._failed)
        elif rendition not in self._state.pictures:
            self._net.run(partial(self._decode, rendition), partial(self._picture_came, rendition, chosen), self._failed)

    def _shown(self) -> PictureToCheck | None:
        """The picture in the middle, or the video."""
        entry = self._state.entry
        pictures = family_pictures(entry, self._state.family) if entry is not None else ()
        return pictures[self._state.turn % len(pictures)] if pictures else None

    def _decode(self, rendition: RenditionId) -> QImage:
        return QImage.fromData(self._moderating.picture(rendition, self._task.session))

    def _picture_came(self, rendition: RenditionId, entry: EntryId | None, picture: QImage) -> None:
        if entry == self._state.chosen:
            self._show(replace(self._state, pictures={**self._state.pictures, rendition: picture}))

    def _clip_came(self, rendition: RenditionId, entry: EntryId | None, clip: bytes) -> None:
        """Only the video that is shown is held: one may have 20 MB."""
        if entry == self._state.chosen:
            self._show(replace(self._state, clips={rendition: clip}))

    def _clip_seen(self) -> None:
        shown = self._shown()
        if shown is not None:
            self._show(replace(self._state, seen_clips=self._state.seen_clips | {RenditionId(shown.rendition.id)}))

    def _clip_failed(self, sentence: str) -> None:
        self._show(replace(self._state, message=sentence))

    # -- Deciding ---------------------------------------------------------------------------------------------------------------------

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
        if self._state.is_busy:
            return
        self._show(replace(self._state, is_busy=True, note_error=""))
        self._net.run(work, partial(self._decided, step, entry), self._not_decided)

    def _decided(self, step: str, entry: EntryToCheck, answer: DecisionAnswer) -> None:
        decided = EntryId(entry.entry.item.id)
        following = after_decision(self._state, decided)
        items = tuple(item for item in self._state.items or () if item.id != decided)
        entries = {key: each for key, each in self._state.entries.items() if key != decided}
        self._last = LastStep(entry, answer.version)
        self._show(replace(self._state, items=items, entries=entries, chosen=None, pictures={}, clips={}, is_busy=False))
        self._view.offer_undo(DONE[step].format(author=first_name_of(entry)))
        if following is not None:
            self.choose(following)

    def _not_decided(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self._show(replace(self._state, is_busy=False, note_error=error.sentence))
        else:
            self._show(replace(self._state, is_busy=False, message=sentence_for(error)))
            self.refresh()

    def undo(self) -> None:
        """Take the last step back, within its eight seconds."""
        last, self._last = self._last, None
        if last is not None:
            entry = EntryId(last.entry.entry.item.id)
            work = partial(self._moderating.undo, entry, last.version, self._task.session)
            self._net.run(work, partial(self._undone, entry), self._failed)

    def _undone(self, entry: EntryId, answer: DecisionAnswer) -> None:
        self._state = replace(self._state, chosen=entry, family=0, turn=0, pictures={}, clips={})
        self.refresh()

    def forget_undo(self) -> None:
        """The eight seconds are over."""
        self._last = None

    # -- Showing ----------------------------------------------------------------------------------------------------------------------

    def _show(self, state: OfficeState) -> None:
        if self._is_closed:
            return
        self._state = replace(state, message="")
        self._view.show_screen(screen_of(state, self._task.framework, self._task.zone, self._task.clock()))

    def _offline(self, error: Exception) -> None:
        """The list cannot be asked for: what is known stays, and says that it is old."""
        if not isinstance(error, KnownError):
            raise error
        self._show(replace(self._state, offline=error.sentence, is_busy=False))

    def _failed(self, error: Exception) -> None:
        self._show(replace(self._state, is_busy=False, message=sentence_for(error)))

    def _connect(self) -> None:
        view = self._view
        for signal, slot in (
            (view.entry_chosen, self.choose),
            (view.searched, self.search),
            (view.stepped, self.step),
            (view.family_chosen, self.choose_family),
            (view.picture_turned, self.turn),
            (view.subject.clip_seen, self._clip_seen),
            (view.subject.clip_failed, self._clip_failed),
            (view.note_typed, self.type_note),
            (view.approve_asked, self.approve),
            (view.return_asked, self.give_back),
            (view.removal_asked, self.remove),
            (view.undo_asked, self.undo),
            (view.undo_expired, self.forget_undo),
            (view.retry_asked, self.refresh),
        ):
            signal.connect(slot)
