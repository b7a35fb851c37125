"""What every section does with what it knows and with the net lane: draw, ask, act, and say what the world did to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import SignalInstance

from app.ui.background import Lane
from app.ui.office.parts.state import SectionState
from domain.errors import KnownError

S = TypeVar("S", bound=SectionState)
T = TypeVar("T")


class Page(Protocol):
    """What every page offers while the server is away."""

    retry_asked: SignalInstance


class SectionPresenter(Generic[S]):
    """One section. Every call to the server runs in `net`; after `close` nothing is drawn, and nothing that was known is kept.

    A subclass says what it asks for (`load`), how a state is drawn (`_draw`), and what its own wishes do.
    """

    def __init__(self, page: Page, state: S, *, net: Lane) -> None:
        self._state, self._empty, self._net, self.is_closed = state, state, net, False
        page.retry_asked.connect(self.retry)

    def load(self) -> None:
        """Ask the server for what is looked at."""
        raise NotImplementedError

    def start(self) -> None:
        """The section is looked at."""
        self.refresh()

    def refresh(self) -> None:
        """Draw what is known, and ask again."""
        self._show(self._state)
        self.load()

    def retry(self) -> None:
        """A person asks again, because something did not come."""
        self.refresh()

    def close(self) -> None:
        """Fall silent, and let go of every name and picture."""
        self.is_closed, self._state = True, self._empty

    def fetch(self, work: Callable[[], T], came: Callable[[T], None]) -> None:
        """Ask for something to show. While the server is away, what is known stays and says that it is old."""

        def arrived(value: T) -> None:
            self._reached("")
            came(value)

        self.act(work, arrived, lambda error: self._reached(error.sentence))

    def act(self, work: Callable[[], T], done: Callable[[T], None], refused: Callable[[KnownError], None]) -> None:
        """Do something; what the world says against it is given to `refused`. A bug goes on up."""

        def failed(error: Exception) -> None:
            if not isinstance(error, KnownError):
                raise error
            if not self.is_closed:
                refused(error)

        self._net.run(work, lambda value: None if self.is_closed else done(value), failed)

    def act_alone(self, work: Callable[[], T], done: Callable[[T], None], refused: Callable[[KnownError], None] | None = None) -> None:
        """Do something, unless a step is on its way already; `done` and `refused` end the waiting. refused: None = it is said."""
        if not self._state.is_busy:
            self._show(replace(self._state, is_busy=True))
            self.act(work, done, refused or self._say)

    def _reached(self, sentence: str) -> None:
        if sentence != self._state.offline:
            self._show(replace(self._state, offline=sentence))

    def _say(self, error: KnownError) -> None:
        self._show(replace(self._state, is_busy=False, message=error.sentence))

    def _show(self, state: S) -> None:
        if not self.is_closed:
            self._state = replace(state, message="")  # said once
            self._draw(state)

    def _draw(self, state: S) -> None:
        """Show the screen that follows from this state."""
        raise NotImplementedError
