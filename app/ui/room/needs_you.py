"""What "Look" in the sync panel leads to: the draft, the sheet of an entry that was sent back, or why a thing cannot leave yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from app.services.rewording import NotReturned, ReturnedEntry
from app.services.sending import SyncRow, SyncWord
from app.services.session import NotAllowed, Session
from app.services.tablet import TabletServices
from app.ui.background import Lane
from app.ui.room.returned.presenter import ReturnedExits, ReturnedPresenter, ReturnedTask
from app.ui.room.returned.state import Typed
from app.ui.room.returned.view import ReturnedSheet
from app.ui.theme.look import Look
from app.ui.theme.tokens import Tone
from app.ui.widgets.dialog import Dialog
from domain.ids import DraftId, EntryId

T = TypeVar("T")
KEPT = "It is kept on this tablet. If it stays like this, show it to the office."
SETTLED = "It no longer needs you."
AGAIN = "Handed in again."
Found = DraftId | ReturnedEntry | SyncRow | None  # None = it needs nobody any more


class Run(Protocol):
    """Runs work in the vault's lane; what comes of it is dropped once the person is gone."""

    def __call__(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """`then` runs in the GUI thread."""
        ...


@dataclass(frozen=True, slots=True)
class NeedsYouWays:
    """Where looking leads. `over_home` shows home first when need be, and gives it with the height of its bar."""

    go_on: Callable[[DraftId], None]
    over_home: Callable[[Callable[[QWidget, int], None]], None]
    say: Callable[[str], None]
    wake: Callable[[], None]  # the sync begins at once
    run: Run


class NeedsYou:
    """One person's things that need her. Words that were typed and not handed in stay until she goes."""

    def __init__(self, look: Look, services: TabletServices, session: Session, vault: Lane, ways: NeedsYouWays) -> None:
        self._look, self._services, self._session, self._vault, self._ways = look, services, session, vault, ways
        self._typed: dict[EntryId, Typed] = {}
        self._presenter: ReturnedPresenter | None = None

    def look_at(self, thing: str) -> None:
        """Open what has that id."""
        self._ways.run(lambda: self._find(thing), self._open)

    def leave(self) -> None:
        """The screen under the sheet goes, and the sheet with it."""
        if self._presenter is not None:
            self._presenter.close()
        self._presenter = None

    def _find(self, thing: str) -> Found:
        """Runs in the vault's lane."""
        if any(draft.id == thing for draft in self._services.writing.drafts(self._session)):
            return DraftId(thing)
        try:
            return self._services.rewording.returned(EntryId(thing), self._session)
        except (NotReturned, NotAllowed):
            # Not the office's word to its author: something else keeps it here, and the panel's row says what.
            rows = self._services.sending.panel(self._session).rows
            return next((row for row in rows if row.id == thing and row.word is SyncWord.NEEDS_YOU), None)

    def _open(self, found: Found) -> None:
        if found is None:
            self._ways.say(SETTLED)
        elif isinstance(found, ReturnedEntry):
            entry = found
            self._ways.over_home(lambda home, top_px: self._open_returned(entry, home, top_px))
        elif isinstance(found, SyncRow):
            row = found
            self._ways.over_home(lambda home, top_px: self._explain(row, home, top_px))
        else:
            self._ways.go_on(found)

    def _open_returned(self, entry: ReturnedEntry, home: QWidget, top_px: int) -> None:
        self.leave()
        sheet = ReturnedSheet(self._look, home, top_px)
        sheet.closed.connect(sheet.deleteLater)
        task = ReturnedTask(entry=entry, session=self._session, typed=self._typed.get(entry.entry_id))
        exits = ReturnedExits(
            remember=lambda typed: self._remember(entry, typed), handed_in=lambda: self._handed_in(entry), say=self._ways.say
        )
        self._presenter = ReturnedPresenter(sheet, self._services.rewording, task, exits, vault=self._vault)
        self._presenter.start()

    def _remember(self, entry: ReturnedEntry, typed: Typed) -> None:
        self._typed[entry.entry_id] = typed

    def _handed_in(self, entry: ReturnedEntry) -> None:
        self._typed.pop(entry.entry_id, None)
        self._ways.wake()
        self._ways.say(AGAIN)

    def _explain(self, row: SyncRow, home: QWidget, top_px: int) -> None:
        dialog = Dialog(
            self._look,
            home,
            title="Not sent yet",
            text=f"{row.what}, {row.names}\n{row.detail} {KEPT}",
            icon="circle-alert",
            tone=Tone.WARN,
            choices=(),  # trying again is the sync's own; what the server refused, no second try mends
            wrong_words="Close",
            top_px=top_px,
        )
        dialog.buttons[Dialog.WRONG].set_words("Close", "check")
        dialog.closed.connect(dialog.deleteLater)
        dialog.open()
