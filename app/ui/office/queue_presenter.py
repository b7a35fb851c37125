"""Leads a moderator through the entries that wait; pictures are held in memory only, and only the chosen entry's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage

from app.services.moderating import EntryToCheck, Moderating, PictureToCheck
from app.services.session import Clock, Session
from app.ui.background import Lane
from app.ui.office.home.state import Doing, is_home
from app.ui.office.parts.presenter import SectionPresenter
from app.ui.office.state import OfficeState, after_queue, family_pictures, is_clip, learned, neighbour, screen_of
from app.ui.office.view import OfficeView
from domain.curriculum import Framework
from domain.errors import KnownError
from domain.ids import EntryId, RenditionId
from domain.wire import Queue

AHEAD = 12  # entries read ahead, so that J and K never wait and the list knows names


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTask:
    """Who checks, by which framework, in which zone and by which clock. nursery: its name, for what is printed."""

    session: Session
    framework: Framework
    zone: ZoneInfo
    clock: Clock
    nursery: str = ""


class QueuePresenter(SectionPresenter[OfficeState]):
    """The list, and the entry in the middle as each family gets it."""

    def __init__(self, view: OfficeView, moderating: Moderating, task: OfficeTask, *, net: Lane) -> None:
        super().__init__(view, OfficeState(), net=net)
        self._view, self._moderating, self._task = view, moderating, task
        for signal, slot in (
            (view.entry_chosen, self.choose),
            (view.searched, self.search),
            (view.stepped, self.step),
            (view.family_chosen, self.choose_family),
            (view.picture_turned, self.turn),
            (view.subject.clip_seen, self._clip_seen),
            (view.subject.clip_failed, self._clip_failed),
        ):
            signal.connect(slot)

    def _draw(self, state: OfficeState) -> None:
        self._view.show_screen(screen_of(state, self._task.framework, self._task.zone, self._task.clock()))

    def close(self) -> None:
        """Let go of every picture."""
        super().close()
        self._view.subject.player.forget()

    # -- The list ---------------------------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Ask what waits."""
        self.fetch(partial(self._moderating.queue, self._task.session), self._queue_came)

    def _queue_came(self, queue: Queue) -> None:
        self._show(after_queue(self._state, queue.items))
        chosen = self._state.chosen
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
            self.fetch(partial(self._moderating.entry, entry, self._task.session), came)

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
            self.fetch(partial(self._moderating.entry, self._state.chosen, self._task.session), self.took)

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
                self.act(work, partial(self._clip_came, rendition, chosen), partial(self._clip_withheld, rendition))
        elif rendition not in self._state.pictures:
            self.act(partial(self._decode, rendition), partial(self._picture_came, rendition, chosen), self._say)

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
        """Only the video that is shown is held: one may have 20 MB. Why it was not given is no longer true."""
        self._view.unsay(self._state.withheld.get(rendition, ""))
        withheld = {key: sentence for key, sentence in self._state.withheld.items() if key != rendition}
        clips = {rendition: clip} if entry == self._state.chosen else self._state.clips
        self._show(replace(self._state, clips=clips, withheld=withheld))

    def _clip_withheld(self, rendition: RenditionId, error: KnownError) -> None:
        """The sentence stands beside “Approve” too: who returns the entry must still read it there."""
        self._state = replace(self._state, withheld={**self._state.withheld, rendition: error.sentence})
        self._say(error)

    def _clip_seen(self) -> None:
        shown = self._shown()
        if shown is not None:
            self._show(replace(self._state, seen_clips=self._state.seen_clips | {RenditionId(shown.rendition.id)}))

    def _clip_failed(self, sentence: str) -> None:
        self._show(replace(self._state, message=sentence))
