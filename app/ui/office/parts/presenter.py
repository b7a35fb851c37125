"""What every section's presenter does with the net lane: ask, act, and say what the world did to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.ui.background import Lane
from domain.errors import KnownError

T = TypeVar("T")


class SectionPresenter:
    """Subclasses draw in `offline_heard`. Nothing is drawn after `close`."""

    def __init__(self, net: Lane) -> None:
        self._net, self.is_closed = net, False

    def start(self) -> None:
        """Draw what is known, and ask."""
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        raise NotImplementedError

    def offline_heard(self, sentence: str) -> None:
        """What is known stays, and says that it is old; "" = the server answers again."""
        raise NotImplementedError

    def close(self) -> None:
        """Fall silent."""
        self.is_closed = True

    def fetch(self, work: Callable[[], T], came: Callable[[T], None]) -> None:
        """Ask for something to show."""

        def arrived(value: T) -> None:
            if not self.is_closed:
                self.offline_heard("")
                came(value)

        self._net.run(work, arrived, self._not_fetched)

    def act(self, work: Callable[[], T], done: Callable[[T], None], refused: Callable[[KnownError], None]) -> None:
        """Do something; what the world says against it is given to `refused`. A bug goes on up."""

        def failed(error: Exception) -> None:
            if not isinstance(error, KnownError):
                raise error
            if not self.is_closed:
                refused(error)

        self._net.run(work, lambda value: None if self.is_closed else done(value), failed)

    def _not_fetched(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        if not self.is_closed:
            self.offline_heard(error.sentence)
