"""Turns typing into words that are remembered, and "Hand in again" into a new version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from app.services.handing_in import NotReady
from app.services.rewording import ReturnedEntry, Rewording
from app.services.session import Session
from app.ui.background import Lane
from app.ui.errors import sentence_for
from app.ui.room.compose.state import changed_text
from app.ui.room.returned.state import FIELDS, ReturnedState, Typed, current_hint, screen_of
from app.ui.room.returned.view import ReturnedSheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedTask:
    """Which entry, by whom; `typed` are words of an earlier opening that were not handed in."""

    entry: ReturnedEntry
    session: Session
    typed: Typed | None = None


@dataclass(frozen=True, slots=True)
class ReturnedExits:
    """`remember` hears every change of the words; `handed_in` comes after the sheet has closed; `say` tells what failed behind it."""

    remember: Callable[[Typed], None]
    handed_in: Callable[[], None]
    say: Callable[[str], None]


class ReturnedPresenter:
    """One returned entry in its sheet. All store work runs in `vault`."""

    def __init__(self, view: ReturnedSheet, rewording: Rewording, task: ReturnedTask, exits: ReturnedExits, *, vault: Lane) -> None:
        self._view, self._rewording, self._task, self._exits, self._vault = view, rewording, task, exits, vault
        typed = task.typed or Typed(task.entry.text, task.entry.next_step)
        self._state = ReturnedState(entry=task.entry, typed=typed)
        self._is_closed = False
        self._connect()

    def start(self) -> None:
        """Show the entry and open the sheet."""
        self._view.show_screen(screen_of(self._state))
        self._view.open()

    def close(self) -> None:
        """Fall silent: the sheet may be gone before the answer comes."""
        self._is_closed = True

    # -- Words ------------------------------------------------------------------------------------------------------------------------

    def type_text(self, text: str) -> None:
        """The text as it stands now."""
        self._change(replace(self._state.typed, text=text), "text")

    def type_next_step(self, text: str) -> None:
        """The next step as it stands now."""
        self._change(replace(self._state.typed, next_step=text), "next_step")

    def move_cursor(self, at: int) -> None:
        """Open the hint under the cursor, if there is one."""
        self._show(replace(self._state, cursor=at))

    def change_word(self) -> None:
        """Put the open hint's other words into the text."""
        hint = current_hint(self._state)
        if hint is not None:
            self.type_text(changed_text(self._state.typed.text, hint))

    def keep_word(self) -> None:
        """Never show a hint for that word again while the sheet is open."""
        hint = current_hint(self._state)
        if hint is not None:
            self._show(replace(self._state, kept=self._state.kept | {(hint.kind, hint.word.casefold())}))

    def _change(self, typed: Typed, field: str) -> None:
        """Take the words over; what was said of that field is about other words."""
        if self._state.is_busy or typed == self._state.typed:
            return
        self._exits.remember(typed)
        missing = tuple(reason for reason in self._state.missing if reason.field != field)
        self._show(replace(self._state, typed=typed, missing=missing, message=""))

    # -- Handing in -------------------------------------------------------------------------------------------------------------------

    def hand_in(self) -> None:
        """Hand the entry in again with the words as they stand."""
        if self._state.is_busy:
            return
        self._show(replace(self._state, is_busy=True, missing=(), message=""))
        typed, session = self._state.typed, self._task.session
        work = partial(self._rewording.hand_in_again, self._task.entry.entry_id, typed.text, typed.next_step, session)
        self._vault.run(work, self._handed_in, self._failed)

    def _handed_in(self, _: None) -> None:
        if not self._is_closed:
            self._view.shut()
        self._exits.handed_in()

    def _failed(self, error: Exception) -> None:
        """Say what is not right, at its field; the words stay."""
        sentence = sentence_for(error)
        if self._is_closed:
            self._exits.say(sentence)
        elif isinstance(error, NotReady):
            self._show(replace(self._state, is_busy=False, missing=error.missing))
            if error.missing[0].field in FIELDS:
                self._view.go_to(error.missing[0].field)
        else:
            self._show(replace(self._state, is_busy=False, message=sentence))

    def _show(self, state: ReturnedState) -> None:
        self._state = state
        if not self._is_closed:
            self._view.show_screen(screen_of(state))

    def _connect(self) -> None:
        view = self._view
        view.text_typed.connect(self.type_text)
        view.next_step_typed.connect(self.type_next_step)
        view.cursor_moved.connect(self.move_cursor)
        view.hint_changed.connect(self.change_word)
        view.hint_kept.connect(self.keep_word)
        view.hand_in_asked.connect(self.hand_in)
        view.closed.connect(self.close)
