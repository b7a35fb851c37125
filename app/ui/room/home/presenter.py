"""Room home's wishes become service calls; what the services answer becomes the screen."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QTimer

from app.services.room import Room, RoomBoard
from app.services.session import Session
from app.services.writing import Draft, Writing
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.room.home.arrange import ConnectionFacts, HomeFacts, home_screen
from app.ui.room.home.screen import Filter
from app.ui.room.home.view import HomeView
from domain.entries import EntryKind
from domain.ids import ChildId, DraftId

REFRESH_MS = 20_000  # a child who arrives, a consent that changes: seen within one poll of the sync


@dataclass(frozen=True, slots=True)
class HomeWays:
    """Where home leads to; the composition gives each its screen."""

    take_photo: Callable[[Draft], None]
    write: Callable[[Draft], None]
    go_on: Callable[[DraftId], None]
    open_sync_panel: Callable[[], None]
    lock: Callable[[], None]
    report_fault: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one read of the store gives."""

    board: RoomBoard
    drafts: tuple[Draft, ...]
    connection: ConnectionFacts


class HomePresenter:
    """Keeps the choice, the filter and the search; the whole room is read at once, so a filter costs no read."""

    def __init__(
        self, view: HomeView, room: Room, writing: Writing, connection: Callable[[], ConnectionFacts], vault: Lane, session: Session,
        zone: tzinfo, ways: HomeWays,
    ) -> None:  # fmt: skip
        self._view, self._room, self._writing, self._connection = view, room, writing, connection
        self._vault, self._session, self._zone, self._ways = vault, session, zone, ways
        self._facts: HomeFacts | None = None
        self._is_making = False
        self._connect()
        self._timer = QTimer(view)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self.refresh()

    def refresh(self) -> None:
        """Read the room again; what was chosen stays chosen."""
        self._vault.run(self._load, self._loaded, self._failed)

    def close(self) -> None:
        """Read no more: the store of whoever leaves is about to close."""
        self._timer.stop()

    def _load(self) -> Loaded:
        return Loaded(self._room.board(self._session), self._writing.drafts(self._session), self._connection())

    def _loaded(self, loaded: Loaded) -> None:
        known = {card.child.id for card in loaded.board.children}
        before = self._facts
        self._facts = HomeFacts(
            board=loaded.board,
            session=self._session,
            drafts=loaded.drafts,
            connection=loaded.connection,
            zone=self._zone,
            filter=before.filter if before else Filter.EVERYONE,
            search=before.search if before else "",
            chosen=tuple(child for child in before.chosen if child in known) if before else (),
        )
        self._show()

    def _failed(self, error: Exception) -> None:
        self._is_making = False
        self._view.say(sentence_for(error))

    def _show(self) -> None:
        if self._facts is not None:
            self._view.show_screen(home_screen(self._facts))

    def _filter(self, value: str) -> None:
        if self._facts is not None:
            self._facts = dataclasses.replace(self._facts, filter=Filter(value), search="")
            self._view.filters.search.editor.clear()
            self._show()

    def _search(self, text: str) -> None:
        if self._facts is not None:
            self._facts = dataclasses.replace(self._facts, search=text)
            self._show()

    def _tap(self, child: str) -> None:
        if self._facts is not None:
            self._choose(toggled(self._facts.chosen, ChildId(child)))

    def _choose(self, chosen: tuple[ChildId, ...]) -> None:
        if self._facts is not None:
            self._facts = dataclasses.replace(self._facts, chosen=chosen)
            self._show()

    def _promise(self) -> None:
        self._filter(Filter.SNAPSHOT_DUE.value)

    def _begin(self, kind: EntryKind, way: Callable[[Draft], None]) -> None:
        """Make the draft first: from here on nothing that is taken or written can be lost."""
        if self._facts is None or self._is_making or not self._facts.chosen:
            return
        self._is_making = True
        children, session = self._facts.chosen, self._session
        self._vault.run(lambda: self._writing.new_draft(kind, children, session), lambda draft: self._made(draft, way), self._failed)

    def _made(self, draft: Draft, way: Callable[[Draft], None]) -> None:
        self._is_making = False
        way(draft)

    def _connect(self) -> None:
        view, ways = self._view, self._ways
        view.child_tapped.connect(self._tap)
        view.filter_chosen.connect(self._filter)
        view.search_changed.connect(self._search)
        view.choice_cleared.connect(lambda: self._choose(()))
        view.promise_asked.connect(self._promise)
        view.photo_asked.connect(lambda: self._begin(EntryKind.OBSERVATION, ways.take_photo))
        view.observation_asked.connect(lambda: self._begin(EntryKind.OBSERVATION, ways.write))
        view.snapshot_asked.connect(lambda: self._begin(EntryKind.SNAPSHOT, ways.write))
        view.connection_asked.connect(lambda: ways.open_sync_panel())
        view.not_me_asked.connect(lambda: ways.lock())
        view.draft_chosen.connect(lambda draft: ways.go_on(DraftId(draft)))
        view.fault_reported.connect(lambda note: ways.report_fault(note))


def toggled(chosen: Sequence[ChildId], child: ChildId) -> tuple[ChildId, ...]:
    """The choice after a tap on that child: let go, or added at the end."""
    if child in chosen:
        return tuple(one for one in chosen if one != child)
    return (*chosen, child)
